#include "terminal/flows/half_done.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "terminal/flows/cart_parts.h"
#include "terminal/flows/packing.h"
#include "terminal/flows/receipt_rows.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

using HowFar = Result<std::optional<HalfDone>>;

HowFar half_picked_of(Views& views, const OrderNumber& order) {
  const auto list = views.pick_list(order);
  if (!list) return list.error();
  HalfDone half{.left = "not all picked yet", .over = !*list || (*list)->stops.empty()};
  if (!*list) return HowFar(half);
  half.words = fmt::format("{order}: {picked} of {all} picked", fmt::arg("order", order.text()),
                           fmt::arg("picked", (*list)->picked.text()),
                           fmt::arg("all", ((*list)->picked + (*list)->to_pick).text()));
  return HowFar(half);
}

bool is_half_received(const std::vector<PurchaseLineView>& lines) {
  return !sums_of(lines).arrived.none() && !is_complete(lines);
}

HowFar half_received_of(Views& views, const PurchaseNumber& purchase) {
  const auto lines = views.purchase_lines(purchase);
  if (!lines) return lines.error();
  const auto [arrived, expected] = sums_of(*lines);
  return HowFar(
      HalfDone{.words = fmt::format("{purchase}: {arrived} of {all} received", fmt::arg("purchase", purchase.text()),
                                    fmt::arg("arrived", arrived.text()), fmt::arg("all", expected.text())),
               .left = "not all received yet",
               .over = !is_half_received(*lines)});
}

struct Packed {
  Quantity packed, loose;
  bool half() const { return !packed.none() && !loose.none(); }
};

Packed packed_of(const std::vector<ClaimView>& picked) {
  Packed sums;
  for (const ClaimView& one : picked) {
    Quantity& sum = in_carton(one) ? sums.packed : sums.loose;
    sum = sum + one.quantity;
  }
  return sums;
}

HowFar half_packed_of(Views& views, const OrderNumber& order) {
  const auto picked = views.picked_of(order);
  if (!picked) return picked.error();
  const Packed sums = packed_of(*picked);
  return HowFar(HalfDone{
      .words = fmt::format("{order}: {packed} of {all} packed", fmt::arg("order", order.text()),
                           fmt::arg("packed", sums.packed.text()), fmt::arg("all", (sums.packed + sums.loose).text())),
      .left = "not all packed yet",
      .over = !sums.half()});
}

// It is over only once its totes are in their lanes: a cart is never over here.
HowFar cart_of(Views& views, const Job& job) {
  const auto cart = read_cart(views, *job.cart);
  if (!cart) return cart.error();
  Quantity picked, left;
  for (const CartPart& part : cart->all) picked = picked + part.in_tote + part.brought;
  for (const PickStop& stop : cart->stops(job.cart->zone)) left = left + stop.quantity;
  if (picked.none() && left.none()) return HowFar(HalfDone{.words = words_of(job), .left = "not done yet"});
  return HowFar(
      HalfDone{.words = fmt::format("{cart}: {picked} of {all} picked", fmt::arg("cart", words_of(job)),
                                    fmt::arg("picked", picked.text()), fmt::arg("all", (picked + left).text())),
               .left = left.none() ? "not done yet" : "not all picked yet"});
}

constexpr std::size_t most_looked_through = 100;  // bookings

bool is_begun(const Jobs* jobs, const OrderNumber& order) {
  const bool on_cart = !with_order(begun_carts(jobs), order).empty();
  return on_cart || (jobs != nullptr && jobs->find(name_of(ScreenId::pick), order.text()) != nullptr);
}

// Nothing of it is left to be picked now, or others have it.
Result<bool> is_half_picked_here(Views& views, const OrderNumber& order) {
  const auto list = views.pick_list(order);
  if (!list) return list.error();
  const bool half = *list && !(*list)->picked.none() && !(*list)->stops.empty();
  return half && (!(*list)->last_pick || (*list)->last_pick->here);
}

}  // namespace

Result<std::vector<Jobs::Begun>> picked_in_part(Views& views, const Jobs* begun) {
  const auto deeds = views.deeds("", most_looked_through);
  if (!deeds) return deeds.error();
  std::vector<Jobs::Begun> orders;
  std::set<std::string> looked_at;
  for (const DeedView& deed : *deeds) {
    const auto* pick = std::get_if<Pick>(&deed.command.action);
    if (pick == nullptr || deed.undone) continue;
    const OrderNumber& order = pick->line.document;
    if (!looked_at.insert(order.text()).second || is_begun(begun, order)) continue;
    const auto half = is_half_picked_here(views, order);
    if (!half) return half.error();
    if (*half) {
      Job job;
      job.picking = order;
      orders.push_back({name_of(ScreenId::pick), order.text(), deed.command.by, deed.command.at, std::move(job)});
    }
  }
  return orders;
}

Result<std::optional<HalfDone>> how_far(Views& views, const Job& job) {
  if (job.holds_work() || job.asked) return std::optional<HalfDone>();
  if (job.picking) return half_picked_of(views, *job.picking);
  if (job.receiving && !job.onto) return half_received_of(views, *job.receiving);
  if (job.packing) return half_packed_of(views, *job.packing);
  if (job.cart && !job.order) return cart_of(views, job);
  return std::optional<HalfDone>();
}

std::optional<Job> after_receipt(const Job& job, const std::optional<PurchaseNumber>& purchase,
                                 const std::vector<PurchaseLineView>& lines) {
  Job then = job;
  then.label.reset();
  if (purchase && !is_complete(lines)) then.receiving = purchase;
  return then == job ? std::nullopt : std::optional(std::move(then));
}

void follow_receipt(Job& job, const std::vector<PurchaseLineView>& lines) {
  if (!is_half_received(lines)) job.receiving.reset();
}

Quantity end_receipt(Job& job, Quantity booked_here, const std::vector<PurchaseLineView>& lines) {
  const bool goes_on = std::exchange(job.receiving, std::nullopt).has_value();
  return booked_here.none() && goes_on ? sums_of(lines).arrived : booked_here;
}

void follow_packing(Job& job, const std::vector<ClaimView>& picked) {
  if (!packed_of(picked).half()) job.packing.reset();
}

void show_begun_counts(const ScreenContext& context, WorkPage& page) {
  if (context.jobs == nullptr) return;
  for (const Jobs::Begun& begun : context.jobs->all()) {
    if (begun.screen != name_of(ScreenId::count)) continue;
    page.list_heading = "Counted, not booked yet";
    page.rows.push_back({.id = "begun:" + begun.about,
                         .title = begun.about,
                         .title_is_code = true,
                         .detail = words_of(begun.job) + "\n" + begun_by(begun, context.clock.now()),
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

}  // namespace dockhand
