#include "storage/books/books_supply.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>

#include "storage/engine/row_reader.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// These are the columns that offer_of() reads.
#define DOCKHAND_OFFER "b.place, b.lot, b.serial, b.quantity, l.expiry"

Offer offer_of(const Cells& cells, Date today) {
  RowReader row(cells);
  Offer offer{row.code<LocationCode>(), row.text(), row.text(), row.sum()};
  if (const auto expiry = row.maybe_date()) offer.days_left = expiry->days() - today.days();
  return offer;
}

// Returns at most `most` of them, in the order of their use.
std::deque<Offer> reserved_for(Books& books, const ItemCode& item, const Rank& rank, std::int64_t most) {
  const Date today = books.entry.today;
  std::deque<Offer> offers;
  for (auto rows =
           books.db.query("SELECT " DOCKHAND_OFFER " FROM balance b JOIN location p ON p.location = b.place"
                          " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
                          " WHERE b.doc=$1 AND b.line=$2 AND b.item=$3 AND " DOCKHAND_B_POSITIVE
                          " AND p.kind IN " DOCKHAND_STOCK_KINDS " AND " DOCKHAND_MAY_LEAVE_ON "$4" DOCKHAND_NOT_DOUBTED
                          " ORDER BY " DOCKHAND_LAST_DAY ", p.walk, b.place, b.lot, b.serial",
                          rank.line.document.text(), rank.line.line, item.text(), today.days());
       most > 0 && rows.next();) {
    Offer offer = offer_of(Cells(rows), today);
    offer.quantity = std::min(offer.quantity, Quantity::nearest(most));
    offer.reserved_for = rank;
    most -= offer.quantity.units();
    offers.push_back(std::move(offer));
  }
  return offers;
}

void leave_out_first(std::deque<Offer>& offers, Quantity quantity) {
  while (!offers.empty() && !quantity.none()) {
    const Quantity some = std::min(quantity, offers.front().quantity);
    quantity = quantity.less(some);
    offers.front().quantity = offers.front().quantity.less(some);
    if (offers.front().quantity.none()) offers.pop_front();
  }
}

// What would be used last first.
void leave_out_missing(std::vector<Offer>& offers, std::map<LocationCode, std::int64_t>& missing) {
  if (missing.empty()) return;
  for (auto offer = offers.rbegin(); offer != offers.rend(); ++offer) {
    const auto here = missing.find(offer->place);
    if (here == missing.end()) continue;
    const Quantity some = std::min(offer->quantity, Quantity::nearest(here->second));
    offer->quantity = offer->quantity.less(some);
    here->second -= some.units();
  }
  std::erase_if(offers, [](const Offer& offer) { return offer.quantity.none(); });
}

// Reads claims: first what orders have above the item's cap, for whoever is below it; then those that a higher class
// may take, from the lowest rank up, straight from the partial index order_line_claims.
class Claims {
 public:
  Claims(Books& books, ItemCode item, std::vector<Bought> coming, Quantity cap)
      : books_(books),
        item_(std::move(item)),
        coming_(std::move(coming)),
        lines_(books.db.query(DOCKHAND_LINE_INFO
                              " WHERE o.item=$1 AND o.reserved > 0 AND o.order_class >= " DOCKHAND_USUAL_CLASS
                              " ORDER BY " DOCKHAND_RANK_FALLING,
                              item_.text())) {
    advance();
    if (!cap.none()) read_above(cap);
  }

  std::optional<Offer> next(OrderClass asking) {
    if (!above_.empty()) return first_of(above_);
    for (; offers_.empty(); advance()) {
      if (!line_ || !may_take_from(asking, line_->rank.order_class)) return std::nullopt;
      offers_ = reserved_for(books_, item_, line_->rank, line_->reserved - kept_for(*line_));
      leave_out_first(offers_, above_of_[line_->rank.line]);
    }
    if (!may_take_from(asking, offers_.front().reserved_for->order_class)) return std::nullopt;
    return first_of(offers_);
  }

