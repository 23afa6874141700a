// What a person, or an office, asks the ledger to write down.
//
// Decides: the vocabulary of commands. A command carries everything: who, when, and an id of the giver's choice that
// makes it count once however often it is sent.
// Leaves to others: whether it is allowed and what follows from it (storage/ledger/ledger.h), its JSON
// (storage/codec/codec.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/lease_commands.h"
#include "storage/model/commands/seen.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/units.h"
#include "storage/model/time.h"

namespace dockhand {

// Goods have arrived. A receipt without a purchase line is blind. When more comes than the line expects, the ledger
// asks, and `confirmed` says yes. Damaged units are received at a place of kind quarantine, and `reason` says what is
// wrong with them. Every reason has at most 200 bytes.
struct Receive {
  Units units;
  LocationCode at;
  std::optional<PurchaseLine> purchase;
  bool confirmed = false;
  std::string reason{};
  bool operator==(const Receive&) const = default;
};

// A whole handling unit has arrived, with everything that its ASN says is on it. A handling unit counts once. Where no
// ASN says anything, `confirmed` makes an empty one, and goods are received onto it.
struct ReceiveUnit {
  Sscc unit;
  LocationCode at;
  bool confirmed = false;  // as in Receive
  bool operator==(const ReceiveUnit&) const = default;
};

// Loose units are moved, also onto and off a handling unit: its SSCC is a place like any other.
struct Move {
  Units units;
  LocationCode from;
  LocationCode to;
  std::string reason{};
  bool operator==(const Move&) const = default;
};

// A handling unit is moved with everything on it, from the place where it stands.
struct MoveUnit {
  Sscc unit;
  LocationCode to;
  std::string reason{};
  bool operator==(const MoveUnit&) const = default;
};

// A handling unit is not where it should be, and nobody knows where it is. What was on it is counted as gone. Where it
// is found again it is moved to, and what is on it then is counted.
struct LoseUnit {
  Sscc unit;
  std::string reason{};
  bool operator==(const LoseUnit&) const = default;
};

// Units taken for an order line and put into its lane or tote. A tote holds one order.
struct Pick {
  OrderLine line;
  Units units;
  LocationCode from;
  LocationCode to;
  bool operator==(const Pick&) const = default;
};

// Picked units of an order go from their tote or lane into a carton that stands at `at`. The first packing of the
// carton brings it into the books. Without `units`, everything goes that the order has in `from`.
struct PackCarton {
  OrderNumber order;
  LocationCode from;
  Sscc carton;
  LocationCode at;
  std::optional<Units> units{};
  bool operator==(const PackCarton&) const = default;
};

// Everything that was picked for the order leaves for the customer, or only what is in one of its cartons.
struct Ship {
  OrderNumber order;
  std::optional<Sscc> carton{};
  std::string carrier{}, tracking{};  // who takes it, and under which number; at most max_name bytes each
  static constexpr std::size_t max_name = 60;
  bool operator==(const Ship&) const = default;
};

// Shipped units came back, to stock or to a place of kind quarantine. With the order line, its shipped units go down;
// it waits for them again only when the customer wants others.
struct CustomerReturn {
  Units units;
  LocationCode at;
  std::optional<OrderLine> line{};
  bool wanted_again = false;
  std::string reason{};
  bool operator==(const CustomerReturn&) const = default;
};

// Units go back to their supplier. With the purchase line, its received units go down, and it expects others instead.
struct SupplierReturn {
  Units units;
  LocationCode from;
  std::optional<PurchaseLine> purchase{};
  std::string reason{};
  bool operator==(const SupplierReturn&) const = default;
};

// A person has found these units at a location. The difference is booked against the adjustment account. When it is
// above the item's tolerance, the ledger asks for a second count, and `confirmed` says that there was one.
struct Count {
  Units units;
  LocationCode at;
  std::string reason;
  bool confirmed = false;
  bool operator==(const Count&) const = default;
};

// There are more or fewer units than the books say, and nobody has counted everything there. `reason` is never empty.
// Fewer units with a purchase line were never received for it, and it expects them again.
enum class Change { plus, minus };
const char* name_of(Change change);
Result<Change> parse_change(std::string_view text);
struct Adjust {
  Change change = Change::plus;
  Units units;
  LocationCode at;
  std::string reason;
  std::optional<PurchaseLine> purchase{};
  bool operator==(const Adjust&) const = default;
};

// A picker found fewer units than were reserved there. The missing ones leave the place for the suspense account until
// somebody counts the place, and the line waits again or gets other units. `none_left`: the place has none of the lot
// any more. Then its free units in the books are missing as well, and nobody is sent there again.
struct ShortPick {
  OrderLine line;
  Units missing;
  LocationCode from;
  std::string reason;
  bool none_left = false;
  bool operator==(const ShortPick&) const = default;
};

// A supervisor gives units to a line before all others: first free ones, then units that lines of the lowest rank have
// reserved, but never picked ones. A line that loses units gets a notice.
struct Claim {
  OrderLine line;
  Quantity quantity;
  std::string reason{};
  bool operator==(const Claim&) const = default;
};

// A line gives back units that it has claimed, at one place or wherever they are reserved. They are planned again at
// once, for other lines.
struct Release {
  OrderLine line;
  Quantity quantity;
  std::optional<LocationCode> at;
  bool operator==(const Release&) const = default;
};

// An earlier command is undone.
struct Undo {
  CommandId target;
  bool operator==(const Undo&) const = default;
};

// Says whether the units of a lot may be given to orders. What is reserved of a lot that is not available is taken
// back.
enum class LotStatus { available, quarantine, recalled };
const char* name_of(LotStatus status);
Result<LotStatus> parse_lot_status(std::string_view text);
struct SetStatus {
  ItemCode item;
  Lot lot;
  LotStatus status = LotStatus::available;
  std::string reason{};
  bool operator==(const SetStatus&) const = default;
};

// The day on which a lot expires was written down wrong.
struct CorrectExpiry {
  ItemCode item;
  Lot lot;
  Date expiry;
  std::string reason;  // never empty
  bool operator==(const CorrectExpiry&) const = default;
};

// The units of an order that were not shipped are not wanted any more. Picked units are to be brought back.
struct CancelOrder {
  OrderNumber order;
  std::string reason{};
  bool operator==(const CancelOrder&) const = default;
};

// Nothing more is expected for a purchase line.
struct ClosePurchase {
  PurchaseLine line;
  std::string reason{};
  bool operator==(const ClosePurchase&) const = default;
};

// The office has sent rows. When a row changes under which item, lot or serial booked units are known, the ledger asks,
// and `confirmed` says yes.
struct Import {
  std::vector<ImportRow> rows;  // 1 to max_rows
  bool confirmed = false;
  static constexpr std::size_t max_rows = 500;
  bool operator==(const Import&) const = default;
};

// A person has done, or has read, what a notice says. It is no mistake to settle a notice twice.
struct Settle {
  std::string notice;  // its id, which has at most max_id bytes
  static constexpr std::size_t max_id = 80;
  bool operator==(const Settle&) const = default;
};

// Claims are looked at again, because the hub's rows have changed under them. The ledger gives it itself, after a pull.
struct Replan {
  std::vector<Release> releases;
  std::vector<ItemCode> items;
  bool operator==(const Replan&) const = default;
};

// A database has noticed something about itself. The ledger gives it itself, so that the office hears of it as well.
struct Tell {
  enum class Trouble { missing_scans, wrong_clock };
  Trouble trouble = Trouble::missing_scans;
  std::string text;               // at most max_text bytes
  std::optional<WriterId> was{};  // whose life the database had before, when it is a copy: its leases end
  static constexpr std::size_t max_text = 300;
  bool operator==(const Tell&) const = default;
};
const char* name_of(Tell::Trouble trouble);
Result<Tell::Trouble> parse_trouble(std::string_view text);

// A day begins: what depends on it (lots that have expired, promises that are due) is planned again. The ledger gives
// it itself. A day that is too far away to be believed needs a person, who says yes with `confirmed`.
struct BeginDay {
  Date day;
  bool confirmed = false;
  bool operator==(const BeginDay&) const = default;
};

// A supervisor gives a printed code to an item at the dock. When the code means something else already, the ledger
// asks, and `confirmed` says yes.
struct GiveBarcode {
  BarcodeRow barcode;
  bool confirmed = false;
  bool operator==(const GiveBarcode&) const = default;
};

// A buyer agrees to a proposal, perhaps with another number of units, or from another of the item's sources.
struct Approve {
  std::string proposal;  // its id, which has at most max_proposal_id bytes; the same holds for the next ones
  std::optional<Quantity> quantity{};
  std::string from{};      // the supplier; empty: as proposed
  bool confirmed = false;  // absurdly many are meant (is_absurd)
  bool operator==(const Approve&) const = default;
};

// A buyer does not want it now. It is proposed again later, if it is still needed.
struct Reject {
  std::string proposal;
  std::string reason{};
  bool operator==(const Reject&) const = default;
};

// What a supplier was asked for: it has happened, whatever is approved by the time that others hear of it.
struct OrderedUnits {
  Quantity quantity;
  std::string supplier{};  // empty: nobody has said of whom
  Price price{};           // of one unit; none: not known
  bool operator==(const OrderedUnits&) const = default;
};

// What was approved has been ordered from its supplier.
struct OrderPlaced {
  std::string proposal;
  std::optional<PurchaseLine> purchase{};
  std::optional<OrderedUnits> ordered{};  // the ledger says it where the command does not; events of old have none
  bool operator==(const OrderPlaced&) const = default;
};

// The night's plan was made. Its rows are in their tables, and this event is the trace of it. The ledger gives it
// itself.
struct PlanMade {
  Date day;
  std::string hash;  // the hash of all that the plan says; it is the same on every machine
  std::int64_t items = 0, proposed = 0, changed = 0;
  PlanRoom room{};
  bool operator==(const PlanMade&) const = default;
};

// A customer takes another item for the part of a line that waits. That part is not wanted any more, and a new line of
// the order, `as`, asks for the other item.
struct TakeOther {
  OrderLine line;
  OrderLine as;
  ItemCode other;
  Quantity quantity;  // units of the other item
  std::string reason{};
  bool operator==(const TakeOther&) const = default;
};

// What a customer says about a line: he waits for it, or he does not want the part that waits any more; or, when the
// goods have come, whether all was well.
enum class CustomerSays { wait, cancel, satisfied, dissatisfied };
const char* name_of(CustomerSays says);
Result<CustomerSays> parse_customer_says(std::string_view text);
struct CustomerAnswer {
  OrderLine line;
  CustomerSays says = CustomerSays::wait;
  std::string text{};
  bool operator==(const CustomerAnswer&) const = default;
};

// Somebody is paid to bring a purchase line sooner. The sum is kept with the cause of the wait.
struct Expedite {
  PurchaseLine line;
  Price cost;
  std::optional<Date> due{};  // the day on which it comes now
  std::string reason{};
  bool operator==(const Expedite&) const = default;
};

// A supplier has sent units of a purchase line directly to the customer for whom they were bought. They come to no
// place here.
struct ShipDirect {
  PurchaseLine line;
  Units units;
  std::string carrier{}, tracking{};  // as in Ship
  bool operator==(const ShipDirect&) const = default;
};

using AnyAction =
    std::variant<Receive, ReceiveUnit, Move, MoveUnit, Pick, PackCarton, Ship, CustomerReturn, SupplierReturn, Count,
                 Adjust, ShortPick, Claim, Release, SetStatus, CancelOrder, ClosePurchase, Undo, Settle, Import, Replan,
                 Tell, CorrectExpiry, BeginDay, GiveBarcode, Approve, Reject, OrderPlaced, PlanMade, TakeOther,
                 CustomerAnswer, Expedite, ShipDirect, LoseUnit, Assign, Revoke, AssignNumbers, UseNumbers>;
// One fact. It is AnyAction whose copies and end are compiled once, in command.cpp: inline they take a third of the
// time of every source that holds a command.
class Action : public AnyAction {
 public:
  using AnyAction::AnyAction;
  Action(const Action& other);
  Action(Action&& other) noexcept;
  Action& operator=(const Action& other);
  Action& operator=(Action&& other) noexcept;
  ~Action();
  bool operator==(const Action& other) const;
};
// Returns "receive", "receive_unit", "move" and so on, as in storage/model/commands/command.cpp, in the order of the
// variant.
const char* name_of(const Action& action);
// The place, or the handling unit, that a command has counted; empty: none. It stands beside the event, so that an undo
// finds the counts of its places, and no others.
std::string counted_place(const Action& action);

struct Command {
  CommandId id;
  OperatorName by;
  Instant at;
  Action action;
  std::vector<Seen> seen{};                  // facts that must still be true, or nothing is booked; they are no part of
                                             // the event
  std::optional<JobRow> job{};               // the work that is still begun and not booked after this command; it is no
                                             // part of the event
  std::optional<OperatorName> allowed_by{};  // the supervisor who said yes to it; `by` is the person who did it
  bool operator==(const Command&) const = default;
};

}  // namespace dockhand
