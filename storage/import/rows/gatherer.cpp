#include "storage/import/rows/gatherer.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "storage/import/cells/row_units.h"
#include "storage/import/columns/import_columns.h"
#include "storage/import/rows/duplicates.h"
#include "storage/import/rows/no_rows.h"
#include "storage/import/rows/split_lines.h"
#include "storage/model/codes.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

constexpr std::array separators{',', ';', '\t', '|'};
constexpr std::size_t max_rows = 5'000'000;
constexpr std::size_t most_people = 10'000;
constexpr std::size_t rows_between_words = 20'000;
constexpr std::size_t most_nameless_told = 5;

Error bad_word(const std::string& message) { return {ErrorKind::bad_input, "", message}; }

Faults faults_of(const Error& error) { return {{error.place, "", error.message}}; }

bool is_of_a_document(const ImportKind& kind) {
  return std::string_view(kind.name) == "orders" || std::string_view(kind.name) == "purchases";
}

int column_place(const Header& header, std::string_view column) {
  for (std::size_t i = 0; i < header.places.size(); ++i) {
    if (column == header.kind->columns[i].name) return header.places[i];
  }
  return -1;
}

// A line of which nothing is left: refunded, or taken out again.
bool counts_nothing(const Header& header, const std::vector<std::string>& cells) {
  const int place = column_place(header, "quantity");
  if (place < 0 || static_cast<std::size_t>(place) >= cells.size()) return false;
  const std::string& text = cells[static_cast<std::size_t>(place)];
  return text.find('0') != std::string::npos && text.find_first_not_of("0.,") == std::string::npos;
}

// What a row calls its thing, whatever is read of it.
std::string name_in(const std::vector<std::string>& cells, const std::vector<std::string>& headers) {
  static constexpr std::array<std::string_view, 10> names{
      "lineitem name", "item name",   "product name", "artikelname", "title",
      "description",   "bezeichnung", "beschreibung", "product",     "name"};
  for (const std::string_view name : names) {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& one) { return plain_name(one) == name; });
    const auto place = static_cast<std::size_t>(found - headers.begin());
    if (place < std::min(cells.size(), headers.size()) && !cells[place].empty()) return cells[place];
  }
  return {};
}

bool may_be_barcode(const ItemCode& item) { return is_digits(item.text()) && Gtin::parse(item.text()).ok(); }

// All cells of a row, with what stands between them, in its first one.
bool is_in_one_cell(const std::vector<std::string>& cells, std::size_t width) {
  if (width < 3 || cells.empty() || std::any_of(cells.begin() + 1, cells.end(), [](auto& one) { return !one.empty(); }))
    return false;
  const std::string& first = cells.front();
  return std::any_of(std::begin(separators), std::end(separators), [&](char sign) {
    return static_cast<std::size_t>(std::count(first.begin(), first.end(), sign)) + 1 >= width;
  });
}

// A name is all that it needs.
bool is_by_name(const ImportRow& row) {
  return std::holds_alternative<ItemRow>(row) || std::holds_alternative<CustomerRow>(row) ||
         std::holds_alternative<SupplierRow>(row);
}

}  // namespace

void Gatherer::take(const TableRow& row) {
  if (full_ || row.line <= layout_.header_line) return;
  line_is_bad_ = false;
  if (row.has_odd_quotes && ++odd_quotes_ == 1) first_odd_quote_ = row.line;
  if (row.cells == parsed_.headers) return void(++headings_);
  if (is_footer(row.cells, parsed_.headers.size())) return leave_out_footer(row);
  if (++read_ % rows_between_words == 0 && choices_.progress) choices_.progress("read", read_);
  const std::size_t nameless = mapped_.nameless.size(), sums = sums_left_out_;
  mapped_.row(row, [&](const Part& part, const std::vector<std::string>& cells, const JudgedRow& judged) {
    if (!line_is_bad_) take_part({row, part, cells, judged});
  });
  if (mapped_.nameless.size() > nameless) {
    if (sums_.adds_up(row.cells)) {
      mapped_.nameless.pop_back();
      leave_out_sum(row);
    } else if (mapped_.last_nameless.part != nullptr) {
      keep_lines_of(*mapped_.last_nameless.part, mapped_.last_nameless.cells);
    }
  }
  if (sums_left_out_ == sums) sums_.take(row.cells);
  is_first_ = false;
}

void Gatherer::leave_out_sum(const TableRow& row) {
  if (++sums_left_out_ == 1) first_sum_ = row.line;
  sums_.begin_group();
}

void Gatherer::leave_out_footer(const TableRow& row) {
  const auto text = std::find_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); });
  if (++footers_ == 1) sample_of_footers_ = "'" + printable(*text, 60) + "' in line " + std::to_string(row.line);
}

