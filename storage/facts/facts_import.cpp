#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/facts/facts_left_out.h"
#include "storage/facts/facts_lines.h"
#include "storage/model/tools/spellings.h"
#include "storage/schema/documents.h"
#include "storage/schema/sql.h"
#include "storage/schema/wishes.h"

namespace dockhand {
namespace {

std::string place_of(std::size_t row) { return "row " + std::to_string(row + 1); }

Refusal missing(std::size_t row, const char* what, const std::string& name) {
  return Refusal{
      Error{ErrorKind::unknown, place_of(row), std::string(what) + " '" + printable(name, 60) + "' is not known"}};
}

bool is_customer(Books& books, const std::string& customer) {
  return books.db.query("SELECT 1 FROM customer WHERE customer=$1", customer).next();
}

// As in the tables: 0 where nothing is said.
std::int64_t number_of(const std::optional<OrderClass>& order_class) {
  return order_class ? static_cast<std::int64_t>(*order_class) : 0;
}

// Upserts; a row that says what is there already changes nothing, so that the same file can be read twice.
struct Upsert {
  Books& books;
  const Import& document;
  std::set<std::string>& customers;  // of the same document, and those that the books were asked for
  std::size_t row;
  std::set<std::string>& came_again;  // orders that were known before
  ComingLine& coming;

  std::int64_t changed() const { return books.entry.changed; }

  // Whoever writes a code by hand writes it in other letters.
  Performed no_item(const ItemCode& item) const {
    Refusal unknown = missing(row, "item", item.text());
    for (const std::string& spelling : spellings_of(item.text())) {
      const auto other = ItemCode::parse(spelling);
      if (!other || !books.item(*other)) continue;
      unknown.error.message += fmt::format(": it is {item} in the books", fmt::arg("item", other->text()));
      break;
    }
    return unknown;
  }

  Performed operator()(const ItemRow& item) const {
    if (item.expiry && item.tracking == Tracking::none && is_request(books)) {
      return refused(place_of(row), item.item.text() + " has an expiry date, which is kept with the lot: track it");
    }
    const auto before = books.item(item.item);
    if (before) {
      if (auto no = ask_for_stock(item, *before)) return no;
    }
    const bool served_otherwise = before && !served_as_before(item);
    const std::int64_t written = put(books.db, item, changed());
    books.entry.rows_written += written;
    if (written == 0) return {};
    books.forget_items();
    if (!before) return {};  // nobody can wait for it, and none of it lies anywhere
    books.touch(item.item);
    if (before->tracking != item.tracking) books.forget_missing(item.item);
    tell_of_stock(item, *before);
    if (served_otherwise) look_at_lines("item", item.item.text());
    return {};
  }

  bool served_as_before(const ItemRow& item) const {
    return books.db.query("SELECT 1 FROM item WHERE item=$1 AND policies=$2", item.item.text(), text_of(item.policies))
        .next();
  }

  // Whose policies are others now: what they have may not be what they ask for any more.
  void look_at_lines(const char* of, const std::string& name) const {
    auto rows = std::string(of) == "item"
                    ? books.db.query("SELECT order_no, line FROM order_line WHERE item=$1 AND reserved > 0", name)
                    : books.db.query("SELECT order_no, line FROM order_line WHERE customer=$1 AND reserved > 0", name);
    while (rows.next()) {
      books.look_at(Cells(rows).line<OrderNumber>(0));
    }
  }

  std::int64_t in_stock(const std::string& item) const {
    auto rows = books.db.query("SELECT coalesce(sum(quantity), 0) FROM balance WHERE item=$1 AND " DOCKHAND_POSITIVE
                               " AND " DOCKHAND_REAL_PLACE,
                               item);
    return rows.next() ? rows.integer(0) : 0;
  }

  std::int64_t lots_without_date(const std::string& item) const {
    auto rows = books.db.query(
        "SELECT count(DISTINCT b.lot) FROM balance b LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
        " WHERE b.item=$1 AND b.lot <> '' AND " DOCKHAND_B_POSITIVE " AND b." DOCKHAND_REAL_PLACE
        " AND l.expiry IS NULL",
        item);
    return rows.next() ? rows.integer(0) : 0;
  }

  Performed question(std::string what) const {
    if (!is_request(books) || document.confirmed) return {};
    Refusal asked = refused(place_of(row), std::move(what) + "; confirm it if that is meant");
    asked.confirmable = true;
    return asked;
  }

