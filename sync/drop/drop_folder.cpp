#include "sync/drop/drop_folder.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>

#include "storage/import/imported_names.h"
#include "storage/import/mapping/asked_columns.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/rejects.h"
#include "storage/import/remedies.h"
#include "storage/import/report_text.h"
#include "storage/import/rows/pages.h"
#include "storage/model/tools/safe_write.h"
#include "sync/drop/file_order.h"
#include "sync/drop/left_file.h"
#include "sync/drop/shared_file.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t settled_after_ms = 4'000;
constexpr std::size_t most_files = 50;
constexpr std::uintmax_t most_bytes = 64 << 20;
constexpr int most_tries = 5;
constexpr std::size_t most_told = 1000;  // bad lines in a report; all of them are in the file of rejects

OperatorName office() { return OperatorName::parse("office").value(); }

// Returns a name that is not taken yet, whatever has the plain name already.
fs::path free_name(const fs::path& folder, const std::string& name, Instant now) {
  std::error_code failure;
  if (!fs::exists(folder / name, failure)) return folder / name;
  const fs::path plain(name);
  std::string time = now.text().substr(0, 19);
  std::erase_if(time, [](char c) { return c == ':' || c == '-'; });
  for (int count = 1;; ++count) {
    const std::string tail = "." + time + (count == 1 ? "" : "-" + std::to_string(count));
    const fs::path free = folder / (plain.stem().string() + tail + plain.extension().string());
    if (!fs::exists(free, failure)) return free;
  }
}