void Gatherer::take_part(PendingRow coming) {
  if (!coming.written.problem.empty()) return refuse(coming, {{"", "", coming.written.problem}});
  const Part& part = coming.part;
  const bool is_made = part.mapper && part.mapper->part().when_asked;
  if (!coming.judged.state && !is_made) {
    parsed_.open_words.insert(coming.judged.word);
    const std::string word = printable(coming.judged.word, 40);
    return refuse(coming, {{coming.judged.header, word,
                            "nobody has said what '" + word + "' means: say it once, --state '" + word +
                                "=wanted', or done, or cancelled"}});
  }
  if (!coming.judged.state) return;
  if (is_of_a_document(*part.header.kind) && coming.judged.state == RowState::wanted &&
      counts_nothing(part.header, coming.cells)) {
    coming.judged = {RowState::cancelled, "quantity", "0"};
  }
  if (!take_delivered(coming)) return;
  take_done_part(coming);
  if (coming.judged.state == RowState::wanted && !is_made) {
    if (const auto why = layout_.cancelled->refusal(coming.written.cells))
      return refuse(coming, {{why->place, "", why->message}});
  }
  if (coming.judged.state != RowState::wanted) {
    if (!is_made) take_ended(coming);
    if (is_made && coming.judged.state != RowState::left_out) take_named_by_ended(coming);
    return;
  }
  if (part.header.kind->read == nullptr) {
    take_person(coming);
  } else {
    take_row(coming);
  }
}

// A row of the document was not taken: a line of the books that the file seems to have no more may be its own. Returns
// false where it is of no document that is known.
bool Gatherer::keep_lines_of(const Part& part, const std::vector<std::string>& cells) {
  const ImportKind& kind = *part.header.kind;
  const int place = is_of_a_document(kind) ? column_place(part.header, kind.key) : -1;
  if (place < 0 || static_cast<std::size_t>(place) >= cells.size()) return false;
  const auto name = OrderNumber::parse(cells[static_cast<std::size_t>(place)]);
  if (name) parsed_.unread.insert(std::string(kind.key) + " " + name->text());
  return name.ok();
}

// Where the number of its document is what cannot be read, it may be of any.
void Gatherer::refuse(const PendingRow& coming, const Faults& faults) {
  line_is_bad_ = true;
  bad_.add(coming.written.line, faults);
  const auto is_key = [&](const CellFault& one) { return one.column == coming.part.header.kind->key; };
  if (std::any_of(faults.begin(), faults.end(), is_key)) return;
  if (keep_lines_of(coming.part, coming.cells)) ++parsed_.unread_rows;
}

// What was delivered or received there in full is done; of the rest the books know what they have done of it.
bool Gatherer::take_delivered(PendingRow& coming) {
  coming_part_.reset();
  const Part& part = coming.part;
  if (!part.mapper || coming.judged.state != RowState::wanted || !is_of_a_document(*part.header.kind)) return true;
  const int place = column_place(part.header, "quantity");
  if (place < 0 || static_cast<std::size_t>(place) >= coming.cells.size()) return true;
  const auto column = std::find_if(part.header.kind->columns.begin(), part.header.kind->columns.end(),
                                   [](const Column& one) { return std::string_view(one.name) == "quantity"; });
  const auto index = static_cast<std::size_t>(column - part.header.kind->columns.begin());
  const auto found = delivered_part({coming.cells[static_cast<std::size_t>(place)], part.mapper->delivered(),
                                     part.mapper->open(), part.header.conventions[index].mark});
  if (!found) {
    refuse(coming, faults_of(found.error()));
    return false;
  }
  coming_part_ = *found;
  if (coming_part_ && coming_part_->units >= coming_part_->of)
    coming.judged = {RowState::done, "what was delivered or received there", ""};
  return true;
}

// It is a row until the others of its line are there (storage/import/rows/split_lines.h).
void Gatherer::take_done_part(PendingRow& coming) {
  const Part& part = coming.part;
  const bool is_part = part.mapper && part.mapper->part().splits_lines() && coming.judged.state == RowState::done;
  if (!is_part || counts_nothing(part.header, coming.cells)) return;
  // What is wrong with a row that is done is of no interest.
  Notes unheard;
  Faults unread;
  if (!read_row(part.header, coming.cells, unheard, unread)) return;
  coming_part_ = DeliveredPart{1, 1};
  coming.judged = {};
}

RowNote Gatherer::note_of(const PendingRow& coming) const {
  const Part& part = coming.part;
  RowNote note{coming.written.line, RowUse::book, LineNumber::written};
  note.part = part.number;
  if (!part.mapper) return note;
  if (part.mapper->part().when_asked) note.use = RowUse::make;
  if (!part.mapper->counted_number().empty()) note.number = parsed_.is_partial ? LineNumber::kept : LineNumber::counted;
  return note;
}

