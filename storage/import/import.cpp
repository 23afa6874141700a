#include "storage/import/import.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>

#include "storage/import/cells/document_rows.h"
#include "storage/import/chunks.h"
#include "storage/import/mapping/mapping_memory.h"
#include "storage/import/meeting/beside_books.h"
#include "storage/import/meeting/left_out_lines.h"
#include "storage/import/meeting/made_rows.h"
#include "storage/import/meeting/meet_books.h"
#include "storage/import/meeting/refused_rows.h"
#include "storage/import/people_import.h"
#include "storage/import/rows/bad_lines.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

// The number in "row 17", which is how the ledger places what is wrong with an import; 0 for other places.
std::size_t row_of(const std::string& place) {
  std::size_t row = 0;
  constexpr std::string_view prefix = "row ";
  if (place.compare(0, prefix.size(), prefix) != 0) return 0;
  std::from_chars(place.data() + prefix.size(), place.data() + place.size(), row);
  return row;
}

// Ids are made of the content and of where the writer stands: an older document that comes again after a newer one
// counts again.
class Commands {
 public:
  Commands(const std::string& content, std::int64_t next_event, const OperatorName& by, Instant now,
           const ImportChoices& choices)
      : prefix_(import_id_prefix(content) + std::to_string(next_event) + "-"),
        by_(by),
        now_(now),
        allowed_by_(choices.allowed_by),
        confirmed_(choices.confirmed) {}
  Command next(std::vector<ImportRow> rows) {
    Command command{CommandId::parse(prefix_ + std::to_string(++count_)).value(), by_, now_,
                    Import{std::move(rows), confirmed_}};
    command.allowed_by = allowed_by_;
    return command;
  }

 private:
  const std::string prefix_;
  const OperatorName by_;
  const Instant now_;
  const std::optional<OperatorName> allowed_by_;
  const bool confirmed_;
  std::size_t count_ = 0;
};

// --- what is refused

struct Sorting {
  std::deque<Chunk> chunks, good{};
  std::size_t enough = SIZE_MAX;  // bad lines
  std::function<bool()> stop{};
  std::set<std::string> refused{};  // documents of which a row was, as document_of names them
};

// A line that the books have already stays as it is when its row is refused: its order comes with it.
Status leave_refused(Ledger& ledger, Chunk chunk, std::size_t row, std::deque<Chunk>& chunks) {
  auto written = order_of(chunk.rows[row]) != nullptr ? ledger.as_written(chunk.rows[row])
                                                      : Result<std::optional<ImportRow>>(std::nullopt);
  if (!written) return written.error();
  if (!*written) {
    take_out(std::move(chunk), row, chunks);
    return Done{};
  }
  chunk.rows[row] = **std::move(written);
  chunk.notes[row].line = 0;
  chunks.push_front(std::move(chunk));
  return Done{};
}

// Asks for one chunk after the other; what is refused is told and goes, so that one run tells all of a file's bad
// references. The chunks that remain are accepted in their order.
Status sort_out(Ledger& ledger, const Ledger::TryOne& try_one, Commands& commands, Sorting& all, BadLines& bad) {
  while (!all.chunks.empty() && bad.count() < all.enough) {
    if (all.stop && all.stop()) return Error{ErrorKind::busy, "", "the program is ending"};
    Chunk chunk = std::move(all.chunks.front());
    all.chunks.pop_front();
    const auto outcome = try_one(commands.next(chunk.rows));
    if (!outcome) return outcome.error();
    const auto* refused = std::get_if<Refused>(&*outcome);
    if (refused == nullptr) {
      if (std::get<Accepted>(*outcome).repeated) {
        for (RowNote& note : chunk.notes) note.change = RowChange::unchanged;
      }
      all.good.push_back(std::move(chunk));
      continue;
    }
    const std::size_t row = row_of(refused->error.place);
    if (row == 0 || row > chunk.rows.size()) return refused->error;
    RowNote& note = chunk.notes[row - 1];
    if (note.line == 0) {
      take_out(std::move(chunk), row - 1, all.chunks);
      continue;
    }
    const auto faults = faults_of_refused(ledger, refused->error, chunk.rows[row - 1], chunk.rows);
    if (!faults) return faults.error();
    bad.add(note.line, *faults);
    if (auto document = document_of(chunk.rows[row - 1])) all.refused.insert(*std::move(document));
    if (auto left = leave_refused(ledger, std::move(chunk), row - 1, all.chunks); !left) return left;
  }
  return Done{};
}

