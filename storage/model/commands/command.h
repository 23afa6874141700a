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
#include "storage/model/commands/seen.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/units.h"
#include "storage/model/time.h"

namespace dockhand {

// Goods arrived. Without a purchase line the receipt is blind. `confirmed` answers the question that a receipt of more
// than the line expects raises. Damaged units are received at a place of kind quarantine, and `reason` says what is
// wrong with them. Every reason is at most 200 bytes.
struct Receive {
  Units units;
  LocationCode at;
  std::optional<PurchaseLine> purchase;
  bool confirmed = false;
  std::string reason{};
  bool operator==(const Receive&) const = default;
};

// A whole handling unit arrived: all that its ASN says is on it. A handling unit counts once. Where no ASN says
// anything, `confirmed` makes it an empty one, onto which goods are received.
struct ReceiveUnit {
  Sscc unit;
  LocationCode at;
  bool confirmed = false;  // as of Receive
  bool operator==(const ReceiveUnit&) const = default;
};

// Loose units, also onto and off a handling unit: its SSCC is a place like any other.
struct Move {
  Units units;
  LocationCode from;
  LocationCode to;
  std::string reason{};
  bool operator==(const Move&) const = default;
};

// A handling unit with all that is on it, from wherever it stands.
struct MoveUnit {
  Sscc unit;
  LocationCode to;
  std::string reason{};
  bool operator==(const MoveUnit&) const = default;
};

// Units taken for an order line and put into its lane or tote. A tote holds one order.
struct Pick {
  OrderLine line;
  Units units;
  LocationCode from;
  LocationCode to;
  bool operator==(const Pick&) const = default;
};

// Picked units of an order go from their tote or lane into a carton that stands at `at`; the carton's first packing
// brings it into the books. Without `units`: all that the order has in `from`.
struct PackCarton {
  OrderNumber order;
  LocationCode from;
  Sscc carton;
  LocationCode at;
  std::optional<Units> units{};
  bool operator==(const PackCarton&) const = default;
};

// Everything picked for the order leaves for the customer, or what is in one of its cartons.
struct Ship {
  OrderNumber order;
  std::optional<Sscc> carton{};
  std::string carrier{}, tracking{};  // who takes it, and under which number; at most max_name bytes each
  static constexpr std::size_t max_name = 60;
  bool operator==(const Ship&) const = default;
};

// Shipped units came back, to stock or to a place of kind quarantine. With the order line its shipped units go down;
// it waits for them again only when the customer wants others.
struct CustomerReturn {
  Units units;
  LocationCode at;
  std::optional<OrderLine> line{};
  bool wanted_again = false;
  std::string reason{};
  bool operator==(const CustomerReturn&) const = default;
};

// Units go back to who sold them. With the purchase line its received units go down: others are expected instead.
struct SupplierReturn {
  Units units;
  LocationCode from;
  std::optional<PurchaseLine> purchase{};
  std::string reason{};
  bool operator==(const SupplierReturn&) const = default;
};

// The units that a person found at a location; the difference is booked against the adjustment account. `confirmed`:
// counted twice, which a difference above the item's tolerance asks for.
struct Count {
  Units units;
  LocationCode at;
  std::string reason;
  bool confirmed = false;
  bool operator==(const Count&) const = default;
};

// More or fewer units than the books say, without a count of all that is there; `reason` is never empty. With a
// purchase line, fewer: they were never received for it, and it expects them again.
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

// A picker found fewer units than were reserved there: the missing ones leave the place for the suspense account until
// somebody counts it, and the line waits again or is served from elsewhere. `none_left`: the place has none of the lot
// any more, so what the books have there as free stock is missing as well, and nobody is sent there again.
struct ShortPick {
  OrderLine line;
  Units missing;
  LocationCode from;
  std::string reason;
  bool none_left = false;
  bool operator==(const ShortPick&) const = default;
};

// A supervisor gives units to a line ahead of all others: free ones first, then what lines of the lowest rank have
// reserved; never picked ones. Who loses units gets a notice.
struct Claim {
  OrderLine line;
  Quantity quantity;
  std::string reason{};
  bool operator==(const Claim&) const = default;
};

// Gives back units that a line has claimed, at one place or wherever they are reserved; they are planned again at once,
// for others.
struct Release {
  OrderLine line;
  Quantity quantity;
  std::optional<LocationCode> at;
  bool operator==(const Release&) const = default;
};

// The inverse of an earlier command.
struct Undo {
  CommandId target;
  bool operator==(const Undo&) const = default;
};

// Whether the units of a lot may be given to orders. What is reserved of a lot that is not available is taken back.
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

// What of an order has not been shipped is not wanted any more. Picked units are to be brought back.
struct CancelOrder {
  OrderNumber order;
  std::string reason{};
  bool operator==(const CancelOrder&) const = default;
};

// Nothing more is expected of a purchase line.
struct ClosePurchase {
  PurchaseLine line;
  std::string reason{};
  bool operator==(const ClosePurchase&) const = default;
};

// `confirmed` answers the question that a row raises which changes what booked units are known under.
struct Import {
  std::vector<ImportRow> rows;  // 1 to max_rows
  bool confirmed = false;
  static constexpr std::size_t max_rows = 500;
  bool operator==(const Import&) const = default;
};

// A person has done, or taken note of, what a notice says. Settling twice is no mistake.
struct Settle {
  std::string notice;  // its id: at most max_id bytes
  static constexpr std::size_t max_id = 80;
  bool operator==(const Settle&) const = default;
};

// Claims are looked at again, because the hub's truth moved under them. Given by the ledger itself, after a pull.
struct Replan {
  std::vector<Release> releases;
  std::vector<ItemCode> items;
  bool operator==(const Replan&) const = default;
};

// What a database has noticed about itself. Given by the ledger itself, so that the office hears of it as well.
struct Tell {
  enum class Trouble { missing_scans, wrong_clock };
  Trouble trouble = Trouble::missing_scans;
  std::string text;  // at most max_text bytes
  static constexpr std::size_t max_text = 300;
  bool operator==(const Tell&) const = default;
};
const char* name_of(Tell::Trouble trouble);
Result<Tell::Trouble> parse_trouble(std::string_view text);

// A day begins: what depends on it (lots that have expired, promises that are due) is planned again. Given by the
// ledger itself; `confirmed` is a person's word for a day that is too far away to be believed.
struct BeginDay {
  Date day;
  bool confirmed = false;
  bool operator==(const BeginDay&) const = default;
};

// A printed code is given to an item at the dock, by a supervisor. One that means something else already is asked
// about; `confirmed` answers.
struct GiveBarcode {
  BarcodeRow barcode;
  bool confirmed = false;
  bool operator==(const GiveBarcode&) const = default;
};

// A buyer agrees to a proposal, perhaps with another number of units.
struct Approve {
  std::string proposal;  // its id: at most max_proposal_id bytes, like the next ones
  std::optional<Quantity> quantity{};
  bool operator==(const Approve&) const = default;
};

// Not now: it is proposed again later, if it is still needed.
struct Reject {
  std::string proposal;
  std::string reason{};
  bool operator==(const Reject&) const = default;
};

// What was approved has been ordered of its supplier.
struct OrderPlaced {
  std::string proposal;
  std::optional<PurchaseLine> purchase{};
  bool operator==(const OrderPlaced&) const = default;
};

// The night's plan was made: its rows are in their tables, this is their trace. Given by the ledger itself.
struct PlanMade {
  Date day;
  std::string hash;  // of all that the plan says: the same on every machine
  std::int64_t items = 0, proposed = 0, changed = 0;
  PlanRoom room{};
  bool operator==(const PlanMade&) const = default;
};

// A customer takes another item for what of a line waits: that is not wanted any more, and a new line of the order,
// `as`, asks for the other item.
struct TakeOther {
  OrderLine line;
  OrderLine as;
  ItemCode other;
  Quantity quantity;  // of the other
  std::string reason{};
  bool operator==(const TakeOther&) const = default;
};

// What a customer says about a line: that he waits, or does not want what of it waits any more; or, when it has come,
// whether all was well.
enum class CustomerSays { wait, cancel, satisfied, dissatisfied };
const char* name_of(CustomerSays says);
Result<CustomerSays> parse_customer_says(std::string_view text);
struct CustomerAnswer {
  OrderLine line;
  CustomerSays says = CustomerSays::wait;
  std::string text{};
  bool operator==(const CustomerAnswer&) const = default;
};

// Somebody is paid for bringing a purchase line sooner; the sum is kept with the cause of the wait.
struct Expedite {
  PurchaseLine line;
  Price cost;
  std::optional<Date> due{};  // the day on which it comes now
  std::string reason{};
  bool operator==(const Expedite&) const = default;
};

// A supplier has sent units of a purchase line straight to the customer they were bought for. They touch no place here.
struct ShipDirect {
  PurchaseLine line;
  Units units;
  std::string carrier{}, tracking{};  // as of Ship
  bool operator==(const ShipDirect&) const = default;
};

using AnyAction = std::variant<Receive, ReceiveUnit, Move, MoveUnit, Pick, PackCarton, Ship, CustomerReturn,
                               SupplierReturn, Count, Adjust, ShortPick, Claim, Release, SetStatus, CancelOrder,
                               ClosePurchase, Undo, Settle, Import, Replan, Tell, CorrectExpiry, BeginDay, GiveBarcode,
                               Approve, Reject, OrderPlaced, PlanMade, TakeOther, CustomerAnswer, Expedite, ShipDirect>;
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
// "receive", "receive_unit", "move", ... as in storage/model/commands/command.cpp, in the order of the variant.
const char* name_of(const Action& action);

struct Command {
  CommandId id;
  OperatorName by;
  Instant at;
  Action action;
  std::vector<Seen> seen{};                  // has to be so still, or nothing is booked; no part of the event
  std::optional<JobRow> job{};               // what is begun and not booked, once this is; no part of the event
  std::optional<OperatorName> allowed_by{};  // the supervisor who said yes to it; `by` is whose hands did it
  bool operator==(const Command&) const = default;
};

}  // namespace dockhand