// What else is wrong with it is of no interest.
void Gatherer::take_ended(const PendingRow& coming) {
  const JudgedRow& judged = coming.judged;
  if (coming.written.line != last_left_out_) {
    ++left_out_[judged.header + (judged.word.empty() ? "" : " '" + printable(judged.word, 40) + "'")];
    last_left_out_ = coming.written.line;
  }
  if (!is_of_a_document(*coming.part.header.kind)) return;
  std::vector<std::string> cells = coming.cells;
  const bool is_nothing = counts_nothing(coming.part.header, cells);
  if (const int place = column_place(coming.part.header, "quantity"); place >= 0 && is_nothing)
    cells[static_cast<std::size_t>(place)] = "1";
  Notes unheard;
  Faults unread;
  auto row = read_row(coming.part.header, cells, unheard, unread);
  if (!row) return;
  const bool is_cancelled = judged.state == RowState::cancelled;
  const bool is_over = !is_nothing && judged.state != RowState::left_out;
  parsed_.ended.push_back({std::move(*row), note_of(coming), is_cancelled, is_over, other_item_of(coming)});
}

// Whom a line names that is kept as done or cancelled; it goes where nothing of the line is kept.
void Gatherer::take_named_by_ended(const PendingRow& coming) {
  Notes unheard;
  Faults unread;
  auto row = read_row(coming.part.header, coming.cells, unheard, unread);
  if (row && is_new(*row)) keep(std::move(*row), coming);
}

void Gatherer::take_row(const PendingRow& coming) {
  const std::int64_t line = coming.written.line;
  Faults faults;
  auto row = read_row(coming.part.header, coming.cells, notes_, faults);
  if (!row) {
    line_is_bad_ = true;
    if (is_first_ && is_second_heading(coming.part.header, coming.cells)) return void(++headings_);
    if (is_total(coming.written.cells)) return void(++totals_);
    if (sums_.adds_up(coming.written.cells)) return leave_out_sum(coming.written);
    if (is_in_one_cell(coming.written.cells, parsed_.headers.size()))
      return refuse(coming, faults_of(bad_word(
                                "stands in one cell as a whole, as a spreadsheet leaves it that has read the file with "
                                "another separator: take the file as it came")));
    for (CellFault& fault : faults) fault = without_item(coming, std::move(fault));
    return refuse(coming, faults);
  }
  // A line of a document begins with its number, or goes on with an item: of those none is called so.
  const bool may_be_total = is_by_name(*row) || is_of_a_document(*coming.part.header.kind);
  if (may_be_total && is_only_a_total(coming.written.cells)) return void(++totals_);
  if (note_of(coming).use == RowUse::make && !is_new(*row)) return;
  if (parsed_.rows.size() == max_rows) {
    full_ = true;
    return bad_.add(line, bad_word("more than " + std::to_string(max_rows) + " rows"));
  }
  keep(std::move(*row), coming);
}

// A thing without a code, as a draft or a shop's entry by hand: what can be done about it.
CellFault Gatherer::without_item(const PendingRow& coming, CellFault fault) const {
  if (fault.column != "item" || !fault.value.empty() || !coming.part.mapper) return fault;
  const std::string name = name_in(coming.written.cells, parsed_.headers);
  const std::string of_what = name.empty() ? "" : ", of '" + printable(name, 40) + "'";
  fault.message = "is empty" + of_what + ": give it an item code where the file comes from and export again" +
                  (choices_.skip_bad ? "" : ", or leave such rows out with --skip-bad");
  return fault;
}

bool Gatherer::is_new(const ImportRow& made) {
  return made_.insert(name_of(made) + " " + std::to_string(made.index())).second;
}

std::string Gatherer::other_item_of(const PendingRow& coming) {
  if (!coming.written.other_item.empty() || !coming.part.mapper) return coming.written.other_item;
  return coming.part.mapper->other_item();
}

void Gatherer::keep(ImportRow row, const PendingRow& coming) {
  std::optional<RowUnit> unit;
  if (coming.part.mapper && !count_units(row, coming, unit)) return;
  if (coming_part_) parsed_.delivered.emplace(parsed_.rows.size(), *coming_part_);
  if (unit) parsed_.units.push_back(*std::move(unit));
  if (std::string other = other_item_of(coming); !other.empty())
    parsed_.other_items.push_back({parsed_.rows.size(), std::move(other)});
  parsed_.rows.push_back(std::move(row));
  parsed_.notes.push_back(note_of(coming));
}

