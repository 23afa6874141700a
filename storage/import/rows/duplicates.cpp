#include "storage/import/rows/duplicates.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

// What a row of the books is found by: a name, and a line number where there is one.
using Key = std::tuple<std::size_t, std::string_view, std::int32_t, std::string>;
using Found = std::tuple<std::string_view, std::int32_t, std::string>;
// Without a line it is the one of the item.
std::string named(const PurchaseLine& line) { return line.line == 0 ? line.document.text() : line.text(); }

struct KeyOf {
  Found operator()(const ItemRow& row) const { return {row.item.text(), 0, {}}; }
  Found operator()(const BarcodeRow& row) const { return {row.code, 0, {}}; }
  Found operator()(const LocationRow& row) const { return {row.location.text(), 0, {}}; }
  Found operator()(const CustomerRow& row) const { return {row.customer, 0, {}}; }
  Found operator()(const OrderLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Found operator()(const SiteRow& row) const { return {row.setting, 0, {}}; }
  Found operator()(const PurchaseLineRow& row) const { return {row.line.document.text(), row.line.line, {}}; }
  Found operator()(const SupplierRow& row) const { return {row.supplier, 0, {}}; }
  Found operator()(const SourceRow& row) const { return {row.item.text(), 0, row.supplier}; }
  Found operator()(const PastDemandRow& row) const { return {row.item.text(), row.day.days(), {}}; }
  Found operator()(const FaceRow& row) const { return {row.item.text(), 0, row.location.text()}; }
  Found operator()(const AlternativeRow& row) const { return {row.item.text(), 0, row.other.text()}; }
  Found operator()(const WishRow& row) const { return {row.item.text(), 0, row.customer}; }
  Found operator()(const GoodwillRow& row) const { return {"", row.from_days.count, {}}; }
  Found operator()(const PromotionRow& row) const {
    return {row.item ? std::string_view(row.item->text()) : std::string_view(), row.from.days(), {}};
  }
  Found operator()(const OpeningRow& row) const {
    const Units& units = row.units;
    return {row.place.text(), 0,
            units.item.text() + (units.lot ? ", lot " + units.lot->text() : "") +
                (units.serial ? ", serial " + units.serial->text() : "")};
  }
  Found operator()(const AsnRow& row) const {
    const Units& units = row.units;
    return {row.unit.text(), 0,
            units.item.text() + (units.lot ? ", lot " + units.lot->text() : "") +
                (units.serial ? ", serial " + units.serial->text() : "") +
                (row.purchase ? ", " + named(*row.purchase) : "")};
  }
};
Key key_of(const ImportRow& row) { return std::tuple_cat(std::tuple(row.index()), std::visit(KeyOf{}, row)); }

std::string text_of(const Key& key) {
  const auto& [kind, name, line, part] = key;
  return std::string(name) + (line == 0 ? "" : "/" + std::to_string(line)) + (part.empty() ? "" : " with " + part);
}

std::size_t hash_of(const Key& key) {
  const auto& [kind, name, line, part] = key;
  const std::size_t text = std::hash<std::string_view>{}(name)*31 + std::hash<std::string>{}(part);
  return (text * 31 + static_cast<std::size_t>(line)) * 31 + kind;
}

// Rows with the same hash of their keys stand beside each other, in the order of the file: 16 bytes a row.
std::vector<std::pair<std::size_t, std::size_t>> by_hash(const ParsedImport& parsed) {
  std::vector<std::pair<std::size_t, std::size_t>> rows(parsed.rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = {hash_of(key_of(parsed.rows[i])), i};
  std::sort(rows.begin(), rows.end());
  return rows;
}

// Calls `twice` with each row that has the key of an earlier one, and with that. A number that was counted is no key:
// the books say which line it is. Of rows whose hashes are the same the keys decide.
template <class Twice>
void each_duplicate(const ParsedImport& parsed, const Twice& twice) {
  const auto rows = by_hash(parsed);
  const auto is_out = [&](std::size_t i) { return parsed.notes[rows[i].second].use == RowUse::drop; };
  for (std::size_t i = 1, first = 0; i < rows.size(); ++i) {
    if (rows[i].first != rows[first].first) first = i;
    for (std::size_t earlier = first; earlier < i && !is_out(i); ++earlier) {
      if (is_out(earlier)) continue;
      if (parsed.notes[rows[i].second].number == LineNumber::counted ||
          parsed.notes[rows[earlier].second].number == LineNumber::counted)
        continue;
      if (key_of(parsed.rows[rows[i].second]) != key_of(parsed.rows[rows[earlier].second])) continue;
      twice(rows[i].second, rows[earlier].second);
      break;
    }
  }
}

// Of what lies or comes somewhere.
Units* units_at_a_place(ImportRow& row) {
  if (auto* asn = std::get_if<AsnRow>(&row)) return &asn->units;
  if (auto* stock = std::get_if<OpeningRow>(&row)) return &stock->units;
  return nullptr;
}

}  // namespace

std::string name_of(const ImportRow& row) {
  if (const auto* past = std::get_if<PastDemandRow>(&row)) return past->item.text() + " on " + past->day.text();
  if (const auto* one = std::get_if<PromotionRow>(&row)) {
    return (one->item ? "the promotion of " + one->item->text() : "the holiday") + " from " + one->from.text();
  }
  return text_of(key_of(row));
}

namespace {

// A till lists each sale of a day.
void add_up_past_demand(ParsedImport& parsed) {
  std::size_t added = 0;
  each_duplicate(parsed, [&](std::size_t row, std::size_t earlier) {
    const auto* more = std::get_if<PastDemandRow>(&parsed.rows[row]);
    auto* sum = std::get_if<PastDemandRow>(&parsed.rows[earlier]);
    if (more == nullptr || sum == nullptr || parsed.notes[row].use == RowUse::drop) return;
    sum->units = sum->units + more->units;
    parsed.notes[row].use = RowUse::drop;
    --parsed.report.rows;
    ++added;
  });
  if (added > 0)
    parsed.report.found.push_back(plural(added, "row is of an item and a day of a row before, and was added to it",
                                         "rows are of an item and a day of a row before, and were added to it"));
}

}  // namespace

void refuse_duplicates(ParsedImport& parsed, BadLines& bad) {
  add_up_past_demand(parsed);
  each_duplicate(parsed, [&](std::size_t row, std::size_t earlier) {
    bad.add(parsed.notes[row].line,
            {ErrorKind::bad_input, "",
             name_of(parsed.rows[row]) + " stands in line " + std::to_string(parsed.notes[earlier].line) + " already"});
    parsed.notes[row].use = RowUse::drop;
    --parsed.report.rows;
  });
}

void refuse_second_customers(ParsedImport& parsed, BadLines& bad) {
  const auto order_at = [&](std::size_t i) { return std::get_if<OrderLineRow>(&parsed.rows[i]); };
  std::vector<std::pair<std::size_t, std::size_t>> begins;  // where rows of one order begin, by the hash of its number
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const OrderLineRow* row = order_at(i);
    if (row == nullptr || parsed.notes[i].use == RowUse::drop) continue;
    const OrderLineRow* above = i == 0 ? nullptr : order_at(i - 1);
    const bool goes_on = above != nullptr && parsed.notes[i - 1].use != RowUse::drop &&
                         above->line.document == row->line.document && above->customer == row->customer;
    if (!goes_on) begins.emplace_back(std::hash<std::string>{}(row->line.document.text()), i);
  }
  std::sort(begins.begin(), begins.end());
  for (std::size_t at = 1, first = 0; at < begins.size(); ++at) {
    if (begins[at].first != begins[first].first) first = at;
    const OrderLineRow& one = *order_at(begins[first].second);
    const auto differs = [&](std::size_t i) {
      const OrderLineRow* row = i < parsed.rows.size() ? order_at(i) : nullptr;
      return row != nullptr && row->line.document == one.line.document && row->customer != one.customer;
    };
    for (std::size_t i = begins[at].second; differs(i); ++i) {
      if (parsed.notes[i].use == RowUse::drop) continue;
      bad.add(parsed.notes[i].line,
              {ErrorKind::bad_input, "customer",
               "order " + one.line.document.text() + " is of " + printable(one.customer, 40) + " in line " +
                   std::to_string(parsed.notes[begins[first].second].line) + ", and of " +
                   printable(order_at(i)->customer, 40) +
                   " here: an order has one customer, and a number of its own; --confirm if these are one"});
      parsed.notes[i].use = RowUse::drop;
      --parsed.report.rows;
    }
  }
}

