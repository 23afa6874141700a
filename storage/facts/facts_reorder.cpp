// What people decide about proposals: approved, not now, ordered.
//
// Decides: which decision a proposal is open to, and that it goes back to what it was when the decision is undone:
// until the order has been placed. Leaves to others: making proposals (storage/nightly/).
#include "storage/facts/facts_checks.h"
#include "storage/schema/documents.h"
#include "storage/schema/plan_rows.h"

namespace dockhand {
namespace {

// A proposal that another database has never heard of has been planned away there: its decision changes no books.
Performed not_there(const Books& books, const std::string& id) {
  if (!is_request(books)) return {};
  return unknown("proposal", id);
}

Performed check_state(const Books& books, const ProposalRow& row, bool fits) {
  if (fits || (!is_request(books) && row.state != ProposalState::placed)) return {};
  return refused("proposal", row.id + " is " + name_of(row.state));
}

// Is for a fact that comes too late, because the order has been placed.
bool is_over(const Performed& refusal, const Books& books) { return refusal && !is_request(books); }

// What another source asks for an item. It is empty where nobody has said it.
std::optional<SourceRow> source_of(Books& books, const ItemCode& item, const std::string& supplier) {
  const auto row = document_like(books.db, SourceRow{item, supplier});
  return row ? std::optional(std::get<SourceRow>(*row)) : std::nullopt;
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

// Changes what a decision changes, on behalf of the command that said it.
Performed decide(Books& books, const Approve& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  const bool waits = row->state == ProposalState::open || row->state == ProposalState::rejected;
  if (auto no = check_state(books, *row, waits)) return is_over(no, books) ? Performed{} : no;
  const bool other = !fact.from.empty() && fact.from != row->supplier;
  const auto source = other ? source_of(books, row->item, fact.from) : std::nullopt;
  if (auto no = other ? check_source(books, *row, fact.from, source, by.at.date()) : Performed{}) return no;
  const std::int64_t proposed = source ? as_sold(*source, row->quantity) : row->quantity;
  const std::int64_t units = fact.quantity ? fact.quantity->units() : proposed;
  if (units <= 0 && is_request(books)) return refused("quantity", "say how many: none is 'reject'");
  books.db.run(
      "UPDATE proposal SET state='approved', approved=$2, decided=$3, decided_by=$4, changed=$5, chosen=$6,"
      " chosen_price=$7 WHERE id=$1",
      fact.proposal, units, by.at.date().days(), by.id.text(), books.entry.changed, other ? fact.from : "",
      source ? source->price.parts() : 0);
  return {};
}

Performed decide(Books& books, const Reject& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  const bool waits = row->state == ProposalState::open;
  if (auto no = check_state(books, *row, waits)) return is_over(no, books) ? Performed{} : no;
  books.db.run(
      "UPDATE proposal SET state='rejected', approved=0, decided=$2, decided_by=$3, changed=$4, chosen='',"
      " chosen_price=0 WHERE id=$1",
      fact.proposal, by.at.date().days(), by.id.text(), books.entry.changed);
  return {};
}

Performed decide(Books& books, const OrderPlaced& fact, const Command& by) {
  const auto row = proposal(books.db, fact.proposal);
  if (!row) return not_there(books, fact.proposal);
  const bool waits = row->state == ProposalState::approved;
  if (auto no = check_state(books, *row, waits)) return is_over(no, books) ? Performed{} : no;
  books.db.run(
      "UPDATE proposal SET state='placed', decided=$2, placed_by=$3, purchase=$4, changed=$5,"
      " approved = CASE WHEN approved > 0 THEN approved ELSE quantity END WHERE id=$1",
      fact.proposal, by.at.date().days(), by.id.text(), fact.purchase ? fact.purchase->text() : "",
      books.entry.changed);
  return {};
}

}  // namespace

Performed perform_fact(Books& books, const Approve& fact) { return decide(books, fact, books.entry.command); }
Performed perform_fact(Books& books, const Reject& fact) { return decide(books, fact, books.entry.command); }

// Two terminals without a network have ordered the same: whoever hears of it last says so, as one order is too many.
Performed perform_fact(Books& books, const OrderPlaced& fact) {
  const auto row = proposal(books.db, fact.proposal);
  if (row && !is_request(books) && row->state == ProposalState::placed) {
    books.notice(Notice{NoticeKind::document,
                        row->item,
                        {},
                        {},
                        Quantity::nearest(row->approved),
                        {},
                        row->id + " was ordered twice, the second time by " + books.entry.command.by.text() +
                            ": one of the orders has to be taken back" +
                            (supplier_of(*row).empty() ? "" : " at " + supplier_of(*row))});
  }
  return decide(books, fact, books.entry.command);
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
  if (const auto* approve = std::get_if<Approve>(&action)) return current(approve->proposal, false);
  if (const auto* reject = std::get_if<Reject>(&action)) return current(reject->proposal, false);
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) return current(placed->proposal, true);
  if (const auto* sooner = std::get_if<Expedite>(&action)) return check_expedite_undoable(books, *sooner, event);
  if (const auto* other = std::get_if<TakeOther>(&action)) return check_other_undoable(books, *other, event);
  return {};
}

void take_back_decision(Books& books, const Action& action, const CommandId& event) {
  const auto reopen = [&](const std::string& id) {
    books.db.run(
        "UPDATE proposal SET state='open', approved=0, decided=NULL, decided_by='', chosen='', chosen_price=0, "
        "changed=$3"
        " WHERE id=$1 AND decided_by=$2 AND placed_by=''",
        id, event.text(), books.entry.changed);
  };
  if (const auto* approve = std::get_if<Approve>(&action)) reopen(approve->proposal);
  if (const auto* reject = std::get_if<Reject>(&action)) reopen(reject->proposal);
  if (const auto* sooner = std::get_if<Expedite>(&action)) take_back_expedite(books, *sooner, event);
  if (const auto* other = std::get_if<TakeOther>(&action)) take_back_other(books, *other, event);
  if (const auto* placed = std::get_if<OrderPlaced>(&action)) {
    books.db.run(
        "UPDATE proposal SET state='approved', placed_by='', purchase='', changed=$3"
        " WHERE id=$1 AND placed_by=$2",
        placed->proposal, event.text(), books.entry.changed);
  }
}

}  // namespace dockhand
