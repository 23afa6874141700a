#include "storage/import/import_files.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

#include "storage/import/imported_names.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/rows/pages.h"

namespace dockhand {

std::size_t booking_turn(std::string_view kind) {
  static constexpr std::array<std::string_view, 18> turns{
      "users",        "site",     "items",      "barcodes", "locations", "stock", "customers", "suppliers", "sources",
      "alternatives", "goodwill", "promotions", "orders",   "purchases", "asns",  "history",   "faces",     "wishes"};
  return static_cast<std::size_t>(std::find(turns.begin(), turns.end(), kind) - turns.begin());
}

namespace {

// Of a file that was tried out, or of which nothing was booked: it was the last one all the same, and who takes back
// the last one does not mean an older one. Before any other there is nothing to take back.
void remember_none(const std::filesystem::path& file, const ImportChoices& choices) {
  std::error_code failure;
  const std::filesystem::path& memory = choices.header.memory;
  if (std::filesystem::exists(memory, failure)) static_cast<void>(remember_unchanged(memory, file));
}

}  // namespace

Result<ParsedFiles> parse_files(const std::vector<std::filesystem::path>& files, const ImportChoices& choices) {
  ParsedFiles all;
  for (const auto& file : files) {
    auto parsed = parse_import(file, choices);
    if (!parsed) {
      if (!choices.try_out && parsed.error().kind != ErrorKind::busy) remember_none(file, choices);
      return parsed.error();
    }
    all.files.push_back(std::move(parsed).value());
  }
  std::vector<ParsedImport*> pages;
  for (ParsedImport& one : all.files) pages.push_back(&one);
  join_pages(pages);
  all.good = choices.skip_bad || choices.try_out ||
             std::all_of(all.files.begin(), all.files.end(), [](const auto& one) { return one.report.errors.empty(); });
  if (all.good) {
    std::stable_sort(all.files.begin(), all.files.end(), [](const auto& a, const auto& b) {
      return booking_turn(a.report.kind) < booking_turn(b.report.kind);
    });
  }
  return all;
}

namespace {

// What a row is, what its words mean and how its days and numbers are written was said for good; what all rows have,
// for this time.
Status keep_meanings(const std::vector<std::string>& headers, Mapping mapping, const ImportChoices& choices) {
  const HeaderChoices& said = choices.header;
  const bool convention = choices.said.days || choices.said.mark;
  const bool any = convention || !said.kind.empty() || !said.states.empty() || !said.units.empty();
  if (!any || !said.set.empty() || said.memory.empty() || mapping.parts.empty()) return Done{};
  if (choices.said.days) mapping.said.days = choices.said.days;
  if (choices.said.mark) mapping.said.mark = choices.said.mark;
  return remember_mapping(said.memory, headers, mapping);
}

// Those of items go first, as where they are booked: what they bring is known to the orders beside them.
Result<std::vector<ImportedFile>> refused_files(Ledger& ledger, std::vector<ParsedImport> files,
                                                const ImportChoices& choices, const OperatorName& by, Instant now) {
  std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return booking_turn(a.report.kind) < booking_turn(b.report.kind);
  });
  std::vector<ImportedFile> all;
  all.reserve(files.size());
  for (const ParsedImport& one : files) all.push_back({one.file, {}, false});
  auto told = with_all_bad_lines(ledger, std::move(files), choices, by, now);
  if (!told) return told.error();
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].report = std::move((*told)[i]);
    static_cast<void>(remember_unchanged(choices.header.memory, all[i].file));
  }
  return all;
}

// Files behind one that the books have refused are not booked, and are told.
void leave_behind(std::vector<ParsedImport>::iterator from, std::vector<ParsedImport>::iterator to,
                  std::vector<ImportedFile>& all) {
  std::transform(from, to, std::back_inserter(all), [](ParsedImport& one) {
    return ImportedFile{one.file, std::move(one.report), false};
  });
}

}  // namespace

Result<std::vector<ImportedFile>> book_files(Ledger& ledger, ParsedFiles parsed, const ImportChoices& choices,
                                             const OperatorName& by, Instant now) {
  std::vector<ImportedFile> all;
  if (choices.try_out) {
    std::vector<std::filesystem::path> names;
    for (const ParsedImport& one : parsed.files) names.push_back(one.file);
    auto tried = try_imports(ledger, std::move(parsed.files), choices, by, now);
    if (!tried) return tried.error();
    for (std::size_t i = 0; i < names.size(); ++i) {
      remember_none(names[i], choices);
      all.push_back({names[i], std::move((*tried)[i]), false});
    }
    return all;
  }
  if (!parsed.good) return refused_files(ledger, std::move(parsed.files), choices, by, now);
  for (auto at = parsed.files.begin(); at != parsed.files.end(); ++at) {
    ParsedImport& one = *at;
    const auto file = one.file;
    const auto headers = one.headers;
    const Mapping mapping = one.mapping;
    const std::string content = one.content;
    auto booked = book_import(ledger, std::move(one), choices, by, now);
    if (!booked) {
      remember_none(file, choices);
      return booked.error();
    }
    const bool goes_on = choices.skip_bad && !booked->left_out;
    const bool good = is_taken(*booked, choices.skip_bad), changes = booked->changed;
    all.push_back({file, std::move(booked).value(), good});
    // Nothing is lost where the name cannot be kept.
    static_cast<void>(changes ? remember_import(choices.header.memory, content, file)
                              : remember_unchanged(choices.header.memory, file));
    if (!good && goes_on) continue;
    if (!good) {
      if (!all.back().report.left_out) leave_behind(std::next(at), parsed.files.end(), all);
      break;
    }
    if (auto kept = keep_meanings(headers, mapping, choices); !kept) return kept.error();
  }
  return all;
}

}  // namespace dockhand
