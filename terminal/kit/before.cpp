#include "terminal/kit/before.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "storage/model/fresh_id.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds longest_shift = std::chrono::hours(12);

std::string told_before(const DeedView& deed, Instant now) {
  return deed.summary + ", " + time_of(deed.command.at, now);
}

// Puts commands, the newest first, together to bookings. What is older than this shift is left out.
std::vector<BookingView> together(std::vector<DeedView> deeds, Instant now) {
  std::vector<BookingView> bookings;
  for (DeedView& deed : deeds) {
    if (!is_of_this_shift(deed.command.at, now)) continue;
    const std::string id = booking_of(deed.command.id);
    if (bookings.empty() || bookings.back().id != id) bookings.push_back({id, {}});
    bookings.back().deeds.push_back(std::move(deed));
  }
  return bookings;
}

// The newest first.
Result<std::vector<DeedView>> not_undone(const ScreenContext& context, const std::string& document) {
  auto deeds = context.views.deeds(document);
  if (deeds) std::erase_if(*deeds, [](const DeedView& deed) { return deed.undone; });
  return deeds;
}

// What is picked of orders, where it was put: each pick has its part of it, the newest first. What has left, came back
// or was counted away is nobody's work any more.
class StillThere {
 public:
  explicit StillThere(Views& views) : views_(views) {}

  Result<bool> takes(const Pick& pick) {
    const std::string& order = pick.line.document.text();
    if (!left_.contains(order)) {
      auto picked = views_.picked_of(pick.line.document);
      if (!picked) return picked.error();
      left_.emplace(order, std::move(*picked));
    }
    for (ClaimView& one : left_.at(order)) {
      const bool same = one.line == pick.line && one.place == pick.to && one.lot == lot_of(pick.units) &&
                        one.serial == serial_of(pick.units);
      if (!same || one.quantity < pick.units.quantity) continue;
      one.quantity = one.quantity.less(pick.units.quantity);
      return true;
    }
    return false;
  }

 private:
  Views& views_;
  std::map<std::string, std::vector<ClaimView>> left_;  // by order
};

// What was booked together with a pick that is not there any more is left out with it: it could not be undone.
Result<std::vector<DeedView>> picks_still_there(const ScreenContext& context, const std::string& document) {
  auto deeds = not_undone(context, document);
  if (!deeds) return deeds;
  StillThere there(context.views);
  std::set<std::string> gone;
  for (const DeedView& deed : *deeds) {
    const auto* pick = std::get_if<Pick>(&deed.command.action);
    const auto is_there = pick != nullptr ? there.takes(*pick) : Result<bool>(true);
    if (!is_there) return is_there.error();
    if (!*is_there) gone.insert(booking_of(deed.command.id));
  }
  std::erase_if(*deeds, [&](const DeedView& deed) { return gone.contains(booking_of(deed.command.id)); });
  return deeds;
}

// Gives each to `key_of`, the oldest first; an empty key: it is about something else. What was booked together with one
// that is not comes with it, without a key: it is undone with it.
template <class KeyOf>
Status recall(const ScreenContext& context, Result<std::vector<DeedView>> deeds, Session& session, KeyOf key_of) {
  if (!deeds) return deeds.error();
  std::reverse(deeds->begin(), deeds->end());
  std::set<std::string> ours, told;
  for (const DeedView& deed : *deeds) {
    if (!key_of(deed.command.action).empty()) ours.insert(booking_of(deed.command.id));
  }
  for (const DeedView& deed : *deeds) {
    const std::string booking = booking_of(deed.command.id);
    if (!ours.contains(booking)) continue;
    session.recall(key_of(deed.command.action), deed.command.action, deed.outcome,
                   told_before(deed, context.clock.now()));
    if (!told.insert(booking).second) continue;
    for (const Action& action : deed.took_back) session.recall_taken_back(action, booking);
  }
  return Done{};
}

}  // namespace

Status recall_picks(const ScreenContext& context, const OrderNumber& order, Session& session) {
  if (!session.begin_recall()) return Done{};
  return recall(context, picks_still_there(context, order.text()), session, [&](const Action& action) {
    const auto* pick = std::get_if<Pick>(&action);
    return pick != nullptr && pick->line.document == order ? key_of(*pick) : std::string();
  });
}

Status recall_picks(const ScreenContext& context, const Cluster& cart, Session& session) {
  if (!session.begin_recall()) return Done{};
  return recall(context, picks_still_there(context, ""), session, [&](const Action& action) {
    const auto* pick = std::get_if<Pick>(&action);
    const auto is_its_own = [&](const Cluster::Part& part) {
      return part.order == pick->line.document && part.tote == pick->to;
    };
    const bool ours = pick != nullptr && std::any_of(cart.parts.begin(), cart.parts.end(), is_its_own);
    return ours ? key_of(*pick) : std::string();
  });
}

Status recall_receipts(const ScreenContext& context, const PurchaseNumber& purchase, Session& session) {
  if (!session.begin_recall()) return Done{};
  return recall(context, not_undone(context, purchase.text()), session, [&](const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    const bool ours =
        receive != nullptr && receive->reason.empty() && receive->purchase && receive->purchase->document == purchase;
    return ours ? receive->purchase->text() : std::string();
  });
}

bool is_of_this_shift(Instant at, Instant now) {
  return at.date() == now.date() || now.ms - at.ms < longest_shift.count();
}

bool BookingView::undone() const {
  return std::all_of(deeds.begin(), deeds.end(), [](const DeedView& deed) { return deed.undone; });
}

std::string BookingView::settled() const {
  if (undone()) return deeds.front().settled;
  return std::find_if(deeds.begin(), deeds.end(), [](const DeedView& deed) { return !deed.undone; })->settled;
}

std::vector<std::string> BookingView::facts() const {
  std::vector<std::string> facts;
  for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
    if (undone() || !deed->undone) facts.push_back(deed->summary);
  }
  return facts;
}

Session BookingView::session(Instant now) const {
  Session session;
  for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
    if (!deed->undone) session.recall({}, deed->command.action, deed->outcome, told_before(*deed, now));
  }
  for (const Action& action : deeds.front().took_back) session.recall_taken_back(action, id);
  return session;
}

Result<std::vector<BookingView>> bookings(Views& views, Instant now, std::size_t limit,
                                          const std::optional<OperatorName>& by) {
  auto read = views.deeds("", limit, by);
  if (!read) return read.error();
  return together(std::move(*read), now);
}

// Mostly it is the newest: what is looked through grows while it is not found.
Result<std::optional<BookingView>> last_booking(Views& views, Instant now, const OperatorName& by) {
  for (const std::size_t commands : {1U, 10U, 100U}) {
    auto read = views.deeds("", commands, by);
    if (!read) return read.error();
    const bool more = read->size() >= commands && is_of_this_shift(read->back().command.at, now);
    for (BookingView& booking : together(std::move(*read), now)) {
      if (!booking.undone()) return std::optional(std::move(booking));
    }
    if (!more) break;
  }
  return std::optional<BookingView>();
}

}  // namespace dockhand
