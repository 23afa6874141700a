// Rows of the office as they were before an event.
#include <map>
#include <set>
#include <utility>

#include "storage/books/stopped_lines.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/facts/facts_lines.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"
#include "storage/schema/row_keys.h"

namespace dockhand {
namespace {

bool finds(Books& books, const char* sql, const std::string& name) { return books.db.query_text(sql, {name}).next(); }

// What of the books leans on a row, in words; empty: nothing does.
struct BuiltOn {
  Books& books;

  std::string operator()(const ItemRow& row) const {
    const std::string& item = row.item.text();
    if (finds(books, "SELECT 1 FROM balance WHERE item=$1 AND quantity <> 0 LIMIT 1", item))
      return item + " is in stock";
    for (const auto& [sql, where] : {std::pair("SELECT 1 FROM order_line WHERE item=$1 LIMIT 1", "an order"),
                                     std::pair("SELECT 1 FROM purchase_line WHERE item=$1 LIMIT 1", "a purchase"),
                                     std::pair("SELECT 1 FROM asn_line WHERE item=$1 LIMIT 1", "a shipping notice"),
                                     std::pair("SELECT 1 FROM barcode WHERE item=$1 LIMIT 1", "a barcode"),
                                     std::pair("SELECT 1 FROM source WHERE item=$1 LIMIT 1", "a source"),
                                     std::pair("SELECT 1 FROM past_demand WHERE item=$1 LIMIT 1", "past demand"),
                                     std::pair("SELECT 1 FROM face WHERE item=$1 LIMIT 1", "a pick face")}) {
      if (finds(books, sql, item)) return item + " is named by " + where;
    }
    return {};
  }
  std::string operator()(const LocationRow& row) const {
    const std::string& place = row.location.text();
    const bool used = finds(books, "SELECT 1 FROM balance WHERE place=$1 AND quantity <> 0 LIMIT 1", place) ||
                      finds(books, "SELECT 1 FROM location WHERE stands_at=$1 AND stands_at <> '' LIMIT 1", place);
    if (used) return place + " holds units";
    return finds(books, "SELECT 1 FROM face WHERE location=$1 LIMIT 1", place) ? place + " is a pick face"
                                                                               : std::string();
  }
  std::string operator()(const CustomerRow& row) const {
    const bool used = finds(books, "SELECT 1 FROM order_line WHERE customer=$1 LIMIT 1", row.customer);
    return used ? row.customer + " has orders" : std::string();
  }
  std::string operator()(const OrderLineRow& row) const {
    const auto line = books.order_line(row.line);
    return line && line->picked + line->shipped > 0 ? row.line.text() + " was picked" : std::string();
  }
  std::string operator()(const PurchaseLineRow& row) const {
    const auto line = purchase_line(books, row.line);
    return line && line->received != 0 ? row.line.text() + " was received" : std::string();
  }
  std::string operator()(const AsnRow& row) const {
    const bool here = finds(books, "SELECT 1 FROM handling_unit WHERE sscc=$1", row.unit.text());
    return here ? row.unit.text() + " was received" : std::string();
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

// What leans on that a row was changed, in words; empty: nothing does, and it can be what it was. `now` is how the
// event has left it.
struct BuiltOnChange {
  Books& books;
  const ImportRow& was;
  std::int64_t since;  // the event

  // Units of it have come, or have gone, since, and are not back. What the undo itself brings back is not meant.
  bool has_moved(const char* sql, const std::string& name) const {
    return books.db.query_text(sql, {name, since, books.entry.seq}).next();
  }
  std::string operator()(const ItemRow& now) const {
    const auto& before = std::get<ItemRow>(was);
    if (now.tracking == before.tracking && now.expiry == before.expiry) return {};
    const std::string& item = now.item.text();
    const bool moved = has_moved(
        "SELECT 1 FROM posting WHERE event > $2 AND event < $3 AND item=$1 GROUP BY place, lot, serial HAVING "
        "sum(quantity) <> 0"
        " LIMIT 1",
        item);
    const bool lacks_name = lacks_names(item, before.tracking);
    if (!moved && !lacks_name) return {};
    return item + (moved ? " has moved since" : " is in stock by no name that it would need") +
           ", and it would be tracked by " + name_of(before.tracking) + " instead of " + name_of(now.tracking);
  }
  bool lacks_names(const std::string& item, Tracking tracking) const {
    if (tracking == Tracking::none) return false;
    const bool serial = tracking == Tracking::serial;
    return finds(books,
                 serial ? "SELECT 1 FROM balance WHERE item=$1 AND serial='' AND quantity > 0 AND place NOT LIKE '@%'"
                        : "SELECT 1 FROM balance WHERE item=$1 AND lot='' AND quantity > 0 AND place NOT LIKE '@%'",
                 item);
  }
  std::string operator()(const LocationRow& now) const {
    if (now.kind == std::get<LocationRow>(was).kind) return {};
    const bool moved = has_moved(
        "SELECT 1 FROM posting WHERE event > $2 AND event < $3 AND place=$1 GROUP BY item, lot, serial HAVING "
        "sum(quantity) <> 0"
        " LIMIT 1",
        now.location.text());
    return moved ? now.location.text() + " was used since" : std::string();
  }
  std::string operator()(const OrderLineRow& now) const {
    const auto& before = std::get<OrderLineRow>(was);
    const auto line = books.order_line(now.line);
    if (!line || before.ordered.less(before.cancelled) >= now.ordered.less(now.cancelled)) return {};
    const bool too_many = line->picked + line->shipped > before.ordered.less(before.cancelled).units();
    return too_many ? now.line.text() + " was picked" : std::string();
  }
  std::string operator()(const PurchaseLineRow& now) const {
    const auto& before = std::get<PurchaseLineRow>(was);
    const auto line = purchase_line(books, now.line);
    const bool too_many = line && now.expected > before.expected && line->received > before.expected.units();
    return too_many ? now.line.text() + " was received" : std::string();
  }
  std::string operator()(const AsnRow& now) const { return BuiltOn{books}(now); }
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }
};

// Such as "K1/3": what finds the row, as people call it.
std::string as_people_call(const ImportRow& row) {
  std::string name;
  for (const Value& cell : key_of(row).cells) {
    const auto* text = std::get_if<std::string>(&cell);
    const auto* number = std::get_if<std::int64_t>(&cell);
    std::string part;
    if (text != nullptr) part = *text;
    if (number != nullptr && *number > 0) part = std::to_string(*number);
    if (!part.empty()) name += (name.empty() ? "" : "/") + part;
  }
  return name;
}

struct ToTakeBack {
  std::int64_t seq = 0;
  Date day = Date::from_days(0);  // on which it was booked
};

ToTakeBack event_called(Books& books, const CommandId& event) {
  auto rows = books.db.query("SELECT seq, at FROM event WHERE id=$1", event.text());
  return rows.next() ? ToTakeBack{rows.integer(0), Instant{rows.integer(1)}.date()} : ToTakeBack();
}

// How the event has left its row. Of those that it has made nothing is kept: they are as they came.
ImportRow as_left(const ImportRow& came, const ImportRow* became, Date day) {
  if (became != nullptr) return *became;
  const auto* order = std::get_if<OrderLineRow>(&came);
  return order == nullptr ? came : as_heard(*order, day);
}

// Whose lines may leave on another day without the row.
std::optional<ItemCode> item_of_supply(const ImportRow& row) {
  if (const auto* purchase = std::get_if<PurchaseLineRow>(&row)) return purchase->item;
  if (const auto* announced = std::get_if<AsnRow>(&row)) return announced->units.item;
  if (const auto* source = std::get_if<SourceRow>(&row)) return source->item;
  return std::nullopt;
}

void remove(Books& books, const ImportRow& row) {
  if (const auto* order = std::get_if<OrderLineRow>(&row)) return remove_line(books, *order);
  if (const auto item = item_of_supply(row)) books.expects_otherwise(*item);
  books.entry.rows_written += remove_row(books.db, key_of(row), books.entry.changed);
  if (std::holds_alternative<ItemRow>(row)) books.forget_items();
  if (std::holds_alternative<LocationRow>(row)) books.forget_locations();
}

// Rows by what finds them; of two with one key the first.
class RowsByKey {
 public:
  explicit RowsByKey(const std::vector<ImportRow>& rows) {
    for (const ImportRow& row : rows) rows_.emplace(key_in_one(row), &row);
  }
  const ImportRow* find(const ImportRow& like) const {
    const auto found = rows_.find(key_in_one(like));
    return found == rows_.end() ? nullptr : found->second;
  }

