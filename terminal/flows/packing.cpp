#include "terminal/flows/packing.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {

namespace {

constexpr std::size_t most_picked_orders = 100;

std::int64_t count_to_pack(const std::vector<PickedOrder>& orders) {
  return std::count_if(orders.begin(), orders.end(), [](const PickedOrder& one) { return !one.is_packed(); });
}

}  // namespace

Result<std::vector<PickedOrder>> picked_orders(Views& views) {
  auto read = views.picked(most_picked_orders);
  if (!read) return read.error();
  const auto totes = views.totes();
  if (!totes) return totes.error();
  std::vector<PickedOrder> orders;
  for (OrderView& order : *read) orders.push_back({std::move(order), {}});
  for (const ToteView& one : *totes) {
    if (!Sscc::parse(one.tote.text())) continue;
    const auto its = std::find_if(orders.begin(), orders.end(),
                                  [&](const PickedOrder& order) { return order.order.order.text() == one.order; });
    if (its != orders.end()) its->packed = its->packed + one.units;
  }
  std::stable_partition(orders.begin(), orders.end(), [](const PickedOrder& one) { return !one.is_packed(); });
  return orders;
}

Row row_of(const PickedOrder& one, const std::string& stopped) {
  const bool part = !one.is_packed() && !one.packed.none();
  Row row{.id = "order:" + one.order.order.text(),
          .title = one.order.order.text(),
          .title_is_code = true,
          .detail = with_line(one.order.customer, stopped),
          .value = part ? ratio(one.packed, one.order.picked) : one.order.picked.text(),
          .value_note = one.packed.none() ? "picked" : "packed",
          .stripe = one.is_packed() ? Stripe::done : Stripe::none,
          .icon = one.is_packed() ? Icon::check : Icon::order};
  if (stopped.empty()) return row;
  row.stripe = Stripe::attention;
  row.icon = Icon::attention;
  return row;
}

std::string told_to_pack(const std::vector<PickedOrder>& orders) {
  const std::int64_t open = count_to_pack(orders);
  if (open == 0) return orders.empty() ? "" : "All that is picked is packed";
  const std::string told = counted(open, "order to pack", "orders to pack");
  return orders.size() < most_picked_orders ? told
                                            : fmt::format("{told} among the first {all} that are picked",
                                                          fmt::arg("told", told), fmt::arg("all", orders.size()));
}

Result<std::string> orders_to_pack(Views& views) {
  const auto orders = picked_orders(views);
  if (!orders) return orders.error();
  const std::int64_t open = count_to_pack(*orders);
  return open == 0 ? std::string() : std::to_string(open) + (orders->size() < most_picked_orders ? "" : "+");
}

bool in_carton(const ClaimView& units) { return Sscc::parse(units.place.text()).ok(); }

std::vector<ClaimView> loose_of(const std::vector<ClaimView>& picked) {
  std::vector<ClaimView> loose;
  std::copy_if(picked.begin(), picked.end(), std::back_inserter(loose),
               [](const ClaimView& one) { return !in_carton(one); });
  return loose;
}

bool is_like(const ClaimView& claim, const Units& units) {
  return claim.item == units.item && claim.lot == lot_of(units) && claim.serial == serial_of(units);
}

bool is_like(const Units& a, const Units& b) { return a.item == b.item && a.lot == b.lot && a.serial == b.serial; }

std::string row_of_loose(const ClaimView& claim) {
  return "units:" + claim.place.text() + "|" + claim.item.text() + "|" + claim.lot + "|" + claim.serial;
}

Row loose_row(const ClaimView& claim, Quantity chosen, const Stopped* stopped) {
  Row row{.id = row_of_loose(claim),
          .title = claim.item.text() + tracked_as(claim.lot, claim.serial),
          .title_is_code = true,
          .detail = with_line(fmt::format("in {place}", fmt::arg("place", claim.place.text())),
                              chosen.none() ? "" : fmt::format("{} chosen", chosen.text())),
          .value = claim.quantity.text(),
          .stripe = chosen.none() ? Stripe::none : Stripe::active,
          .icon = chosen.none() ? Icon::stock : Icon::pick};
  if (stopped == nullptr) return row;
  row.detail = with_line(row.detail, fmt::format("{why} Must not leave.", fmt::arg("why", stopped->why)));
  row.stripe = Stripe::attention;
  row.icon = Icon::attention;
  return row;
}

