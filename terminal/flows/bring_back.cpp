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

}  // namespace

std::string words_of(const BringBackView& units) {
  const std::string why = units.orders.empty() ? "Nobody wants them any more"
                                               : units.orders + (units.cancelled ? " was cancelled" : " needs no more");
  return fmt::format("{}: put {} of {}{} back from {}", why, units.quantity.text(), units.name,
                     tracked_as(units.lot, units.serial), units.place.text());
}

std::string words_of(const std::vector<BringBackView>& units) {
  std::vector<std::string> facts;
  facts.reserve(units.size());
  for (const BringBackView& one : units) facts.push_back(words_of(one));
  return in_short(facts);
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

void show_put_back(const std::vector<BringBackView>& units, WorkPage& page) {
  for (const BringBackView& one : units) {
    page.rows.push_back({.id = std::string(row_prefix) + one.place.text(),
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
  return {fmt::format("{what} first?", fmt::arg("what", words_of(units))),
          {{.id = "put_back", .title = "Put back", .then = Open{ScreenId::move, units.front().place}}}};
}

}  // namespace dockhand