bool is_of_the_file(const Error& error) {
  return error.kind == ErrorKind::bad_input || error.kind == ErrorKind::unknown || error.kind == ErrorKind::refused;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

void say_not_taken(const fs::path& in, const std::string& sentence) {
  std::error_code odd;
  if (sentence.empty()) {
    fs::remove(in / not_taken_note, odd);
    return;
  }
  static_cast<void>(write_shared_file(in / not_taken_note, "Files here are not taken now: " + sentence + "\n"));
}

DropFolder::DropFolder(DropPlan plan, const fs::path& database, WithLedger ledger, const Clock& clock)
    : plan_(std::move(plan)), ledger_(std::move(ledger)), clock_(clock) {
  choices_.skip_bad = plan_.skip_bad;
  choices_.header.make = plan_.make;
  choices_.header.make_items = plan_.make_items;
  choices_.header.memory = mapping_memory(database);
  choices_.users = plan_.users.empty() ? users_beside(database) : plan_.users;
}

// A share may be away, and the office may tidy up.
Status DropFolder::make_folders() const {
  std::error_code failure;
  for (const char* folder : {"taking", "done", "refused"}) {
    fs::create_directories(plan_.in / folder, failure);
    if (failure) return Error{ErrorKind::io, (plan_.in / folder).string(), "the folder cannot be made"};
  }
  return Done{};
}

Result<std::vector<DroppedFile>> DropFolder::begin() {
  if (auto made = make_folders(); !made) return made.error();
  has_left_ = false;
  std::error_code failure;
  std::vector<Claimed> claimed;
  for (fs::directory_iterator at(plan_.in / "taking", failure), end; !failure && at != end; at.increment(failure)) {
    if (auto ours = begun_file(at->path().filename().string())) claimed.push_back(*std::move(ours));
  }
  if (failure) return Error{ErrorKind::io, (plan_.in / "taking").string(), "the folder cannot be read"};
  std::sort(claimed.begin(), claimed.end(), [](const Claimed& a, const Claimed& b) {
    return comes_before({a.name, a.written}, {b.name, b.written});
  });
  return go_on_with(std::move(claimed));
}

// A file that was being taken when the program ended. Nothing: the name is none of ours.
std::optional<DropFolder::Claimed> DropFolder::begun_file(const std::string& name) const {
  const std::size_t first = name.find('~'), second = name.find('~', first + 1);
  if (first == std::string::npos || second == std::string::npos) return std::nullopt;
  const auto tries = number_in(std::string_view(name).substr(0, first));
  const auto next = number_in(std::string_view(name).substr(first + 1, second - first - 1));
  if (!tries || !next) return std::nullopt;
  Claimed one{plan_.in / "taking" / name, static_cast<int>(*tries), true, *next, name.substr(second + 1)};
  std::error_code failure;
  one.written = fs::last_write_time(one.file, failure);
  return one;
}

Result<std::vector<DroppedFile>> DropFolder::go_on_with(std::vector<Claimed> claimed) {
  std::vector<DroppedFile> all;
  std::vector<Claimed> taken;
  for (Claimed& one : claimed) {
    if (one.tries < most_tries) {
      taken.push_back(std::move(one));
      continue;
    }
    auto refused = refuse(one, {ErrorKind::refused, one.name, "the program ended each time when it took the file"});
    if (!refused) return refused.error();
    all.push_back(*std::move(refused));
  }
  auto dropped = take(std::move(taken));
  if (!dropped) return dropped.error();
  std::move(dropped->begin(), dropped->end(), std::back_inserter(all));
  return all;
}

bool DropFolder::has_settled(const fs::path& file, std::map<std::string, FileState>& seen) const {
  std::error_code failure;
  FileState now{fs::file_size(file, failure), {}, clock_.now()};
  if (!failure) now.written = fs::last_write_time(file, failure);
  if (failure) return false;
  const std::string name = file.filename().string();
  const auto before = seen_.find(name);
  const bool same = before != seen_.end() && before->second.size == now.size && before->second.written == now.written &&
                    before->second.since <= now.since;
  if (same) now.since = before->second.since;
  seen[name] = now;
  return same && clock_.now().ms - now.since.ms >= settled_after_ms;
}

std::vector<std::string> DropFolder::whole_files() {
  std::vector<WaitingFile> files;
  std::map<std::string, FileState> seen;
  std::error_code failure;
  for (fs::directory_iterator at(plan_.in, failure), end; !failure && at != end; at.increment(failure)) {
    const std::string name = at->path().filename().string();
    std::error_code odd;
    if (name == not_taken_note || is_unfinished(name) || is_map(at->path()) || at->is_symlink(odd) ||
        !at->is_regular_file(odd))
      continue;
    if (has_settled(at->path(), seen) && !is_being_written(at->path())) files.push_back({name, seen[name].written});
  }
  seen_ = std::move(seen);
  std::sort(files.begin(), files.end(), comes_before);
  std::vector<std::string> names;
  std::uintmax_t bytes = 0;
  for (const WaitingFile& one : files) {
    bytes += seen_[one.name].size;
    if (names.size() == most_files || (!names.empty() && bytes > most_bytes)) break;
    names.push_back(one.name);
  }
  return names;
}

// From then on it is nobody else's, and known after a crash.
Result<DropFolder::Claimed> DropFolder::claim(const std::string& name, std::int64_t next_event) {
  Claimed one{plan_.in / name, 0, false, next_event, short_name(name)};
  if (auto claimed = try_again(one, 0); !claimed) return claimed.error();
  flush_names_in(plan_.in);
  return one;
}

// How often it was begun stands in its name, so that one which ends the program does not do so for ever.
Status DropFolder::try_again(Claimed& one, int tries) const {
  const fs::path taking = plan_.in / "taking";
  const fs::path to = taking / (std::to_string(tries) + "~" + std::to_string(one.next_event) + "~" + one.name);
  std::error_code failure;
  fs::rename(one.file, to, failure);
  if (failure) return Error{ErrorKind::io, one.file.string(), "cannot be moved to " + taking.string()};
  flush_names_in(taking);
  one.file = to;
  one.tries = tries;
  return Done{};
}

Result<std::vector<DroppedFile>> DropFolder::look() {
  std::error_code failure;
  if (!fs::is_directory(plan_.in, failure)) {
    return Error{ErrorKind::io, plan_.in.string(),
                 "the folder is away: what is left in it is taken once it is there again"};
  }
  if (has_left_) return begin();
  if (auto made = make_folders(); !made) return made.error();
  const auto names = whole_files();
  if (names.empty()) return std::vector<DroppedFile>();
  Result<std::int64_t> next = std::int64_t{0};
  if (auto asked = ledger_([&](Ledger& ledger) { next = ledger.next_event(); }); !asked) return asked.error();
  if (!next) return next.error();
  std::vector<Claimed> claimed;
  std::optional<Error> stays;  // told once nothing else is there: it stops nobody
  for (const std::string& name : names) {
    auto one = claim(name, *next);
    if (one)
      claimed.push_back(*std::move(one));
    else
      stays = one.error();
  }
  if (claimed.empty() && stays) return *stays;
  return take(std::move(claimed));
}

void DropFolder::read_maps() {
  choices_.header.mappings.clear();
  bad_maps_.clear();
  std::vector<fs::path> maps;
  std::error_code failure;
  for (fs::directory_iterator at(plan_.in, failure), end; !failure && at != end; at.increment(failure)) {
    if (is_map(at->path()) && !is_unfinished(at->path().filename().string())) maps.push_back(at->path());
  }
  std::sort(maps.begin(), maps.end());
  for (const fs::path& map : maps) {
    auto text = mapping_in(map);
    if (text)
      choices_.header.mappings.push_back(*std::move(text));
    else
      bad_maps_.push_back(map.filename().string() + " was not used: " + text.error().message);
  }
}

// One after the other, each to its end: of those that are booked only the last can be in doubt after a crash.
Result<std::vector<DroppedFile>> DropFolder::take(std::vector<Claimed> claimed) {
  struct Read {
    Claimed one;
    Result<ParsedImport> parsed;
  };
  read_maps();
  std::vector<Read> all;
  std::optional<Error> failed;  // of one that somebody has taken away: the others are taken
  for (Claimed& one : claimed) {
    const int tries = one.tries;
    auto moved = try_again(one, tries + 1);
    if (moved) {
      auto parsed = parse_import(one.file, choices_);
      if (moved = try_again(one, tries); moved) all.push_back({one, std::move(parsed)});
    }
    if (moved) continue;
    put_back(one);
    failed = moved.error();
  }
  if (all.empty() && failed) return *failed;
  const auto turn = [](const Read& read) { return read.parsed ? booking_turn(read.parsed->report.kind) : 0; };
  std::stable_sort(all.begin(), all.end(), [&](const Read& a, const Read& b) { return turn(a) < turn(b); });
  std::vector<ParsedImport*> pages;
  for (Read& one : all) {
    if (one.parsed) pages.push_back(&*one.parsed);
  }
  join_pages(pages);
  std::vector<DroppedFile> dropped;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto taken = take_one(all[i].one, std::move(all[i].parsed));
    if (!taken) {
      for (; i < all.size(); ++i) put_back(all[i].one);
      return taken.error();
    }
    dropped.push_back(*std::move(taken));
  }
  return dropped;
}

