#include "storage/facts/reorder/reorder_checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "storage/books/bought_as.h"
#include "storage/books/item_state.h"
#include "storage/books/placed.h"
#include "storage/books/supplier_names.h"
#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

// Returns ", by Anna on 2026-11-29". It is empty of a row about which nobody has decided.
std::string decided_words(const ProposalRow& row) {
  const std::string& name = row.state == ProposalState::placed ? row.placed_name : row.decided_name;
  if (!row.decided || row.state == ProposalState::open || is_ended(row)) return {};
  if (name.empty()) return fmt::format(", since {day}", fmt::arg("day", row.decided->text()));
  return fmt::format(", by {name} on {day}", fmt::arg("name", name), fmt::arg("day", row.decided->text()));
}

// Two orders that count as one purchase line would be one order too few.
Performed check_line_is_nobodys(Books& books, const ProposalRow& row, const PurchaseLine& line) {
  auto other = books.db.query("SELECT id FROM proposal WHERE purchase=$1 AND state='placed' AND id <> $2 LIMIT 1",
                              line.text(), row.id);
  if (!other.next()) return {};
  return refused("purchase", fmt::format("{line} is the number of {other} already: say the line as which {proposal} was"
                                         " ordered, or none",
                                         fmt::arg("line", line.text()), fmt::arg("other", other.text(0)),
                                         fmt::arg("proposal", row.id)));
}

// What the line says will come, and the rest of what was ordered would be forgotten.
Performed check_line_units(const PurchaseLine& line, std::int64_t there, const OrderedUnits& ordered) {
  if (is_about_as_many(there, ordered.quantity.units())) return {};
  return refused("purchase", fmt::format("{line} is there already, for {there} units, where {what} were ordered: say"
                                         " that {there} were ordered, or another line, or none",
                                         fmt::arg("line", line.text()), fmt::arg("there", there),
                                         fmt::arg("what", ordered_words(ordered))));
}

}  // namespace

Performed check_state(const Books& books, const ProposalRow& row, bool fits) {
  if (fits || !is_request(books)) return {};
  return refused("proposal", fmt::format("{proposal} is {state}{by}", fmt::arg("proposal", row.id),
                                         fmt::arg("state", is_ended(row) ? "ended" : name_of(row.state)),
                                         fmt::arg("by", decided_words(row))));
}

// Is for a request only: what others have ordered of whomever is ordered.
Performed check_source(const Books& books, const ProposalRow& row, const std::string& from,
                       const std::optional<SourceRow>& source, Date day) {
  if (!is_request(books)) return {};
  if (!source) return refused("from", from + " is no source of " + row.item.text());
  if (source->until && *source->until < day) {
    return refused("from", "the terms of " + from + " for " + row.item.text() + " held until " + source->until->text());
  }
  return {};
}

Performed check_bought_still(const Books& books, const ProposalRow& row) {
  if (!is_request(books)) return {};
  auto rows = books.db.query("SELECT 1 FROM item WHERE item=$1 AND ended <> 0", row.item.text());
  if (!rows.next()) return {};
  return refused("proposal", row.item.text() + " has ended: no more of it is bought");
}

// A slip of the finger, or a pack of a thousand million, orders nothing before somebody has said that it is meant.
Performed check_sane(const Books& books, const ProposalRow& row, const Approve& fact, std::int64_t units) {
  if (!is_request(books) || fact.confirmed || !is_absurd(row, units)) return {};
  Refusal no =
      refused("quantity", fmt::format("{units} are far too many of {item}: {needed} are needed. Say that so many"
                                      " are meant, or approve another number",
                                      fmt::arg("units", units), fmt::arg("item", row.item.text()),
                                      fmt::arg("needed", row.needed > 0 ? row.needed : row.quantity)));
  no.confirmable = true;
  return no;
}

namespace {

// The office has bought it meanwhile, as it seems.
std::string bought_since_plan(Engine& db, const ProposalRow& row) {
  auto plan = db.query("SELECT at FROM event WHERE action='plan' ORDER BY seq DESC LIMIT 1");
  const auto made = plan.next() ? std::optional(Cells(plan).instant(0)) : std::nullopt;
  const auto day = Date::parse(day_of_proposal(row.id));
  if (!made || !day) return {};
  PlacedOrder order{row.item, row.id, units_of(row), supplier_of(row)};
  order.agreed = std::max(*day, made->date());
  const auto near = near_to(db, order, made);
  return near ? fmt::format("{line} of the office has {units} since the plan was made",
                            fmt::arg("line", near->line.text()), fmt::arg("units", near->units))
              : "";
}

}  // namespace

Performed check_needed_still(const Books& books, const ProposalRow& row, const Approve& fact, Date today) {
  if (!is_request(books) || fact.confirmed) return {};
  std::string why = bought_since_plan(books.db, row);
  const std::int64_t free = standing_of(books.db, row.item, today).free;
  if (why.empty() && row.why.level > 0 && row.free < row.why.level && free >= row.why.level) {
    why = fmt::format("{free} are free by now, where {level} are enough", fmt::arg("free", free),
                      fmt::arg("level", row.why.level));
  }
  if (why.empty()) return {};
  Refusal no =
      refused("proposal", fmt::format("{item}: {why}", fmt::arg("item", row.item.text()), fmt::arg("why", why)));
  no.confirmable = true;
  return no;
}

