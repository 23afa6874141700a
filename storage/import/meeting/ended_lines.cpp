#include "storage/import/meeting/ended_lines.h"

#include <algorithm>
#include <utility>

#include "storage/import/cells/document_rows.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/rows/duplicates.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

std::string name_of_named(const ImportRow& row) { return std::to_string(row.index()) + " " + name_of(row); }

std::int64_t units_wanted(const ImportRow& written, const DocumentLine& line) {
  const auto* order = std::get_if<OrderLineRow>(&written);
  const Quantity asked =
      order == nullptr ? std::get<PurchaseLineRow>(written).expected : order->ordered.less(order->cancelled);
  return std::max<std::int64_t>(0, asked.units() - line.done.units());
}

}  // namespace

void NamedLines::add(const std::string& name) {
  constexpr std::size_t most_named = 10;
  if (++count <= most_named) names += (count == 1 ? "" : ", ") + name;
  if (count == most_named + 1) names += " ...";
}

std::string NamedLines::in_brackets() const { return " (" + names + ")"; }

void want_no_more(ImportRow& row, const DocumentLine& line) {
  if (auto* order = std::get_if<OrderLineRow>(&row)) order->cancelled = order->ordered.less(line.done);
  if (auto* purchase = std::get_if<PurchaseLineRow>(&row)) purchase->expected = line.done;
}

Status EndedLines::meet(const std::vector<std::size_t>& ended, const std::vector<DocumentLine>& known,
                        std::set<std::int32_t>& came) {
  for (const std::size_t i : ended) {
    EndedRow& one = parsed_.ended[i];
    const std::int32_t number = line_number_of(one.row);
    if (!came.insert(number).second) continue;
    const auto line = std::find_if(known.begin(), known.end(), [&](const auto& its) { return its.line == number; });
    const Status met = line == known.end() ? remember(one) : end(one, *line);
    if (!met) return met;
  }
  return Done{};
}

Status EndedLines::end(EndedRow& ended, const DocumentLine& line) {
  if (ended.cancelled && !line.done.none()) {
    go_on_here(ended);
    // What is left of it is cancelled once.
    if (line.is_wanted)
      begun_.add(text_of_line(ended.row) + " " + plural(static_cast<std::size_t>(line.done.units()), "unit", "units"));
  }
  if (!line.is_wanted) return Done{};
  auto written = ledger_.as_written(ended.row);
  if (!written) return written.error();
  if (!*written) return Done{};
  if (ended.cancelled) {
    want_no_more(**written, line);
    cancelled_.add(text_of_line(**written));
  } else {
    go_on_here(ended);
    done_.add(text_of_line(**written));
    still_wanted_ += units_wanted(**written, line);
  }
  add(**std::move(written), ended.note.line);
  return Done{};
}

void EndedLines::go_on_here(const EndedRow& ended) {
  if (const auto* order = std::get_if<OrderLineRow>(&ended.row))
    parsed_.ended_there.push_back({order->line, order->item, ended.cancelled});
  else if (const auto* purchase = std::get_if<PurchaseLineRow>(&ended.row))
    parsed_.ended_there.push_back({purchase->line, purchase->item, ended.cancelled});
}

// Of what is not wanted nobody is told that its item or its customer is not known.
Status EndedLines::remember(const EndedRow& ended) {
  if (!ended.is_over) return Done{};
  ImportRow row = ended.row;
  const auto known = has_all(row);
  if (!known || !*known) return known ? Status(Done{}) : known.error();
  never_.add(text_of_line(row));
  want_no_more(row, DocumentLine{line_number_of(row), *item_named_in(row), *quantity_of(row)});
  add(std::move(row), 0);
  return Done{};
}

Result<bool> EndedLines::has_all(ImportRow& row) {
  const auto item = has(ItemRow{*item_named_in(row), ""});
  const auto* order = std::get_if<OrderLineRow>(&row);
  if (!item || !*item || order == nullptr) return item;
  return has(CustomerRow{order->customer, ""});
}

Result<bool> EndedLines::has(const ImportRow& named) {
  if (!std::exchange(knows_brought_, true)) {
    for (std::size_t i = 0; i < parsed_.rows.size(); ++i) {
      const ImportRow& row = parsed_.rows[i];
      const bool is_name = std::holds_alternative<ItemRow>(row) || std::holds_alternative<CustomerRow>(row);
      if (is_name && parsed_.notes[i].use != RowUse::drop) named_.emplace(name_of_named(row), true);
    }
  }
  const auto met = named_.find(name_of_named(named));
  if (met != named_.end()) return met->second;
  const auto known = ledger_.knows(named);
  if (known) named_.emplace(name_of_named(named), *known);
  return known;
}

