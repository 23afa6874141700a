// What a person, or an office, asks the ledger to write down.
//
// Decides: the vocabulary of commands. A command carries everything: who, when, and an id of the giver's choice that
// makes it count once however often it is sent.
// Leaves to others: whether it is allowed and what follows from it (storage/ledger.h), its JSON (storage/codec.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/policies.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

// Units of one item that are handled alike. A serial means exactly one unit.
struct Units {
  ItemCode item;
  Quantity quantity;
  std::optional<Lot> lot;
  std::optional<Serial> serial;
  std::optional<Date> expiry;
  bool operator==(const Units&) const = default;
};

// Goods arrived. Without a purchase line the receipt is blind. `confirmed` answers the question that a receipt of more
// than the line expects raises.
struct Receive {
  Units units;
  LocationCode at;
  std::optional<PurchaseLine> purchase;
  bool confirmed = false;
  bool operator==(const Receive&) const = default;
};

struct Move {
  Units units;
  LocationCode from;
  LocationCode to;
  bool operator==(const Move&) const = default;
};

// Units taken for an order line and put into its lane or tote.
struct Pick {
  OrderLine line;
  Units units;
  LocationCode from;
  LocationCode to;
  bool operator==(const Pick&) const = default;
};

// Everything picked for the order leaves for the customer.
struct Ship {
  OrderNumber order;
  bool operator==(const Ship&) const = default;
};

// The units that a person found at a location; the difference is booked against the adjustment account.
struct Count {
  Units units;
  LocationCode at;
  std::string reason;
  bool operator==(const Count&) const = default;
};

// A picker found fewer units than were reserved there: the missing ones leave the place for the suspense account until
// somebody counts it, and the line waits again or is served from elsewhere.
struct ShortPick {
  OrderLine line;
  Units missing;
  LocationCode from;
  std::string reason;
  bool operator==(const ShortPick&) const = default;
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

// Documents from the office. A row replaces the row of the same key; quantities that the floor made are untouched.
enum class LocationKind { dock, storage, lane, quarantine, shipping };
const char* name_of(LocationKind kind);
Result<LocationKind> parse_location_kind(std::string_view text);

// What of an item is tracked beside its quantity.
enum class Tracking { none, lot, serial };
const char* name_of(Tracking tracking);
Result<Tracking> parse_tracking(std::string_view text);

struct ItemRow {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  Policies policies{};
  Quantity safety_stock{};  // free units held back from demand whose promised day has not come
  Quantity order_cap{};     // while others wait, no order has more than so many; none: no cap
  bool operator==(const ItemRow&) const = default;
};
// One packaging level with its printed code. A code of 8, 12, 13 or 14 digits is a GTIN and stored as 14 digits.
struct BarcodeRow {
  std::string code;  // 1 to 48 bytes
  ItemCode item;
  std::string level;  // "ea", "cs", "plt": short, as shown in "2 cs + 1 ea"
  Quantity units;     // base units in one pack, 1 or more
  bool operator==(const BarcodeRow&) const = default;
};
struct LocationRow {
  LocationCode location;
  LocationKind kind = LocationKind::storage;
  std::int32_t walk = 0;  // place in the picking path, ascending
  bool operator==(const LocationRow&) const = default;
};
struct CustomerRow {
  std::string customer;
  std::string name;
  Policies policies{};
  std::optional<OrderClass> order_class{};
  bool operator==(const CustomerRow&) const = default;
};
struct OrderLineRow {
  OrderLine line;
  std::string customer;
  ItemCode item;
  Quantity ordered;
  Quantity cancelled;
  std::int32_t priority = 5;  // 1 is served first, 9 last
  Date promised;
  Instant ordered_at;
  Policies policies{};
  std::optional<OrderClass> order_class{};  // its customer's when empty, else redistribute
  bool operator==(const OrderLineRow&) const = default;
};
struct PurchaseLineRow {
  PurchaseLine line;
  std::string supplier;
  ItemCode item;
  Quantity expected;
  Date due;
  std::optional<OrderLine> bought_for;  // hard peg: this order line is served first from this purchase line
  bool operator==(const PurchaseLineRow&) const = default;
};
// One of the site's choices; the same at its hub and all its terminals.
struct SiteRow {
  std::string setting;  // "prefer_completed": of lines with equal class, priority and promised date, the one whose order
                        // is completed goes first
  bool on = false;
  bool operator==(const SiteRow&) const = default;
};
using ImportRow = std::variant<ItemRow, BarcodeRow, LocationRow, CustomerRow, OrderLineRow, PurchaseLineRow, SiteRow>;

struct Import {
  std::vector<ImportRow> rows;  // 1 to max_rows
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

using Action = std::variant<Receive, Move, Pick, Ship, Count, ShortPick, Release, Undo, Settle, Import, Replan>;
// "receive", "move", "pick", "ship", "count", "short", "release", "undo", "settle", "import", "replan".
const char* name_of(const Action& action);

struct Command {
  CommandId id;
  OperatorName by;
  Instant at;
  Action action;
  bool operator==(const Command&) const = default;
};

}  // namespace dockhand
