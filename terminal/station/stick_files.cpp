#include "terminal/station/stick_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "storage/import/imported_names.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/rejects.h"
#include "storage/import/remedies.h"
#include "storage/import/report_text.h"
#include "storage/model/tools/small_letters.h"
#include "sync/drop/shared_file.h"
#include "sync/session.h"
#include "terminal/station/file_report.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_files = 200;
constexpr std::uintmax_t most_bytes = 20 << 20;
constexpr std::size_t most_rows = 20'000;
constexpr std::size_t most_errors_saved = 1000;

bool is_offered(const fs::path& file) {
  static constexpr std::array<std::string_view, 8> endings{".csv", ".tsv", ".txt",     ".xlsx",
                                                           ".edi", ".x12", ".edifact", ".dat"};
  const std::string ending = small_letters(file.extension().string());
  const std::string name = file.filename().string();
  return !name.starts_with('.') && !name.ends_with(".report.txt") && !name.ends_with(".rejects.csv") &&
         std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::string size_text(std::uintmax_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", bytes);
  return bytes < 10'000'000 ? fmt::format("{} KB", bytes / 1000) : fmt::format("{} MB", bytes / 1'000'000);
}

void add_files(const fs::path& folder, const std::string& stick, int depth, std::vector<StickFile>& files) {
  std::error_code failure;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    std::error_code odd;
    if (at->is_symlink(odd) || files.size() == most_files) continue;
    if (at->is_directory(odd) && depth > 0 && !at->path().filename().string().starts_with('.')) {
      add_files(at->path(), stick, depth - 1, files);
    } else if (at->is_regular_file(odd) && is_offered(at->path())) {
      files.push_back({at->path().string(), at->path().filename().string(), stick, size_text(at->file_size(odd))});
    }
  }
}

// "\040" stands for a blank there.
std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool octal = text[i] == '\\' && i + 3 < text.size();
    plain += octal ? static_cast<char>(std::stoi(text.substr(i + 1, 3), nullptr, 8)) : text[i];
    if (octal) i += 3;
  }
  return plain;
}

