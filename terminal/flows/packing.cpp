#include "terminal/flows/packing.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {

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