Result<DroppedFile> DropFolder::take_one(Claimed& one, Result<ParsedImport> parsed) {
  if (auto begun = try_again(one, one.tries + 1); !begun) return begun.error();
  if (!parsed && may_not_be_read(one.file))
    return refuse(one, {ErrorKind::refused, one.name, "may not be read here: whoever leaves it has to allow that"});
  if (!parsed)
    return is_of_the_file(parsed.error()) ? refuse(one, parsed.error()) : Result<DroppedFile>(parsed.error());
  if (one.resumed) {
    const auto known = is_booked(one, parsed->content);
    if (!known) return known.error();
    ImportedFile told{one.file, std::move(parsed->report), true};
    one.booked = *known;
    if (*known) return finish(one, told, {});
    parsed->report = std::move(told.report);
  }
  const std::string content = parsed->content;
  const bool lacks_columns = parsed->report.header_line == 0;
  const std::vector<std::string> headers = lacks_columns ? parsed->headers : std::vector<std::string>();
  Result<ImportReport> booked = Error{ErrorKind::busy, "", "the books are closing"};
  ImportChoices choices = choices_;
  choices.taken_at = one.next_event;
  const auto done = ledger_(
      [&](Ledger& ledger) { booked = book_import(ledger, std::move(*parsed), choices, office(), clock_.now()); });
  if (!done) return done.error();
  if (!booked)
    return is_of_the_file(booked.error()) ? refuse(one, booked.error()) : Result<DroppedFile>(booked.error());
  const bool good = is_taken(*booked, plan_.skip_bad) && booked->rows + booked->ended > 0;
  one.booked = good;
  static_cast<void>(booked->changed ? remember_import(choices_.header.memory, content, one.name)
                                    : remember_unchanged(choices_.header.memory, one.name));
  return finish(one, {one.file, *std::move(booked), good}, headers);
}

