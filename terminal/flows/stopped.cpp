#include "terminal/flows/stopped.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/bring_back.h"
#include "terminal/kit/lot_state.h"
#include "terminal/kit/words.h"

namespace dockhand {

Result<std::vector<Stopped>> stopped_now(Views& views, Date today) {
  std::vector<Stopped> stopped;
  auto picked = views.picked_stopped(today);
  if (!picked) return picked.error();
  for (ClaimView& one : *picked) {
    auto why = why_blocked(views, one.item, one.lot, today);
    if (!why) return why.error();
    stopped.push_back({std::move(one), std::move(why).value()});
  }
  return stopped;
}

Result<std::vector<Stopped>> stopped_of(Views& views, const OrderNumber& order, Date today) {
  const auto all = stopped_now(views, today);
  if (!all) return all.error();
  return stopped_of(*all, order);
}

std::vector<Stopped> stopped_of(const std::vector<Stopped>& all, const OrderNumber& order) {
  std::vector<Stopped> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const Stopped& one) { return one.units.line.document == order; });
  return some;
}

const Stopped* stopped_among(const std::vector<Stopped>& all, const ItemCode& item, const std::string& lot) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Stopped& one) { return one.units.item == item && one.units.lot == lot; });
  return found == all.end() ? nullptr : &*found;
}

std::string words_of(const std::vector<Stopped>& stopped) {
  Quantity units;
  for (const Stopped& one : stopped) units = units + one.units.quantity;
  if (units.none()) return "";
  return fmt::format("{units} must not leave: their lot is stopped", fmt::arg("units", units.text()));
}

std::string words_of(const Stopped& stopped) {
  const ClaimView& units = stopped.units;
  return fmt::format("{why} {quantity} of {item} for {order} must not leave.", fmt::arg("why", stopped.why),
                     fmt::arg("quantity", units.quantity.text()), fmt::arg("item", units.item.text()),
                     fmt::arg("order", units.line.document.text()));
}

void show_stopped(const std::vector<Stopped>& stopped, WorkPage& page) {
  for (const Stopped& one : stopped) {
    page.rows.push_back({.id = row_to_take_from(one.units.place),
                         .title = one.units.place.text(),
                         .title_is_code = true,
                         .detail = fmt::format("{what}\ntap to take them from there", fmt::arg("what", words_of(one))),
                         .value = one.units.quantity.text(),
                         .value_note = "to take out",
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

Question ask_to_take_out(const Stopped& stopped) {
  return {fmt::format("{what} Take them from {place} first? Then pick others for it.",
                      fmt::arg("what", words_of(stopped)), fmt::arg("place", stopped.units.place.text())),
          {{.id = "take_out", .title = "Take out", .then = Open{ScreenId::move, stopped.units.place}}}};
}

Refuse refuse_stopped(const Stopped& stopped) {
  return {refusal("Must not leave",
                  fmt::format("{what} Take them from {place} first, with Move. Nothing was booked.",
                              fmt::arg("what", words_of(stopped)), fmt::arg("place", stopped.units.place.text()))),
          {}};
}

}  // namespace dockhand
