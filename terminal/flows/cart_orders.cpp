#include "terminal/flows/cart_orders.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "terminal/flows/at_it.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view take_order = "take:";
constexpr char before_tote = '\n';  // no code has one in it

std::string take_id(const OrderNumber& order) { return std::string(take_order) + order.text(); }

const ToteView* tote_of(const std::vector<ToteView>& totes, const OrderNumber& order) {
  const auto tote =
      std::find_if(totes.begin(), totes.end(), [&](const ToteView& one) { return one.order == order.text(); });
  return tote == totes.end() ? nullptr : &*tote;
}

std::string said_of_tote(const std::string& tote, Quantity picked, bool taken) {
  if (picked.none()) {
    return taken ? fmt::format("in {tote}", fmt::arg("tote", tote))
                 : fmt::format("begun in {tote}", fmt::arg("tote", tote));
  }
  const std::string units = picked.text();
  return taken ? fmt::format("in {tote}, {units} picked", fmt::arg("tote", tote), fmt::arg("units", units))
               : fmt::format("begun in {tote}, {units} picked", fmt::arg("tote", tote), fmt::arg("units", units));
}

}  // namespace

Result<std::optional<CartOrder>> read_cart_order(const ScreenContext& context, const OrderNumber& order,
                                                 const std::string& zone, const KnownTotes& totes) {
  const auto list = context.views.pick_list(order);
  if (!list) return list.error();
  if (!*list) return std::optional<CartOrder>();
  CartOrder one{.order = order, .customer = (*list)->customer};
  one.begun = told_begun(context, **list);
  one.ask = ask_to_go_on(context, **list, take_id(order));
  one.items.reserve((*list)->stops.size());
  for (const PickStop& stop : (*list)->stops) {
    if (!zone.empty() && stop.zone != zone) continue;
    one.to_pick = one.to_pick + stop.quantity;
    one.items.push_back(stop.item);
    one.places.push_back(stop.from);
  }
  if (one.to_pick.none()) return std::optional<CartOrder>();
  if (const auto* tote = tote_of(totes.all, order)) {
    one.tote = tote->tote;
    one.in_tote = tote->units;
  } else if (const auto carts = with_order(totes.carts, order); !carts.empty()) {
    one.tote = tote_for(*carts.front().job.cart, order);
  }
  return std::optional(std::move(one));
}

Row row_of(const CartOrder& one, bool taken) {
  std::string detail = taken || one.tote ? one.customer : with_line(one.customer, one.begun);
  if (one.tote) detail = with_line(detail, said_of_tote(one.tote->text(), one.in_tote, taken));
  return {.id = (taken ? "taken:" : "order:") + one.order.text(),
          .title = one.order.text(),
          .title_is_code = true,
          .detail = std::move(detail),
          .value = one.to_pick.text(),
          .value_note = "to pick",
          .stripe = taken ? Stripe::done : Stripe::none,
          .icon = taken ? Icon::check : Icon::order};
}

Question asked_for_tote(const CartOrder& one, const LocationCode& tote) {
  Question question = *one.ask;
  question.choices.front().id = take_id(one.order) + before_tote + tote.text();
  return question;
}

std::optional<TakenAnswer> taken_answer(std::string_view id) {
  if (!id.starts_with(take_order)) return std::nullopt;
  id.remove_prefix(take_order.size());
  const std::size_t end = id.find(before_tote);
  const auto order = OrderNumber::parse(id.substr(0, end));
  if (!order) return std::nullopt;
  const auto tote = LocationCode::parse(end == std::string_view::npos ? "" : id.substr(end + 1));
  return TakenAnswer{*order, tote ? std::optional(*tote) : std::nullopt};
}

}  // namespace dockhand
