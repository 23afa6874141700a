// What screens and reports read: small structs, each one query.
//
// Decides: which rows a screen gets, in which order, and how many at most.
// Leaves to others: writing (storage/ledger/ledger.h), wording and layout (terminal/).
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

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/rows/hold.h"
#include "storage/model/rows/item_state.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/rows/promise.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"
#include "storage/views/customer_views.h"
#include "storage/views/event_views.h"
#include "storage/views/goal_views.h"
#include "storage/views/lease_views.h"
#include "storage/views/packs.h"
#include "storage/views/purchase_views.h"
#include "storage/views/search_row.h"
#include "storage/views/tote_views.h"

namespace dockhand {

// Why nobody gets what is here and claimed by nobody; it is free otherwise.
enum class NotFree { free, place, lot, expired, to_count };

struct StockRow {
  LocationCode place;
  LocationKind kind = LocationKind::storage;
  ItemCode item;
  std::string name;
  std::string lot;            // empty when the item has none
  std::string serial;         // empty when the item has none
  std::int64_t on_hand = 0;   // negative when hands took more than the books knew
  std::int64_t reserved = 0;  // of on_hand: claimed or picked for orders
  std::string stands_at{};    // of a handling unit: the location where it stands; else empty
  NotFree not_free = NotFree::free;
  std::vector<Pack> packs{};
};

struct OrderLineView {
  OrderLine line;
  std::string customer;  // name, or code when it has none
  ItemCode item;
  std::string name;
  Quantity ordered;  // less what was cancelled
  Quantity waiting, reserved, picked, shipped;
  Rank rank;
  Terms terms{};
  std::vector<Pack> packs{};                   // in the list of backorders
  std::optional<Promise> promise{};            // of a line that waits: when it is expected to leave
  std::optional<Instead> instead{};            // what is here and may stand in for what waits
  std::vector<planning::CauseShare> causes{};  // and why it does
  ItemState state = ItemState::available;      // of its item; where what is coming is for others, as if nothing were
  Date read_on = Date::from_days(0);           // the day on which it was looked ahead from
  std::optional<LeasedComing> coming{};        // in the list of backorders: set aside for it and a terminal
  Quantity unsure{};                           // in the list of backorders: of what is reserved
};

// An order as a whole, for lists.
struct OrderView {
  OrderNumber order;
  std::string customer;
  std::int32_t priority = 5;
  Date promised;
  int lines = 0;
  Quantity ordered, waiting, reserved, picked, shipped;
  std::string packs{};  // of what the list is about: units to pick, or picked ones; empty where a list leaves it out
  std::optional<Hold> hold{};           // why what is picked of it may not leave yet; of `picked`
  std::optional<LeaseHolder> holder{};  // whose it is to pick; of `pickable`
  Quantity unsure{};                    // of what is reserved; of `pickable`
  std::optional<LastPick> last_pick{};  // of what is picked of it; of `pickable`
};

struct ItemView {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  std::vector<Pack> packs;                 // smallest first
  std::vector<StockRow> stock;             // by walk
  std::vector<OrderLineView> waiting;      // in rank order, at most 100
  std::vector<PurchaseLineView> expected;  // open purchase lines, earliest first, at most 20
  ItemState state = ItemState::available;
  std::int64_t free = 0;  // what the next person who asks would get: `state` is about it
};

// An item in a list, with what there is of it in all.
struct ItemRowView {
  ItemCode item;
  std::string name;
  Tracking tracking = Tracking::none;
  std::int64_t on_hand = 0;   // negative when hands took more than the books knew
  std::int64_t reserved = 0;  // of on_hand: claimed or picked for orders
  Quantity waiting, expected;
  ItemState state = ItemState::available;
};

// One stop of a picker: reserved units of an order at a place.
struct PickStop {
  OrderLine line;
  ItemCode item;
  std::string name;
  LocationCode from;  // a location
  std::string lot;
  std::string serial;
  Quantity quantity;  // reserved here and not yet picked
  std::vector<Pack> packs;
  std::string unit{};  // the handling unit to take them from; empty: they are loose
  std::string zone{};
  std::int32_t walk = 0;
  bool assume_suggested = false;  // nobody has to see its lot or serial
  bool spread = false;            // some of them are loose, or on another handling unit
};
// Units of a line that is only sent whole, and still waits.
struct HeldLine {
  OrderLine line;
  std::string name;  // of the item
  Quantity reserved, waiting;
  std::vector<Pack> packs{};
};
struct PickList {
  OrderNumber order;
  std::string customer;
  LocationCode lane;            // where its units go
  std::vector<PickStop> stops;  // along the walk
  Quantity to_pick, picked, waiting;
  std::optional<Hold> hold{};                  // of the order as a whole: no stops
  std::vector<HeldLine> held_lines{};          // else lines that are held by themselves: no stops, not among `to_pick`
  std::vector<OrderLineView> waiting_lines{};  // with the days on which they are expected to leave
  std::optional<LeaseHolder> holder{};         // whose it is to pick
  UnsureClaims unsure{};                       // of what is reserved
  std::optional<LastPick> last_pick{};         // of what is picked of it
  std::vector<TakenElsewhere> elsewhere{};
};

// One stop of whoever picks several orders at once.
struct PickTask {
  PickStop stop;
  std::string customer;
  Rank rank;
};

// What is on a handling unit; of one that is only announced: what will be.
struct UnitContent {
  ItemCode item;
  std::string name;
  std::string lot;
  std::string serial;
  Quantity quantity, reserved;
  std::vector<Pack> packs{};
};
struct UnitView {
  Sscc unit;
  std::string asn;        // empty for a carton of our own
  std::string order;      // of a carton of our own
  std::string stands_at;  // a location, or where it went (storage/model/place_words.h); empty: not received
  std::string by;         // who received or packed it first
  Instant at;             // and when
  std::vector<UnitContent> contents;
};

// A line of an advance shipping notice.
struct AsnView {
  std::string asn;
  Sscc unit;
  ItemCode item;
  std::string lot;
  std::string serial;
  Quantity quantity;
  std::optional<Date> expiry;
  std::string purchase;  // "PO-7/1", or empty
  bool received = false;
};

struct LotView {
  ItemCode item;
  std::string lot;
  std::optional<Date> expiry;
  LotStatus status = LotStatus::available;
  std::string reason;
  std::int64_t on_hand = 0;
  std::int64_t for_orders = 0;  // of on_hand: claimed or picked
  std::int64_t shipped = 0;     // with a customer
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

struct NoticeView {
  std::string id;
  Instant at;
  Notice notice;
  bool own = false;  // it is about this database, or what was done on it
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
  std::vector<Decision> decisions;    // at most 50, the newest
  std::vector<OrderLineView> ahead;   // lines of the item that wait and rank before it, at most 10
  std::vector<OrderLineView> behind;  // those after it, at most 3
  std::vector<PurchaseLineView> expected;
  std::vector<ExpectedPurchase>
      coming;  // what is left of `expected` for it, after those before it; no more than it waits for
  Quantity announced{}, announced_for_it{};  // units of shipping notices without a purchase; and of them, what is left
  Quantity not_coming{};                     // what nothing expected will bring
  std::optional<Hold> hold{};  // its units are reserved and may not be picked yet, or picked and may not leave yet
  ItemState state = ItemState::available;  // of its item
  Quantity claimable{};                    // could be given to it today: free, or reserved for others
  CustomerKnows knows{};
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
  Pack pack;            // the level that was scanned; one base unit when the item's own code was typed
  bool expiry = false;  // each lot needs its expiry date
  bool assume_suggested = false;
};
// A handling unit that is announced or was received.
struct FoundUnit {
  Sscc unit;
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
// A notice of what is on its way, by its own number.
struct FoundAsn {
  std::string asn;
};
struct FoundNothing {};
using Found = std::variant<FoundNothing, FoundItem, FoundLocation, FoundOrder, FoundPurchase, FoundUnit, FoundAsn>;

class Views {
 public:
  // `clock` says what day it is, for orders that are held until one; it outlives the views.
  static Result<std::unique_ptr<Views>> open(const std::filesystem::path& file, const Clock& clock = system_clock());
  ~Views();
  Result<std::unique_ptr<Views>> another() const;  // of the same books, for another thread; any thread may ask

