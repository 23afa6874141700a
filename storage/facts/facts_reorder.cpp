// What people decide about proposals: approved, not now, ordered, and nothing of the order comes any more.
//
// Decides: which decision a proposal is open to; that what was ordered has happened, whatever is approved beside it by
// then; that an order ends when somebody says that none of it is ordered any more; and that each goes back to what it
// was when it is undone. An approval that was undone leaves its day: who has looked at a proposal decides about it.
// Leaves to others: making proposals (storage/nightly/), what a decision says in full (storage/facts/facts_said.cpp).
#include <fmt/format.h>

#include <algorithm>

#include "storage/books/placed.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_said.h"
#include "storage/schema/documents.h"
#include "storage/schema/plan_rows.h"
#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

// A proposal that another database has never heard of has been planned away there: its decision changes no books.
Performed not_there(const Books& books, const std::string& id) {
  if (!is_request(books)) return {};
  return unknown("proposal", id);
}

// Returns ", by Anna on 2026-11-29". It is empty of a row about which nobody has decided.
std::string decided_words(const ProposalRow& row) {
  const std::string& name = row.state == ProposalState::placed ? row.placed_name : row.decided_name;
  if (!row.decided || row.state == ProposalState::open || is_ended(row)) return {};
  if (name.empty()) return fmt::format(", since {day}", fmt::arg("day", row.decided->text()));
  return fmt::format(", by {name} on {day}", fmt::arg("name", name), fmt::arg("day", row.decided->text()));
}

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