void refuse_second_notices(ParsedImport& parsed, BadLines& bad) {
  std::map<std::string, std::size_t> first;  // the row that announces a unit
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const auto* asn = std::get_if<AsnRow>(&parsed.rows[i]);
    if (asn == nullptr || parsed.notes[i].use == RowUse::drop || asn->units.quantity.none()) continue;
    const auto [known, is_new] = first.emplace(asn->unit.text(), i);
    const std::string& other = std::get<AsnRow>(parsed.rows[known->second]).asn;
    if (is_new || other == asn->asn) continue;
    bad.add(parsed.notes[i].line,
            {ErrorKind::bad_input, "asn",
             asn->unit.text() + " is announced by " + other + " in line " +
                 std::to_string(parsed.notes[known->second].line) + ", and by " + asn->asn +
                 " here: have one of them cancelled, or leave one out; --confirm if this one replaces it"});
    parsed.notes[i].use = RowUse::drop;
    --parsed.report.rows;
  }
}

void take_last_notices(ParsedImport& parsed) {
  std::map<std::string, std::string> last;  // the notice that holds, by the unit that it announces
  for (const ImportRow& row : parsed.rows) {
    const auto* asn = std::get_if<AsnRow>(&row);
    if (asn != nullptr && !asn->units.quantity.none()) last[asn->unit.text()] = asn->asn;
  }
  std::size_t replaced = 0;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const auto* asn = std::get_if<AsnRow>(&parsed.rows[i]);
    if (asn == nullptr || parsed.notes[i].use == RowUse::drop || asn->units.quantity.none()) continue;
    if (last[asn->unit.text()] == asn->asn) continue;
    parsed.notes[i].use = RowUse::drop;
    --parsed.report.rows;
    ++replaced;
  }
  if (replaced == 0) return;
  parsed.report.found.push_back(plural(replaced, "row is of a notice that a later one of the file replaces",
                                       "rows are of notices that later ones of the file replace"));
}

