// Who lost reserved units through an event, and who has them again.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "storage/books/books.h"
#include "storage/codec/codec.h"

namespace dockhand {
namespace {

// Notices that are looked through, the newest first: nobody has more of them open and acts on them.
constexpr int max_open_notices = 200;

// Counts what the event before has told, with a notice of another kind.
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
  const std::int64_t fewer =
      change.gone - change.reserved - std::max<std::int64_t>(0, change.beyond) - change.given_back;
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

void Books::settle(const std::set<NoticeKind>& kinds, const std::function<bool(const Notice&)>& is_over,
                   const std::optional<Instant>& until) {
  std::vector<std::string> over;
  for (const NoticeKind kind : kinds) {
    for (auto rows = db.query("SELECT id, detail FROM notice WHERE open = 1 AND kind = $1 AND at <= $3"
                              " ORDER BY at DESC LIMIT $2",
                              std::string(name_of(kind)), max_open_notices, until ? until->ms : INT64_MAX);
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
  bool all_named = false;
  std::int64_t nobodys = 0;  // among picked goods
  bool settles(NoticeKind kind) const { return kind == NoticeKind::unnamed ? all_named : nothing; }
};

Left left_at(Books& books, const Account& here) {
  const auto held = books.held_at(here);
  std::int64_t nobodys = 0;
  for (const Held& one : books.held_at(here, Reach::loose)) {
    if (one.account.is_free() && books.known_location(here.place).holds_picked()) nobodys += one.quantity;
  }
  return Left{held.empty(), books.unnamed_at(here, Reach::loose).empty(), nobodys};
}

}  // namespace

// What the open notices of a kind, and those of this event, say in sum.
std::int64_t Books::told_in(NoticeKind kind, const std::string& place, const std::string& item) {
  std::int64_t told = 0;
  const auto add = [&](const Notice& notice) {
    const bool same = notice.kind == kind && notice.place && notice.item;
    if (same && notice.place->text() == place && notice.item->text() == item) told += notice.quantity.units();
    return false;
  };
  std::for_each(entry.accepted.notices.begin(), entry.accepted.notices.end(), add);
  settle({kind}, add);
  return told;
}

// Units among picked goods that no order has are to be brought back: all of them, and no more.
void Books::tell_nobodys(const std::string& place, const std::string& item, std::int64_t units) {
  const std::int64_t told = told_in(NoticeKind::bring_back, place, item);
  if (told < units) {
    notice(Notice{.kind = NoticeKind::bring_back,
                  .item = code<ItemCode>(item),
                  .place = code<LocationCode>(place),
                  .quantity = Quantity::nearest(units - told)});
  }
  ask_for_fewer(place, item, told - units);
}

// Who has taken them meanwhile is asked for fewer first.
void Books::ask_for_fewer(const std::string& place, const std::string& item, std::int64_t over) {
  if (over <= 0) return;
  std::vector<std::pair<std::string, Notice>> open;
  for (auto rows = db.query("SELECT id, detail FROM notice WHERE open = 1 AND kind='bring_back' ORDER BY at DESC, id"
                            " LIMIT $1",
                            max_open_notices);
       rows.next();) {
    const auto told = parse_notice(rows.text(1));
    const bool here = told && told->place && told->place->text() == place && told->item && told->item->text() == item;
    if (here) open.emplace_back(rows.text(0), *told);
  }
  std::stable_partition(open.begin(), open.end(), [&](const auto& one) {
    const auto& line = one.second.line;
    return line && holdings_[{line->document.text(), line->line}].beyond > 0;
  });
  for (auto& [id, told] : open) {
    const Quantity fewer = std::min(told.quantity, Quantity::nearest(over));
    if (fewer.none()) continue;
    told.quantity = told.quantity.less(fewer);
    over -= fewer.units();
    db.run("UPDATE notice SET open=$3, detail=$4, changed=CASE WHEN changed<0 THEN changed ELSE $2 END WHERE id=$1", id,
           entry.changed, told.quantity.none() ? 0 : 1, to_json(told));
  }
}

// Fewer of all lots are there than are claimed: what others have reserved stays theirs, and they are told once.
void Books::tell_claimants(const std::string& place, const ItemCode& item) {
  if (known_item(item).tracking != Tracking::lot || !known_location(place).holds_stock()) return;
  std::map<OrderLine, std::int64_t> claimed;
  std::int64_t there = 0;
  for (const Held& held : held_at(Account{place, item.text(), {}, {}, {}, 0}, Reach::loose)) {
    if (held.account.is_free()) there += held.quantity;
    if (!held.account.is_free()) claimed[line_of(held.account)] += held.quantity;
  }
  for (const Held& held : below_zero(item, place)) there += held.quantity;
  if (there >= 0) return;
  settle({NoticeKind::short_place}, [&](const Notice& told) {
    if (told.line && told.item == item && told.place && told.place->text() == place) claimed.erase(*told.line);
    return false;
  });
  for (const auto& [line, units] : claimed) {
    notice(Notice{NoticeKind::short_place, item, line, code<LocationCode>(place), Quantity::nearest(units), {}, {}});
  }
}

Notice Books::asks_to_count(const Account& there, std::int64_t units, const std::string& why) {
  Notice asks{.kind = NoticeKind::count_place,
              .item = code<ItemCode>(there.item),
              .place = code<LocationCode>(there.place),
              .quantity = Quantity::nearest(std::abs(units)),
              .detail = why};
  if (!there.lot.empty()) asks.lot = code<Lot>(there.lot);
  return asks;
}

// Somebody is asked already to count these there, by an event before or by this one.
bool Books::is_asked_for(const Account& there) {
  bool asked = false;
  const auto look = [&](const Notice& told) {
    const bool here = told.kind == NoticeKind::count_place && told.place && told.item;
    if (here && told.place->text() == there.place && told.item->text() == there.item) {
      asked = asked || !told.lot || told.lot->text() == there.lot;
    }
    return false;
  };
  std::for_each(entry.accepted.notices.begin(), entry.accepted.notices.end(), look);
  settle({NoticeKind::count_place}, look);
  return asked;
}

// Hands took what the books did not have there: somebody has to count, whichever event brought it about.
void Books::tell_missing() {
  for (const auto& [where, units] : std::exchange(missing_, {})) {
    const auto& [place, item, lot] = where;
    const auto below = below_zero(code<ItemCode>(item), place);
    const auto is_it = [&, &of_lot = lot](const Held& held) { return held.account.lot == of_lot; };
    if (std::none_of(below.begin(), below.end(), is_it)) continue;
    tell_claimants(place, code<ItemCode>(item));
    if (is_asked_for(Account{place, item, lot, {}, {}, 0})) continue;
    notice(asks_to_count(Account{place, item, lot, {}, {}, 0}, units));
  }
}

bool Books::lacks_name(const Account& account) {
  if (!account.lot.empty() && !account.serial.empty()) return false;
  const Tracking tracking = known_item(code<ItemCode>(account.item)).tracking;
  if (tracking == Tracking::none) return false;
  return tracking == Tracking::serial ? account.serial.empty() : account.lot.empty();
}

// Whichever event has brought units there that nobody has named.
void Books::tell_unnamed() {
  for (const auto& [place, item] : std::exchange(unnamed_came_, {})) {
    std::int64_t units = 0;
    for (const Held& held : unnamed_at(Account{place, item, {}, {}, {}, 0}, Reach::loose)) units += held.quantity;
    if (units == 0 || told_in(NoticeKind::unnamed, place, item) > 0) continue;
    notice(Notice{NoticeKind::unnamed,
                  code<ItemCode>(item),
                  {},
                  code<LocationCode>(place),
                  Quantity::nearest(units),
                  {},
                  entry.because});
  }
}

// Closes what was told of a place where nothing is left of it, or where all units have their names now.
void Books::settle_places() {
  std::map<std::pair<std::string, std::string>, Left> all;
  bool any = false;
  for (const auto& [place, item] : std::exchange(drained_, {})) {
    const Left left = left_at(*this, Account{place, item, {}, {}, {}, 0});
    any = any || left.nothing || left.all_named;
    all.emplace(std::pair(place, item), left);
    if (item != unit_item) tell_nobodys(place, item, left.nobodys);
  }
  if (!any) return;
  settle({NoticeKind::quarantined, NoticeKind::blocked_lot, NoticeKind::unnamed}, [&](const Notice& notice) {
    if (!notice.place || !notice.item) return false;
    const auto left = all.find({notice.place->text(), notice.item->text()});
    return left != all.end() && left->second.settles(notice.kind);
  });
}

// Closes what was told of lines that have their units again, or want them no more.
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
    if (change.reserved < 0 || change.gone > 0) tell_loss(told, change);
  }
  gained.merge(less_wanted_);
  if (!gained.empty()) settle_losses(gained);
  settle_places();
  tell_missing();
  tell_unnamed();
}

}  // namespace dockhand
