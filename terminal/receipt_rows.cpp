#include "terminal/receipt_rows.h"

#include <algorithm>

#include "storage/wording.h"
#include "terminal/words.h"

namespace dockhand {
namespace {

constexpr std::string_view prefix = "why:";

}  // namespace

Result<Lanes> lanes_of(Views& views, const Accepted& outcome) {
  Lanes lanes;
  for (const Explanation& claim : outcome.claims) {
    if (claim.granted.none()) continue;
    const auto list = views.pick_list(claim.rank.line.document);
    if (!list) return list.error();
    if (*list) lanes.emplace_back(claim.rank.line, (*list)->lane);
  }
  return lanes;
}

void show_claims(WorkPage& page, const Accepted& outcome, const Lanes& lanes) {
  page.list_heading = with_arrows(headline(outcome));
  for (const Explanation& claim : outcome.claims) {
    if (claim.granted.none()) continue;
    const OrderLine& line = claim.rank.line;
    const auto lane = std::find_if(lanes.begin(), lanes.end(), [&](const auto& known) { return known.first == line; });
    page.rows.push_back({.id = std::string(prefix) + line.text(),
                         .title = line.text(),
                         .title_is_code = true,
                         .detail = claim.customer + (lane == lanes.end() ? "" : "\nBring to " + lane->second.text()),
                         .value = claim.granted.text(),
                         .value_note = "of " + claim.waiting.text(),
                         .stripe = Stripe::done,
                         .icon = Icon::truck});
  }
}

std::optional<Step> open_why(std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const auto line = OrderLine::parse(id.substr(prefix.size()));
  return line ? Step(Open{ScreenId::why, *line}) : Step(NotMine{});
}

Row stock_row(std::string id, Quantity free, const std::vector<Pack>& packs) {
  return {.id = std::move(id),
          .title = "To stock",
          .detail = "Nobody waits for these",
          .value = free.text(),
          .value_note = pack_note(free, packs),
          .icon = Icon::stock};
}

Row purchase_row(std::string id, const PurchaseLineView& line, bool active) {
  const bool over = line.received > line.expected;
  const bool full = line.received == line.expected;
  const std::string state = over   ? in_packs(line.received.less(line.expected), line.packs) + " too many"
                            : full ? "complete"
                                   : "open " + in_packs(line.open, line.packs);
  return {.id = std::move(id),
          .title = line.name,
          .detail = line.item.text() + "\n" + state,
          .value = ratio(line.received, line.expected),
          .value_note = over ? "over" : "",
          .stripe = over     ? Stripe::attention
                    : full   ? Stripe::done
                    : active ? Stripe::active
                             : Stripe::none,
          .icon = over   ? Icon::attention
                  : full ? Icon::check
                         : Icon::item};
}

Row blind_row(std::string id, const ItemCode& item, const std::string& name, Quantity received,
              const std::vector<Pack>& packs) {
  return {.id = std::move(id),
          .title = name,
          .detail = item.text() + "\nreceived without a purchase",
          .value = received.text(),
          .value_note = pack_note(received, packs),
          .stripe = Stripe::done,
          .icon = Icon::check};
}

}  // namespace dockhand
