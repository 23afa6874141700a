#include "storage/import/import.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "storage/import/bad_lines.h"
#include "storage/import/import_columns.h"
#include "storage/import/people_import.h"

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

// Rows that are booked by one command, and where they stand in the file.
struct Chunk {
  std::vector<ImportRow> rows;
  std::vector<std::int64_t> lines;
};

const OrderNumber* order_of(const ImportRow& row) {
  const auto* line = std::get_if<OrderLineRow>(&row);
  return line == nullptr ? nullptr : &line->line.document;
}

bool are_of_one_order(const ImportRow& a, const ImportRow& b) {
  return order_of(a) != nullptr && order_of(b) != nullptr && *order_of(a) == *order_of(b);
}

// The lines of an order stand together, at the place of its last one: which of them the office has left out is told by
// the command that has the others.
void gather_orders(ParsedImport& parsed) {
  std::map<OrderNumber, std::vector<std::size_t>> of_order;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    if (const OrderNumber* order = order_of(parsed.rows[i])) of_order[*order].push_back(i);
  }
  const auto together = [](const auto& one) { return one.second.back() - one.second.front() < one.second.size(); };
  if (std::all_of(of_order.begin(), of_order.end(), together)) return;
  std::deque<ImportRow> rows;
  std::vector<std::int64_t> lines;
  const auto take = [&](std::size_t i) {
    rows.push_back(std::move(parsed.rows[i]));
    lines.push_back(parsed.lines[i]);
  };
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const OrderNumber* order = order_of(parsed.rows[i]);
    if (order == nullptr) {
      take(i);
    } else if (const auto& all = of_order.at(*order); all.back() == i) {
      std::for_each(all.begin(), all.end(), take);
    }
  }
  parsed.rows = std::move(rows);
  parsed.lines = std::move(lines);
}

// As many as a command may have, up to the end of an order; more lines than that are cut.
std::size_t size_of_first(const std::deque<ImportRow>& rows) {
  if (rows.size() <= Import::max_rows) return rows.size();
  std::size_t size = Import::max_rows;
  while (size > 0 && are_of_one_order(rows[size - 1], rows[size])) --size;
  return size == 0 ? Import::max_rows : size;
}

// Of at most Import::max_rows each. The rows are moved out.
std::deque<Chunk> chunks_of(ParsedImport& parsed) {
  std::deque<Chunk> chunks;
  if (parsed.rows.size() > Import::max_rows) gather_orders(parsed);
  for (std::size_t done = 0; !parsed.rows.empty();) {
    const auto begin = parsed.rows.begin();
    const auto size = static_cast<std::ptrdiff_t>(size_of_first(parsed.rows));
    const auto line = parsed.lines.begin() + static_cast<std::ptrdiff_t>(done);
    chunks.push_back({{std::make_move_iterator(begin), std::make_move_iterator(begin + size)}, {line, line + size}});
    parsed.rows.erase(begin, begin + size);
    done += static_cast<std::size_t>(size);
  }
  return chunks;
}

// What was cut where a row was refused is one again.
std::deque<Chunk> cut_anew(std::deque<Chunk> good) {
  ParsedImport all;
  for (Chunk& chunk : good) {
    std::move(chunk.rows.begin(), chunk.rows.end(), std::back_inserter(all.rows));
    all.lines.insert(all.lines.end(), chunk.lines.begin(), chunk.lines.end());
  }
  return chunks_of(all);
}

// Ids are made of the content and of where the writer stands: an older document that comes again after a newer one
// counts again.
class Commands {
 public:
  Commands(const std::string& content, std::int64_t next_event, const OperatorName& by, Instant now, bool confirmed)
      : prefix_(import_id_prefix(content) + std::to_string(next_event) + "-"),
        by_(by),
        now_(now),
        confirmed_(confirmed) {}
  Command next(std::vector<ImportRow> rows) {
    return Command{CommandId::parse(prefix_ + std::to_string(++count_)).value(), by_, now_,
                   Import{std::move(rows), confirmed_}};
  }

 private:
  const std::string prefix_;
  const OperatorName by_;
  const Instant now_;
  const bool confirmed_;
  std::size_t count_ = 0;
};

// --- what the books know of the rows

ItemCode* item_named_in(ImportRow& row) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) return &order->item;
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) return &purchase->item;
  if (auto* asn = std::get_if<AsnRow>(&row)) return &asn->units.item;
  if (auto* stock = std::get_if<OpeningRow>(&row)) return &stock->units.item;
  return nullptr;
}

Quantity& quantity_of(ImportRow& row) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) return order->ordered;
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) return purchase->expected;
  if (auto* stock = std::get_if<OpeningRow>(&row)) return stock->units.quantity;
  return std::get<AsnRow>(row).units.quantity;
}

