// What screens and reports read: small structs, each one query.
//
// Decides: which rows a screen gets, in which order, and how many at most.
// Leaves to others: writing (storage/ledger.h), wording and layout (terminal/).
//
// A Views owns one read-only connection. One thread at a time; several Views may be open beside the ledger's thread.
// An Error of any call is I/O; a thing that does not exist is an empty optional or vector.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "storage/model/command.h"
#include "storage/model/outcome.h"
#include "storage/model/scan.h"

namespace dockhand {

struct Pack {
  std::string code;
  std::string level;  // "ea", "cs"
  Quantity units;
  bool operator==(const Pack&) const = default;
};

// "2 cs + 1 ea": largest packs first, rest in base units; "25 ea" when the item has no larger pack.
std::string in_packs(Quantity quantity, const std::vector<Pack>& packs);

struct StockRow {
  LocationCode place;
  LocationKind kind = LocationKind::storage;
  ItemCode item;
  std::string name;
  std::string lot;            // empty when the item has none
  std::string serial;         // empty when the item has none
  std::int64_t on_hand = 0;   // negative when hands took more than the books knew
  std::int64_t reserved = 0;  // of on_hand: claimed or picked for orders
};

struct OrderLineView {
  OrderLine line;
  std::string customer;  // name, or code when it has none
  ItemCode item;
  std::string name;
  Quantity ordered;  // less what was cancelled
  Quantity waiting, reserved, picked, shipped;
  Rank rank;
  bool partial = true;
};

// An order as a whole, for lists.
struct OrderView {
  OrderNumber order;
  std::string customer;
  std::int32_t priority = 5;
  Date promised;
  int lines = 0;
  Quantity ordered, waiting, reserved, picked, shipped;
};

struct PurchaseLineView {
  PurchaseLine line;
  ItemCode item;
  std::string name;
  Quantity expected, received, open;  // open is zero when more arrived than expected
  Date due;
  std::vector<Pack> packs;
};

struct PurchaseView {
  PurchaseNumber purchase;
  std::string supplier;
  Date due;  // earliest of its lines
  Quantity expected, received, open;
  int lines = 0;
};

struct ItemView {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  std::vector<Pack> packs;                 // smallest first
  std::vector<StockRow> stock;             // by walk
  std::vector<OrderLineView> waiting;      // in rank order, at most 100
  std::vector<PurchaseLineView> expected;  // open purchase lines, earliest first, at most 20
};

// An item in a list, with what there is of it in all.
struct ItemRowView {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  std::int64_t on_hand = 0;   // negative when hands took more than the books knew
  std::int64_t reserved = 0;  // of on_hand: claimed or picked for orders
  Quantity waiting, expected;
};

// One stop of a picker: reserved units of an order at a place.
struct PickStop {
  OrderLine line;
  ItemCode item;
  std::string name;
  LocationCode from;
  std::string lot;
  std::string serial;
  Quantity quantity;  // reserved here and not yet picked
  std::vector<Pack> packs;
};
struct PickList {
  OrderNumber order;
  std::string customer;
  LocationCode lane;            // where its units go
  std::vector<PickStop> stops;  // along the walk
  Quantity to_pick, picked, waiting;
};

struct ClaimView {
  OrderLine line;
  std::string customer;
  ItemCode item;
  LocationCode place;
  std::string lot;
  std::string serial;
  Quantity quantity;
  bool picked = false;  // false: reserved
};

struct EventView {
  std::int64_t seq = 0;
  CommandId id;
  std::string action;  // "receive"
  OperatorName by;
  Instant at;
  std::string summary;   // "12 of BRG-6204 at DOCK-1 for PO-7/1"
  bool pending = false;  // the hub has not got it yet
};

struct NoticeView {
  std::string id;
  Instant at;
  Notice notice;
};

// Why a line stands where it stands: the decisions that touched it, oldest first, and what it still waits for.
struct Decision {
  std::int64_t seq = 0;
  Instant at;
  std::string by_event;  // the event's summary
  Explanation explanation;
};
struct Why {
  OrderLineView line;
  std::vector<Decision> decisions;   // at most 50, the newest
  std::vector<OrderLineView> ahead;  // lines of the item that wait and rank before it, at most 10
  std::vector<PurchaseLineView> expected;
};

struct SyncView {
  std::int64_t pending = 0;  // events the hub has not acknowledged
  std::int64_t notices = 0;  // open ones
};

// What a scanned or typed code is on this site.
struct FoundItem {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  Pack pack;  // the level that was scanned; one base unit when the item's own code was typed
};
struct FoundLocation {
  LocationCode location;
  LocationKind kind;
};
struct FoundOrder {
  OrderNumber order;
};
struct FoundPurchase {
  PurchaseNumber purchase;
};
struct FoundNothing {};
using Found = std::variant<FoundNothing, FoundItem, FoundLocation, FoundOrder, FoundPurchase>;

class Views {
 public:
  static Result<std::unique_ptr<Views>> open(const std::filesystem::path& file);
  ~Views();

  Result<Found> identify(const Scan& scan);

  Result<std::vector<StockRow>> stock(std::size_t limit = 1000);
  Result<std::vector<StockRow>> stock_at(const LocationCode& place, std::size_t limit = 200);
  Result<std::vector<ItemRowView>> items(std::size_t limit = 1000);
  Result<std::vector<OrderView>> orders(std::size_t limit = 1000);
  Result<std::vector<OrderLineView>> order_lines(const OrderNumber& order);
  Result<std::vector<OrderLineView>> backorders(std::size_t limit = 1000);  // every waiting line, by item and rank
  Result<std::vector<PurchaseView>> purchases(std::size_t limit = 1000);    // open ones first, earliest first
  Result<std::vector<PurchaseLineView>> purchase_lines(const PurchaseNumber& purchase);
  Result<std::vector<PurchaseLineView>> open_purchase_lines(const ItemCode& item);
  Result<std::vector<ClaimView>> claims(std::size_t limit = 1000);
  Result<std::vector<EventView>> events(std::size_t limit = 1000);   // newest first
  Result<std::vector<NoticeView>> notices(std::size_t limit = 100);  // open ones, newest first
  Result<std::optional<ItemView>> item(const ItemCode& item);
  Result<std::optional<PickList>> pick_list(const OrderNumber& order);
  Result<std::vector<OrderView>> pickable(std::size_t limit = 100);        // orders with reserved units, by rank
  Result<std::vector<OrderView>> picked(std::size_t limit = 100);          // orders with units in a lane, by lane
  Result<std::vector<std::pair<LocationCode, LocationKind>>> locations();  // by walk
  Result<std::optional<Why>> why(const OrderLine& line);
  Result<SyncView> sync();

 private:
  struct State;
  explicit Views(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