namespace {

Quantity* counted_by_item(ImportRow& row) {
  if (auto* past = std::get_if<PastDemandRow>(&row)) return &past->units;
  Units* const units = units_at_a_place(row);
  return units == nullptr ? nullptr : &units->quantity;
}

// The books say first how many base units the row counts.
bool waits_for_books(const ParsedImport& parsed, std::size_t row) {
  const auto unit = std::lower_bound(parsed.units.begin(), parsed.units.end(), row,
                                     [](const RowUnit& one, std::size_t of) { return one.row < of; });
  return unit != parsed.units.end() && unit->row == row && !unit->is_counted;
}

}  // namespace

std::size_t add_up(ParsedImport& parsed) {
  std::size_t added = 0;
  each_duplicate(parsed, [&](std::size_t row, std::size_t earlier) {
    const Quantity* const more = counted_by_item(parsed.rows[row]);
    Quantity* const sum = counted_by_item(parsed.rows[earlier]);
    if (more == nullptr || sum == nullptr || parsed.notes[row].use == RowUse::drop) return;
    if (waits_for_books(parsed, row) || waits_for_books(parsed, earlier)) return;
    *sum = *sum + *more;
    parsed.notes[row].use = RowUse::drop;
    ++added;
  });
  return added;
}

}  // namespace dockhand
