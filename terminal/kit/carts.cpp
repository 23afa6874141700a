#include "terminal/kit/carts.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::string id_of(const Jobs::Begun& cart) { return "cart:" + cart.about; }

// Returns "T-01, T-02".
std::string totes_of(const Cluster& cart) {
  std::string text;
  for (const Cluster::Part& part : cart.parts) text += (text.empty() ? "" : ", ") + part.tote.text();
  return text;
}

std::string orders_of(const Cluster& cart) {
  std::string text;
  for (const Cluster::Part& part : cart.parts) text += (text.empty() ? "" : ", ") + part.order.text();
  return text;
}

template <class IsWanted>
BegunCarts only(BegunCarts carts, IsWanted is_wanted) {
  std::erase_if(carts, [&](const Jobs::Begun& cart) { return !is_wanted(cart); });
  return carts;
}

template <class IsPart>
BegunCarts with_part(BegunCarts carts, IsPart is_part) {
  return only(std::move(carts), [&](const Jobs::Begun& cart) {
    return std::any_of(cart.job.cart->parts.begin(), cart.job.cart->parts.end(), is_part);
  });
}

}  // namespace

std::string about_of(const Cluster& cart) {
  std::string text = cart.zone;
  for (const Cluster::Part& part : cart.parts) text += "|" + part.order.text() + ">" + part.tote.text();
  return text;
}

bool is_part_of(const Cluster& part, const Cluster& cart) {
  const auto is_there = [&](const Cluster::Part& one) {
    return std::find(cart.parts.begin(), cart.parts.end(), one) != cart.parts.end();
  };
  return part.zone == cart.zone && std::all_of(part.parts.begin(), part.parts.end(), is_there);
}

bool shares_order(const Cluster& one, const Cluster& other) {
  return std::any_of(one.parts.begin(), one.parts.end(), [&](const Cluster::Part& part) {
    return std::any_of(other.parts.begin(), other.parts.end(),
                       [&](const Cluster::Part& there) { return there.order == part.order; });
  });
}

const LocationCode& tote_for(const Cluster& cart, const OrderNumber& order) {
  const auto is_its = [&](const Cluster::Part& part) { return part.order == order; };
  return std::find_if(cart.parts.begin(), cart.parts.end(), is_its)->tote;
}

BegunCarts begun_carts(const Jobs* jobs) {
  if (jobs == nullptr) return {};
  return only(jobs->all(),
              [](const Jobs::Begun& begun) { return begun.job.cart && begun.screen == name_of(ScreenId::cluster); });
}

BegunCarts with_order(BegunCarts carts, const OrderNumber& order) {
  return with_part(std::move(carts), [&](const Cluster::Part& part) { return part.order == order; });
}

BegunCarts with_tote(BegunCarts carts, const LocationCode& tote) {
  return with_part(std::move(carts), [&](const Cluster::Part& part) { return part.tote == tote; });
}

std::optional<OrderNumber> order_in(const BegunCarts& carts, const LocationCode& tote) {
  for (const Jobs::Begun& cart : with_tote(carts, tote)) {
    for (const Cluster::Part& part : cart.job.cart->parts) {
      if (part.tote == tote) return part.order;
    }
  }
  return std::nullopt;
}

BegunCarts in_zone(BegunCarts carts, std::string_view zone) {
  return only(std::move(carts), [&](const Jobs::Begun& cart) {
    const std::string& of = cart.job.cart->zone;
    return zone.empty() || of.empty() || of == zone;
  });
}

void show_carts(const BegunCarts& carts, Instant now, WorkPage& page) {
  std::vector<Row> rows;
  for (const Jobs::Begun& cart : carts) {
    const std::string begun = words_of(cart.job);
    if (cart.job.holds_work()) page.strip = fmt::format("Work recovered ({}): {}.", cart.by.text(), begun);
    rows.push_back({.id = id_of(cart),
                    .title = fmt::format("Go on: {totes}", fmt::arg("totes", totes_of(*cart.job.cart))),
                    .detail = fmt::format("{}\n{} · {}", orders_of(*cart.job.cart), begun, begun_by(cart, now)),
                    .stripe = Stripe::attention,
                    .icon = Icon::attention});
  }
  page.rows.insert(page.rows.begin(), rows.begin(), rows.end());
}

std::optional<Step> open_cart_row(const BegunCarts& carts, std::string_view id) {
  const auto tapped = std::find_if(carts.begin(), carts.end(), [&](const auto& cart) { return id == id_of(cart); });
  return tapped == carts.end() ? std::nullopt : std::optional<Step>(Open{ScreenId::cluster, *tapped->job.cart});
}

Status said_of_cancelled(Views& views, const Cluster::Part& part, const PickList& list,
                         const std::vector<BringBackView>& unwanted, std::string& said) {
  if (!list.stops.empty() || !list.picked.none() || !list.waiting.none() || list.hold) return Done{};
  const auto lines = views.order_lines(part.order);
  if (!lines) return lines.error();
  const auto is_wanted = [](const OrderLineView& line) { return !line.ordered.none() || !line.shipped.none(); };
  if (std::any_of(lines->begin(), lines->end(), is_wanted)) return Done{};
  if (!said.empty()) said += " ";
  const bool holds_units = std::any_of(unwanted.begin(), unwanted.end(),
                                       [&](const BringBackView& units) { return units.place == part.tote; });
  said += fmt::format("{} was cancelled: {}.", part.order.text(),
                      holds_units ? fmt::format("put back what is in {tote}", fmt::arg("tote", part.tote.text()))
                                  : fmt::format("{tote} stays empty", fmt::arg("tote", part.tote.text())));
  return Done{};
}

Question ask_to_keep(const Cluster& cart) {
  return {.words = fmt::format("Keep {totes} for {orders}?", fmt::arg("totes", totes_of(cart)),
                               fmt::arg("orders", orders_of(cart))),
          .choices = {{.id = "keep_cart",
                       .title = "Keep the cart",
                       .then = Leave{fmt::format("Kept: {totes}", fmt::arg("totes", totes_of(cart)))},
                       .icon = Icon::check},
                      {.id = "end_cart", .title = "Take it apart", .then = {}, .icon = Icon::attention}},
          .no = "Go on"};
}

}  // namespace dockhand