 private:
  static Offer first_of(std::deque<Offer>& offers) {
    Offer offer = std::move(offers.front());
    offers.pop_front();
    return offer;
  }

  // Reads from the lowest rank up, too, whatever the class.
  void read_above(Quantity cap) {
    std::map<OrderNumber, std::int64_t> above;  // how many units each order has above the cap
    for (auto rows = books_.db.query(
             DOCKHAND_LINE_INFO " WHERE o.item=$1 AND o.reserved > 0 ORDER BY " DOCKHAND_RANK_FALLING, item_.text());
         rows.next() && above_.size() < max_taken;) {
      const OrderLineInfo line = Books::line_info(rows);
      const OrderNumber& order = line.rank.line.document;
      if (!above.contains(order)) above.emplace(order, books_.has_of(order, item_).units() - cap.units());
      const std::int64_t most = std::min(above.at(order), line.reserved - kept_for(line));
      for (Offer& offer : reserved_for(books_, item_, line.rank, most)) {
        offer.above_cap = true;
        above.at(order) -= offer.quantity.units();
        above_of_[line.rank.line] = above_of_[line.rank.line] + offer.quantity;
        above_.push_back(std::move(offer));
      }
    }
  }

  void advance() { line_ = lines_.next() ? std::optional(Books::line_info(lines_)) : std::nullopt; }

  std::int64_t kept_for(const OrderLineInfo& line) {
    std::int64_t kept = books_.kept_for(line);
    for (const Bought& one : coming_) {
      if (one.line == line.rank.line) kept -= one.quantity.units();
    }
    return std::max<std::int64_t>(0, kept) + books_.leases.claims(line.rank.line, line.item);
  }

  Books& books_;
  ItemCode item_;
  std::vector<Bought> coming_;
  Rows lines_;
  std::optional<OrderLineInfo> line_;  // the line whose units come next
  std::deque<Offer> offers_;           // the reserved units of the line that was read last, which were not given out
                                       // yet
  std::deque<Offer> above_;
  std::map<OrderLine, Quantity> above_of_;  // units of each line that are offered so
};

}  // namespace

// A place that has less than nothing of one lot has fewer of the others than its books say: of which, nobody knows.
std::vector<Offer> free_units(Books& books, const ItemCode& item, const std::string& prefer) {
  const Date today = books.entry.today;
  std::vector<Offer> offers;
  std::map<LocationCode, std::int64_t> missing;
  for (auto rows = books.db.query(
           "SELECT " DOCKHAND_OFFER " FROM balance b JOIN location p ON p.location = b.place"
           " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
           " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND b.quantity <> 0 AND p.kind IN " DOCKHAND_STOCK_KINDS
           " AND (b.quantity < 0 OR " DOCKHAND_MAY_LEAVE_ON "$3" DOCKHAND_NOT_DOUBTED ")"
           " ORDER BY " DOCKHAND_LAST_DAY ", CASE WHEN b.place=$2 THEN 0 ELSE 1 END, p.walk, b.place, b.lot,"
           " b.serial",
           item.text(), prefer, today.days());
       rows.next();) {
    const Cells cells(rows);
    if (cells.integer(3) < 0) {
      missing[cells.code<LocationCode>(0)] -= cells.integer(3);
    } else {
      offers.push_back(offer_of(cells, today));
    }
  }
  leave_out_missing(offers, missing);
  return offers;
}

NextOffer reserved_units(Books& books, const ItemCode& item, const std::vector<Bought>& coming, Quantity cap) {
  // A function has to be copyable, so the reader is shared.
  return [&books, item, coming, cap, claims = std::shared_ptr<Claims>()](OrderClass asking) mutable {
    if (!claims) claims = std::make_shared<Claims>(books, item, coming, cap);
    return claims->next(asking);
  };
}

}  // namespace dockhand
