#include "storage/listings/listings.h"

#include <nlohmann/json.hpp>

#include "storage/listings/customer_lists.h"
#include "storage/listings/item_list.h"
#include "storage/listings/stock_row.h"
#include "storage/model/rows/site_settings.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"

namespace dockhand {
namespace {

using Listed = Result<std::vector<RowJson>>;
using Path = std::filesystem::path;

RowJson to_row(const OrderView& row) {
  return {{"order", row.order.text()},        {"priority", row.priority},
          {"promised", row.promised.text()},  {"lines", row.lines},
          {"ordered", row.ordered.units()},   {"waiting", row.waiting.units()},
          {"reserved", row.reserved.units()}, {"picked", row.picked.units()},
          {"shipped", row.shipped.units()},   {"customer", row.customer}};
}

RowJson to_row(const OrderLineView& row) {
  return {{"item", row.item.text()},
          {"line", row.line.text()},
          {"priority", row.rank.priority},
          {"promised", row.rank.promised.text()},
          {"ordered_at", row.rank.ordered_at.text()},
          {"waiting", row.waiting.units()},
          {"packs", in_packs(row.waiting, row.packs)},
          {"ordered", row.ordered.units()},
          {"class", name_of(row.rank.order_class)},
          {"partial", row.terms.partial},
          {"state", name_of(row.state)},
          {"expected", row.promise ? row.promise->p50.text() : ""},
          {"sure", row.promise ? row.promise->p90.text() : ""},
          {"chance", row.promise ? RowJson(row.promise->kept / 10) : RowJson("")},
          {"leaves", sentence(row.promise, row.state, row.rank.promised, row.read_on)},
          {"because", planning::sentence(row.causes)},
          {"customer", row.customer}};
}

RowJson whole_row(const OrderLineView& row) {
  return {{"line", row.line.text()},
          {"item", row.item.text()},
          {"ordered", row.ordered.units()},
          {"waiting", row.waiting.units()},
          {"reserved", row.reserved.units()},
          {"picked", row.picked.units()},
          {"shipped", row.shipped.units()},
          {"priority", row.rank.priority},
          {"promised", row.rank.promised.text()},
          {"class", name_of(row.rank.order_class)},
          {"terms", sentence(row.terms)},
          {"customer", row.customer}};
}

RowJson to_row(const CustomerRow& row) {
  return {{"customer", row.customer},
          {"class", row.order_class ? name_of(*row.order_class) : ""},
          {"policies", text_of(row.policies)},
          {"name", row.name}};
}

// Empty where nothing was said.
RowJson text_or_nothing(Price price) { return price.none() ? RowJson("") : RowJson(price.text()); }
RowJson days_or_nothing(const std::optional<Days>& days) { return days ? RowJson(days->count) : RowJson(""); }

RowJson to_row(const SupplierRow& row) {
  return {{"supplier", row.supplier},
          {"name", row.name},
          {"lane", row.lane},
          {"country", row.country},
          {"review_days", days_or_nothing(row.review_days)},
          {"order_cost", text_or_nothing(row.order_cost)},
          {"minimum_value", text_or_nothing(row.minimum_value)},
          {"free_freight", text_or_nothing(row.free_freight)},
          {"auto_up_to", text_or_nothing(row.auto_up_to)},
          {"language", row.language},
          {"contact", row.contact}};
}
RowJson to_row(const SourceRow& row) {
  return {{"item", row.item.text()},
          {"supplier", row.supplier},
          {"price", row.price.text()},
          {"pack", row.pack.units()},
          {"minimum", row.minimum.units()},
          {"lead_days", days_or_nothing(row.lead_days)},
          {"rank", row.rank},
          {"until", row.until ? row.until->text() : ""}};
}
RowJson to_row(const PastDemandRow& row) {
  return {{"item", row.item.text()}, {"day", row.day.text()}, {"units", row.units.units()}};
}
RowJson to_row(const FaceRow& row) {
  return {
      {"item", row.item.text()}, {"location", row.location.text()}, {"min", row.min.units()}, {"max", row.max.units()}};
}
RowJson to_row(const SiteRow& row) {
  return {{"setting", row.setting}, {"value", text_of_site_value(site_setting(row.setting), row.value)}};
}

RowJson to_row(const ToteView& row) {
  return {{"tote", row.tote.text()},
          {"order", row.order},
          {"units", row.units.units()},
          {"to_put_back", row.unwanted.units()}};
}

RowJson to_row(const std::pair<LocationCode, LocationKind>& row) {
  return {{"location", row.first.text()}, {"kind", name_of(row.second)}};
}

RowJson to_row(const ClaimView& row) {
  return {{"line", row.line.text()},
          {"item", row.item.text()},
          {"place", row.place.text()},
          {"lot", row.lot},
          {"serial", row.serial},
          {"quantity", row.quantity.units()},
          {"state", row.picked ? "picked" : "reserved"},
          {"customer", row.customer}};
}

RowJson to_row(const EventView& row) {
  return {{"seq", row.seq},
          {"id", row.id.text()},
          {"do", row.action},
          {"by", row.by.text()},
          {"allowed_by", row.allowed_by ? row.allowed_by->text() : ""},
          {"time", row.at.text()},
          {"pending", row.pending},
          {"summary", row.summary}};
}

RowJson to_row(const PurchaseLineView& row, const PurchaseView& purchase) {
  return {{"line", row.line.text()},
          {"item", row.item.text()},
          {"expected", row.expected.units()},
          {"received", row.received.units()},
          {"open", row.open.units()},
          {"packs", in_packs(row.open, row.packs)},
          {"due", row.due.text()},
          {"supplier", purchase.supplier}};
}

RowJson to_row(const NoticeView& row) {
  return {{"time", row.at.text()}, {"kind", name_of(row.notice.kind)}, {"text", sentence(row.notice)}, {"id", row.id}};
}

RowJson to_row(const PickTask& row) {
  const PickStop& stop = row.stop;
  return {{"zone", stop.zone},
          {"place", stop.from.text()},
          {"sscc", stop.unit},
          {"item", stop.item.text()},
          {"lot", stop.lot},
          {"serial", stop.serial},
          {"quantity", stop.quantity.units()},
          {"packs", in_packs(stop.quantity, stop.packs)},
          {"line", stop.line.text()},
          {"priority", row.rank.priority},
          {"promised", row.rank.promised.text()},
          {"customer", row.customer}};
}

RowJson to_row(const AsnView& row) {
  return {{"asn", row.asn},
          {"sscc", row.unit.text()},
          {"item", row.item.text()},
          {"lot", row.lot},
          {"serial", row.serial},
          {"quantity", row.quantity.units()},
          {"expiry", row.expiry ? row.expiry->text() : ""},
          {"purchase", row.purchase},
          {"received", row.received}};
}

RowJson to_row(const LotView& row) {
  return {{"item", row.item.text()},       {"lot", row.lot},         {"expiry", row.expiry ? row.expiry->text() : ""},
          {"status", name_of(row.status)}, {"on_hand", row.on_hand}, {"for_orders", row.for_orders},
          {"shipped", row.shipped},        {"reason", row.reason}};
}

RowJson to_row(const UnitView& unit, const UnitContent& row) {
  return {{"sscc", unit.unit.text()},
          {"stands_at", unit.stands_at},
          {"item", row.item.text()},
          {"lot", row.lot},
          {"serial", row.serial},
          {"quantity", row.quantity.units()},
          {"packs", in_packs(row.quantity, row.packs)},
          {"reserved", row.reserved.units()},
          {"order", unit.order},
          {"asn", unit.asn},
          {"by", unit.by},
          {"time", unit.at.text()}};
}

// Opens the views and turns what `query` finds into rows.
template <class Query>
Listed rows_of(const Path& database, const ShowFilter& filter, Query query) {
  auto views = Views::open(database, filter.clock);
  if (!views) return views.error();
  auto found = query(**views);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& row : *found) rows.push_back(to_row(row));
  return rows;
}

// A list that one view gives as it is shown.
template <auto view>
Listed list_of(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return (views.*view)(filter.limit); });
}

