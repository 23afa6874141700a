#include "terminal/kit/before.h"

#include <algorithm>
#include <set>

#include "storage/model/fresh_id.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Gives each to `key_of`, the oldest first; an empty key: it is about something else. What was booked together with one
// that is not comes with it, without a key: it is undone with it.
template <class KeyOf>
Status recall(Views& views, const std::string& document, Session& session, KeyOf key_of) {
  if (!session.begin_recall()) return Done{};
  auto deeds = views.deeds(document);
  if (!deeds) return deeds.error();
  std::reverse(deeds->begin(), deeds->end());
  std::erase_if(*deeds, [](const DeedView& deed) { return deed.undone; });
  std::set<std::string> ours, told;
  for (const DeedView& deed : *deeds) {
    if (!key_of(deed.command.action).empty()) ours.insert(booking_of(deed.command.id));
  }
  for (const DeedView& deed : *deeds) {
    const std::string booking = booking_of(deed.command.id);
    if (!ours.contains(booking)) continue;
    session.recall(key_of(deed.command.action), deed.command.action, deed.outcome,
                   deed.summary + ", " + wall_clock(deed.command.at));
    if (!told.insert(booking).second) continue;
    for (const Action& action : deed.took_back) session.recall_taken_back(action, booking);
  }
  return Done{};
}

}  // namespace

Status recall_picks(Views& views, const OrderNumber& order, Session& session) {
  return recall(views, order.text(), session, [&](const Action& action) {
    const auto* pick = std::get_if<Pick>(&action);
    return pick != nullptr && pick->line.document == order ? key_of(*pick) : std::string();
  });
}

Status recall_picks(Views& views, const Cluster& cart, Session& session) {
  return recall(views, "", session, [&](const Action& action) {
    const auto* pick = std::get_if<Pick>(&action);
    const auto is_its_own = [&](const Cluster::Part& part) { return part.order == pick->line.document; };
    const bool ours = pick != nullptr && std::any_of(cart.parts.begin(), cart.parts.end(), is_its_own);
    return ours ? key_of(*pick) : std::string();
  });
}

Status recall_receipts(Views& views, const PurchaseNumber& purchase, Session& session) {
  return recall(views, purchase.text(), session, [&](const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    const bool ours =
        receive != nullptr && receive->reason.empty() && receive->purchase && receive->purchase->document == purchase;
    return ours ? receive->purchase->text() : std::string();
  });
}

}  // namespace dockhand