Status sort_out_refused(Ledger& ledger, Commands commands, Sorting& all, BadLines& bad) {
  Status status = Done{};
  const auto tried =
      ledger.try_out([&](const Ledger::TryOne& try_one) { status = sort_out(ledger, try_one, commands, all, bad); });
  return tried ? status : tried;
}

// A row that the books have refused may be the line that its document seems to be without.
std::size_t keep_lines_of_refused(Sorting& all, LeftOutLines& lines) {
  std::size_t kept = 0;
  for (Chunk& chunk : all.good) {
    for (std::size_t i = 0; i < chunk.rows.size(); ++i)
      kept += keep_line_of(all.refused, chunk.notes[i], chunk.rows[i], lines) ? 1U : 0U;
  }
  return kept;
}

// What was to be made for rows that the ledger has refused goes with them.
void drop_unneeded(std::deque<Chunk>& chunks) {
  NeededRows needed;
  for (const Chunk& chunk : chunks) {
    for (std::size_t i = 0; i < chunk.rows.size(); ++i) needed.take(chunk.rows[i], chunk.notes[i].use);
  }
  for (Chunk& chunk : chunks) {
    Chunk kept;
    for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
      if (!needed.has(chunk.rows[i], chunk.notes[i].use)) continue;
      kept.rows.push_back(std::move(chunk.rows[i]));
      kept.notes.push_back(chunk.notes[i]);
    }
    chunk = std::move(kept);
  }
  std::erase_if(chunks, [](const Chunk& chunk) { return chunk.rows.empty(); });
}

// --- trying out

// Stock is no row that could be looked at: it is asked for one by one.
std::deque<Chunk> chunks_to_try(ParsedImport& parsed) {
  if (parsed.rows.empty() || !std::holds_alternative<OpeningRow>(parsed.rows.front())) return chunks_of(parsed);
  std::deque<Chunk> chunks;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i)
    chunks.push_back({{std::move(parsed.rows[i])}, {parsed.notes[i]}});
  return chunks;
}

// The rows of one file, as they would be booked.
Status try_rows(Ledger& ledger, ParsedImport& parsed, Commands commands, const Ledger::TryOne& try_one, BadLines& bad) {
  ImportReport& report = parsed.report;
  ImportChanges changes;
  const auto gone = note_changes(ledger, parsed);
  if (!gone) return gone.error();
  changes.gone = *gone;
  Sorting all{chunks_to_try(parsed)};
  if (auto sorted = sort_out(ledger, try_one, commands, all, bad); !sorted) return sorted;
  drop_unneeded(all.good);
  changes.gone -= std::min(changes.gone, keep_lines_of_refused(all, parsed.left_out));
  changes.refused = report.bad_rows + bad.count();
  RowsBeside beside;
  for (const Chunk& chunk : all.good) {
    for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
      const RowNote& note = chunk.notes[i];
      if (note.line == 0) continue;
      if (!beside.take(chunk.rows[i], report.kind, note.change)) ++count_of(note.change, changes);
      const auto row = static_cast<std::uint64_t>(note.line) * 4 + static_cast<std::uint64_t>(note.change);
      report.each = (report.each ^ row) * 1'099'511'628'211U;
    }
  }
  changes.beside = beside.changes();
  report.changes = changes;
  beside.tell(Told::tried_out, report.found);
  return Done{};
}

// --- booking

void sum_up(const std::vector<Outcome>& outcomes, ImportReport& report) {
  report.repeated = !outcomes.empty();
  for (const auto& outcome : outcomes) {
    const auto& accepted = std::get<Accepted>(outcome);
    report.repeated = report.repeated && accepted.repeated;
    for (const auto& claim : accepted.claims) report.reserved += claim.granted.units();
  }
  report.changed = !outcomes.empty() && !report.repeated;
}

bool any_refused(const std::vector<Outcome>& outcomes) {
  return std::any_of(outcomes.begin(), outcomes.end(),
                     [](const Outcome& outcome) { return std::holds_alternative<Refused>(outcome); });
}