 private:
  using Key = std::pair<std::string_view, std::vector<Value>>;
  static Key key_in_one(const ImportRow& row) {
    RowKey key = key_of(row);
    return {key.table, std::move(key.cells)};
  }
  std::map<Key, const ImportRow*> rows_;
};

// What a line counts for depends on the day on which it was cancelled, which its row does not say.
void count_as_before(Books& books, const KeptImage& image, std::size_t position) {
  const auto* order = std::get_if<OrderLineRow>(&image.was[position]);
  if (order != nullptr && position < image.demanded.size()) {
    set_demand(books.db, order->line, image.demanded[position]);
  }
}

bool was_closed(const KeptImage& image, const ImportRow* was) {
  if (was == nullptr) return false;
  const auto position = static_cast<std::size_t>(was - image.was.data());
  return position < image.closed.size() && image.closed[position] != 0;
}

// That no more comes of it is said beside its row.
void close_as_before(Books& books, const KeptImage& image, std::size_t position) {
  const auto* purchase = std::get_if<PurchaseLineRow>(&image.was[position]);
  if (purchase == nullptr || !was_closed(image, &image.was[position])) return;
  books.db.run("UPDATE purchase_line SET closed=1 WHERE purchase=$1 AND line=$2", purchase->line.document.text(),
               purchase->line.line);
}

// What was done since with a row that an event has left as `row`, in words; empty: it can be taken back. `was` is null
// where the event has made it.
std::string built_since(Books& books, const ImportRow& row, const ImportRow* was, const KeptImage& image,
                        std::int64_t since) {
  const auto now = document_like(books.db, row);
  if (!now || *now != row) return as_people_call(row) + (now ? " was changed since" : " is not there any more");
  if (is_closed(books, row) && !was_closed(image, was)) return as_people_call(row) + " was closed since";
  return was == nullptr ? std::visit(BuiltOn{books}, row) : std::visit(BuiltOnChange{books, *was, since}, row);
}

// What was set aside of a line goes with it.
void end_leases_of(Books& books, const OrderLine& line, const ItemCode& item) {
  for (Lease lease : std::vector(books.leases.of(item))) {
    if (lease.line != line) continue;
    lease.demand = lease.claimed = 0;
    books.leases.put(lease);
  }
}

}  // namespace

void remove_line(Books& books, const OrderLineRow& row) {
  const auto line = books.order_line(row.line);
  if (line) end_leases_of(books, row.line, line->item);
  if (line && line->reserved > 0) books.release(row.line, line->reserved, "");
  books.settle({NoticeKind::lost, NoticeKind::outranked, NoticeKind::claim_moved, NoticeKind::short_place},
               [&](const Notice& told) { return told.line == row.line; });
  books.touch(row.item);
  books.entry.rows_written += remove_row(books.db, key_of(row), books.entry.changed);
}

std::vector<ImportRow> rows_of(const Action& action) {
  if (const auto* import = std::get_if<Import>(&action)) return import->rows;
  if (const auto* given = std::get_if<GiveBarcode>(&action)) return {given->barcode};
  return {};
}

Performed take_back_rows(Books& books, const CommandId& event, const Action& action) {
  const auto image = image_of(books, event);
  if (!image) {
    if (!is_request(books)) return {};
    return refused("target", "what its rows were before is not known here: send the one that is right now");
  }
  const std::vector<ImportRow> rows = rows_of(action);
  const std::set<std::size_t> created(image->created.begin(), image->created.end());
  const RowsByKey before(image->was), after(image->became);
  const ToTakeBack booked = event_called(books, event);
  for (std::size_t i = rows.size(); i-- > 0;) {
    const ImportRow* was = created.contains(i) ? nullptr : before.find(rows[i]);
    if (was == nullptr && !created.contains(i)) continue;
    const ImportRow row = as_left(rows[i], after.find(rows[i]), booked.day);
    const std::string built = built_since(books, row, was, *image, booked.seq);
    if (!built.empty()) {
      if (is_request(books)) return refused("row " + std::to_string(i + 1), "something was built on it: " + built);
      continue;
    }
    if (was == nullptr) {
      remove(books, row);
    } else {
      if (auto no = write_rows(books, Import{{*was}, true}, nullptr, Tells::nothing)) return no;
      const auto position = static_cast<std::size_t>(was - image->was.data());
      count_as_before(books, *image, position);
      close_as_before(books, *image, position);
    }
  }
  stop_as_before(books, event);
  return {};
}

}  // namespace dockhand