  // Units that are in stock would be known by other names than people have given them.
  Performed ask_for_stock(const ItemRow& item, const ItemInfo& before) const {
    const std::string& code = item.item.text();
    if (before.tracking != item.tracking) {
      if (const std::int64_t stock = in_stock(code); stock > 0) {
        return question(code + " has " + std::to_string(stock) + " in stock; tracking it by " + name_of(item.tracking) +
                        " instead of " + name_of(before.tracking) + " changes what they are known by");
      }
    }
    if (!item.expiry || before.expiry) return {};
    if (const std::int64_t lots = lots_without_date(code); lots > 0) {
      return question(code + " has " + std::to_string(lots) + " lots in stock that have no expiry date");
    }
    return {};
  }

  void tell_of_stock(const ItemRow& item, const ItemInfo& before) const {
    const std::string& code = item.item.text();
    const std::int64_t stock = before.tracking != item.tracking ? in_stock(code) : 0;
    if (stock > 0) tell_unnamed(books, item.item, before_tracking);
    if (stock > 0) {
      tell(item.item, {}, stock,
           code + " is tracked by " + name_of(item.tracking) + " now, it was " + name_of(before.tracking));
    }
    const std::int64_t lots = item.expiry && !before.expiry ? lots_without_date(code) : 0;
    if (lots > 0) tell(item.item, {}, 0, std::to_string(lots) + " lots of " + code + " have no expiry date");
  }

  void tell(const ItemCode& item, const std::optional<OrderLine>& line, std::int64_t units, std::string what) const {
    books.notice(Notice{NoticeKind::document, item, line, {}, Quantity::nearest(units), {}, std::move(what)});
  }

  Performed operator()(const BarcodeRow& barcode) const {
    if (!books.item(barcode.item)) return no_item(barcode.item);
    if (auto no = check_code(barcode)) return no;
    books.entry.rows_written += books.db.run(
        "INSERT INTO barcode(code, item, level, units, changed) VALUES($1,$2,$3,$4,$5) ON CONFLICT(code) DO UPDATE SET"
        " item=excluded.item, level=excluded.level, units=excluded.units, changed=excluded.changed"
        " WHERE barcode.item <> excluded.item OR barcode.level <> excluded.level OR barcode.units <> excluded.units",
        barcode.code, barcode.item.text(), barcode.level, barcode.units.units(), changed());
    return {};
  }

  // A code that means something else from now on: asked while goods with the old label are in stock, told always.
  Performed check_code(const BarcodeRow& barcode) const {
    auto rows = books.db.query("SELECT item, units FROM barcode WHERE code=$1", barcode.code);
    if (!rows.next()) return {};
    const std::string& now = barcode.item.text();
    const std::string before = rows.text(0);
    const std::int64_t units = rows.integer(1);
    if (before == now && units == barcode.units.units()) return {};
    const std::string what = "barcode " + barcode.code + " means " + barcode.units.text() + " of " + now +
                             " now, it was " + std::to_string(units) + " of " + before;
    if (in_stock(before) > 0) {
      if (auto no = question(what + ", which is in stock")) return no;
    }
    tell(barcode.item, {}, 0, what);
    return {};
  }

  Performed operator()(const LocationRow& location) const {
    auto no = write_place(books, location, document.confirmed);
    if (no) no->error.place = place_of(row);
    return no;
  }

  Performed operator()(const CustomerRow& customer) const {
    const std::int64_t order_class = number_of(customer.order_class);
    const std::string policies = text_of(customer.policies);
    const bool served_as_before =
        books.db
            .query("SELECT 1 FROM customer WHERE customer=$1 AND policies=$2 AND order_class=$3", customer.customer,
                   policies, order_class)
            .next();
    books.entry.rows_written += books.db.run(
        "INSERT INTO customer(customer, name, policies, order_class, changed) VALUES($1,$2,$3,$4,$5)"
        " ON CONFLICT(customer) DO UPDATE SET name=excluded.name, policies=excluded.policies,"
        " order_class=excluded.order_class, changed=excluded.changed WHERE customer.name <> excluded.name"
        " OR customer.policies <> excluded.policies OR customer.order_class <> excluded.order_class",
        customer.customer, customer.name, policies, order_class, changed());
    if (!served_as_before) serve_otherwise(customer.customer);
    return {};
  }