// The rows are only lent to the commands: a million of them twice would be too many.
Result<std::vector<Outcome>> book_all(Ledger& ledger, std::deque<Chunk>& chunks, Commands commands,
                                      const ImportChoices& choices) {
  std::vector<Command> all;
  all.reserve(chunks.size());
  for (Chunk& chunk : chunks) all.push_back(commands.next(std::move(chunk.rows)));
  auto outcomes = ledger.execute_all(all, Flush::now, choices.stop);
  for (std::size_t i = 0; i < all.size(); ++i) chunks[i].rows = std::move(std::get<Import>(all[i].action).rows);
  return outcomes;
}

// Rows that stand in the file and are of its kind; `beside` takes the others.
std::size_t rows_in(const std::deque<Chunk>& chunks, const std::string& kind, RowsBeside& beside) {
  std::size_t rows = 0;
  for (const Chunk& chunk : chunks) {
    for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
      const bool is_beside = beside.take(chunk.rows[i], kind);
      rows += !is_beside && chunk.notes[i].line != 0 ? 1U : 0U;
    }
  }
  return rows;
}

// In one transaction. A first refusal makes all be asked again, one after the other.
Status book_chunks(Ledger& ledger, ParsedImport& parsed, const ImportChoices& choices, const Commands& commands,
                   ImportReport& report, BadLines& bad) {
  if (choices.progress) choices.progress("all are read, booking", parsed.rows.size());
  Sorting all{chunks_of(parsed), {}, choices.skip_bad ? SIZE_MAX : ImportReport::max_errors, choices.stop};
  if (bad.count() > 0 && !choices.skip_bad) return sort_out_refused(ledger, commands, all, bad);
  auto outcomes = book_all(ledger, all.chunks, commands, choices);
  if (!outcomes) return outcomes.error();
  RowsBeside beside;
  const std::size_t asked = rows_in(all.chunks, report.kind, beside);
  if (any_refused(*outcomes)) {
    if (auto sorted = sort_out_refused(ledger, commands, all, bad); !sorted) return sorted;
    drop_unneeded(all.good);
    keep_lines_of_refused(all, parsed.left_out);
    beside = {};
    if (choices.skip_bad) report.rows -= std::min(report.rows, asked - rows_in(all.good, report.kind, beside));
    if (!choices.skip_bad || all.good.empty()) return Done{};
    all.chunks = cut_anew(std::move(all.good));
    outcomes = book_all(ledger, all.chunks, commands, choices);
    if (!outcomes) return outcomes.error();
    if (any_refused(*outcomes)) return std::get<Refused>(outcomes->front()).error;
  }
  sum_up(*outcomes, report);
  beside.tell(Told::booked, report.found);
  return Done{};
}

}  // namespace

std::string import_id_prefix(const std::string& content) { return "import-" + content.substr(0, 32) + "-"; }

Result<ImportReport> import_file(Ledger& ledger, const fs::path& file, const OperatorName& by, Instant now,
                                 const ImportChoices& choices) {
  auto parsed = parse_import(file, choices);
  if (!parsed) return parsed.error();
  return book_import(ledger, std::move(parsed).value(), choices, by, now);
}