Listed stock(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return views.stock(filter.limit); });
}

Listed orders(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return views.orders(filter.limit); });
}
Listed backorders(const Path& database, const ShowFilter& filter) {
  return with_told_days(database,
                        rows_of(database, filter, [&](Views& views) { return views.backorders(filter.limit); }));
}
Listed claims(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return views.claims(filter.limit); });
}
Listed events(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) {
    return filter.since ? views.events_after(*filter.since, filter.limit) : views.events(filter.limit);
  });
}
Listed notices(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return views.notices(filter.limit); });
}

Listed purchases(const Path& database, const ShowFilter& filter) {
  auto views = Views::open(database, filter.clock);
  if (!views) return views.error();
  auto found = (*views)->purchases(filter.limit);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& purchase : *found) {
    auto lines = (*views)->purchase_lines(purchase.purchase);
    if (!lines) return lines.error();
    for (const auto& line : *lines) rows.push_back(to_row(line, purchase));
  }
  return rows;
}

Listed lines(const Path& database, const ShowFilter& filter) {
  auto views = Views::open(database, filter.clock);
  if (!views) return views.error();
  auto found = (*views)->orders(filter.limit);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& order : *found) {
    auto of_order = (*views)->order_lines(order.order);
    if (!of_order) return of_order.error();
    for (const auto& line : *of_order) rows.push_back(whole_row(line));
  }
  return rows;
}

