#include "storage/import/import_files.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dockhand {

std::size_t booking_turn(std::string_view kind) {
  static constexpr std::array<std::string_view, 18> turns{
      "users", "site",      "items",   "barcodes", "locations", "stock",        "customers", "orders",   "purchases",
      "asns",  "suppliers", "sources", "history",  "faces",     "alternatives", "wishes",    "goodwill", "promotions"};
  return static_cast<std::size_t>(std::find(turns.begin(), turns.end(), kind) - turns.begin());
}

Result<ParsedFiles> parse_files(const std::vector<std::filesystem::path>& files, const ImportChoices& choices) {
  ParsedFiles all;
  for (const auto& file : files) {
    auto parsed = parse_import(file, choices);
    if (!parsed) return parsed.error();
    all.files.push_back(std::move(parsed).value());
  }
  all.good = choices.skip_bad || choices.try_out ||
             std::all_of(all.files.begin(), all.files.end(), [](const auto& one) { return one.report.errors.empty(); });
  if (all.good) {
    std::stable_sort(all.files.begin(), all.files.end(), [](const auto& a, const auto& b) {
      return booking_turn(a.report.kind) < booking_turn(b.report.kind);
    });
  }
  return all;
}

Result<std::vector<ImportedFile>> book_files(Ledger& ledger, ParsedFiles parsed, const ImportChoices& choices,
                                             const OperatorName& by, Instant now) {
  std::vector<ImportedFile> all;
  for (ParsedImport& one : parsed.files) {
    const auto file = one.file;
    if (!parsed.good) {
      all.push_back({file, std::move(one.report), false});
      continue;
    }
    auto booked = book_import(ledger, std::move(one), choices, by, now);
    if (!booked) return booked.error();
    const bool good = booked->errors.empty() || choices.skip_bad;
    all.push_back({file, std::move(booked).value(), good && !choices.try_out});
    if (!good && !choices.try_out) break;
  }
  return all;
}

}  // namespace dockhand