  Result<Found> identify(const Scan& scan);

  // Items that have units of a lot, or the unit of a serial, of this name.
  Result<std::vector<ItemCode>> items_with(const std::string& lot_or_serial, std::size_t limit = 5);

  // The handling units that a notice announces, by their numbers.
  Result<std::vector<Sscc>> announced_by(const std::string& asn, std::size_t limit = 50);

  Result<std::vector<StockRow>> stock(std::size_t limit = 1000);
  Result<std::vector<StockRow>> stock_at(const LocationCode& place, std::size_t limit = 200);
  Result<std::vector<ItemRowView>> items(std::size_t limit = 1000);
  // Rows stand as the office wrote them; the site has every setting that there is, off where nothing was said.
  Result<std::vector<CustomerRow>> customers(std::size_t limit = 1000);
  Result<std::vector<SiteRow>> site();
  Result<std::vector<SupplierRow>> suppliers(std::size_t limit = 1000);
  Result<std::vector<SourceRow>> sources(std::size_t limit = 1000);          // by item and rank
  Result<std::vector<SourceRow>> sources_of(const ItemCode& item);           // by rank and supplier
  Result<std::vector<PastDemandRow>> past_demand(std::size_t limit = 1000);  // by item and day
  Result<std::vector<FaceRow>> faces(std::size_t limit = 1000);              // by item and place
  // The item as the office wrote it.
  Result<std::optional<ItemRow>> item_document(const ItemCode& item);
  // The best place first.
  Result<std::vector<GoalView>> goals(const ItemCode& item, std::size_t limit = 6);
  // Along the walk; faces whose item has no free unit in reserve are left out.
  Result<std::vector<FaceView>> low_faces(std::size_t limit = 100);
  Result<std::vector<OrderView>> orders(std::size_t limit = 1000);
  Result<std::vector<OrderLineView>> order_lines(const OrderNumber& order);
  Result<std::optional<OrderLineRow>> order_document(const OrderLine& line);  // as the office wrote it
  Result<std::vector<LeaseView>> leases(std::size_t limit = 1000);            // open ones, by goods and line
  Result<std::vector<ComingView>> coming(const ItemCode& item);               // the first to come first
  Result<std::vector<OrderLineView>> backorders(std::size_t limit = 1000);    // every waiting line, by item and rank
  Result<std::vector<PurchaseView>> purchases(std::size_t limit = 1000);      // open ones first, earliest first
  Result<std::vector<PurchaseLineView>> purchase_lines(const PurchaseNumber& purchase);
  Result<std::vector<PurchaseLineView>> open_purchase_lines(const ItemCode& item);
  Result<std::vector<ForgottenPurchase>> forgotten_purchases(Date today, std::size_t limit);  // the oldest first
  Result<std::vector<ClaimView>> claims(std::size_t limit = 1000);
  Result<std::vector<EventView>> events(std::size_t limit = 1000);                   // newest first
  Result<std::vector<EventView>> events_after(std::int64_t seq, std::size_t limit);  // in their order
  // What hands did here, the newest first; of one document, or of all when it is empty; `by` one person alone.
  Result<std::vector<DeedView>> deeds(const std::string& about, std::size_t limit = 200,
                                      const std::optional<OperatorName>& by = std::nullopt);
  Result<std::vector<NoticeView>> notices(std::size_t limit = 100);  // open ones, newest first
  Result<std::optional<ItemView>> item(const ItemCode& item);
  Result<std::vector<AlternativeRow>> alternatives(std::size_t limit = 1000);
  Result<std::vector<WishRow>> wishes(std::size_t limit = 1000);
  Result<std::vector<GoodwillRow>> goodwill(std::size_t limit = 1000);
  Result<std::vector<PromotionRow>> promotions(std::size_t limit = 1000);
  Result<std::vector<SpentView>> spent(std::size_t limit = 100'000);    // the newest first
  Result<std::vector<MessageView>> messages(std::size_t limit = 1000);  // the newest first
  Result<std::vector<CauseView>> causes(std::size_t limit = 100'000);   // the newest first
  // Units for a customer who asks now, behind all who wait. Empty: no such item.
  Result<std::optional<NewLinePromise>> promise_for(const ItemCode& item, Quantity quantity);
  Result<std::optional<PickList>> pick_list(const OrderNumber& order);
  // The place from which the order leaves; it is never a tote.
  Result<LocationCode> lane_of(const OrderNumber& order);
  // Tasks come along the walk, for all orders; of one zone, or of all when it is empty.
  Result<std::vector<PickTask>> pick_tasks(const std::string& zone, std::size_t limit = 1000);
  Result<std::optional<UnitView>> unit(const Sscc& unit);
  Result<std::vector<UnitView>> units(std::size_t limit = 1000);  // received and packed ones, the newest first
  Result<std::vector<AsnView>> asns(std::size_t limit = 1000);    // by notice and handling unit
  // The night's plan: of an item; what it proposes, by place in the list, then what is decided; suppliers by name.
  Result<std::optional<PlanRow>> plan(const ItemCode& item);
  Result<std::vector<PlanView>> plans(const PlanPart& part, std::size_t limit = 200);  // what is most too much first
  Result<std::vector<std::pair<PlanPart, std::size_t>>> plan_parts();  // with how many items each has; none is empty
  Result<PlanRoom> plan_room();
  Result<std::optional<Date>> plan_day();  // for which the plan was made
  Result<std::vector<ProposalView>> proposals(std::size_t limit = 200);
  Result<std::vector<SupplierView>> supplier_cards(Date today);
  // What is open at him, the first due first; what he sells, that which runs out first before the rest.
  Result<SupplierGoods> supplier_goods(const std::string& supplier, std::size_t limit = 200);
  Result<std::vector<LotView>> lots(std::size_t limit = 1000);  // blocked ones first, then by expiry, as the next two
  Result<std::vector<LotView>> lots_of(const ItemCode& item, std::size_t limit = 1000);
  Result<std::vector<LotView>> lots_named(const std::string& lot, std::size_t limit = 1000);
  Result<std::optional<LotView>> lot(const ItemCode& item, const std::string& lot);
  Result<std::int64_t> blocked_lots();  // how many are recalled or set aside
  // Picked units of an order that have not left, by the tote, lane or carton that they are in.
  Result<std::vector<ClaimView>> picked_of(const OrderNumber& order);
  Result<std::vector<ClaimView>> picked_stopped(Date today);  // of any order, of lots that may not leave
  Result<std::vector<LocationCode>> quarantines();            // along the walk
  Result<std::vector<Sscc>> standing_at(const LocationCode& place);
  // Orders with reserved units that are not held, by rank; those with units in one zone, or in any.
  Result<std::vector<OrderView>> pickable(std::size_t limit = 100, const std::string& zone = {});
  Result<std::vector<BringBackView>> to_bring_back();
  Result<std::vector<ToteView>> totes();                                   // along the walk, cartons last
  Result<std::vector<std::string>> zones();                                // of places that are picked from
  Result<std::vector<OrderView>> picked(std::size_t limit = 100);          // orders with units in a lane, by lane
  Result<std::vector<std::pair<LocationCode, LocationKind>>> locations();  // by walk, without handling units
  Result<std::optional<Why>> why(const OrderLine& line);
  Result<SyncView> sync();
  // Every item and place, what stands on the site or is announced, every order and purchase that is open, and every
  // customer without such an order.
  Result<std::vector<SearchRow>> searchable();
  // What was begun at this terminal and not booked, the oldest first.
  Result<std::vector<JobRow>> jobs();
  // Empty: all that was seen is so still.
  Result<std::optional<Changed>> changed_since(const std::vector<Seen>& seen);

 private:
  struct State;
  explicit Views(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