Listed barcodes(const Path& database, const ShowFilter& filter) {
  auto views = Views::open(database, filter.clock);
  if (!views) return views.error();
  auto found = (*views)->items(filter.limit);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& row : *found) {
    auto item = (*views)->item(row.item);
    if (!item) return item.error();
    if (!*item) continue;
    for (const Pack& pack : (*item)->packs) {
      rows.push_back(
          {{"item", row.item.text()}, {"barcode", pack.code}, {"level", pack.level}, {"units", pack.units.units()}});
    }
  }
  return rows;
}

Listed site(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [](Views& views) { return views.site(); });
}
Listed locations(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [](Views& views) { return views.locations(); });
}
Listed totes(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [](Views& views) { return views.totes(); });
}
Listed picks(const Path& database, const ShowFilter& filter) {
  return rows_of(database, filter, [&](Views& views) { return views.pick_tasks(filter.zone, filter.limit); });
}

Listed units(const Path& database, const ShowFilter& filter) {
  auto views = Views::open(database, filter.clock);
  if (!views) return views.error();
  auto found = (*views)->units(filter.limit);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& unit : *found) {
    for (const auto& content : unit.contents) rows.push_back(to_row(unit, content));
  }
  return rows;
}

Listed hashes(const Path& database, const ShowFilter&) {
  auto found = table_hashes(database);
  if (!found) return found.error();
  std::vector<RowJson> rows;
  for (const auto& table : *found)
    rows.push_back({{"table", table.table}, {"rows", table.rows}, {"sha256", table.hash}});
  return rows;
}

template <ListedRows (*list)(const Path&, std::size_t)>
Listed customer_list(const Path& database, const ShowFilter& filter) {
  return list(database, filter.limit);
}

// A list that says something of the day.
template <ListedRows (*list)(const Path&, std::size_t, const Clock&)>
Listed list_of_today(const Path& database, const ShowFilter& filter) {
  return list(database, filter.limit, filter.clock);
}

const ItemCode any_item = ItemCode::parse("?").value();
const LocationCode any_place = LocationCode::parse("?").value();

}  // namespace

RowJson row_like_stock() { return to_row(StockRow{any_place, LocationKind::storage, any_item, {}, {}, {}}); }
RowJson row_like_claims() {
  return to_row(ClaimView{OrderLine{OrderNumber::parse("?").value(), 1}, {}, any_item, any_place, {}, {}, {}});
}

const std::vector<Topic>& topics() {
  static const std::vector<Topic> all{
      {"stock", "what lies where, and how much of it is reserved or picked", stock},
      {"items", "every item with its stock, demand and supply, and how long it lasts", list_of_today<list_items>},
      {"barcodes", "every item's packs with their codes and base units", barcodes},
      {"locations", "places along the walk, pallets left out", locations},
      {"customers", "customers with their order class and policies", list_of<&Views::customers>},
      {"site", "the site's settings", site},
      {"suppliers", "who is bought from, as the office wrote it", list_of<&Views::suppliers>},
      {"sources", "which items can be bought from whom, on which terms", list_of<&Views::sources>},
      {"history", "past demand by item and day, as the office wrote it", list_of<&Views::past_demand>},
      {"faces", "places that are filled from reserve, as the office wrote it", list_of<&Views::faces>},
      {"alternatives", "which items may stand in for which", customer_list<list_alternatives>},
      {"wishes", "which customers want to hear when an item is here again", customer_list<list_wishes>},
      {"goodwill", "what customers are offered whose units leave late", customer_list<list_goodwill>},
      {"promotions", "which items are advertised when", customer_list<list_promotions>},
      {"spent", "what waiting has cost, by its cause: goodwill, and purchases that were brought sooner",
       customer_list<list_spent>},
      {"totes", "totes and cartons that orders are picked into", totes},
      {"orders", "orders with their quantities, open ones first, by rank", orders},
      {"lines", "order lines with what is reserved, picked and shipped of them, and their terms", lines},
      {"backorders", "order lines that wait, by item, in the order in which they are served", backorders},
      {"causes", "why order lines wait, or waited, in units", list_of_today<list_causes>},
      {"messages", "what customers were told, and by which channel, newest first", customer_list<list_messages>},
      {"leases", "what is set aside for one terminal, by purchase, pallet and order", customer_list<list_leases>},
      {"claims", "which units belong to which order line", claims},
      {"events", "what was done, newest first", events},
      {"purchases", "purchase lines with what was received, open ones first", purchases},
      {"picks", "what is to be picked for all orders, by zone and along the walk", picks},
      {"units", "pallets and cartons that were received or packed, with what is on them", units},
      {"asns", "what suppliers say is on its way, by pallet", list_of<&Views::asns>},
      {"lots", "lots with expiry and status, and where their units are; blocked ones first", list_of<&Views::lots>},
      {"notices", "what a person has to be told or to do", notices},
      {"hashes", "one hash per shared table; equal on terminal and hub when both are at rest", hashes},
  };
  return all;
}

}  // namespace dockhand