bool Gatherer::count_units(ImportRow& row, const PendingRow& coming, std::optional<RowUnit>& unit) {
  Quantity* const quantity = quantity_of(row);
  const PartMapper& mapper = *coming.part.mapper;
  if (quantity == nullptr || (mapper.unit().empty() && mapper.factor().empty())) return true;
  const auto size = units_of(mapper.unit(), mapper.factor(), parsed_.mapping.units);
  if (!size) {
    refuse(coming, faults_of(size.error()));
    return false;
  }
  // By its other name it may be a pack as well.
  const bool may_be_pack = may_be_barcode(*item_named_in(row)) || !other_item_of(coming).empty();
  const bool is_for_books = !size->units || size->said == SizeSaid::by_people || may_be_pack;
  if (is_for_books || size->said == SizeSaid::by_row)
    unit = RowUnit{parsed_.rows.size(), mapper.unit(), *size, !is_for_books};
  if (is_for_books) return true;
  const Quantity written = *quantity;
  if (const auto counted = count_in_base_units(row, *size->units); !counted) {
    refuse(coming, faults_of(counted.error()));
    return false;
  }
  if (*quantity != written && ++packs_ == 1)
    sample_of_packs_ = written.text() + " " + mapper.unit() + " as " + quantity->text();
  return true;
}

void Gatherer::take_person(const PendingRow& coming) {
  const std::int64_t line = coming.written.line;
  Faults faults;
  auto person = read_person_row(coming.part.header, coming.cells, notes_, faults);
  if (!person) return bad_.add(line, faults);
  person->line = line;
  const auto& all = parsed_.people;
  const auto twice = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.user == person->user; });
  if (twice != all.end()) {
    return bad_.add(line, bad_word(person->user + " stands in line " + std::to_string(twice->line) + " already"));
  }
  if (all.size() == most_people) return bad_.add(line, bad_word("more people than work anywhere"));
  parsed_.people.push_back(std::move(*person));
}

std::string Gatherer::left_out_text() const {
  std::size_t all = 0;
  std::string words;
  for (const auto& [word, count] : left_out_) {
    all += count;
    words += (words.empty() ? "" : ", ") + std::to_string(count) + " by " + word;
  }
  const std::string what = parsed_.report.kind == "items" ? " " : " of what is done, cancelled or not sent ";
  return plural(all, "row" + what + "was", "rows" + what + "were") + " left out (" + words + ")";
}

void Gatherer::finish() {
  if (const std::size_t over = join_split_lines(parsed_); over > 0) left_out_["what has come of each line"] += over;
  auto& found = parsed_.report.found;
  found.insert(found.end(), notes_.begin(), notes_.end());
  if (!left_out_.empty()) found.push_back(left_out_text());
  const auto tell = [&](std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) found.push_back(plural(count, one, many));
  };
  const bool is_of_a_system = !parsed_.mapping.name.empty();  // that has it so
  if (layout_.file && !is_of_a_system)
    tell(layout_.file->days_carried(), "row without a day has that of the row above",
         "rows without a day have that of the row above");
  tell(totals_, "line of totals was left out", "lines of totals were left out");
  if (sums_left_out_ == 1)
    found.push_back("line " + std::to_string(first_sum_) + " adds up what stands above it, and was left out");
  if (sums_left_out_ > 1)
    found.push_back(std::to_string(sums_left_out_) +
                    " lines that add up what stands above them were left out, the first is line " +
                    std::to_string(first_sum_));
  tell(headings_, "line of headings among the rows was left out", "lines of headings among the rows were left out");
  if (footers_ == 1) found.push_back(sample_of_footers_ + " is no row and was left out");
  if (footers_ > 1) {
    found.push_back(sample_of_footers_ + " and " +
                    plural(footers_ - 1, "more line that is no row", "more lines that are no rows") + " were left out");
  }
  const std::string odd = " a quote inside a cell, or one that is not doubled: look how it was read (line " +
                          std::to_string(first_odd_quote_) + (odd_quotes_ > 1 ? ", ...)" : ")");
  tell(odd_quotes_, "row has" + odd, "rows have" + odd);
  tell(mapped_.fees, "row of shipping and fees was left out", "rows of shipping and fees were left out");
  const std::string no_barcode = " '" + printable(mapped_.placeholder, 24) + "' or the like for a barcode: it has none";
  tell(mapped_.placeholders, "row has" + no_barcode, "rows have" + no_barcode);
  const std::string packs = " in packs, read as base units (" + sample_of_packs_ + ")";
  tell(packs_, "row is" + packs, "rows are" + packs);
  if (const auto& lines = mapped_.nameless; !lines.empty()) {
    std::string which;
    for (std::size_t i = 0; i < std::min(lines.size(), most_nameless_told); ++i)
      which += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
    const std::string end =
        " left out (line " + which + (lines.size() > most_nameless_told ? ", ..." : "") + "): give ";
    tell(lines.size(), "row without an item code was" + end + "it one there, and export again",
         "rows without an item code were" + end + "them one there, and export again");
  }
}

}  // namespace dockhand