namespace {

bool has_rows(const ParsedImport& parsed) {
  return !parsed.rows.empty() || !parsed.ended.empty() || !parsed.notices.whole.empty();
}

// What is known of a file whose bad lines are in `bad` too.
ImportReport told_of(ParsedImport& parsed, BadLines& bad) {
  if (parsed.report.left_out) parsed.left_out.kept = 0;  // nobody has said so
  tell_left_out(parsed.left_out, parsed.report.found);
  parsed.report.cancelled += parsed.left_out.cancelled;
  bad.write_to(parsed.report);
  return std::move(parsed.report);
}

BooksNow books_at(const Ledger& ledger, std::int64_t next_event) {
  return {ledger.writer().text(), next_event, ledger.role() == LedgerRole::hub};
}

Result<ImportReport> book_people_of(ParsedImport& parsed, const ImportChoices& choices, const BooksNow& books) {
  return book_people({parsed.file, choices.users, std::move(parsed.people), std::move(parsed.report), choices.skip_bad,
                      choices.try_out, parsed.lacking.empty() ? ColumnNames() : parsed.lacking.front()},
                     books);
}

// Another file that came with it may have said what the currency of the house is.
Status check_currency(const ParsedImport& parsed, const ImportChoices& choices) {
  const std::string house = house_currency(choices.header.memory);
  if (parsed.currency.empty() || house.empty() || parsed.currency == house) return Done{};
  return Error{ErrorKind::bad_input, parsed.file.filename().string(),
               "its prices are in " + parsed.currency + ", and the currency of the house is " + house +
                   ": write all prices in that, without its name"};
}

}  // namespace

Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const ImportChoices& choices,
                                 const OperatorName& by, Instant now) {
  if (choices.try_out) {
    std::vector<ParsedImport> one;
    one.push_back(std::move(parsed));
    auto tried = try_imports(ledger, std::move(one), choices, by, now);
    return tried ? Result<ImportReport>(std::move(tried->front())) : tried.error();
  }
  if (!parsed.report.errors.empty() && !choices.skip_bad) {
    std::vector<ParsedImport> one;
    one.push_back(std::move(parsed));
    auto told = with_all_bad_lines(ledger, std::move(one), choices, by, now);
    return told ? Result<ImportReport>(std::move(told->front())) : told.error();
  }
  if (!has_rows(parsed) && parsed.people.empty()) return std::move(parsed.report);
  if (auto one = check_currency(parsed, choices); !one) return one.error();
  const auto next_event = choices.taken_at ? Result<std::int64_t>(*choices.taken_at) : ledger.next_event();
  if (!next_event) return next_event.error();
  if (!parsed.people.empty()) return book_people_of(parsed, choices, books_at(ledger, *next_event));
  BadLines bad(parsed.file);
  if (auto met = meet_the_books(ledger, parsed, choices, bad); !met) return met.error();
  if (parsed.report.left_out) return told_of(parsed, bad);
  const Commands commands(parsed.content, *next_event, by, now, choices);
  if (const auto booked = book_chunks(ledger, parsed, choices, commands, parsed.report, bad); !booked)
    return booked.error();
  if (!parsed.ended.empty() && (bad.count() == 0 || choices.skip_bad)) {
    if (auto told = ledger.tell_of_ended(parsed.ended_there); !told) return told.error();
  }
  if (bad.count() == 0 || choices.skip_bad) {
    if (auto kept = remember_currency(choices.header.memory, parsed.currency); !kept) return kept.error();
  }
  if (parsed.forgets_days) {
    if (auto forgot = forget_days(choices.header.memory, parsed.headers); !forgot) return forgot.error();
  }
  return told_of(parsed, bad);
}

Result<std::vector<ImportReport>> try_imports(Ledger& ledger, std::vector<ParsedImport> files,
                                              const ImportChoices& choices, const OperatorName& by, Instant now) {
  const auto next_event = ledger.next_event();
  if (!next_event) return next_event.error();
  std::vector<ImportReport> reports;
  Status status = Done{};
  const auto tried = ledger.try_out([&](const Ledger::TryOne& try_one) {
    for (ParsedImport& parsed : files) {
      if (!parsed.people.empty()) {
        auto told = book_people_of(parsed, choices, books_at(ledger, *next_event));
        if (!told) return void(status = told.error());
        reports.push_back(std::move(*told));
        continue;
      }
      BadLines bad(parsed.file);
      if (has_rows(parsed)) {
        if (status = meet_the_books(ledger, parsed, choices, bad); !status) return;
        const Commands commands(parsed.content, *next_event, by, now, choices);
        if (status = try_rows(ledger, parsed, commands, try_one, bad); !status) return;
      }
      reports.push_back(told_of(parsed, bad));
    }
  });
  if (!tried || !status) return tried ? status.error() : tried.error();
  return reports;
}

Result<std::vector<ImportReport>> with_all_bad_lines(Ledger& ledger, std::vector<ParsedImport> files,
                                                     const ImportChoices& choices, const OperatorName& by,
                                                     Instant now) {
  std::vector<ImportReport> reports;
  reports.reserve(files.size());
  ImportChoices trying = choices;
  trying.try_out = true;
  for (ParsedImport& one : files) {
    reports.push_back(one.report);
    if (one.people.empty()) continue;
    // Where a list of people would not do as a whole, it may be for want of the bad rows.
    auto told = book_people_of(one, trying, books_at(ledger, 0));
    one.report = told ? *std::move(told) : reports.back();
    one.people.clear();
  }
  auto tried = try_imports(ledger, std::move(files), trying, by, now);
  if (!tried) return tried.error();
  for (std::size_t i = 0; i < reports.size(); ++i) {
    reports[i].errors = std::move((*tried)[i].errors);
    reports[i].errors_left_out = (*tried)[i].errors_left_out;
    reports[i].bad_rows = (*tried)[i].bad_rows;
  }
  return reports;
}

}  // namespace dockhand
