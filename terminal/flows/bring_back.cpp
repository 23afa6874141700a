#include "terminal/flows/bring_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::string_view row_prefix = "put_back:";

template <class IsMeant>
std::vector<BringBackView> chosen(const std::vector<BringBackView>& all, IsMeant is_meant) {
  std::vector<BringBackView> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some), is_meant);
  return some;
}

std::string why_unwanted(const BringBackView& units) {
  if (units.orders.empty()) return "Nobody wants them any more";
  return units.cancelled ? fmt::format("{orders} was cancelled", fmt::arg("orders", units.orders))
                         : fmt::format("{orders} needs no more", fmt::arg("orders", units.orders));
}

std::string goods_in_words(const BringBackView& units) {
  return fmt::format("{units} of {what}", fmt::arg("units", units.quantity.text()),
                     fmt::arg("what", units.name + tracked_as(units.lot, units.serial)));
}

}  // namespace

std::string words_of(const BringBackView& units) {
  return fmt::format("{why}: put {goods} back from {place}", fmt::arg("why", why_unwanted(units)),
                     fmt::arg("goods", goods_in_words(units)), fmt::arg("place", units.place.text()));
}

// What one order does not want is one sentence.
std::string words_of(const std::vector<BringBackView>& units) {
  if (units.size() == 1) return words_of(units.front());
  std::vector<std::string> facts, goods;
  facts.reserve(units.size());
  goods.reserve(units.size());
  for (const BringBackView& one : units) {
    facts.push_back(words_of(one));
    goods.push_back(fmt::format("{goods} from {place}", fmt::arg("goods", goods_in_words(one)),
                                fmt::arg("place", one.place.text())));
  }
  const bool one_reason = std::all_of(units.begin(), units.end(), [&](const BringBackView& one) {
    return why_unwanted(one) == why_unwanted(units.front());
  });
  if (units.empty() || !one_reason) return in_short(facts);
  return fmt::format("{why}: put back {goods}", fmt::arg("why", why_unwanted(units.front())),
                     fmt::arg("goods", in_short(goods)));
}

std::vector<BringBackView> at_place(const std::vector<BringBackView>& all, const LocationCode& place) {
  return chosen(all, [&](const BringBackView& one) { return one.place == place; });
}

std::vector<BringBackView> on_cart(const std::vector<BringBackView>& all, const Cluster& cart) {
  return chosen(all, [&](const BringBackView& one) {
    return std::any_of(cart.parts.begin(), cart.parts.end(),
                       [&](const Cluster::Part& part) { return part.tote == one.place; });
  });
}

std::vector<BringBackView> of_order(const std::vector<BringBackView>& all, const OrderNumber& order) {
  return chosen(all, [&](const BringBackView& one) {
    return (", " + one.orders + ", ").find(", " + order.text() + ", ") != std::string::npos;
  });
}

std::string row_to_take_from(const LocationCode& place) { return std::string(row_prefix) + place.text(); }

void show_put_back(const std::vector<BringBackView>& units, WorkPage& page) {
  for (const BringBackView& one : units) {
    page.rows.push_back({.id = row_to_take_from(one.place),
                         .title = one.place.text(),
                         .title_is_code = true,
                         .detail = fmt::format("{what}\ntap to take them from there", fmt::arg("what", words_of(one))),
                         .value = one.quantity.text(),
                         .value_note = "to put back",
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

std::optional<Step> open_put_back(std::string_view id) {
  if (!id.starts_with(row_prefix)) return std::nullopt;
  const auto place = LocationCode::parse(id.substr(row_prefix.size()));
  return place ? std::optional<Step>(Open{ScreenId::move, *place}) : std::nullopt;
}

Question ask_to_put_back(const std::vector<BringBackView>& units) {
  const std::string what = words_of(units);
  return {units.size() == 1 ? fmt::format("{what} first?", fmt::arg("what", what))
                            : fmt::format("{what}. Put them back first?", fmt::arg("what", what)),
          {{.id = "put_back", .title = "Put back", .then = Open{ScreenId::move, units.front().place}}}};
}

}  // namespace dockhand