  void serve_otherwise(const std::string& customer) const {
    books.classify(customer);
    look_at_lines("customer", customer);
    for (auto rows = books.db.query(
             "SELECT DISTINCT item FROM order_line WHERE customer=$1 AND (waiting > 0 OR reserved > 0)", customer);
         rows.next();) {
      books.touch(Cells(rows).code<ItemCode>(0));
    }
  }

  Performed operator()(const SiteRow& site) const {
    books.entry.rows_written += books.db.run(
        "INSERT INTO site(setting, value, changed) VALUES($1,$2,$3) ON CONFLICT(setting) DO UPDATE SET"
        " value=excluded.value, changed=excluded.changed WHERE site.value <> excluded.value",
        site.setting, site.value, changed());
    return {};
  }

  Performed check_customer(const std::string& customer) const {
    if (!is_request(books) || customers.contains(customer)) return {};
    if (!is_customer(books, customer)) return missing(row, "customer", customer);
    customers.insert(customer);
    return {};
  }

  Performed operator()(const OrderLineRow& order) const {
    if (!books.item(order.item)) return no_item(order.item);
    if (auto no = check_customer(order.customer)) return no;
    return write_order_line(books, order, coming, came_again);
  }

  Performed operator()(const PurchaseLineRow& purchase) const {
    if (!books.item(purchase.item)) return no_item(purchase.item);
    return write_purchase_line(books, purchase, coming);
  }

  Performed operator()(const AsnRow& asn) const {
    if (!books.item(asn.units.item)) return no_item(asn.units.item);
    return write_asn_line(books, asn, coming);
  }

  template <class Row>
  Performed keep(const Row& its) const {
    books.entry.rows_written += put(books.db, its, changed());
    return {};
  }

  // A supplier need not be known: a purchase line names one as a text as well.
  Performed operator()(const SupplierRow& supplier) const { return keep(supplier); }

  Performed operator()(const SourceRow& source) const {
    if (!books.item(source.item)) return no_item(source.item);
    const std::int64_t written = put(books.db, source, changed());
    books.entry.rows_written += written;
    if (written > 0) books.expects_otherwise(source.item);  // who would be asked for what nothing brings
    return {};
  }

  // Forecasts are made of weeks, and a week holds as many units as a quantity does.
  Performed check_week(const PastDemandRow& demand) const {
    const std::int32_t monday = demand.day.days() - (demand.day.days() % 7 + 10) % 7;
    auto rows = books.db.query(
        "SELECT coalesce(sum(units), 0) FROM past_demand WHERE item=$1 AND day >= $2 AND day < $2 + 7 AND day <> $3",
        demand.item.text(), monday, demand.day.days());
    const std::int64_t others = rows.next() ? rows.integer(0) : 0;
    if (others + demand.units.units() <= Quantity::max) return {};
    return refused(place_of(row),
                   fmt::format("more than {most} of {item} would have been asked for in the week of {day}",
                               fmt::arg("most", Quantity::max), fmt::arg("item", demand.item.text()),
                               fmt::arg("day", demand.day.text())));
  }

  Performed operator()(const PastDemandRow& demand) const {
    if (!books.item(demand.item)) return no_item(demand.item);
    if (is_request(books) && demand.day > books.entry.command.at.date())
      return refused(place_of(row), demand.day.text() + " is still to come: past demand is of days that are over");
    if (auto no = check_week(demand)) return no;
    return keep(demand);
  }

  Performed operator()(const FaceRow& face) const {
    if (!books.item(face.item)) return no_item(face.item);
    const auto place = books.location(face.location.text());
    if (!place) return missing(row, "location", face.location.text());
    if (is_request(books) && place->kind != LocationKind::storage) {
      return refused(place_of(row), face.location.text() + " is no place of kind storage");
    }
    if (is_request(books) && face.min > face.max) return refused(place_of(row), "the min is more than the max");
    return keep(face);
  }

  Performed operator()(const AlternativeRow& alternative) const {
    for (const ItemCode& item : {alternative.item, alternative.other}) {
      if (!books.item(item)) return no_item(item);
    }
    if (alternative.item == alternative.other && is_request(books)) {
      return refused(place_of(row), alternative.item.text() + " does not stand in for itself");
    }
    return keep(alternative);
  }

