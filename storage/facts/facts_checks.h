// What facts of several families check and look up.
//
// Decides: when units, places and purchase lines are fit for a fact. A request can be refused; what comes from another
// database has happened, and is refused only when it names what is unknown.
// Leaves to others: the facts (storage/facts/facts_*.cpp). Included by them only.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "storage/facts/facts.h"

namespace dockhand {

Refusal unknown(const std::string& place, const std::string& name);
Refusal refused(const std::string& place, std::string message);
// Which units are meant is not said: `place` is "lot" or "serial", and a screen asks for it.
Refusal incomplete(const std::string& place, std::string message);
inline bool is_request(const Books& books) { return books.entry.standing == Standing::request; }

Account account_for(const Units& units, const LocationCode& place);
// A handling unit as a place where goods are.
LocationCode as_location(const Sscc& unit);
// The account of a handling unit itself.
Account unit_account(const std::string& unit, const std::string& place);

// What every fact about units has in common: the item and its tracking, more than none, a serial is one unit.
Performed check_units(Books& books, const Units& units);
// `what` is the command's member. A handling unit is a place while it is here.
Performed check_location(Books& books, const char* what, const LocationCode& place);
// The same for a place where goods come in, or where a handling unit may stand.
Performed check_inbound(Books& books, const char* what, const LocationCode& place);
Performed check_fixed(Books& books, const char* what, const LocationCode& place);

// Units at a place, as a count would find them. What is on a handling unit is counted by that unit's own label.
std::int64_t counted_at(Books& books, const Account& like, Reach reach = Reach::loose);
// The office's number has what stands there on pallets; what lies there by itself is the rest of it.
Performed count_opening(Books& books, const Units& units, const LocationCode& at);
// What the books know of a place and units for which opening stock comes.
struct OpenedBefore {
  std::int64_t there = 0;
  std::optional<Quantity> said{};  // by the last opening
  std::optional<Date> day{};       // of that
  bool is_in_use = false;          // units are there, or have been: opening stock would come twice
};
OpenedBefore opened_before(Books& books, const OpeningRow& row);
// How many units are there once the row is booked: another number for what was said once is a difference, wherever its
// units are by now. An Error where so many are not there.
Result<Quantity> opening_now(const OpeningRow& row, const OpenedBefore& before);
// Why a place that is in use is asked about.
std::string in_use_text(const OpeningRow& row, const OpenedBefore& before);

// What is missing to know which units of a tracked item are meant: "lot" or "serial"; null: nothing is.
const char* missing_name(Books& books, const Units& units);
// Units of a tracked item go nowhere without their lot or serial: a request is asked for it; a fact has happened, and
// somebody is told to count the place. One that is only assumed is enough where the site says so for the item.
Performed check_named(Books& books, const Units& units, const LocationCode& at);
// True when the units are meant by the name that they had before their item was tracked as it is now, and all of them
// are there. That is enough to bring them elsewhere or to take them off: nothing of it is guessed.
bool has_old_name(Books& books, const Units& units, const LocationCode& at);
// A serial that is named first, where units of several lots wait for theirs: of which lot it is has to be said.
Performed check_old_lot(Books& books, const Units& units, const LocationCode& at);
// The serial in somebody's hand may be there: not one that was picked for an order, or shipped, or is known nowhere.
Performed check_in_hand(Books& books, const Units& units, const LocationCode& at);

// A serial that comes in is not here already, and was sent to nobody. Lost ones can be found again.
Performed check_new_serial(Books& books, const Units& units);
// Tracked units come in with their lot or serial and with their expiry date, a lot has one expiry, and a serial is here
// once.
Performed check_arrival(Books& books, const Units& units, const LocationCode& at);
// Writes down that the lot is known, and when it expires. A lot of which nothing is left takes another date; else a
// request that says another one is refused, unless it only `finds` the units.
Performed keep_expiry(Books& books, const Units& units, bool finds = false);

// Units of a lot that is recalled, set aside or expired do not leave: a request is refused, a fact becomes a notice.
Performed check_leaving(Books& books, const std::vector<Held>& leaving, const std::optional<OrderLine>& line);

// Against what the line asks for: its shelf life, one lot for all. A request is refused, a fact becomes a notice.
Performed check_policies(Books& books, const std::vector<Held>& leaving, const OrderLineInfo& line);

// Past demand of a day that is a hundred times that of any other day of its item: a slip, or meant.
Performed check_past_days(Books& books, const Import& import);

// Whether claims go along from a place of one kind to one of the other: within stock, and within outgoing goods.
bool keeps_claims(const LocationInfo& from, const LocationInfo& to);
// A location's row, asked where its kind would take units from those who have them.
Performed write_place(Books& books, const LocationRow& row, bool confirmed);
// What is on a handling unit.
std::vector<Held> contents_of(Books& books, const std::string& unit);
// A handling unit stands there from now on, and claims on it go along or are given up.
void carry_unit(Books& books, const std::string& unit, const std::string& from, const std::string& to);

// A decision about a proposal on top of the hub's rows; nothing of other actions.
Performed lay_decision(Books& books, const Command& decision);
// Whether a decision is the last one about its proposal, which its undo asks for; and its undo.
Performed check_decision_undoable(Books& books, const Action& action, const CommandId& event);
void take_back_decision(Books& books, const Action& action, const CommandId& event);

// More of these came back without their order since event `since` than would be left with customers, had `fewer` of
// them never been sent: the same units would be here twice. Returns how many came back; 0: they can be others.
std::int64_t back_without_order(Books& books, const Account& units, std::int64_t fewer, std::int64_t since);

struct PurchaseInfo {
  ItemCode item;
  std::int64_t expected, received;
  std::optional<OrderLine> bought_for;
  bool drop_ship = false;
  bool closed = false;  // by the office
};
std::optional<PurchaseInfo> purchase_line(Books& books, const PurchaseLine& line);
// The account that units come from, or go back to.
Account supplier_account(const Account& units, const std::optional<PurchaseLine>& purchase);

// Told of units that were picked and are of a lot that must not leave; and taken back where it may again.
void stop_picked(Books& books, const ItemCode& item, const std::string& lot);
void settle_stops(Books& books, const ItemCode& item);

// A document has changed how many a line wants: it keeps no more, and takes again what was picked for it and was to be
// brought back.
void fit_to_demand(Books& books, const OrderLine& line);
// A line that was never to be is taken away, with what it has reserved.
void remove_line(Books& books, const OrderLineRow& row);
// What of a line has not been shipped is not wanted any more.
void cancel_line(Books& books, const OrderLine& line, const ItemCode& item);

// By law, what nobody has agreed to does not leave: not before the customer has answered, or the office has closed the
// notice about it.
Performed check_agreed(Books& books, const OrderNumber& order, const std::set<std::int32_t>& lines);

// What a customer has decided, laid on the rows as they are.
void lay_other(Books& books, const TakeOther& fact, const Command& by);
// Both lines are again what they were, unless something was built on them since.
Performed check_other_undoable(Books& books, const TakeOther& fact, const CommandId& event);
void take_back_other(Books& books, const TakeOther& fact, const CommandId& event);
void lay_answer(Books& books, const CustomerAnswer& fact, const Command& by);
// Units that a supplier sends straight to a customer are for an order line, and of its item. Order lines that are not
// known yet are not looked at.
Performed check_sent_direct(Books& books, const PurchaseLineRow& row, const std::string& place);
// A supplier sends a line's customer more than he wants now: somebody has to talk with that supplier.
void tell_of_straight(Books& books, const OrderLine& line);
// The same of an order line that asks for another item now.
Performed check_sent_direct(Books& books, const OrderLineRow& row, const std::string& place);
// The day that a purchase line comes on now, and what that costs.
void lay_expedite(Books& books, const Expedite& fact, const Command& by);
// The day on which a purchase line comes that was brought sooner, where the office says of it what it had said before.
std::optional<Date> expedited_due(Books& books, const PurchaseLineRow& sent);
void take_back_expedite(Books& books, const Expedite& fact, const CommandId& event);
Performed check_expedite_undoable(Books& books, const Expedite& fact, const CommandId& event);

// What is set aside for a life of a database that is a copy, or gone, is so no more.
// Nothing is set aside for a terminal that is unknown where it is decided; a request at a hub says for which.
Performed check_holder(Books& books, const std::optional<WriterId>& to);
// Refuses a request; somebody who asked from elsewhere is told.
Performed not_set_aside(Books& books, const char* member, const std::string& why);
// The numbers for labels that the terminal has not printed are nobody's. Returns whether it had any.
bool end_number_blocks(Books& books, const WriterId& holder);
void end_leases_of_copy(Books& books, const WriterId& was);
// Says to the terminals for which the goods of the event are set aside that others receive them.
void tell_holders(Books& books, const LocationCode& at);

inline constexpr const char* before_tracking = "they were in stock before it was tracked";
// Told by place, in place of what was told before: units of the item are here that nobody has named. `only_at`: of this
// place alone.
void tell_unnamed(Books& books, const ItemCode& item, const std::string& why, const std::string& only_at = {});

// Told when units come to a place of kind quarantine and a reason was given.
void notice_quarantine(Books& books, const Units& units, const LocationCode& place, const std::string& reason);

}  // namespace dockhand