// The ids of an import are made of the file's content and of where the books stood.
Result<bool> DropFolder::is_booked(const Claimed& one, const std::string& content) {
  Result<std::vector<CommandId>> last = std::vector<CommandId>();
  if (auto asked = ledger_([&](Ledger& ledger) { last = ledger.last_import(); }); !asked) return asked.error();
  if (!last) return last.error();
  const std::string prefix = import_id_prefix(content);
  return std::any_of(last->begin(), last->end(), [&](const CommandId& id) {
    if (!id.text().starts_with(prefix)) return false;
    const std::string_view rest = std::string_view(id.text()).substr(prefix.size());
    const auto at = number_in(rest.substr(0, rest.find('-')));
    return at && *at >= one.next_event;
  });
}

Result<DroppedFile> DropFolder::finish(const Claimed& one, const ImportedFile& told,
                                       const std::vector<std::string>& headers) {
  ImportedFile named = told;
  const std::string taken = one.file.string();
  named.report = without_flags(std::move(named.report));
  for (Error& error : named.report.errors) {
    if (error.place.starts_with(taken)) error.place.replace(0, taken.size(), one.name);
  }
  const char* folder = told.booked ? "done" : "refused";
  if (!told.report.errors.empty() && told.report.header_line > 0) {
    const fs::path rejects = free_name(plan_.in / folder, rejects_of(one.name).string(), clock_.now());
    if (auto written = write_rejects(named, choices_, rejects); !written) return written.error();
  }
  std::string report = report_text(named, most_told);
  for (const std::string& bad : bad_maps_) report += bad + "\n";
  if (!told.booked && !headers.empty()) {
    const fs::path map = free_name(plan_.in / folder, fs::path(one.name).stem().string() + ".map", clock_.now());
    if (auto written = write_shared_file(map, mapping_form(headers)); !written) return written.error();
    report +=
        "its columns can be said once, in " + map.filename().string() +
        " beside this report: fill it in, put it into the folder where this file was left, and leave the file there "
        "again. By touch it is Returns, lots, files, settings on a terminal, then the office's files from a stick\n";
  }
  return put(one, folder, report, {one.name, told.booked, outcome_text(named)});
}

Result<DroppedFile> DropFolder::refuse(const Claimed& one, const Error& why) {
  Error named = {why.kind, why.place, without_flags(why.message)};
  if (named.place.starts_with(one.file.string())) named.place.replace(0, one.file.string().size(), one.name);
  static_cast<void>(remember_unchanged(choices_.header.memory, one.name));
  return put(one, "refused", named.sentence() + "\n", {one.name, false, named.sentence()});
}

// The report first: what is in done/ has one.
Result<DroppedFile> DropFolder::put(const Claimed& one, const char* folder, const std::string& report,
                                    DroppedFile dropped) {
  if (auto made = make_folders(); !made) return made.error();
  const fs::path to = free_name(plan_.in / folder, one.name, clock_.now());
  if (auto written = write_shared_file(to.string() + ".report.txt", report); !written) return written.error();
  std::error_code failure;
  fs::rename(one.file, to, failure);
  if (failure) return Error{ErrorKind::io, to.string(), "cannot be written"};
  flush_names_in(plan_.in / folder);
  flush_names_in(one.file.parent_path());
  return dropped;
}

// A later look takes it anew, or only tells of what is booked: that stays where it is.
void DropFolder::put_back(Claimed& one) {
  std::error_code failure;
  const bool may_go = !one.booked && !fs::exists(plan_.in / one.name, failure);
  if (may_go) fs::rename(one.file, plan_.in / one.name, failure);
  if (may_go && !failure) return;
  if (one.booked) static_cast<void>(try_again(one, std::max(0, one.tries - 1)));
  has_left_ = true;
}

}  // namespace dockhand
