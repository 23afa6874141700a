// Orders that are picked: they leave for the customer. What still lies in a tote is said.
#include <fmt/format.h>

#include <algorithm>

#include "storage/model/place_words.h"
#include "storage/words/wording.h"
#include "terminal/flows/bring_back.h"
#include "terminal/flows/law_stop.h"
#include "terminal/flows/parcel.h"
#include "terminal/flows/stopped.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_handed_over = 4;  // places: what a question can say and a person can check

class ShipScreen final : public Screen {
 public:
  explicit ShipScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.picked();
    if (!read) return read.error();
    orders_ = std::move(read).value();
    auto unwanted = context_.views.to_bring_back();
    if (!unwanted) return unwanted.error();
    unwanted_ = std::move(unwanted).value();
    auto stopped = stopped_now(context_.views, context_.clock.now().date());
    if (!stopped) return stopped.error();
    stopped_ = std::move(stopped).value();
    auto by_law = lines_stopped_by_law(context_.views);
    if (!by_law) return by_law.error();
    by_law_ = std::move(by_law).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Scan what is loaded", .task = "Ship"};
    page.scan_prompt = "Scan order";
    if (!orders_.empty()) {
      page.list_heading = counted(static_cast<std::int64_t>(orders_.size()), "order is picked", "orders are picked");
    }
    page.empty_text = "Nothing is picked. Pick an order first.";
    for (const OrderView& order : orders_) page.rows.push_back(row(order));
    show_put_back(unwanted_, page);
    page.actions = {back_button()};
    for (Button& one : parcels_.buttons()) page.actions.push_back(std::move(one));
    if (!session_.empty()) page.actions.push_back(undo_button());
    return page;
  }

  Expected expects() const override { return {"an order that is picked", {Expected::Any::order}}; }

  Step on_scan(const Scan& scan, const Found& found) override {
    if (std::holds_alternative<FoundNothing>(found)) return parcels_.ask_about(scan).value_or(Step(NotMine{}));
    if (const auto* carton = std::get_if<FoundUnit>(&found)) return ask(carton->unit);
    const auto* order = std::get_if<FoundOrder>(&found);
    return order != nullptr ? ask(order->order) : Step(NotMine{});
  }

  Step on_tap(std::string_view id) override {
    if (id == "undo") return undo_last_of(session_);
    if (auto back = open_put_back(id)) return *back;
    if (auto asked = parcels_.on_tap(id)) return *asked;
    for (const OrderView& order : orders_) {
      if (id == order.order.text()) return ask(order.order);
    }
    return NotMine{};
  }

  Step on_text(const std::string& text) override { return parcels_.on_text(text); }

  // Asked anew, with what is picked now.
  Step on_changed(const Do& asked, const Changed& changed) override {
    const auto* ship = asked.actions.empty() ? nullptr : std::get_if<Ship>(&asked.actions.back());
    if (ship == nullptr) return Screen::on_changed(asked, changed);
    // What has left only gets its number: what is picked now is another matter.
    if (std::holds_alternative<Undo>(asked.actions.front())) {
      return Refuse{
          refusal("Not noted", fmt::format("More of {order} was picked since it has left. Its carrier and its "
                                           "parcel's number cannot be noted here any more.",
                                           fmt::arg("order", ship->order.text()))),
          {}};
    }
    return ship->carton ? ask(*ship->carton) : ask(ship->order);
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    if (const auto* undo = std::get_if<Undo>(&action)) {
      parcels_.undone(undo->target);
      return {.toast = session_.undone(*undo, outcome)};
    }
    if (const auto* answer = std::get_if<CustomerAnswer>(&action)) {
      session_.booked(answer->line.text(), action, outcome);
      return {.toast = noted(*answer), .sound = Sound::done};
    }
    const auto* ship = std::get_if<Ship>(&action);
    if (ship == nullptr) {
      session_.booked("picked", action, outcome);
      return {};
    }
    parcels_.left(*ship, outcome.id, is_all(*ship, outcome.quantity));
    session_.booked(ship->order.text(), action, outcome);
    if (session_.is_put_back(outcome.id)) return {.toast = put_back_words(action)};
    const std::string what =
        ship->carton ? fmt::format("a carton of {order}", fmt::arg("order", ship->order.text())) : ship->order.text();
    if (!ship->tracking.empty()) {
      return {.toast = fmt::format("{what} has left as parcel {number}", fmt::arg("what", what),
                                   fmt::arg("number", ship->tracking)),
              .sound = Sound::done};
    }
    return {.toast = fmt::format("{} has left{}: {}", what, parcels_.with(), outcome.quantity.text()),
            .sound = Sound::done};
  }

 private:
  Step ask(const OrderNumber& number) const {
    const auto order =
        std::find_if(orders_.begin(), orders_.end(), [&](const OrderView& one) { return one.order == number; });
    if (order == orders_.end()) return ask_to_hand_over(number);
    if (order->hold) {
      return Refuse{refusal("Not complete", fmt::format("{number} is {sentence}.", fmt::arg("number", number.text()),
                                                        fmt::arg("sentence", sentence(*order->hold)))),
                    {}};
    }
    const auto is_its = [&](const Stopped& one) { return one.units.line.document == number; };
    if (const auto* stopped = find_stopped(is_its)) return ask_to_take_out(*stopped);
    const auto by_law = stopped_of(context_.views, number, std::nullopt, by_law_);
    if (!by_law) return Refuse{refusal_of(by_law.error()), {}};
    if (*by_law) return ask_about_stop(**by_law, send(Ship{number}, order->picked));
    const Quantity rest = order->waiting + order->reserved;
    const std::string more =
        rest.none() ? "It is complete." : fmt::format("{rest} more are not picked yet.", fmt::arg("rest", rest.text()));
    const std::string packs = order->packs.empty() ? "" : " (" + order->packs + ")";
    const auto in_totes = still_in_totes(number);
    if (!in_totes) return Refuse{refusal_of(in_totes.error()), {}};
    return Question{fmt::format("Ship {}{} of {} to {}{}? {}{}", order->picked.text(), packs, number.text(),
                                order->customer, parcels_.with(), more, *in_totes),
                    {{.id = "ship", .title = "Ship", .then = send(Ship{number}, order->picked), .icon = Icon::truck}}};
  }

  Do send(const Ship& ship, Quantity picked) const {
    return Do{{parcels_.with_carrier(ship)}, {SeenPicked{ship.order, ship.carton, picked}}};
  }

  // Nothing of the order, as it was shown, stays behind.
  bool is_all(const Ship& ship, Quantity left) const {
    const auto order =
        std::find_if(orders_.begin(), orders_.end(), [&](const OrderView& one) { return one.order == ship.order; });
    return ship.carton || order == orders_.end() || order->picked <= left;
  }

  template <class IsMeant>
  const Stopped* find_stopped(IsMeant is_meant) const {
    const auto found = std::find_if(stopped_.begin(), stopped_.end(), is_meant);
    return found == stopped_.end() ? nullptr : &*found;
  }

  // " Still in totes: 4 in T-01."; empty: all of it stands in its lane, or in cartons.
  Result<std::string> still_in_totes(const OrderNumber& number) const {
    const auto picked = context_.views.picked_of(number);
    if (!picked) return picked.error();
    const auto totes = context_.views.totes();
    if (!totes) return totes.error();
    std::string words;
    for (const ToteView& tote : *totes) {
      Quantity units;
      for (const ClaimView& one : *picked) {
        if (one.place == tote.tote) units = units + one.quantity;
      }
      if (units.none() || Sscc::parse(tote.tote.text()).ok()) continue;
      words += fmt::format("{}{} in {}", words.empty() ? " Still in totes: " : ", ", units.text(), tote.tote.text());
    }
    return words.empty() ? words : words + ".";
  }

  Step nothing_to_ship(const OrderNumber& number) const {
    const auto lines = context_.views.order_lines(number);
    if (!lines) return Refuse{refusal_of(lines.error()), {}};
    Quantity left, waits, here;
    for (const OrderLineView& line : *lines) {
      left = left + line.shipped;
      waits = waits + line.waiting;
      here = here + line.reserved + line.picked;
    }
    if (left.none() && here.none() && !waits.none()) {
      return Refuse{
          refusal("Not in stock", fmt::format("Nothing of {number} is in a lane, and nothing can be picked: "
                                              "{waits} wait for stock.",
                                              fmt::arg("number", number.text()), fmt::arg("waits", waits.text()))),
          {}};
    }
    if (here.none() && !left.none()) {
      const std::string rest =
          waits.none() ? "" : fmt::format(" {waits} more wait for stock.", fmt::arg("waits", waits.text()));
      return Refuse{
          refusal(waits.none() ? "Has left" : "Has left in part",
                  fmt::format("{number} has left: {left} were shipped.{rest}", fmt::arg("number", number.text()),
                              fmt::arg("left", left.text()), fmt::arg("rest", rest))),
          {}};
    }
    return Refuse{refusal("Not picked", fmt::format("Nothing of {number} is in a lane. Pick it first.",
                                                    fmt::arg("number", number.text()))),
                  {}};
  }

  // A customer who stands at the counter gets what is reserved: it is picked and leaves with one yes. Everything that
  // the yes books is in the question, so it is about a few places, and about units that nobody has to see first.
  Step ask_to_hand_over(const OrderNumber& number) const {
    if (const auto back = of_order(unwanted_, number); !back.empty()) return ask_to_put_back(back);
    const auto list = context_.views.pick_list(number);
    if (!list) return Refuse{refusal_of(list.error()), {}};
    if (!*list || (*list)->stops.empty()) return nothing_to_ship(number);
    const std::vector<PickStop>& stops = (*list)->stops;
    if (stops.size() > most_handed_over || std::any_of(stops.begin(), stops.end(), has_to_be_seen)) {
      return Refuse{
          refusal("Not picked",
                  fmt::format("{order} has units that have to be scanned, or that lie at many places. Pick it first.",
                              fmt::arg("order", number.text()))),
          {}};
    }
    return hand_over(**list);
  }

  static bool is_tracked(const PickStop& stop) { return !stop.lot.empty() || !stop.serial.empty(); }
  static bool has_to_be_seen(const PickStop& stop) { return is_tracked(stop) && !stop.assume_suggested; }

  // What others put into its lane meanwhile would leave with it, and the question does not say so.
  Question hand_over(const PickList& list) const {
    Do booked{{}, {SeenPicked{list.order, std::nullopt, {}}}};
    std::string what;
    for (const PickStop& stop : list.stops) {
      Units units = units_at(stop, stop.quantity, is_tracked(stop));
      what += (what.empty() ? "" : ", ") + stop.quantity.text() + " of " + stop.item.text() +
              (stop.lot.empty() ? "" : " lot " + stop.lot) + (stop.serial.empty() ? "" : " serial " + stop.serial) +
              assumption_of(units) + " from " + stop.from.text();
      booked.actions.emplace_back(Pick{stop.line, std::move(units), stop.from, list.lane});
      booked.seen.emplace_back(seen_of(stop, stop.quantity));
    }
    booked.actions.emplace_back(parcels_.with_carrier(Ship{list.order}));
    const std::string rest = list.waiting.none() ? "" : fmt::format(" {} more wait for stock.", list.waiting.text());
    return {fmt::format("Nothing of {order} is in a lane. Hand {what} to {customer} now?{rest}",
                        fmt::arg("order", list.order.text()), fmt::arg("what", what),
                        fmt::arg("customer", list.customer), fmt::arg("rest", rest)),
            {{.id = "hand_over", .title = "Hand over", .then = std::move(booked), .icon = Icon::person}}};
  }

  // One carton, while others of its order stay.
  Step ask(const Sscc& carton) const {
    const auto read = context_.views.unit(carton);
    if (!read) return Refuse{refusal_of(read.error()), {}};
    const auto order = OrderNumber::parse(*read ? (*read)->order : "");
    if (!order || is_account((*read)->stands_at)) return NotMine{};
    const auto back = at_place(unwanted_, LocationCode::parse(carton.text()).value());
    if (!back.empty()) return ask_to_put_back(back);
    const auto is_in_it = [&](const Stopped& one) { return one.units.place.text() == carton.text(); };
    if (const auto* stopped = find_stopped(is_in_it)) return ask_to_take_out(*stopped);
    const auto by_law = stopped_of(context_.views, *order, carton, by_law_);
    if (!by_law) return Refuse{refusal_of(by_law.error()), {}};
    if (*by_law) return ask_about_stop(**by_law, {});
    Quantity units;
    PackSum packs;
    for (const UnitContent& content : (*read)->contents) {
      units = units + content.quantity;
      packs.add(content.quantity, content.packs);
    }
    const std::string in_packs = packs.text().empty() ? "" : " (" + packs.text() + ")";
    return Question{fmt::format("Ship this carton of {} with {}{}?", order->text(), units.text(), in_packs),
                    {{.id = "ship", .title = "Ship", .then = send(Ship{*order, carton}, units), .icon = Icon::truck}}};
  }

  bool has_law_stop(const OrderNumber& number) const {
    return std::any_of(by_law_.begin(), by_law_.end(), [&](const OrderLine& one) { return one.document == number; });
  }

  std::string state_of(const OrderView& order, Quantity rest) const {
    if (order.hold) return sentence(*order.hold);
    if (const auto stopped = words_of(stopped_of(stopped_, order.order)); !stopped.empty()) return stopped;
    if (has_law_stop(order.order)) return "a line must not leave: ask its customer";
    return rest.none() ? "complete" : fmt::format("{rest} more are not picked yet", fmt::arg("rest", rest.text()));
  }

  Row row(const OrderView& order) const {
    const Date today = context_.clock.now().date();
    const Quantity rest = order.waiting + order.reserved;
    const bool late = order.promised < today;
    const bool stopped = !stopped_of(stopped_, order.order).empty();
    const bool attention = stopped || has_law_stop(order.order) || late || !rest.none();
    return {.id = order.order.text(),
            .title = order.order.text(),
            .title_is_code = true,
            .detail = fmt::format("{}\n{} {}\n{}", order.customer, late ? "late, promised" : "promised",
                                  day(order.promised, today), state_of(order, rest)),
            .value = order.picked.text(),
            .value_note = order.packs.empty() ? "picked" : order.packs,
            .stripe = attention ? Stripe::attention : Stripe::done,
            .icon = attention ? Icon::attention : Icon::truck};
  }

  ScreenContext context_;
  std::vector<OrderView> orders_;
  std::vector<BringBackView> unwanted_;  // in the lanes, and on the way to them
  std::vector<Stopped> stopped_;
  std::vector<OrderLine> by_law_;  // of all orders
  Parcels parcels_;
  Session session_;
};

Result<std::string> to_ship(Views& views) {
  const auto read = views.picked();
  if (!read) return read.error();
  return std::to_string(read->size());
}

}  // namespace

ScreenInfo describe_ship() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<ShipScreen>(context);
          },
          .home = HomeEntry{"Ship", "Orders that are picked", Icon::truck, to_ship},
          .resumed_by = [](const std::string&, const Job&) -> Target { return {}; }};
}

}  // namespace dockhand