// Whatever a forecast says, far more than was ever asked for in a week of the last year is meant by somebody, or not
// ordered. Where nothing is known of weeks, there is nothing to compare with.
Performed check_usual(Books& books, const ProposalRow& row, const Approve& fact, std::int64_t units, Date day) {
  constexpr std::int64_t times = 100, year = 366;
  if (!is_request(books) || fact.confirmed) return {};
  auto weeks = books.db.query(
      "SELECT coalesce(max(units), 0) FROM (SELECT units FROM demand WHERE item=$1 AND week >= $2 UNION ALL"
      " SELECT sum(units) AS units FROM past_demand WHERE item=$1 AND day >= $2 GROUP BY day - (day + 3) % 7) AS w",
      row.item.text(), day.days() - year);
  const std::int64_t best = weeks.next() ? weeks.integer(0) : 0;
  auto said = books.db.query("SELECT safety_stock FROM item WHERE item=$1", row.item.text());
  const std::int64_t kept = said.next() ? said.integer(0) : 0;
  const std::int64_t without_packs = row.needed > 0 ? std::min(units, row.needed) : units;
  if (best <= 0 || without_packs <= times || (without_packs - 1) / times < std::max({best, kept, -row.free})) return {};
  Refusal no = refused(
      "quantity", fmt::format("{units} are far too many of {item}: {best} were asked for in its best"
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

// Changes what a decision changes, on behalf of the command that said it. What was placed stays so: what is approved
// lies beneath it, and comes to light when the placing is undone.
Performed decide(Books& books, const Approve& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  const bool waits = row->state == ProposalState::open || (row->state == ProposalState::rejected && !is_ended(*row));
  if (auto no = check_state(books, *row, waits)) return no;
  if (auto no = check_bought_still(books, *row)) return no;
  const bool other = !fact.from.empty() && fact.from != row->supplier;
  const auto source = other ? source_of(books.db, row->item, fact.from) : std::nullopt;
  if (auto no = other ? check_source(books, *row, fact.from, source, by.at.date()) : Performed{}) return no;
  const std::int64_t units = units_said(*row, fact, source);
  if (units <= 0 && is_request(books)) return refused("quantity", "say how many: none is 'reject'");
  if (auto no = check_sane(books, *row, fact, units)) return no;
  if (auto no = check_usual(books, *row, fact, units, by.at.date())) return no;
  const auto seller = other ? source : source_of(books.db, row->item, row->supplier);
  if (auto no = seller ? check_packs(books, *row, fact, *seller, by.at.date()) : Performed{}) return no;
  books.db.run(
      "UPDATE proposal SET approved=$2, decided_by=$4, changed=$5, chosen=$6, chosen_price=$7, decided_name=$8,"
      " decided = CASE WHEN placed_by = '' THEN $3 ELSE decided END,"
      " state = CASE WHEN placed_by = '' THEN 'approved' ELSE state END WHERE id=$1",
      fact.proposal, units, by.at.date().days(), by.id.text(), books.entry.changed, other ? fact.from : "",
      source ? source->price.parts() : 0, by.by.text());
  return {};
}

Performed decide(Books& books, const Reject& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  const bool waits = row->state == ProposalState::open || row->state == ProposalState::approved;
  if (auto no = check_state(books, *row, waits)) return no;
  books.db.run(
      "UPDATE proposal SET approved=0, decided_by=$3, changed=$4, chosen='', chosen_price=0, decided_name=$5,"
      " decided = CASE WHEN placed_by = '' THEN $2 ELSE decided END,"
      " state = CASE WHEN placed_by = '' THEN 'rejected' ELSE state END WHERE id=$1",
      fact.proposal, by.at.date().days(), by.id.text(), books.entry.changed, by.by.text());
  return {};
}

// None of what was ordered is ordered any more: it has come under another name, or its supplier will not send it.
bool ends(const OrderPlaced& fact) { return fact.ordered && fact.ordered->quantity.none(); }

// What it was for stays beneath it, and comes to light when that is taken back.
Performed end_order(Books& books, const ProposalRow& row) {
  if (auto no = check_state(books, row, row.state == ProposalState::placed)) return no;
  if (row.state != ProposalState::placed) return {};
  books.db.run("UPDATE proposal SET state='rejected', changed=$2 WHERE id=$1", row.id, books.entry.changed);
  books.expects_otherwise(row.item);
  return {};
}

// The number of a line of another item, or of another supplier, is a slip: what was ordered would count as that.
Performed check_line_is_its(Books& books, const ProposalRow& row, const OrderPlaced& fact,
                            const OrderedUnits& ordered) {
  if (!is_request(books) || !fact.purchase) return {};
  auto there = books.db.query("SELECT item, supplier FROM purchase_line WHERE purchase=$1 AND line=$2",
                              fact.purchase->document.text(), fact.purchase->line);
  if (!there.next()) return {};
  const bool is_other_supplier = !ordered.supplier.empty() && there.text(1) != ordered.supplier;
  if (there.text(0) == row.item.text() && !is_other_supplier) return {};
  return refused("purchase",
                 fmt::format("{line} is there already, with {item} of {supplier}: say the line as which"
                             " {what} were ordered, or none",
                             fmt::arg("line", fact.purchase->text()), fmt::arg("item", there.text(0)),
                             fmt::arg("supplier", there.text(1)), fmt::arg("what", ordered_words(ordered))));
}

// Of two who have ordered it the first one stands.
Performed decide(Books& books, const OrderPlaced& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  if (ends(fact)) return end_order(books, *row);
  if (auto no = check_state(books, *row, row->state == ProposalState::approved)) return no;
  if (row->state == ProposalState::placed) return {};
  const OrderedUnits ordered = ordered_said(*row, fact);
  if (auto no = check_line_is_its(books, *row, fact, ordered)) return no;
  books.db.run(
      "UPDATE proposal SET state='placed', decided=$2, placed_by=$3, purchase=$4, changed=$5, ordered=$6,"
      " ordered_of=$7, ordered_price=$8, placed_name=$9 WHERE id=$1",
      fact.proposal, by.at.date().days(), by.id.text(), fact.purchase ? fact.purchase->text() : "", books.entry.changed,
      ordered.quantity.units(), ordered.supplier, ordered.price.parts(), by.by.text());
  books.expects_otherwise(row->item);
  return {};
}

// --- what is told to people ----------------------------------------------------------------------------------------

void tell(Books& books, const ProposalRow& row, std::int64_t units, std::string words) {
  books.notice(Notice{NoticeKind::document, row.item, {}, {}, Quantity::nearest(units), {}, std::move(words)});
}

std::string at_supplier(const std::string& supplier) {
  return supplier.empty() ? "" : fmt::format(" at {supplier}", fmt::arg("supplier", supplier));
}

// What has been decided about a proposal beside its order. It is empty where the order is what was agreed to.
std::string decided_otherwise(const ProposalRow& placed) {
  ProposalRow agreed = placed;
  agreed.state = ProposalState::approved;
  if (placed.decided_by.empty()) return "nobody approves it any more";
  if (placed.approved <= 0) {
    return fmt::format("{name} has put it off", fmt::arg("name", placed.decided_name));
  }
  const OrderedUnits wanted{Quantity::nearest(placed.approved), supplier_of(agreed), price_of(agreed)};
  const OrderedUnits ordered{Quantity::nearest(placed.ordered), placed.ordered_of, placed.ordered_price};
  if (wanted == ordered) return {};
  return fmt::format("{name} has approved {what}", fmt::arg("name", placed.decided_name),
                     fmt::arg("what", ordered_words(wanted)));
}

// Somebody has ordered it while somebody else, who did not know, decided otherwise.
void tell_if_ordered_otherwise(Books& books, const std::string& id) {
  const auto row = proposal(books.db, id);
  if (is_request(books) || !row || row->state != ProposalState::placed) return;
  const std::string otherwise = decided_otherwise(*row);
  if (otherwise.empty()) return;
  const OrderedUnits ordered{Quantity::nearest(row->ordered), row->ordered_of, row->ordered_price};
  tell(books, *row, row->ordered,
       fmt::format("{proposal}: {name} has ordered {what}, and {otherwise}. The books keep what was ordered: leave it"
                   " so, or change the order{where}",
                   fmt::arg("proposal", row->id), fmt::arg("name", row->placed_name),
                   fmt::arg("what", ordered_words(ordered)), fmt::arg("otherwise", otherwise),
                   fmt::arg("where", at_supplier(row->ordered_of))));
}

// Two terminals without a network have ordered the same: whoever hears of it last says so, as one order is too many.
void tell_if_ordered_twice(Books& books, const OrderPlaced& fact) {
  const auto row = proposal(books.db, fact.proposal);
  if (is_request(books) || !row || row->state != ProposalState::placed) return;
  const OrderedUnits second = ordered_said(*row, fact);
  tell(books, *row, second.quantity.units(),
       fmt::format("{proposal} was ordered twice, the second time by {name}, {what}: one of the orders has to be taken"
                   " back{where}",
                   fmt::arg("proposal", row->id), fmt::arg("name", books.entry.command.by.text()),
                   fmt::arg("what", ordered_words(second)), fmt::arg("where", at_supplier(second.supplier))));
}

}  // namespace

Performed perform_fact(Books& books, const Approve& fact) {
  if (auto no = decide(books, fact, books.entry.command)) return no;
  tell_if_ordered_otherwise(books, fact.proposal);
  return {};
}

Performed perform_fact(Books& books, const Reject& fact) {
  if (auto no = decide(books, fact, books.entry.command)) return no;
  tell_if_ordered_otherwise(books, fact.proposal);
  return {};
}

Performed perform_fact(Books& books, const OrderPlaced& fact) {
  const auto before = proposal(books.db, fact.proposal);
  const bool again = before && before->state == ProposalState::placed && !ends(fact);
  if (again) tell_if_ordered_twice(books, fact);
  if (auto no = decide(books, fact, books.entry.command)) return no;
  if (!again && !ends(fact)) tell_if_ordered_otherwise(books, fact.proposal);
  return {};
}

Performed lay_decision(Books& books, const Command& decision) {
  if (const auto* approve = std::get_if<Approve>(&decision.action)) return decide(books, *approve, decision);
  if (const auto* reject = std::get_if<Reject>(&decision.action)) return decide(books, *reject, decision);
  if (const auto* placed = std::get_if<OrderPlaced>(&decision.action)) return decide(books, *placed, decision);
  return {};
}

namespace {

// Keeps it for those who look at the plan, here and at the terminals.
void remember_room(Books& books, const PlanRoom& room) {
  const auto keep = [&](const char* name, std::int64_t value) {
    books.entry.rows_written += books.db.run(
        "INSERT INTO site(setting, value, changed) VALUES($1,$2,$3) ON CONFLICT(setting) DO UPDATE SET"
        " value=excluded.value, changed=excluded.changed WHERE site.value <> excluded.value",
        name, value, books.entry.changed);
  };
  keep("plan_litres_needed", room.needed);
  keep("plan_litres", room.there);
  keep("plan_litre_price", room.litre_price);
}

}  // namespace

// Its rows are in their tables by now; the event says that there was a plan, and which.
Performed perform_fact(Books& books, const PlanMade& fact) {
  if (!is_request(books)) return {};
  books.db.run(
      "INSERT INTO setting(name, value) VALUES('plan_day', $1) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
      fact.day.text());
  remember_room(books, fact.room);
  return {};
}

Performed check_decision_undoable(Books& books, const Action& action, const CommandId& event) {
  // Returns who decided last what the action decides. Empty: nobody has, or it has been ordered since.
  const auto decided_by = [](const ProposalRow& row, bool placing) {
    if (placing) return row.placed_by;
    return row.placed_by.empty() ? row.decided_by : std::string();
  };
  const auto current = [&](const std::string& id, bool placing) -> Performed {
    const auto row = proposal(books.db, id);
    const std::string by = row ? decided_by(*row, placing) : "";
    if (by == event.text() || !is_request(books)) return {};
    return refused("target", id + " has been ordered or decided otherwise since");
  };
  const auto still_ended = [&](const std::string& id) -> Performed {
    const auto row = proposal(books.db, id);
    if ((row && is_ended(*row)) || !is_request(books)) return {};
    return refused("target", id + " has been ordered or decided otherwise since");
  };
  if (const auto* approve = std::get_if<Approve>(&action)) return current(approve->proposal, false);
  if (const auto* reject = std::get_if<Reject>(&action)) return current(reject->proposal, false);
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) {
    return ends(*placed) ? still_ended(placed->proposal) : current(placed->proposal, true);
  }
  if (const auto* sooner = std::get_if<Expedite>(&action)) return check_expedite_undoable(books, *sooner, event);
  if (const auto* other = std::get_if<TakeOther>(&action)) return check_other_undoable(books, *other, event);
  return {};
}

void take_back_decision(Books& books, const Action& action, const CommandId& event) {
  const bool was_agreed = std::holds_alternative<Approve>(action);
  const auto reopen = [&](const std::string& id) {
    const std::int64_t taken_back = books.db.run(
        "UPDATE proposal SET approved=0, decided_by='', decided_name='', chosen='', chosen_price=0, changed=$3,"
        " decided = CASE WHEN placed_by = '' AND $4 = 0 THEN NULL ELSE decided END,"
        " state = CASE WHEN placed_by = '' THEN 'open' ELSE state END WHERE id=$1 AND decided_by=$2",
        id, event.text(), books.entry.changed, std::int64_t{was_agreed ? 1 : 0});
    if (taken_back > 0) tell_if_ordered_otherwise(books, id);
  };
  if (const auto* approve = std::get_if<Approve>(&action)) reopen(approve->proposal);
  if (const auto* reject = std::get_if<Reject>(&action)) reopen(reject->proposal);
  if (const auto* sooner = std::get_if<Expedite>(&action)) take_back_expedite(books, *sooner, event);
  if (const auto* other = std::get_if<TakeOther>(&action)) take_back_other(books, *other, event);
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) {
    const auto row = proposal(books.db, placed->proposal);
    if (row) books.expects_otherwise(row->item);
    if (ends(*placed)) {
      books.db.run(
          "UPDATE proposal SET state='placed', changed=$2 WHERE id=$1 AND state='rejected' AND placed_by <> ''",
          placed->proposal, books.entry.changed);
      return;
    }
    books.db.run(
        "UPDATE proposal SET placed_by='', placed_name='', purchase='', ordered=0, ordered_of='', ordered_price=0,"
        " changed=$3, decided = CASE WHEN decided_by = '' THEN NULL ELSE decided END,"
        " state = CASE WHEN decided_by = '' THEN 'open' WHEN approved > 0 THEN 'approved' ELSE 'rejected' END"
        " WHERE id=$1 AND placed_by=$2",
        placed->proposal, event.text(), books.entry.changed);
  }
}

}  // namespace dockhand