// Whatever a forecast says, far more than was ever asked for in a week of the last year is meant by somebody, or not
// ordered. Where nothing is known of weeks, there is nothing to compare with.
Performed check_usual(Books& books, const ProposalRow& row, const Approve& fact, std::int64_t units, Date day) {
  constexpr std::int64_t times = 100, year = 366;
  if (!is_request(books) || fact.confirmed) return {};
  auto weeks = books.db.query(
      "SELECT units FROM (SELECT units FROM demand WHERE item=$1 AND week >= $2 UNION ALL"
      " SELECT sum(units) AS units FROM past_demand WHERE item=$1 AND day >= $2 GROUP BY day - (day + 3) % 7) AS w"
      " ORDER BY units DESC LIMIT 2",
      row.item.text(), day.days() - year);
  std::int64_t best = 0;
  while (weeks.next()) best = weeks.integer(0);
  auto said = books.db.query("SELECT safety_stock FROM item WHERE item=$1", row.item.text());
  const std::int64_t kept = said.next() ? said.integer(0) : 0;
  const std::int64_t without_packs = row.needed > 0 ? std::min(units, row.needed) : units;
  if (best <= 0 || without_packs <= times || (without_packs - 1) / times < std::max({best, kept, -row.free})) return {};
  Refusal no = refused(
      "quantity", fmt::format("{units} are far too many of {item}: {best} were asked for in the second best"
                              " week of a year. Type that number yourself if so many are meant",
                              fmt::arg("units", units), fmt::arg("item", row.item.text()), fmt::arg("best", best)));
  no.confirmable = true;
  return no;
}

// A supplier that sells whole packs sends no other number, unless somebody has agreed upon it.
Performed check_packs(Books& books, const ProposalRow& row, const Approve& fact, const SourceRow& source, Date day) {
  if (!is_request(books) || fact.confirmed || !fact.quantity || fact.quantity->units() == row.quantity) return {};
  if (source.until && *source.until < day) return {};
  const std::int64_t units = fact.quantity->units(), sold = as_sold(source, units);
  if (sold == units) return {};
  Refusal no =
      refused("quantity",
              fmt::format("{supplier} sells whole packs of {pack}, at least {least}: {units} would be {sold}. Approve"
                          " {sold}, or say that you mean {units}",
                          fmt::arg("supplier", source.supplier), fmt::arg("pack", source.pack.text()),
                          fmt::arg("least", as_sold(source, 1)), fmt::arg("units", units), fmt::arg("sold", sold)));
  no.confirmable = true;
  return no;
}

// An approval whose purchase the office has written, and which has come, is done: whoever orders now orders once more,
// and that order would count nowhere. While the purchase is open, it is the one that is meant, and one that the office
// has cancelled has brought nothing.
Performed check_not_bought(Books& books, const ProposalRow& row) {
  if (!is_request(books) || row.state != ProposalState::approved) return {};
  std::string brought;
  for (const BoughtUnits& one : bought_of(books.db, row.id)) {
    auto line = books.db.query(
        "SELECT received, CASE WHEN received < expected AND closed = 0 THEN 1 ELSE 0 END FROM purchase_line"
        " WHERE purchase=$1 AND line=$2",
        one.line.document.text(), one.line.line);
    if (!line.next()) continue;
    if (line.integer(1) != 0) return {};
    if (line.integer(0) > 0) brought = one.line.text();
  }
  for (const PlacedOrder& one : decided_and_not_known(books.db, row.item)) {
    if (one.proposal == row.id) return {};
  }
  if (brought.empty()) return {};
  return refused("proposal", fmt::format("{line} of the office has brought what {proposal} was approved for: what is"
                                         " needed beside it is proposed anew",
                                         fmt::arg("line", brought), fmt::arg("proposal", row.id)));
}

// The number of a line of another item, of another supplier or of other units is a slip: what was ordered would count
// as that.
Performed check_line_is_its(Books& books, const ProposalRow& row, const OrderPlaced& fact,
                            const OrderedUnits& ordered) {
  if (!is_request(books) || !fact.purchase) return {};
  if (auto no = check_line_is_nobodys(books, row, *fact.purchase)) return no;
  auto there =
      books.db.query("SELECT item, supplier, expected + given_up FROM purchase_line WHERE purchase=$1 AND line=$2",
                     fact.purchase->document.text(), fact.purchase->line);
  if (!there.next()) return {};
  const bool is_its_supplier = SupplierNames(books.db).may_be_same(ordered.supplier, there.text(1));
  if (there.text(0) == row.item.text() && is_its_supplier) {
    return check_line_units(*fact.purchase, there.integer(2), ordered);
  }
  return refused("purchase",
                 fmt::format("{line} is there already, with {item} of {supplier}: say the line as which"
                             " {what} were ordered, or none",
                             fmt::arg("line", fact.purchase->text()), fmt::arg("item", there.text(0)),
                             fmt::arg("supplier", there.text(1)), fmt::arg("what", ordered_words(ordered))));
}

}  // namespace dockhand
