// What each fact does to the books.
//
// Decides: which movements a receipt, a move, a pick ... consist of, and when a request is refused.
// Leaves to others: moving units and claims (storage/books/books.h), the transaction around it
// (storage/ledger/ledger_state.cpp). One file per family: facts_receive.cpp, facts_move.cpp, facts_pick.cpp,
// facts_ship.cpp, facts_return.cpp, facts_count.cpp, facts_claim.cpp, facts_document.cpp, facts_import.cpp,
// facts_undo.cpp, facts_take_back.cpp, facts_day.cpp, reorder/facts_reorder.cpp, facts_said.cpp,
// facts_customer.cpp, facts_supplier.cpp, facts_lease.cpp; what they share is facts_checks.h.
#pragma once

#include "storage/books/books.h"

namespace dockhand {

// Nothing is booked when this returns an Error: the caller rolls back.
struct Refusal {
  Error error;
  bool confirmable = false;  // the same command with `confirmed` would be accepted
  std::vector<Seen> now{};   // what a question is about
};
using Performed = std::optional<Refusal>;  // empty: performed

// Performs the fact, and plans again what it has freed.
Performed perform(Books& books, const Action& action);

Performed perform_fact(Books& books, const Receive& fact);
Performed perform_fact(Books& books, const ReceiveUnit& fact);
Performed perform_fact(Books& books, const Move& fact);
Performed perform_fact(Books& books, const MoveUnit& fact);
Performed perform_fact(Books& books, const LoseUnit& fact);
Performed perform_fact(Books& books, const Pick& fact);
Performed perform_fact(Books& books, const PackCarton& fact);
Performed perform_fact(Books& books, const Ship& fact);
Performed perform_fact(Books& books, const ShortPick& fact);
Performed perform_fact(Books& books, const ShipDirect& fact);
Performed perform_fact(Books& books, const CustomerReturn& fact);
Performed perform_fact(Books& books, const SupplierReturn& fact);
Performed perform_fact(Books& books, const Count& fact);
Performed perform_fact(Books& books, const Adjust& fact);
Performed perform_fact(Books& books, const Claim& fact);
Performed perform_fact(Books& books, const Release& fact);
Performed perform_fact(Books& books, const Replan& fact);
Performed perform_fact(Books& books, const Settle& fact);
Performed perform_fact(Books& books, const Tell& fact);
Performed perform_fact(Books& books, const BeginDay& fact);
Performed perform_fact(Books& books, const PlanMade& fact);
// What depends on the day, when the last one that was planned for was `before`: lots that expire, promises that are
// due, shelf life.
void touch_what_the_day_changes(Books& books, const std::optional<Date>& before);
std::optional<Date> planned_day(Engine& db);
// The day was begun by a scan's own time, and not by a person who said so: this machine's clock has another.
void begun_by_scan(Engine& db, const Date& day, const Date& clock);
// Whether plans go back from the planned day to another, which is that of this machine's clock: it was a scan's time
// alone that had begun the planned one, or this clock itself, which was set right since.
bool goes_back(Engine& db, const Date& planned, const Date& to, const Date& clock);
// This machine's clock says a day before the planned one: whether it goes on from there is watched.
void watch_clock_behind(Engine& db, const Date& planned, const Date& clock);
bool is_clock_set_right(Engine& db, const Date& planned, const Date& clock);
// Tells, once, when a command says a day that is too far from the one that is planned for to be believed.
void doubt_a_clock(Books& books, Date says);

// Documents of the office: they say what a row is from now on, whatever it was. A terminal lays those that the hub has
// not got yet on top of the hub's rows after every pull, with `lay_on_top`, which never refuses for what is unknown.
Performed perform_fact(Books& books, const SetStatus& fact);
Performed perform_fact(Books& books, const CancelOrder& fact);
Performed perform_fact(Books& books, const ClosePurchase& fact);
Performed perform_fact(Books& books, const CorrectExpiry& fact);
Performed perform_fact(Books& books, const GiveBarcode& fact);
Performed perform_fact(Books& books, const Import& fact);
Performed perform_fact(Books& books, const TakeOther& fact);
Performed perform_fact(Books& books, const CustomerAnswer& fact);
Performed perform_fact(Books& books, const Expedite& fact);
// What is decided of a proposal lies on the hub's rows in the same way, and so does what takes a decision back.
Performed perform_fact(Books& books, const Approve& fact);
Performed perform_fact(Books& books, const Reject& fact);
Performed perform_fact(Books& books, const OrderPlaced& fact);

// What is set aside for a terminal. It is decided by a hub, or by a terminal that has none.
Performed perform_fact(Books& books, const Assign& fact);
Performed perform_fact(Books& books, const Revoke& fact);
Performed perform_fact(Books& books, const AssignNumbers& fact);
Performed perform_fact(Books& books, const UseNumbers& fact);

bool is_document(const Action& action);
#define DOCKHAND_DOCUMENT_ACTIONS                                                                             \
  "('import', 'status', 'cancel', 'close', 'expiry', 'give_barcode', 'undo', 'approve', 'reject', 'placed', " \
  "'take_other', 'answer', 'expedite')"
Performed lay_on_top(Books& books, const Command& document);

// The inverse of an earlier event. A request is refused once others built on it: when a unit that the event brought
// somewhere is no longer there, or belongs to someone else now.
Performed perform_fact(Books& books, const Undo& fact);

}  // namespace dockhand