const Stopped* stopped_among(const std::vector<Stopped>& stopped, const std::vector<ClaimView>& loose,
                             const std::vector<Job::Line>& chosen) {
  for (const ClaimView& one : loose) {
    const bool goes = chosen.empty() || std::any_of(chosen.begin(), chosen.end(),
                                                    [&](const Job::Line& line) { return is_like(one, line.units); });
    const Stopped* its = goes ? stopped_among(stopped, one.item, one.lot) : nullptr;
    if (its != nullptr) return its;
  }
  return nullptr;
}

Quantity sum_of(const std::vector<ClaimView>& loose, const Units& like) {
  Quantity sum;
  for (const ClaimView& one : loose) {
    if (is_like(one, like)) sum = sum + one.quantity;
  }
  return sum;
}

std::string packed_meanwhile(const std::vector<ClaimView>& loose, const std::vector<Job::Line>& chosen) {
  for (const Job::Line& line : chosen) {
    const Quantity there = sum_of(loose, line.units);
    if (line.units.quantity <= there) continue;
    return fmt::format("{} of {}{} were chosen, only {} are not packed yet.", line.units.quantity.text(),
                       line.units.item.text(), tracked_as(line.units), there.text());
  }
  return {};
}

void choose_what_is_left(const std::vector<ClaimView>& loose, std::vector<Job::Line>& chosen) {
  for (Job::Line& line : chosen) line.units.quantity = std::min(line.units.quantity, sum_of(loose, line.units));
  std::erase_if(chosen, [](const Job::Line& line) { return line.units.quantity.none(); });
}

Do pack_into(const PackCarton& like, const std::vector<ClaimView>& loose, const std::vector<Job::Line>& chosen) {
  Do booked{{}, {}, Job{}};
  booked.then->packing = like.order;
  std::vector<Job::Line> rest = chosen;
  for (const ClaimView& one : loose) {
    PackCarton pack = like;
    pack.from = one.place;
    pack.units = units_of(one.item, one.quantity, one.lot, one.serial);
    const auto line =
        std::find_if(rest.begin(), rest.end(), [&](const Job::Line& other) { return is_like(one, other.units); });
    if (line == rest.end() && !chosen.empty()) continue;
    if (line != rest.end()) {
      pack.units->quantity = std::min(line->units.quantity, one.quantity);
      line->units.quantity = line->units.quantity.less(pack.units->quantity);
    }
    if (pack.units->quantity.none()) continue;
    if (!stands(Safeguard::packed_as_asked)) pack.units.reset();
    if (pack.units) {
      booked.seen.emplace_back(SeenLoose{one.place, one.item, one.lot, one.serial, pack.units->quantity.units()});
    }
    booked.actions.emplace_back(std::move(pack));
  }
  return booked;
}

void show_cartons(const std::vector<ClaimView>& picked, bool all_packed, WorkPage& page) {
  std::vector<std::pair<LocationCode, Quantity>> cartons;
  for (const ClaimView& one : picked) {
    if (!in_carton(one)) continue;
    if (cartons.empty() || cartons.back().first != one.place) cartons.emplace_back(one.place, Quantity());
    cartons.back().second = cartons.back().second + one.quantity;
  }
  for (const auto& [carton, quantity] : cartons) {
    page.rows.push_back({.id = all_packed ? "" : "carton:" + carton.text(),
                         .title = carton.text(),
                         .title_is_code = true,
                         .detail = all_packed ? "a carton of this order" : "a carton of this order: tap to add to it",
                         .value = quantity.text(),
                         .value_note = "packed",
                         .stripe = Stripe::done,
                         .icon = Icon::check});
  }
}

}  // namespace dockhand
