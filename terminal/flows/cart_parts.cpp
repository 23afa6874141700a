#include "terminal/flows/cart_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "terminal/flows/bring_back.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

Result<CartPart> read_part(Views& views, const Cluster::Part& bound) {
  auto list = views.pick_list(bound.order);
  if (!list) return list.error();
  const auto picked = views.picked_of(bound.order);
  if (!picked) return picked.error();
  CartPart part{bound, std::move(list).value(), {}, {}};
  const auto lane = views.lane_of(bound.order);
  if (part.list && lane) part.list->lane = *lane;
  for (const ClaimView& one : *picked) {
    if (one.place == bound.tote) part.in_tote = part.in_tote + one.quantity;
    if (lane && one.place == *lane) part.brought = part.brought + one.quantity;
  }
  return part;
}

// What an order has in its tote once a walk is over: what it still needs, in other zones or from stock that has yet to
// come, is said.
Row tote_row(const LocationCode& tote, const PickList& list) {
  std::string state = "complete";
  if (!list.waiting.none())
    state = fmt::format("waiting for stock: {waiting}", fmt::arg("waiting", list.waiting.text()));
  if (!list.to_pick.none())
    state = fmt::format("{to_pick} to pick in other zones", fmt::arg("to_pick", list.to_pick.text()));
  const bool nothing = list.waiting.none() && list.to_pick.none() && list.picked.none();
  if (nothing) state = "nothing is wanted of it any more";
  const bool complete = list.waiting.none() && list.to_pick.none() && !nothing;
  if (!nothing) state = fmt::format("{state}, to {lane}", fmt::arg("state", state), fmt::arg("lane", list.lane.text()));
  return {.title = tote.text(),
          .title_is_code = true,
          .detail = fmt::format("{order} · {customer}\n{state}", fmt::arg("order", list.order.text()),
                                fmt::arg("customer", list.customer), fmt::arg("state", state)),
          .value = list.picked.text(),
          .value_note = "picked",
          .stripe = complete ? Stripe::done : Stripe::attention,
          .icon = complete ? Icon::check : Icon::attention};
}

}  // namespace

Result<CartParts> read_cart(Views& views, const Cluster& cart) {
  CartParts parts;
  const auto unwanted = views.to_bring_back();
  if (!unwanted) return unwanted.error();
  parts.unwanted = on_cart(*unwanted, cart);
  parts.all.reserve(cart.parts.size());
  for (const Cluster::Part& bound : cart.parts) {
    auto read = read_part(views, bound);
    if (!read) return read.error();
    CartPart part = std::move(read).value();
    if (part.list) {
      const std::size_t said = parts.cancelled.size();
      auto looked = said_of_cancelled(views, bound, *part.list, parts.unwanted, parts.cancelled);
      if (!looked) return looked.error();
      part.cancelled = parts.cancelled.size() != said;
    }
    parts.all.push_back(std::move(part));
  }
  return parts;
}

bool CartParts::is_cancelled(const OrderNumber& order) const {
  return std::any_of(all.begin(), all.end(),
                     [&](const CartPart& part) { return part.cancelled && part.bound.order == order; });
}

std::vector<PickStop> CartParts::stops(const std::string& zone) const {
  std::vector<PickStop> stops;
  for (const CartPart& part : all) {
    if (!part.list) continue;
    std::copy_if(part.list->stops.begin(), part.list->stops.end(), std::back_inserter(stops),
                 [&](const PickStop& stop) { return zone.empty() || stop.zone == zone; });
  }
  std::stable_sort(stops.begin(), stops.end(), [](const PickStop& a, const PickStop& b) {
    return std::tie(a.walk, a.from, a.item, a.lot, a.serial) < std::tie(b.walk, b.from, b.item, b.lot, b.serial);
  });
  return stops;
}

float CartParts::progress() const {
  Quantity in_totes, wanted;
  for (const CartPart& part : all) {
    in_totes = in_totes + part.in_tote;
    wanted = wanted + part.in_tote + (part.list ? part.list->to_pick : Quantity());
  }
  return share(in_totes, wanted);
}

void CartParts::show_totes(WorkPage& page) const {
  for (const CartPart& part : all) {
    if (!part.list) continue;
    Row row = tote_row(part.bound.tote, *part.list);
    const Quantity elsewhere = part.list->picked.less(part.in_tote);
    if (!elsewhere.none()) row.detail += fmt::format("\n{} of it lie elsewhere", elsewhere.text());
    row.value = part.in_tote.text();
    page.rows.push_back(std::move(row));
  }
}

void CartParts::show_to_take_out(WorkPage& page) const {
  show_put_back(unwanted, page);
  show_stopped(stopped, page);
}

Status read_stopped(Views& views, Date today, CartParts& parts) {
  const auto all = stopped_now(views, today);
  if (!all) return all.error();
  for (const CartPart& part : parts.all) {
    const auto its = stopped_of(*all, part.bound.order);
    parts.stopped.insert(parts.stopped.end(), its.begin(), its.end());
  }
  return Done{};
}

std::string told_when_apart(const CartParts& parts) {
  std::string still, totes;
  for (const CartPart& part : parts.all) {
    if (part.in_tote.none()) continue;
    const std::string tote = part.bound.tote.text();
    still += (still.empty() ? "" : ", ") +
             fmt::format("{picked} of {order} in {tote}", fmt::arg("picked", part.in_tote.text()),
                         fmt::arg("order", part.bound.order.text()), fmt::arg("tote", tote));
    totes += (totes.empty() ? "" : " or ") + tote;
  }
  if (still.empty()) return "The cart is taken apart";
  return fmt::format("The cart is taken apart. Still picked: {still}. To go on, scan {totes} under Pick.",
                     fmt::arg("still", still), fmt::arg("totes", totes));
}

}  // namespace dockhand