  // Whether there is something to tell is looked at at once. A day that is over ends a wish that is known.
  Performed operator()(const WishRow& wish) const {
    if (!books.item(wish.item)) return no_item(wish.item);
    if (auto no = check_customer(wish.customer)) return no;
    if (coming.is_new && wish.until && *wish.until < books.entry.today && is_request(books)) {
      return refused(place_of(row), "the wish of " + wish.customer + " for " + wish.item.text() + " was over on " +
                                        wish.until->text() + " already");
    }
    const std::int64_t written = put_wish(books.db, wish, changed(), books.entry.command.at.date());
    books.entry.rows_written += written;
    // Who wishes for something else, or longer, is told again.
    if (written > 0) {
      books.db.run("DELETE FROM wish_told WHERE item=$1 AND customer=$2", wish.item.text(), wish.customer);
    }
    books.expects_otherwise(wish.item);
    return {};
  }

  // One from 0 days on, which older programs have booked, is as good as one from the first late day on.
  Performed operator()(const GoodwillRow& goodwill) const {
    if (goodwill.from_days.count > 0 || !is_request(books)) return keep(goodwill);
    return refused(place_of(row), "goodwill is for who waits a day or more longer: days cannot be 0");
  }

  Performed operator()(const PromotionRow& promotion) const {
    if (promotion.item && !books.item(*promotion.item)) return no_item(*promotion.item);
    if (is_request(books) && promotion.until < promotion.from) {
      return refused(place_of(row), "the promotion ends before it begins");
    }
    if (is_request(books) && promotion.lift == 0 && !document_like(books.db, promotion)) {
      return refused(place_of(row), "a lift of 0 takes a promotion back, and none begins on " + promotion.from.text() +
                                        ". For days on which nothing is sold say 1");
    }
    return keep(promotion);
  }

  Performed operator()(const OpeningRow& stock) const {
    Units units = stock.units;
    if (!books.item(units.item)) return no_item(units.item);
    const OpenedBefore before = opened_before(books, stock);
    // What was said is booked once, wherever its units are by now.
    if (before.there == units.quantity.units() || before.said == units.quantity) return {};
    if (before.is_in_use) {
      if (auto no = question(in_use_text(stock, before))) return no;
    }
    if (auto undated = ask_for_expiry(units)) return undated;
    const auto now = opening_now(stock, before);
    if (!now && is_request(books)) return refused(place_of(row), now.error().message);
    units.quantity = now ? *now : Quantity();
    auto no = count_opening(books, units, stock.place);
    if (no) no->error.place = place_of(row);
    books.entry.rows_written += 1;
    return no;
  }

  // First expired, first out is blind for what has no date.
  Performed ask_for_expiry(const Units& units) const {
    const auto item = books.item(units.item);
    if (!item || !item->expiry || !units.lot || units.expiry || !is_request(books)) return {};
    const bool has_date = books.db
                              .query("SELECT 1 FROM lot WHERE item=$1 AND lot=$2 AND expiry IS NOT NULL",
                                     units.item.text(), units.lot->text())
                              .next();
    if (has_date) return {};
    return question(
        fmt::format("{item} has an expiry date for each lot, and {lot} comes without one: write it in a "
                    "column expiry",
                    fmt::arg("item", units.item.text()), fmt::arg("lot", units.lot->text())));
  }
};

}  // namespace

// A customer may stand anywhere in the document: the order of its rows changes nothing.
Performed write_rows(Books& books, const Import& import, RowImages* images, Tells tells) {
  std::set<std::string> customers, came_again;
  for (const ImportRow& row : import.rows) {
    if (const auto* customer = std::get_if<CustomerRow>(&row)) customers.insert(customer->customer);
  }
  for (std::size_t row = 0; row < import.rows.size(); ++row) {
    if (images != nullptr) images->before(books, import.rows[row]);
    ComingLine coming{place_of(row), images != nullptr && images->is_new(), tells == Tells::nothing,
                      import.confirmed ? Wants::again : Wants::as_before};
    if (auto no = std::visit(Upsert{books, import, customers, row, came_again, coming}, import.rows[row])) return no;
    if (images != nullptr && !coming.is_left) images->after(row, import.rows[row], coming.written);
  }
  if (images != nullptr && !import.confirmed) {
    if (auto no = check_past_days(books, import)) return no;
  }
  if (!came_again.empty() && tells == Tells::of_lines_left_out) tell_of_lines(books, import, came_again);
  if (images != nullptr) images->keep(books, books.entry.command);
  return {};
}

}  // namespace dockhand
