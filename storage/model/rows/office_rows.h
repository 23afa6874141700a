// The rows of the office's documents.
//
// Decides: what an item, a barcode, an order line ... is, as the office writes it. Leaves to others: how a row is
// written in a file (storage/import/columns/import_columns.h) or as JSON (storage/codec/codec.h), what it does to the
// books (storage/facts/facts_import.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "storage/model/codes.h"
#include "storage/model/price.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/policies.h"
#include "storage/model/rows/units.h"
#include "storage/model/time.h"

namespace dockhand {

// These are documents from the office. A row replaces the row of the same key. Quantities that people on the floor have
// booked are not changed.
enum class LocationKind { dock, storage, lane, quarantine, shipping, tote };
const char* name_of(LocationKind kind);
Result<LocationKind> parse_location_kind(std::string_view text);

// Says what of an item is tracked beside its quantity.
enum class Tracking { none, lot, serial };
const char* name_of(Tracking tracking);
Result<Tracking> parse_tracking(std::string_view text);

struct ItemRow {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  Policies policies{};
  Quantity safety_stock{};                    // free units held back from demand whose promised day has not come
  Quantity order_cap{};                       // while others wait, no order has more units than this; none: no cap
  bool expiry = false;                        // each lot needs its expiry date
  std::optional<Quantity> count_tolerance{};  // a count that is further off is asked for twice; empty: never asked
  bool assume_suggested = false;              // a suggested lot or serial may be taken as seen
  bool ended = false;                         // the office buys no more of it
  Quantity shelf_life_days{};                 // how long it can be sold after its arrival; none: no end
  Quantity millilitres{};                     // the room that a unit takes; none: not said
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
  std::int32_t walk = 0;  // its place in the path of picking, ascending
  std::string zone{};     // who picks here; may be empty, at most 24 bytes
  Quantity litres{};      // the room for stock; none: not said
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
  std::optional<OrderClass> order_class{};  // when it is empty, its customer's class counts, and without one
                                            // redistribute
  bool one_off = false;                     // nobody will ask so again: nothing is expected because of it
  bool essential = false;                   // the promised day matters so much that units are not wanted after it
  bool operator==(const OrderLineRow&) const = default;
};
struct PurchaseLineRow {
  PurchaseLine line;
  std::string supplier;
  ItemCode item;
  Quantity expected;
  Date due;
  std::optional<OrderLine> bought_for;  // hard peg: this order line is served first from this purchase line
  std::optional<Date> ordered_on{};     // when it was ordered: how long the supplier takes is learned from it
  bool drop_ship = false;               // the supplier sends it straight to the customer of `bought_for`
  Quantity came_before{};  // what of it had come where the file comes from, and not here: not in `expected`
  bool operator==(const PurchaseLineRow&) const = default;
};
// Part of what a supplier's notice says is on a handling unit that is on its way. The unit, the item with lot and
// serial, and the purchase line are the key; a quantity of none takes the row back.
struct AsnRow {
  Sscc unit;
  std::string asn;
  Units units;
  std::optional<PurchaseLine> purchase{};
  std::optional<Date> due{};  // the day on which it comes, as the notice says
  bool operator==(const AsnRow&) const = default;
};
// One of the choices of a site. It is the same at the hub and at all its terminals.
struct SiteRow {
  std::string setting;     // "prefer_completed": of lines with equal class, priority and promised date, the one whose
                           // order is completed goes first. "cancel_left_out": a line that is
                           // still wanted, and that its order came again without, is not wanted any more.
                           // "works_saturday", "works_sunday": goods arrive and leave then. "tell_customers": who
                           // waits is told when the goods leave, and whatever becomes of them. "served": percent of
                           // order lines that are to find their units on the shelf
  std::int32_t value = 0;  // for a choice, 1 means yes
  bool operator==(const SiteRow&) const = default;
};
// Somebody from whom goods are bought, by the name that purchase lines have. What is left out is not known.
struct SupplierRow {
  std::string supplier;
  std::string name{};
  std::string lane{};                 // how its goods come here: suppliers of one lane are late together
  std::string country{};              // both at most 24 bytes
  std::optional<Days> review_days{};  // days from one order to the next
  Price order_cost{};                 // what one order costs beside its goods
  Price minimum_value{};              // what an order has to be worth
  Price free_freight{};               // from this value on the supplier pays the freight; none: never
  Price auto_up_to{};                 // proposals up to this value are approved by themselves; none: never
  std::string language{};             // the language of messages to the supplier
  std::string contact{};
  bool operator==(const SupplierRow&) const = default;
};
// Says that an item can be bought from a supplier, and on which terms. The item and the supplier are the key.
struct SourceRow {
  ItemCode item;
  std::string supplier;
  Price price{};                         // the price of a base unit
  Quantity pack = Quantity::exactly(1);  // base units in a pack: only whole packs are bought
  Quantity minimum{};                    // the least number of base units in an order
  std::optional<Days> lead_days{};       // as the supplier says
  std::int32_t rank = 1;                 // 1 is asked first, 9 last
  std::optional<Date> until{};           // the last day on which these terms hold
  bool operator==(const SourceRow&) const = default;
};
// Returns the least number of units, at least `units`, that this source sells: whole packs, and its minimum.
std::int64_t as_sold(const SourceRow& source, std::int64_t units);
// Units of an item that were asked for on a day before the books began. The item and the day are the key; a quantity of
// none takes the row back.
struct PastDemandRow {
  ItemCode item;
  Date day;
  Quantity units;
  bool operator==(const PastDemandRow&) const = default;
};
// Another item that may be sent instead of this one. Both are the key; a row with no units is taken back.
struct AlternativeRow {
  ItemCode item;
  ItemCode other;
  Quantity units = Quantity::exactly(1);  // units of the other item for one unit of the item
  bool better = false;                    // false: it is similar; better ones are offered first
  bool operator==(const AlternativeRow&) const = default;
};
// A customer wants to hear when an item is here again. The item and the customer are the key; a quantity of none takes
// the row back.
struct WishRow {
  ItemCode item;
  std::string customer;
  Quantity quantity = Quantity::exactly(1);
  std::optional<Date> until{};  // the last day on which he wants to
  bool operator==(const WishRow&) const = default;
};
// What is offered to a customer whose units leave `from_days` days later than he was told first. The days are the key;
// an empty text takes the row back.
struct GoodwillRow {
  Days from_days{1};
  std::string text;    // the text for the customer, at most 120 bytes
  std::string code{};  // the code that he says, or types, to have it; at most 24 bytes
  Price cost{};        // what it costs the house
  bool operator==(const GoodwillRow&) const = default;
};
// An item is advertised, or, without an item, it is a holiday for all of them, and `lift` percent of the usual demand
// are counted on. The item and the first day are the key; a lift of 0 takes the row back.
struct PromotionRow {
  std::optional<ItemCode> item;
  Date from;
  Date until;  // the last day
  std::int32_t lift = 100;
  static constexpr std::int32_t max_lift = 10'000;
  std::string item_text() const { return item ? item->text() : std::string(); }
  bool operator==(const PromotionRow&) const = default;
};
// What lies at a place when the books begin. It is booked once, as a count. When units are there already, a person is
// asked.
struct OpeningRow {
  LocationCode place;
  Units units;
  bool operator==(const OpeningRow&) const = default;
};
// A place that an item is picked from: it is filled up to `max` from reserve when fewer than `min` are there. The item
// and the place are the key; a `max` of none takes the row back.
struct FaceRow {
  ItemCode item;
  LocationCode location;
  Quantity min;
  Quantity max;
  bool operator==(const FaceRow&) const = default;
};
using AnyImportRow = std::variant<ItemRow, BarcodeRow, LocationRow, CustomerRow, OrderLineRow, PurchaseLineRow, AsnRow,
                                  SiteRow, SupplierRow, SourceRow, PastDemandRow, OpeningRow, FaceRow, AlternativeRow,
                                  WishRow, GoodwillRow, PromotionRow>;
// A row of one kind. Its copy functions and its destructor are compiled once, as those of an Action.
class ImportRow : public AnyImportRow {
 public:
  using AnyImportRow::AnyImportRow;
  ImportRow(const ImportRow& other);
  ImportRow(ImportRow&& other) noexcept;
  ImportRow& operator=(const ImportRow& other);
  ImportRow& operator=(ImportRow&& other) noexcept;
  ~ImportRow();
  bool operator==(const ImportRow& other) const;
};

}  // namespace dockhand
