#include "terminal/flows/parcel.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

std::string name_of(const Ship& ship) {
  return ship.carton ? fmt::format("a carton of {order}", fmt::arg("order", ship.order.text())) : ship.order.text();
}

constexpr std::size_t shortest_number = 8;

// A carrier's label says more than any shelf's; what cannot be printed in a letter is no number.
bool may_be_number(const std::string& code) {
  return code.size() >= shortest_number && code.size() <= Ship::max_name &&
         std::all_of(code.begin(), code.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

Ship Parcels::with_carrier(Ship ship) const {
  ship.carrier = carrier_;
  return ship;
}

std::string Parcels::with() const {
  return carrier_.empty() ? "" : fmt::format(" with {carrier}", fmt::arg("carrier", carrier_));
}

void Parcels::undone(const CommandId& id) {
  if (last_ && last_->id == id) last_.reset();
}

std::vector<Button> Parcels::buttons() const {
  std::vector<Button> shown{carrier_.empty() ? common_button(buttons::carrier)
                                             : worded_button(buttons::carrier, carrier_)};
  if (last_) shown.push_back(common_button(buttons::parcel));
  return shown;
}

std::optional<Step> Parcels::on_tap(std::string_view id) {
  if (id == buttons::carrier.id) {
    asked_ = Asked::carrier;
    return AskText{"Carrier", "Who takes what is loaded", ""};
  }
  if (id != buttons::parcel.id || !last_) return std::nullopt;
  asked_ = Asked::number;
  return AskText{"Parcel number", fmt::format("of {what}, which has left", fmt::arg("what", name_of(last_->ship))), ""};
}

Step Parcels::on_text(const std::string& text) {
  if (text.size() > Ship::max_name) {
    return Refuse{refusal("Too long", fmt::format("At most {most} letters are kept. Type it shorter.",
                                                  fmt::arg("most", Ship::max_name))),
                  {}};
  }
  if (asked_ == Asked::number) return last_ ? say(last_->ship.carrier, text) : Step(NotMine{});
  carrier_ = text;
  // What left before it was named has left with it, if nothing else was said of it.
  return last_ && last_->ship.carrier.empty() ? say(text, last_->ship.tracking) : Step(Stay{});
}

Step Parcels::say(std::string carrier, std::string tracking) const {
  Ship ship = last_->ship;
  ship.carrier = std::move(carrier);
  ship.tracking = std::move(tracking);
  return anew(std::move(ship));
}

// It is booked once more, with what is known of it now, unless something was picked for its order meanwhile: that would
// leave with it.
Do Parcels::anew(Ship ship) const {
  SeenPicked seen{ship.order, ship.carton, {}};
  return Do{{Undo{last_->id}, std::move(ship)}, {std::move(seen)}};
}

std::optional<Step> Parcels::ask_about(const Scan& scan) const {
  const std::string code = scan.sscc ? scan.sscc->text() : scan.symbol.text;
  if (!last_ || !last_->ship.tracking.empty() || !may_be_number(code)) return std::nullopt;
  Ship ship = last_->ship;
  ship.tracking = code;
  if (ship.carrier.empty()) ship.carrier = carrier_;
  return Question{
      fmt::format("Has {what} left as parcel {code}?", fmt::arg("what", name_of(last_->ship)), fmt::arg("code", code)),
      {{.id = "parcel", .title = "Yes", .then = anew(std::move(ship)), .icon = Icon::truck}}};
}

}  // namespace dockhand
