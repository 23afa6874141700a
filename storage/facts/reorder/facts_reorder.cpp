// What people decide about proposals: approved, not now, ordered, and nothing of the order comes any more.
//
// Decides: that what was ordered has happened, whatever is approved beside it by
// then; that an order ends when somebody says that none of it is ordered any more; and that each goes back to what it
// was when it is undone. An approval that was undone leaves its day: who has looked at a proposal decides about it.
// Leaves to others: making proposals (storage/nightly/), what a decision says in full (storage/facts/facts_said.cpp),
// which decisions a person may make (storage/facts/reorder/reorder_checks.h).
#include <fmt/format.h>

#include <algorithm>

#include "storage/books/bought_as.h"
#include "storage/books/placed.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_said.h"
#include "storage/facts/reorder/reorder_checks.h"
#include "storage/facts/reorder/reorder_told.h"
#include "storage/model/rows/waited_for.h"
#include "storage/schema/documents.h"
#include "storage/schema/plan_rows.h"
#include "storage/words/plan_words.h"

namespace dockhand {
namespace {

bool is_item(const Books& books, const std::string& code) {
  return books.db.query("SELECT 1 FROM item WHERE item=$1", code).next();
}

// What is put off of a proposal that this database has never heard of is proposed anew here. What was ordered waits for
// the office to say which item that is.
Performed not_there(const Books& books, const std::string& id) {
  if (is_request(books)) return unknown("proposal", id);
  const std::string item(item_of_proposal(id));
  return is_item(books, item) ? Performed() : unknown("item", item);
}

// The proposal that is decided about. One that another database had made before the two met is kept as far as the
// decision says what it was: what was ordered has happened, and is not to be ordered again.
std::optional<ProposalRow> decided_about(Books& books, const std::string& id, const OrderedUnits& said) {
  auto row = proposal(books.db, id);
  if (row || is_request(books) || said.quantity.none()) return row;
  const auto item = ItemCode::parse(std::string(item_of_proposal(id)));
  const auto day = Date::parse(std::string(day_of_proposal(id)));
  if (!item || !day || !is_item(books, item->text())) return row;
  ProposalRow heard{id, *item};
  heard.supplier = said.supplier;
  heard.quantity = said.quantity.units();
  heard.price = said.price;
  heard.order_by = *day;
  put(books.db, heard, books.entry.changed);
  return heard;
}

OrderedUnits agreed_to(Books& books, const Approve& fact) {
  const auto item = ItemCode::parse(std::string(item_of_proposal(fact.proposal)));
  const auto source = item ? source_of(books.db, *item, fact.from) : std::nullopt;
  return {fact.quantity.value_or(Quantity()), fact.from, source ? source->price : Price()};
}

// Changes what a decision changes, on behalf of the command that said it. What was placed stays so: what is approved
// lies beneath it, and comes to light when the placing is undone.
Performed decide(Books& books, const Approve& fact, const Command& by) {
  const auto row = decided_about(books, fact.proposal, agreed_to(books, fact));
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
  if (auto no = check_needed_still(books, *row, fact, by.at.date())) return no;
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

// Of two who have ordered it the first one stands.
Performed decide(Books& books, const OrderPlaced& fact, const Command& by) {
  const auto row = decided_about(books, fact.proposal, fact.ordered.value_or(OrderedUnits()));
  if (!row) return not_there(books, fact.proposal);
  if (ends(fact)) return end_order(books, *row);
  if (auto no = check_state(books, *row, row->state == ProposalState::approved)) return no;
  if (row->state == ProposalState::placed) return {};
  const OrderedUnits ordered = ordered_said(*row, fact);
  if (auto no = check_not_bought(books, *row)) return no;
  if (auto no = check_line_is_its(books, *row, fact, ordered)) return no;
  books.db.run(
      "UPDATE proposal SET state='placed', decided=$2, placed_by=$3, purchase=$4, changed=$5, ordered=$6,"
      " ordered_of=$7, ordered_price=$8, placed_name=$9 WHERE id=$1",
      fact.proposal, by.at.date().days(), by.id.text(), fact.purchase ? fact.purchase->text() : "", books.entry.changed,
      ordered.quantity.units(), ordered.supplier, ordered.price.parts(), by.by.text());
  books.expects_otherwise(row->item);
  return {};
}

}  // namespace

Performed perform_fact(Books& books, const Approve& fact) {
  const auto before = proposal(books.db, fact.proposal);
  if (auto no = decide(books, fact, books.entry.command)) return no;
  if (!before || before->state == ProposalState::open || before->state == ProposalState::rejected) {
    if (const auto row = proposal(books.db, fact.proposal)) begin_order(books, *row);
  }
  if (before) tell_if_approved_otherwise(books, *before);
  if (before) tell_if_approved_unheard(books, *before);
  tell_if_ordered_otherwise(books, fact.proposal);
  return {};
}

Performed perform_fact(Books& books, const Reject& fact) {
  const auto before = proposal(books.db, fact.proposal);
  if (auto no = decide(books, fact, books.entry.command)) return no;
  if (before) tell_if_put_off_unheard(books, *before);
  tell_if_ordered_otherwise(books, fact.proposal);
  return {};
}

Performed perform_fact(Books& books, const OrderPlaced& fact) {
  const auto before = proposal(books.db, fact.proposal);
  const bool again = before && before->state == ProposalState::placed && !ends(fact);
  if (again) tell_if_ordered_twice(books, fact);
  if (auto no = decide(books, fact, books.entry.command)) return no;
  if (again || ends(fact)) return {};
  if (const auto row = proposal(books.db, fact.proposal)) keep_what_fits(books, *row);
  tell_if_ordered_otherwise(books, fact.proposal);
  tell_if_item_is_ordered_too(books, fact.proposal);
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
void remember(Books& books, Date day, const PlanRoom& room) {
  const auto keep = [&](const char* name, std::int64_t value) {
    books.entry.rows_written += books.db.run(
        "INSERT INTO site(setting, value, changed) VALUES($1,$2,$3) ON CONFLICT(setting) DO UPDATE SET"
        " value=excluded.value, changed=excluded.changed WHERE site.value <> excluded.value",
        name, value, books.entry.changed);
  };
  keep("plan_made_for", day.days());
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
  books.db.run(
      "INSERT INTO setting(name, value) VALUES('plan_event', $1) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
      std::to_string(books.entry.seq));
  remember(books, fact.day, fact.room);
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
      go_on_with_order(books, placed->proposal);
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