std::vector<fs::path> folders_in(const fs::path& sticks) {
  std::vector<fs::path> all;
  std::error_code failure;
  for (fs::directory_iterator at(sticks, failure), end; !failure && at != end; at.increment(failure)) {
    std::error_code odd;
    if (at->is_directory(odd)) all.push_back(at->path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

std::vector<fs::path> mounted_sticks(const fs::path& mountinfo) {
  std::vector<fs::path> all;
  std::ifstream in(mountinfo);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string word;
    for (int i = 0; i < 5; ++i) words >> word;  // the fifth is where it is mounted
    const std::string at = unescaped(word);
    if (at.starts_with("/media/") || at.starts_with("/run/media/")) all.emplace_back(at);
  }
  std::sort(all.begin(), all.end());
  return all;
}

StickFiles::StickFiles(fs::path sticks, fs::path database, fs::path users, LedgerThread& ledger, const Clock& clock,
                       std::function<void()> changed)
    : sticks_(std::move(sticks)),
      database_(std::move(database)),
      users_(std::move(users)),
      ledger_(ledger),
      clock_(clock),
      changed_(std::move(changed)),
      thread_([this] { work(); }) {}

StickFiles::~StickFiles() {
  errands_.close();
  thread_.join();
}

std::vector<StickFile> StickFiles::list() const {
  std::vector<StickFile> files;
  const auto sticks = sticks_.empty() ? mounted_sticks("/proc/self/mountinfo") : folders_in(sticks_);
  for (const fs::path& stick : sticks) add_files(stick, stick.filename().string(), 1, files);
  std::sort(files.begin(), files.end(), [](const StickFile& a, const StickFile& b) { return a.path < b.path; });
  return files;
}

std::string StickFiles::last_imported() const { return dockhand::last_imported(mapping_memory(database_)); }

FileReport StickFiles::report() const {
  const std::lock_guard lock(mutex_);
  return report_;
}

void StickFiles::publish(FileReport report) {
  {
    const std::lock_guard lock(mutex_);
    report_ = std::move(report);
    saving_ = false;
  }
  ++version_;
  rested_.notify_all();
  changed_();
}

void StickFiles::use(const UseFile& wanted, const OperatorName& by, const std::optional<OperatorName>& allowed_by) {
  const bool saves = wanted.how == UseFile::How::save_report;
  {
    const std::lock_guard lock(mutex_);
    if (report_.busy()) return;
    FileReport begun = saves ? report_ : FileReport{};
    saving_ = saving_ || saves;
    const bool books = wanted.how == UseFile::How::book || wanted.how == UseFile::How::book_good_rows;
    if (!saves) begun.state = books ? FileReport::State::booking : FileReport::State::reading;
    if (wanted.how == UseFile::How::take_back) begun.state = FileReport::State::taking_back;
    begun.path = wanted.path;
    begun.name = fs::path(wanted.path).filename().string();
    report_ = std::move(begun);
  }
  ++version_;
  static_cast<void>(errands_.put({wanted, by, allowed_by}));
}

void StickFiles::settle() {
  std::unique_lock lock(mutex_);
  rested_.wait(lock, [this] { return !report_.busy() && !saving_; });
}

void StickFiles::work() {
  for (auto next = errands_.wait(1); !next.empty(); next = errands_.wait(1)) {
    const Errand& errand = next.front();
    switch (errand.wanted.how) {
      case UseFile::How::try_out: try_out(errand); break;
      case UseFile::How::book:
      case UseFile::How::book_good_rows: book(errand); break;
      case UseFile::How::save_report: save_report(errand); break;
      case UseFile::How::take_back: take_back(errand); break;
    }
  }
}

// As all imports from here, with what was said of this file.
ImportChoices StickFiles::choices_for(const UseFile& wanted) const {
  ImportChoices choices;
  choices.users = users_;
  choices.header = answers_in(wanted).said;
  choices.header.make = true;
  choices.header.make_items = wanted.make_items;
  choices.sheet = wanted.sheet;
  if (!wanted.anew) choices.header.memory = mapping_memory(database_);
  if (!wanted.dates.empty()) choices.said.days = *parse_day_order(wanted.dates);
  if (!wanted.decimal.empty()) choices.said.mark = *parse_decimal_mark(wanted.decimal);
  return choices;
}

namespace {

// What all rows have is of one file: the next one of the same headings is asked about again.
void remember_said(const fs::path& database, const UseFile& said, const Convention& convention,
                   const std::vector<std::string>& headers, Mapping mapping) {
  if (!said.set.empty() || mapping.parts.empty()) return;
  if (!said.kind.empty()) mapping.name = said.kind + " as they were described here";
  if (convention.days) mapping.said.days = convention.days;
  if (convention.mark) mapping.said.mark = convention.mark;
  static_cast<void>(remember_mapping(mapping_memory(database), headers, mapping));
}

}  // namespace

void StickFiles::try_out(const Errand& errand) {
  FileReport failed = report_for(errand.wanted.path);
  failed.state = FileReport::State::failed;
  tried_.clear();
  const auto fail = [&](std::string why) {
    failed.outcome = std::move(why);
    publish(std::move(failed));
  };
  std::error_code problem;
  if (const auto size = fs::file_size(errand.wanted.path, problem); problem || size > most_bytes) {
    return fail(problem ? "The file is not there any more."
                        : "The file is too large for a terminal: import it in the office.");
  }
  said_ = errand.wanted;
  ImportChoices choices = choices_for(said_);
  choices.try_out = true;
  if (auto asking = ask_sheet(said_, choices)) return publish(*std::move(asking));
  auto parsed = parse_import(errand.wanted.path, choices);
  if (!parsed) return fail(without_flags(parsed.error().sentence()));
  if (parsed->rows.size() > most_rows)
    return fail("The file has too many rows for a terminal: import it in the office.");
  last_ = {errand.wanted.path, parsed->report, false};
  if (FileReport asking = report_of(last_, errand.wanted.path);
      ask_columns(*parsed, said_, asking) || ask_state(*parsed, said_, asking)) {
    asking.state = FileReport::State::tried;
    return publish(std::move(asking));
  }
  if (lacks_columns(*parsed)) {
    if (!names_columns(parsed->headers))
      return fail("Its first line has no names of columns: write them above the rows, such as order, item, quantity.");
    return fail(parsed->report.errors.empty() ? "Its columns are not known."
                                              : without_flags(parsed->report.errors.front().message));
  }
  const bool answers = !said_.dates.empty() || !said_.decimal.empty();
  if (answers && said_.kind.empty()) remember_said(database_, said_, choices.said, parsed->headers, parsed->mapping);
  is_table_ = !parsed->is_message;
  const std::string content = parsed->content;
  const bool open = !parsed->report.questions.empty();
  Result<ImportReport> tried = parsed->report;
  if (!open) {
    const auto done = on_ledger_thread(ledger_)(
        [&](Ledger& books) { tried = book_import(books, std::move(*parsed), choices, errand.by, clock_.now()); });
    if (!done) return fail(done.error().sentence());
  }
  if (!tried) return fail(without_flags(tried.error().sentence()));
  tried_ = content;
  last_ = {errand.wanted.path, *std::move(tried), false};
  publish(tried_report());
}

// What the file would do.
FileReport StickFiles::tried_report() const {
  FileReport report = report_of(last_, said_.path);
  report.state = FileReport::State::tried;
  report.has_columns = is_table_ && report.question == FileQuestion::none;
  return report;
}

void StickFiles::book(const Errand& errand) {
  ImportChoices choices = choices_for(said_);
  choices.allowed_by = errand.allowed_by;
  choices.skip_bad = errand.wanted.how == UseFile::How::book_good_rows;
  FileReport report = report_for(errand.wanted.path);
  auto parsed = parse_import(errand.wanted.path, choices);
  const bool same = parsed && parsed->content == tried_ && said_.path == errand.wanted.path;
  Result<ImportReport> booked = parsed ? Result<ImportReport>(parsed->report) : Result<ImportReport>(parsed.error());
  bool as_shown = true;
  const std::vector<std::string> headers = same ? parsed->headers : std::vector<std::string>();
  const Mapping mapping = same ? parsed->mapping : Mapping();
  if (same) {
    const auto done = on_ledger_thread(ledger_)([&](Ledger& books) {
      ImportChoices only_tried = choices;
      only_tried.try_out = true;
      only_tried.skip_bad = false;
      booked = book_import(books, *parsed, only_tried, errand.by, clock_.now());
      as_shown = booked && is_as_shown(*booked, last_.report);
      if (as_shown) booked = book_import(books, std::move(*parsed), choices, errand.by, clock_.now());
    });
    if (!done) booked = done.error();
  }
  const std::string otherwise =
      booked ? std::string("The file is another one now: try it out again.") : booked.error().sentence();
  const bool is_known = booked && same;
  if (is_known) last_ = {errand.wanted.path, *std::move(booked), false};
  if (is_known && !as_shown) {
    report = tried_report();
    report.anew = true;
  } else if (is_known) {
    last_.booked = is_taken(last_.report, choices.skip_bad);
    const auto memory = mapping_memory(database_);
    static_cast<void>(last_.report.changed ? remember_import(memory, tried_, errand.wanted.path)
                                           : remember_unchanged(memory, errand.wanted.path));
    report = report_of(last_, errand.wanted.path);
    report.state = last_.booked ? FileReport::State::booked : FileReport::State::failed;
    report.is_last = last_.report.changed;
    if (last_.booked && (!said_.kind.empty() || !said_.states.empty()))
      remember_said(database_, said_, choices.said, headers, mapping);
  } else {
    report.state = FileReport::State::failed;
    report.outcome = otherwise;
  }
  publish(std::move(report));
}

// Beside the file, as far as the stick lets it.
void StickFiles::save_report(const Errand& errand) {
  FileReport now = report();
  const fs::path file = errand.wanted.path;
  const ImportChoices choices = choices_for(said_);
  ImportedFile told = last_;
  told.report = without_flags(std::move(told.report));
  const auto written = write_shared_file(file.string() + ".report.txt", report_text(told, most_errors_saved));
  const bool rows = told.file == file && !told.report.errors.empty() && told.report.header_line > 0;
  if (written && rows) static_cast<void>(write_rejects(told, choices, rejects_of(file)));
  now.found.insert(now.found.begin(), written
                                          ? "The report is on the stick: " + file.filename().string() + ".report.txt"
                                          : "The stick cannot be written to.");
  publish(std::move(now));
}

// Only the file that was meant: another one may have come since.
void StickFiles::take_back(const Errand& errand) {
  FileReport told = report_for(errand.wanted.path);
  told.state = FileReport::State::failed;
  tried_.clear();
  const auto memory = mapping_memory(database_);
  if (const Status may = may_take_back(memory, {errand.wanted.path}); !may) {
    told.outcome = may.error().sentence();
    return publish(std::move(told));
  }
  Result<Outcome> outcome = Error{ErrorKind::busy, "", "the books are closing"};
  const auto done = on_ledger_thread(ledger_)([&](Ledger& books) {
    outcome = take_back_import(books, {errand.by, errand.allowed_by}, clock_.now(), users_);
  });
  if (!done || !outcome) {
    told.outcome = done ? outcome.error().sentence() : done.error().sentence();
  } else if (const auto* refused = std::get_if<Refused>(&*outcome)) {
    told.outcome = not_taken_back(database_, *refused).sentence();
  } else {
    told.outcome =
        forget_taken_back(memory, std::get<Accepted>(*outcome).id) + " was taken back: its rows are as they were";
    told.state = FileReport::State::taken_back;
  }
  publish(std::move(told));
}

}  // namespace dockhand
