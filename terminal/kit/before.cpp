#include "terminal/kit/before.h"

#include <algorithm>

#include "terminal/kit/picking.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Gives each to `key_of`, the oldest first; an empty key: it is about something else.
template <class KeyOf>
Status recall(Views& views, const std::string& document, Session& session, KeyOf key_of) {
  if (!session.begin_recall()) return Done{};
  auto deeds = views.deeds(document);
  if (!deeds) return deeds.error();
  std::reverse(deeds->begin(), deeds->end());
  for (const DeedView& deed : *deeds) {
    const std::string key = deed.undone ? "" : key_of(deed.command.action);
    if (key.empty()) continue;
    session.recall(key, deed.outcome, deed.summary + ", " + wall_clock(deed.command.at));
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