// An item that is named by a barcode; a pack counts as its base units.
Status resolve_barcode(Ledger& ledger, ImportRow& row) {
  ItemCode* item = item_named_in(row);
  if (item == nullptr || !is_digits(item->text())) return Done{};
  const auto gtin = Gtin::parse(item->text());
  if (!gtin) return Done{};
  const auto known = ledger.knows(ItemRow{*item, ""});
  if (!known) return known.error();
  if (*known) return Done{};
  const auto barcode = ledger.barcode(gtin->text());
  if (!barcode) return barcode.error();
  if (!*barcode) return Done{};
  const auto units = quantity_of(row).times((*barcode)->units.units());
  if (!units) return units.error();
  *item = (*barcode)->item;
  quantity_of(row) = *units;
  return Done{};
}

// A notice that names a purchase and no line means the line of its item; where there is none, the first.
Status resolve_line(Ledger& ledger, ImportRow& row) {
  auto* asn = std::get_if<AsnRow>(&row);
  if (asn == nullptr || !asn->purchase || asn->purchase->line != line_of_its_item) return Done{};
  const auto line = ledger.line_of(asn->purchase->document, asn->units.item);
  if (!line) return line.error();
  asn->purchase->line = line->value_or(1);
  return Done{};
}

// Also of an item that is called by its barcode.
Result<bool> is_known(Ledger& ledger, const ImportRow& row) {
  const auto known = ledger.knows(row);
  const auto* item = std::get_if<ItemRow>(&row);
  if (!known || *known || item == nullptr || !is_digits(item->item.text())) return known;
  const auto gtin = Gtin::parse(item->item.text());
  if (!gtin) return false;
  const auto barcode = ledger.barcode(gtin->text());
  if (!barcode) return barcode.error();
  return barcode->has_value();
}

// Rows that were made for what may be unknown go where it is known.
Status drop_known(Ledger& ledger, ParsedImport& parsed) {
  std::deque<ImportRow> rows;
  std::vector<std::int64_t> lines;
  auto made = parsed.made.begin();
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    if (made != parsed.made.end() && *made == i) {
      ++made;
      const auto known = is_known(ledger, parsed.rows[i]);
      if (!known) return known.error();
      if (*known) continue;
    }
    rows.push_back(std::move(parsed.rows[i]));
    lines.push_back(parsed.lines[i]);
  }
  parsed.rows = std::move(rows);
  parsed.lines = std::move(lines);
  parsed.made.clear();
  return Done{};
}

Status meet_the_books(Ledger& ledger, ParsedImport& parsed) {
  for (ImportRow& row : parsed.rows) {
    if (auto resolved = resolve_barcode(ledger, row); !resolved) return resolved;
    if (auto resolved = resolve_line(ledger, row); !resolved) return resolved;
  }
  return parsed.made.empty() ? Status(Done{}) : drop_known(ledger, parsed);
}

// --- booking

// Asks for one chunk after the other; what is refused is told and goes, so that one run tells all of a file's bad
// references. The chunks that remain are accepted in their order.
Status sort_out_refused(Ledger& ledger, std::deque<Chunk> chunks, Commands commands, std::deque<Chunk>& good,
                        BadLines& bad, std::size_t enough) {
  Status status = Done{};
  const auto tried = ledger.try_out([&](const Ledger::TryOne& try_one) {
    while (!chunks.empty() && bad.count() < enough) {
      Chunk chunk = std::move(chunks.front());
      chunks.pop_front();
      const auto outcome = try_one(commands.next(chunk.rows));
      if (!outcome) return void(status = outcome.error());
      const auto* refused = std::get_if<Refused>(&*outcome);
      if (refused == nullptr) {
        good.push_back(std::move(chunk));
        continue;
      }
      const std::size_t row = row_of(refused->error.place);
      if (row == 0 || row > chunk.rows.size()) return void(status = refused->error);
      bad.add(chunk.lines[row - 1], refused->error);
      const auto at = static_cast<std::ptrdiff_t>(row);
      Chunk rest{{chunk.rows.begin() + at, chunk.rows.end()}, {chunk.lines.begin() + at, chunk.lines.end()}};
      chunk.rows.erase(chunk.rows.begin() + at - 1, chunk.rows.end());
      chunk.lines.resize(row - 1);
      if (!rest.rows.empty()) chunks.push_front(std::move(rest));
      if (!chunk.rows.empty()) chunks.push_front(std::move(chunk));
    }
  });
  return tried ? status : tried;
}

void sum_up(const std::vector<Outcome>& outcomes, ImportReport& report) {
  report.repeated = !outcomes.empty();
  for (const auto& outcome : outcomes) {
    const auto& accepted = std::get<Accepted>(outcome);
    report.repeated = report.repeated && accepted.repeated;
    for (const auto& claim : accepted.claims) report.reserved += claim.granted.units();
  }
}

// Of a table, or of one document of it: as often as it is asked the same text.
std::string beside_what(const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return "order " + order->line.document.text();
  if (const auto* purchase = std::get_if<PurchaseLineRow>(&row)) return "purchase " + purchase->line.document.text();
  if (const auto* asn = std::get_if<AsnRow>(&row)) return "asn " + asn->asn;
  return std::to_string(row.index());
}

