#include "storage/books_supply.h"

#include <deque>
#include <memory>

namespace dockhand {
namespace {

// place, lot, serial, quantity, expiry.
Offer offer_of(const Rows& rows, Date today) {
  const std::int32_t days_left =
      rows.null(4) ? Offer::no_expiry : static_cast<std::int32_t>(rows.integer(4)) - today.days();
  return Offer{LocationCode::parse(rows.text(0)).value(), rows.text(1), rows.text(2),
               Quantity::exactly(rows.integer(3)), days_left};
}

std::deque<Offer> reserved_for(Books& books, const ItemCode& item, const Rank& rank) {
  const Date today = books.entry.command.at.date();
  std::deque<Offer> offers;
  for (auto rows = books.db.query("SELECT b.place, b.lot, b.serial, b.quantity, l.expiry FROM balance b JOIN location "
                                  "p ON p.location = b.place"
                                  " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
                                  " WHERE b.doc=$1 AND b.line=$2 AND b.item=$3 AND b.quantity <> 0 AND b.quantity > 0"
                                  " AND p.kind IN ('dock', 'storage') AND coalesce(l.status, 'available') = 'available'"
                                  " AND coalesce(l.expiry, 9999999) >= $4"
                                  " ORDER BY coalesce(l.expiry, 9999999), p.walk, b.place, b.lot, b.serial",
                                  rank.line.document.text(), rank.line.line, item.text(), today.days());
       rows.next();) {
    offers.push_back(offer_of(rows, today));
    offers.back().reserved_for = rank;
  }
  return offers;
}

// From the lowest rank up, straight from the partial index order_line_claims.
class Claims {
 public:
  Claims(Books& books, ItemCode item)
      : books_(books),
        item_(std::move(item)),
        lines_(
            books.db.query("SELECT order_no, line FROM order_line WHERE item=$1 AND reserved > 0 AND order_class >= 3"
                           " ORDER BY item DESC, order_class DESC, priority DESC, promised DESC, ordered_at DESC,"
                           " order_no DESC, line DESC",
                           item_.text())) {}

  std::optional<Offer> next() {
    while (offers_.empty()) {
      if (!lines_.next()) return std::nullopt;
      const auto info = books_.order_line(
          OrderLine{OrderNumber::parse(lines_.text(0)).value(), static_cast<std::int32_t>(lines_.integer(1))});
      if (info) offers_ = reserved_for(books_, item_, info->rank);
    }
    Offer offer = std::move(offers_.front());
    offers_.pop_front();
    return offer;
  }

 private:
  Books& books_;
  ItemCode item_;
  Rows lines_;
  std::deque<Offer> offers_;  // of the line that is being read
};

}  // namespace

std::vector<Offer> free_units(Books& books, const ItemCode& item, const std::string& prefer) {
  const Date today = books.entry.command.at.date();
  std::vector<Offer> offers;
  for (auto rows = books.db.query(
           "SELECT b.place, b.lot, b.serial, b.quantity, l.expiry FROM balance b JOIN location p ON p.location = "
           "b.place"
           " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
           " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND b.quantity <> 0 AND b.quantity > 0"
           " AND p.kind IN ('dock', 'storage') AND coalesce(l.status, 'available') = 'available'"
           " AND coalesce(l.expiry, 9999999) >= $3"
           " ORDER BY coalesce(l.expiry, 9999999), CASE WHEN b.place=$2 THEN 0 ELSE 1 END, p.walk, b.place, b.lot,"
           " b.serial",
           item.text(), prefer, today.days());
       rows.next();) {
    offers.push_back(offer_of(rows, today));
  }
  return offers;
}

NextOffer reserved_units(Books& books, const ItemCode& item) {
  // A function has to be copyable, so the reader is shared.
  return [&books, item, claims = std::shared_ptr<Claims>()]() mutable {
    if (!claims) claims = std::make_shared<Claims>(books, item);
    return claims->next();
  };
}

}  // namespace dockhand