// They are put behind the rows of the file, and are booked with those of their document.
void EndedLines::add(ImportRow row, std::int64_t line) {
  parsed_.rows.push_back(std::move(row));
  parsed_.notes.push_back({line, RowUse::book, LineNumber::written});
}

void EndedLines::tell(ImportReport& report) const {
  const auto tell = [&](std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) report.found.push_back(plural(count, one, many));
  };
  report.cancelled += cancelled_.count;
  tell(cancelled_.count, "line that is cancelled there is cancelled here too" + cancelled_.in_brackets(),
       "lines that are cancelled there are cancelled here too" + cancelled_.in_brackets());
  const std::string begun = begun_.in_brackets() + ": what has left or come is not taken back by that";
  tell(begun_.count, "line that is cancelled there was sent or received here, in part or in full" + begun,
       "lines that are cancelled there were sent or received here, in part or in full" + begun);
  const std::string units =
      ", " + plural(static_cast<std::size_t>(still_wanted_), "unit", "units") + done_.in_brackets() + ": ";
  tell(done_.count, "line that is done there is still wanted here" + units + "cancel it, or finish it",
       "lines that are done there are still wanted here" + units + "cancel them, or finish them");
  tell(never_.count,
       "line was done or cancelled there before it was heard of here, and is not wanted" + never_.in_brackets(),
       "lines were done or cancelled there before they were heard of here, and are not wanted" + never_.in_brackets());
}

// --- what is done in part

Status DoneThere::take(ImportRow& row, const DeliveredPart& part, const std::vector<DocumentLine>& known,
                       const Said& said) {
  const std::int32_t number = line_number_of(row);
  const auto found = std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.line == number; });
  const DocumentLine* line = found == known.end() ? nullptr : &*found;
  const std::int64_t there = quantity_of(row)->units() / part.of * part.units;
  ++rows_;
  if (auto* order = std::get_if<OrderLineRow>(&row)) return take_order(*order, there, line, said.cancelled);
  return take_purchase(std::get<PurchaseLineRow>(row), there, line, said);
}

// More than was ever done there is not remembered of it: then something else was cancelled.
Status DoneThere::take_order(OrderLineRow& order, std::int64_t there, const DocumentLine* line, bool says_cancelled) {
  std::int64_t not_here = std::max<std::int64_t>(0, there - (line == nullptr ? 0 : line->done.units()));
  if (line != nullptr && !says_cancelled) {
    const auto written = ledger_.as_written(order);
    if (!written) return written.error();
    const auto* was = *written ? std::get_if<OrderLineRow>(&**written) : nullptr;
    if (was != nullptr && was->item == order.item && was->cancelled.units() <= there)
      not_here = std::max(not_here, was->cancelled.units());
  }
  order.cancelled = Quantity::nearest(std::min(order.ordered.units(), order.cancelled.units() + not_here));
  return Done{};
}

Status DoneThere::take_purchase(PurchaseLineRow& purchase, std::int64_t there, const DocumentLine* line,
                                const Said& said) {
  std::int64_t not_here = std::max<std::int64_t>(0, there - (line == nullptr ? 0 : line->done.units()));
  if (line != nullptr && !said.confirmed && !said.came_before) {
    const auto written = ledger_.as_written(purchase);
    if (!written) return written.error();
    const auto* was = *written ? std::get_if<PurchaseLineRow>(&**written) : nullptr;
    if (was != nullptr && was->item == purchase.item)
      not_here = std::max(not_here, std::min(was->came_before.units(), there));
  }
  purchase.expected = purchase.expected.less(Quantity::nearest(not_here));
  if (!said.came_before) purchase.came_before = Quantity::nearest(not_here);
  return Done{};
}

void DoneThere::tell(ImportReport& report) const {
  const auto tell = [&](std::size_t count, const std::string& one, const std::string& many) {
    if (count > 0) report.found.push_back(plural(count, one, many));
  };
  tell(rows_, "row is delivered or received in part there: what is open of it counts",
       "rows are delivered or received in part there: what is open of them counts");
}

}  // namespace dockhand