// How many rows the books have where the file has some; each table and each document once.
class Beside {
 public:
  Status meet(Ledger& ledger, const ImportRow& row) {
    if (!met_.insert(beside_what(row)).second) return Done{};
    const auto count = ledger.rows_beside(row);
    if (!count) return count.error();
    rows_ += *count;
    return Done{};
  }
  // `known`: rows of the file that the books have.
  std::size_t gone(std::size_t known) const {
    return static_cast<std::size_t>(std::max<std::int64_t>(0, rows_ - static_cast<std::int64_t>(known)));
  }

 private:
  std::set<std::string> met_;
  std::int64_t rows_ = 0;
};

// One by one, so that each is known to be new, changed, unchanged or refused.
Status try_rows(Ledger& ledger, ParsedImport& parsed, Commands commands, ImportReport& report, BadLines& bad) {
  ImportChanges changes;
  changes.refused = report.errors.size() + report.errors_left_out;
  Status status = Done{};
  Beside beside;
  std::size_t known_rows = 0;
  for (const ImportRow& row : parsed.rows) {
    if (auto met = beside.meet(ledger, row); !met) return met;
    const auto known = ledger.knows(row);
    if (!known) return known.error();
    known_rows += *known ? 1U : 0U;
  }
  changes.gone = beside.gone(known_rows);
  const auto tried = ledger.try_out([&](const Ledger::TryOne& try_one) {
    for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
      const auto known = ledger.knows(parsed.rows[i]);
      if (!known) return void(status = known.error());
      const auto outcome = try_one(commands.next({parsed.rows[i]}));
      if (!outcome) return void(status = outcome.error());
      if (const auto* refused = std::get_if<Refused>(&*outcome)) {
        bad.add(parsed.lines[i], refused->error);
        ++changes.refused;
      } else if (std::get<Accepted>(*outcome).repeated) {
        ++changes.unchanged;
      } else {
        ++(*known ? changes.changed : changes.created);
      }
    }
  });
  report.changes = changes;
  return tried ? status : tried;
}

bool any_refused(const std::vector<Outcome>& outcomes) {
  return std::any_of(outcomes.begin(), outcomes.end(),
                     [](const Outcome& outcome) { return std::holds_alternative<Refused>(outcome); });
}

// The rows are only lent to the commands: a million of them twice would be too many.
Result<std::vector<Outcome>> book_all(Ledger& ledger, std::deque<Chunk>& chunks, Commands commands) {
  std::vector<Command> all;
  all.reserve(chunks.size());
  for (Chunk& chunk : chunks) all.push_back(commands.next(std::move(chunk.rows)));
  auto outcomes = ledger.execute_all(all);
  for (std::size_t i = 0; i < all.size(); ++i) chunks[i].rows = std::move(std::get<Import>(all[i].action).rows);
  return outcomes;
}

// In one transaction. A first refusal makes all be asked again, one after the other.
Status book_chunks(Ledger& ledger, ParsedImport& parsed, const ImportChoices& choices, const Commands& commands,
                   ImportReport& report, BadLines& bad) {
  if (choices.progress) choices.progress("all are read, booking", parsed.rows.size());
  std::deque<Chunk> chunks = chunks_of(parsed);
  auto outcomes = book_all(ledger, chunks, commands);
  if (!outcomes) return outcomes.error();
  if (any_refused(*outcomes)) {
    std::deque<Chunk> good;
    const std::size_t enough = choices.skip_bad ? SIZE_MAX : ImportReport::max_errors;
    if (auto sorted = sort_out_refused(ledger, std::move(chunks), commands, good, bad, enough); !sorted) return sorted;
    if (!choices.skip_bad || good.empty()) return Done{};
    chunks = cut_anew(std::move(good));
    outcomes = book_all(ledger, chunks, commands);
    if (!outcomes) return outcomes.error();
    if (any_refused(*outcomes)) return std::get<Refused>(outcomes->front()).error;
  }
  sum_up(*outcomes, report);
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

Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const ImportChoices& choices,
                                 const OperatorName& by, Instant now) {
  ImportReport report = std::move(parsed.report);
  const bool goes_on = report.errors.empty() || choices.skip_bad || choices.try_out;
  if (!goes_on || (parsed.rows.empty() && parsed.people.empty())) return report;
  const auto next_event = choices.taken_at ? Result<std::int64_t>(*choices.taken_at) : ledger.next_event();
  if (!next_event) return next_event.error();
  if (!parsed.people.empty()) {
    return book_people(
        {parsed.file, choices.users, std::move(parsed.people), std::move(report), choices.skip_bad, choices.try_out},
        *next_event);
  }
  if (auto met = meet_the_books(ledger, parsed); !met) return met.error();
  const Commands commands(parsed.content, *next_event, by, now, choices.confirmed);
  BadLines bad(parsed.file);
  const auto done = choices.try_out ? try_rows(ledger, parsed, commands, report, bad)
                                    : book_chunks(ledger, parsed, choices, commands, report, bad);
  if (!done) return done.error();
  bad.write_to(report);
  return report;
}

}  // namespace dockhand
