// Who lost reserved units through an event, and who has them again.
#include <algorithm>
#include <map>

#include "storage/books/books.h"
#include "storage/codec/codec.h"

namespace dockhand {
namespace {

// Notices that are looked through, the newest first: nobody has more of them open and acts on them.
constexpr int max_open_notices = 200;

// Told by the event before, with a notice of another kind.
std::int64_t told_before(const Accepted& accepted, const OrderLine& line) {
  std::int64_t told = 0;
  for (const Notice& notice : accepted.notices) {
    if (notice.kind == NoticeKind::outranked && notice.line == line) told += notice.quantity.units();
  }
  return told;
}

}  // namespace

// A line that got other units instead, or does not want them any more, has lost nothing.
void Books::tell_loss(const OrderLine& line, const Holding& change) {
  const std::int64_t fewer = -change.reserved - std::max<std::int64_t>(0, change.beyond) - change.given_back;
  if (fewer <= told_before(entry.accepted, line)) return;
  const auto info = order_line(line);
  const std::int64_t waits = info ? std::max<std::int64_t>(0, -info->excess()) : 0;
  const std::int64_t lost = std::min(fewer - told_before(entry.accepted, line), waits);
  if (lost == 0) return;
  std::string why = entry.because;
  for (const Revoked& one : entry.revoked) {
    if (one.line == line && !one.why.empty()) why = one.why;
  }
  const Quantity quantity = Quantity::nearest(lost);
  notice(Notice{NoticeKind::lost, info->item, line, code<LocationCode>(change.left), quantity, {}, why});
  const auto position = static_cast<std::int32_t>(entry.accepted.claims.size()) + 1;
  entry.accepted.claims.push_back(
      Explanation{info->rank, info->customer, Rule::taken_away, position, quantity, Quantity(), {}, {}});
}

void Books::settle(const std::set<NoticeKind>& kinds, const std::function<bool(const Notice&)>& is_over) {
  std::vector<std::string> over;
  for (const NoticeKind kind : kinds) {
    for (auto rows = db.query("SELECT id, detail FROM notice WHERE open = 1 AND kind = $1 ORDER BY at DESC LIMIT $2",
                              std::string(name_of(kind)), max_open_notices);
         rows.next();) {
      const auto told = parse_notice(rows.text(1));
      if (told && is_over(*told)) over.push_back(rows.text(0));
    }
  }
  for (const std::string& id : over) {
    db.run("UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $2 END WHERE id=$1", id,
           entry.changed);
  }
}

namespace {

// What is left at a place that units have left, or have got their names at.
struct Left {
  bool nothing = false;
  bool nothing_free = false;
  bool all_named = false;
  bool in_stock = false;  // the place itself: a carton that was brought back
  bool settles(NoticeKind kind) const {
    if (kind == NoticeKind::unnamed) return all_named;
    return kind == NoticeKind::bring_back ? nothing_free || in_stock : nothing;
  }
};

Left left_at(Books& books, const Account& here) {
  const auto held = books.held_at(here);
  const bool free = std::any_of(held.begin(), held.end(), [](const Held& one) { return one.account.is_free(); });
  return Left{held.empty(), !free, books.unnamed_at(here, Reach::loose).empty(),
              books.known_location(here.place).holds_stock()};
}

}  // namespace

// Of what was set aside or is to be stopped, nothing is there any more; of what is to be brought back, nothing is free;
// all have their names.
void Books::settle_places() {
  std::map<std::pair<std::string, std::string>, Left> all;
  bool any = false;
  for (const auto& [place, item] : std::exchange(drained_, {})) {
    const Left left = left_at(*this, Account{place, item, {}, {}, {}, 0});
    any = any || left.nothing_free || left.all_named || left.in_stock;
    all.emplace(std::pair(place, item), left);
  }
  if (!any) return;
  settle({NoticeKind::quarantined, NoticeKind::blocked_lot, NoticeKind::bring_back, NoticeKind::unnamed},
         [&](const Notice& notice) {
           if (!notice.place || !notice.item) return false;
           const auto left = all.find({notice.place->text(), notice.item->text()});
           return left != all.end() && left->second.settles(notice.kind);
         });
}

// Lines that have their units again, or want them no more.
void Books::settle_losses(const std::set<OrderLine>& lines) {
  settle({NoticeKind::lost, NoticeKind::short_place}, [&](const Notice& told) {
    if (!told.line || !lines.contains(*told.line)) return false;
    const Holding& change = holdings_[{told.line->document.text(), told.line->line}];
    const auto info = order_line(*told.line);
    if (told.kind == NoticeKind::short_place) return !info || info->demand <= info->shipped + info->picked;
    return !info || info->excess() >= 0 || change.reserved >= told.quantity.units();
  });
}

void Books::tell_losers() {
  std::set<OrderLine> gained;
  for (const auto& [line, change] : holdings_) {
    const OrderLine told{code<OrderNumber>(line.first), line.second};
    if (change.reserved > 0 || change.reserved + change.beyond > 0) gained.insert(told);
    if (change.reserved < 0) tell_loss(told, change);
  }
  gained.merge(less_wanted_);
  if (!gained.empty()) settle_losses(gained);
  settle_places();
}

}  // namespace dockhand
