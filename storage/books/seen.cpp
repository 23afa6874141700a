#include "storage/books/seen.h"

#include "storage/engine/cells.h"
#include "storage/model/place_words.h"
#include "storage/schema/documents.h"
#include "storage/schema/plan_rows.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

std::string tracked(const std::string& lot, const std::string& serial) {
  return (lot.empty() ? "" : " lot " + lot) + (serial.empty() ? "" : " no. " + serial);
}

std::int64_t number(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

// Returns the same fact as it is now.
struct Read {
  Engine& db;

  Seen operator()(SeenStock seen) const {
    seen.on_hand = number(
        db.query("SELECT coalesce(sum(quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND ($3 = '' OR lot=$3)"
                 " AND ($4 = '' OR serial=$4)",
                 seen.place.text(), seen.item.text(), seen.lot, seen.serial));
    return seen;
  }
  Seen operator()(SeenLoose seen) const {
    seen.on_hand = number(
        db.query("SELECT coalesce(sum(quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4",
                 seen.place.text(), seen.item.text(), seen.lot, seen.serial));
    return seen;
  }
  Seen operator()(SeenStop seen) const {
    seen.reserved = Quantity::nearest(number(db.query(
        "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place IN (SELECT $1 UNION ALL SELECT location FROM"
        " location WHERE stands_at=$1 AND stands_at <> '') AND doc=$2 AND line=$3 AND lot=$4 AND serial=$5",
        seen.from.text(), seen.line.document.text(), seen.line.line, seen.lot, seen.serial)));
    return seen;
  }
  Seen operator()(SeenPurchase seen) const {
    auto rows = db.query("SELECT expected, received, closed FROM purchase_line WHERE purchase=$1 AND line=$2",
                         seen.line.document.text(), seen.line.line);
    const bool known = rows.next();
    seen.expected = known ? Cells(rows).quantity(0) : Quantity();
    seen.received = known ? Cells(rows).sum(1) : Quantity();
    seen.closed = known && Cells(rows).flag(2);
    return seen;
  }
  Seen operator()(SeenPicked seen) const {
    seen.picked = Quantity::nearest(number(db.query(
        "SELECT coalesce(sum(b.quantity), 0) FROM balance b JOIN location p ON p.location = b.place"
        " WHERE b.doc=$1 AND b.quantity <> 0 AND p.kind IN " DOCKHAND_PICKED_KINDS " AND ($2 = '' OR b.place=$2)",
        seen.order.text(), seen.carton ? seen.carton->text() : "")));
    return seen;
  }
  Seen operator()(SeenUnit seen) const {
    auto rows = db.query("SELECT stands_at FROM location WHERE location=$1 AND stands_at <> ''", seen.unit.text());
    seen.stands_at = rows.next() ? rows.text(0) : "";
    if (seen.stands_at == account::supplier) seen.stands_at.clear();
    return seen;
  }
  Seen operator()(SeenLot seen) const {
    auto rows = db.query("SELECT status FROM lot WHERE item=$1 AND lot=$2", seen.item.text(), seen.lot.text());
    seen.status = rows.next() ? rows.text(0) : "";
    return seen;
  }
  Seen operator()(SeenExpiry seen) const {
    auto rows = db.query("SELECT expiry FROM lot WHERE item=$1 AND lot=$2", seen.item.text(), seen.lot.text());
    seen.expiry = rows.next() ? Cells(rows).maybe_date(0) : std::nullopt;
    return seen;
  }
  Seen operator()(const SeenItem& seen) const {
    const auto row = document_like(db, ItemRow{seen.row.item, ""});
    return SeenItem{row ? std::get<ItemRow>(*row) : ItemRow{seen.row.item, ""}};
  }
  Seen operator()(SeenAnnounced seen) const {
    auto rows = db.query(
        "SELECT count(*), coalesce(sum(units), 0) FROM (SELECT sum(quantity) AS units FROM asn_line"
        " WHERE sscc=$1 AND quantity > 0 GROUP BY item, lot, serial)",
        seen.unit.text());
    const bool known = rows.next();
    seen.lines = known ? rows.integer(0) : 0;
    seen.units = known ? rows.integer(1) : 0;
    return seen;
  }
  Seen operator()(const SeenProposal& seen) const {
    const auto row = proposal(db, seen.id);
    return row ? seen_of(*row) : SeenProposal{seen.id, "", 0, "", {}};
  }
  Seen operator()(SeenSent seen) const {
    seen.sent = Quantity::nearest(number(db.query("SELECT shipped FROM order_line WHERE order_no=$1 AND line=$2",
                                                  seen.line.document.text(), seen.line.line)));
    return seen;
  }
  Seen operator()(const SeenBarcode& seen) const {
    const auto row = document_like(db, seen.row);
    return SeenBarcode{row ? std::get<BarcodeRow>(*row) : BarcodeRow{seen.row.code, seen.row.item, "", {}}};
  }
  Seen operator()(const SeenSource& seen) const {
    const auto row = document_like(db, seen.row);
    if (row) return SeenSource{std::get<SourceRow>(*row)};
    SourceRow none{seen.row.item, seen.row.supplier};
    none.rank = 0;
    return SeenSource{std::move(none)};
  }
};

bool holds(const Seen& seen, const Seen& now) {
  if (const auto* loose = std::get_if<SeenLoose>(&seen)) return std::get<SeenLoose>(now).on_hand >= loose->on_hand;
  if (const auto* stop = std::get_if<SeenStop>(&seen)) return std::get<SeenStop>(now).reserved >= stop->reserved;
  return seen == now;
}

// What is so now, for a person. A count stays blind: it is not told what the books have.
struct Words {
  std::string operator()(const SeenStock& now) const {
    return now.item.text() + tracked(now.lot, now.serial) + " at " + now.place.text() + " was moved, taken or brought";
  }
  std::string operator()(const SeenLoose& now) const {
    return "only " + std::to_string(now.on_hand) + " of " + now.item.text() + tracked(now.lot, now.serial) +
           " are at " + now.place.text() + " now";
  }
  std::string operator()(const SeenStop& now) const {
    return now.line.text() + " has " + now.reserved.text() + " reserved at " + now.from.text() + " now";
  }
  std::string operator()(const SeenPurchase& now) const {
    if (now.closed) {
      return now.line.text() + " was closed by the office" +
             (now.received.none() ? "" : ", and " + now.received.text() + " are received");
    }
    return now.line.text() + " expects " + now.expected.text() + ", and " + now.received.text() +
           " are received by now";
  }
  std::string operator()(const SeenPicked& now) const {
    return now.picked.text() + " are picked for " + now.order.text() + " now" +
           (now.carton ? " in carton " + now.carton->text() : "");
  }
  std::string operator()(const SeenUnit& now) const {
    if (now.stands_at.empty()) return now.unit.text() + " is not received any more";
    return now.unit.text() + " " + standing_in_words(now.stands_at) + (is_account(now.stands_at) ? "" : " now");
  }
  std::string operator()(const SeenLot& now) const {
    return "lot " + now.lot.text() + " of " + now.item.text() +
           (now.status.empty() ? " is gone" : " is " + now.status) + " now";
  }
  std::string operator()(const SeenExpiry& now) const {
    return "lot " + now.lot.text() + " of " + now.item.text() +
           (now.expiry ? " expires on " + now.expiry->text() : " has no date of expiry") + " now";
  }
  std::string operator()(const SeenItem& now) const {
    return now.row.item.text() + (now.row.name.empty() ? " is gone" : " was changed by the office");
  }
  std::string operator()(const SeenAnnounced& now) const {
    return now.unit.text() + ": " +
           (now.units == 0 ? "no notice says what is on it now"
                           : "a notice says that " + std::to_string(now.units) + " are on it now");
  }
  std::string operator()(const SeenProposal& now) const {
    if (now.state.empty()) return now.id + " is not proposed any more";
    const std::string of = now.supplier.empty() ? "" : " of " + now.supplier;
    const std::string at = now.price.none() ? "" : " at " + now.price.text() + " each";
    return now.id + " is " + now.state + ": " + std::to_string(now.units) + of + at + " now";
  }
  std::string operator()(const SeenSent& now) const {
    return now.sent.text() + " of " + now.line.text() + " are with the customer now";
  }
  std::string operator()(const SeenBarcode& now) const {
    if (now.row.units.none()) return now.row.code + " means nothing any more";
    return now.row.code + " means " + now.row.units.text() + " of " + now.row.item.text() + " now";
  }
  std::string operator()(const SeenSource& now) const {
    if (now.row.rank == 0) return now.row.supplier + " is no source of " + now.row.item.text() + " any more";
    return "the terms of " + now.row.supplier + " for " + now.row.item.text() + " were changed by the office";
  }
};

}  // namespace

std::optional<Changed> changed_since(Engine& db, const std::vector<Seen>& seen) {
  std::optional<Error> first;
  std::vector<Seen> now;
  for (const Seen& one : seen) {
    now.push_back(std::visit(Read{db}, one));
    if (!first && !holds(one, now.back())) {
      first = Error{ErrorKind::refused, "", std::visit(Words{}, now.back())};
    }
  }
  if (!first) return std::nullopt;
  return Changed{*std::move(first), std::move(now)};
}

}  // namespace dockhand
