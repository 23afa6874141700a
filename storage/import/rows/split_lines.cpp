#include "storage/import/rows/split_lines.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"

namespace dockhand {
namespace {

// A row with what is noted of it elsewhere.
struct WholeRow {
  ImportRow row;
  RowNote note;
  std::optional<RowUnit> unit{};
  std::string other_item{};
  std::int64_t done = 0;      // in what the row counts
  bool is_cancelled = false;  // a part of it
};

std::deque<WholeRow> take_rows(ParsedImport& parsed) {
  std::deque<WholeRow> all;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    WholeRow& one = all.emplace_back(WholeRow{std::move(parsed.rows[i]), parsed.notes[i]});
    const auto part = parsed.delivered.find(i);
    if (part != parsed.delivered.end()) one.done = quantity_of(one.row)->units() / part->second.of * part->second.units;
  }
  for (RowUnit& unit : parsed.units) all[unit.row].unit = std::move(unit);
  for (OtherName& other : parsed.other_items) all[other.row].other_item = std::move(other.name);
  parsed.rows.clear();
  parsed.notes.clear();
  parsed.units.clear();
  parsed.other_items.clear();
  parsed.delivered.clear();
  return all;
}

void put_row(ParsedImport& parsed, WholeRow one) {
  const std::size_t place = parsed.rows.size();
  if (one.unit) {
    one.unit->row = place;
    parsed.units.push_back(*std::move(one.unit));
  }
  if (!one.other_item.empty()) parsed.other_items.push_back({place, std::move(one.other_item)});
  if (one.done > 0) parsed.delivered.emplace(place, DeliveredPart{one.done, quantity_of(one.row)->units()});
  parsed.rows.push_back(std::move(one.row));
  parsed.notes.push_back(one.note);
}

// Nothing where the row is no line that could have been split, or says its number.
std::optional<std::string> line_of(ImportRow& row, const RowNote& note) {
  const auto document = document_of(row);
  if (!document || note.use != RowUse::book || note.number == LineNumber::written) return std::nullopt;
  return *document + "\n" + item_named_in(row)->text();
}

bool count_the_same(const WholeRow& a, const WholeRow& b) {
  if (!a.unit || !b.unit) return !a.unit && !b.unit;
  return a.unit->word == b.unit->word && a.unit->size.units == b.unit->size.units;
}

bool is_over(WholeRow& line) { return line.done > 0 && line.done >= quantity_of(line.row)->units(); }

// The rest of the row is that of what is still open, and of several that of the last day.
void add_to(WholeRow& line, WholeRow& more) {
  const bool is_later = *day_of_line(more.row) > *day_of_line(line.row);
  if (!is_over(more) && (is_over(line) || is_later)) std::swap(line, more);
  *quantity_of(line.row) = *quantity_of(line.row) + *quantity_of(more.row);
  line.done += more.done;
  line_number_of(line.row) = std::min(line_number_of(line.row), line_number_of(more.row));
}

using LinePlaces = std::map<std::string, std::size_t>;

// A part of a line that is cancelled is none of what is wanted of it. Where the rest is done, the line is cancelled.
void take_cancelled_parts(ParsedImport& parsed, std::deque<WholeRow>& lines, const LinePlaces& places) {
  std::erase_if(parsed.ended, [&](EndedRow& one) {
    const auto named = one.cancelled ? line_of(one.row, one.note) : std::nullopt;
    const auto place = named ? places.find(*named) : places.end();
    if (place == places.end()) return false;
    lines[place->second].is_cancelled = true;
    return true;
  });
}

}  // namespace

std::size_t join_split_lines(ParsedImport& parsed) {
  const auto& parts = parsed.mapping.parts;
  if (std::none_of(parts.begin(), parts.end(), [](const MappingPart& part) { return part.splits_lines(); })) return 0;
  std::deque<WholeRow> lines;
  LinePlaces places;
  for (WholeRow& one : take_rows(parsed)) {
    const auto named = line_of(one.row, one.note);
    const auto first = named ? places.emplace(*named, lines.size()) : std::pair(places.end(), true);
    if (!first.second && count_the_same(lines[first.first->second], one))
      add_to(lines[first.first->second], one);
    else
      lines.push_back(std::move(one));
  }
  take_cancelled_parts(parsed, lines, places);
  std::size_t over = 0;
  for (WholeRow& one : lines) {
    if (!is_over(one)) {
      put_row(parsed, std::move(one));
      continue;
    }
    parsed.ended.push_back({std::move(one.row), one.note, one.is_cancelled, true, std::move(one.other_item)});
    ++over;
  }
  return over;
}

}  // namespace dockhand
