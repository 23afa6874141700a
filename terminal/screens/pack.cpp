// Picked units of one order go into cartons: all that is left, or the items that were scanned.
//
// What was chosen is only chosen: nothing is booked until the carton is scanned or typed and the question is answered.
// What others have packed of it meanwhile is said, and chosen again by a person. Every command says which units it
// packs and how many, so that a yes never packs fewer than the question said.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "terminal/flows/bring_back.h"
#include "terminal/flows/half_done.h"
#include "terminal/flows/packing.h"
#include "terminal/flows/pallet.h"
#include "terminal/flows/stopped.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class PackScreen final : public Screen {
 public:
  PackScreen(const ScreenContext& context, std::optional<OrderNumber> order)
      : context_(context), order_(std::move(order)) {}

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return order_ ? order_->text() : ""; }
  bool begun() const override { return job_.holds_work(); }
  Expected expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_text(const std::string& text) override;
  Step on_number(Quantity number) override;
  Step on_changed(const Do& asked, const Changed& changed) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Answer told(Answer answer) const override;

 private:
  std::vector<ClaimView> loose() const { return loose_of(units_); }
  Quantity left() const;  // not in a carton
  Quantity chosen_of(const Units& units) const;
  std::string packed_meanwhile() const { return dockhand::packed_meanwhile(loose(), job_.lines); }

  void show_orders(WorkPage& page) const;
  void show_order(WorkPage& page) const;
  Step take_order(const OrderNumber& order);
  Step scan_tote(const LocationCode& tote);
  Step go_on(const Result<ReadLabel>& label);
  Step choose(const Units& units, const std::string& name);
  Step scan_carton(const Sscc& carton) const;
  Result<LocationCode> stand_of(const Sscc& carton) const;

  ScreenContext context_;
  std::optional<OrderNumber> order_;
  std::vector<PickedOrder> orders_;
  std::optional<PickList> list_;         // of the order
  std::vector<ClaimView> units_;         // picked of the order, cartons last
  std::vector<BringBackView> unwanted_;  // of the order; of all where none is chosen
  std::vector<Stopped> stopped_;         // of what is picked
  std::optional<Job::Line> shown_;       // what the keypad is about
  bool just_packed_ = false;             // by the last command
  Session session_;
};

Status PackScreen::load() {
  auto orders = picked_orders(context_.views);
  if (!orders) return orders.error();
  orders_ = std::move(orders).value();
  units_.clear();
  const auto unwanted = context_.views.to_bring_back();
  if (!unwanted) return unwanted.error();
  unwanted_ = order_ ? of_order(*unwanted, *order_) : *unwanted;
  auto stopped = stopped_now(context_.views, context_.clock.now().date());
  if (!stopped) return stopped.error();
  stopped_ = order_ ? stopped_of(*stopped, *order_) : *std::move(stopped);
  if (!order_) return Done{};
  auto list = context_.views.pick_list(*order_);
  if (!list) return list.error();
  list_ = std::move(list).value();
  auto units = context_.views.picked_of(*order_);
  if (!units) return units.error();
  units_ = std::move(units).value();
  follow_packing(job_, units_);
  return Done{};
}

Quantity PackScreen::left() const {
  Quantity sum;
  for (const ClaimView& one : loose()) sum = sum + one.quantity;
  return sum;
}

Quantity PackScreen::chosen_of(const Units& units) const {
  for (const Job::Line& line : job_.lines) {
    if (is_like(line.units, units)) return line.units.quantity;
  }
  return {};
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage PackScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Which order is packed?", .task = "Pack"};
  page.actions = {back_button()};
  if (!session_.empty() && job_.lines.empty()) page.actions.push_back(undo_button());
  if (order_) {
    show_order(page);
  } else {
    show_orders(page);
  }
  if (!job_.label) return page;
  show_label(*job_.label, page);
  page.actions = {back_button(), type_button(*job_.label)};
  return page;
}

void PackScreen::show_orders(WorkPage& page) const {
  page.scan_prompt = "Scan order or tote";
  page.list_heading = told_to_pack(orders_);
  page.empty_text = "Nothing is picked. Pick an order first.";
  for (const PickedOrder& one : orders_)
    page.rows.push_back(row_of(one, words_of(stopped_of(stopped_, one.order.order))));
  show_put_back(unwanted_, page);
}

void PackScreen::show_order(WorkPage& page) const {
  const Quantity all = list_ ? list_->picked : Quantity();
  page.instruction.verb = "Put into a carton";
  page.instruction.task = order_->text();
  if (!all.none()) page.instruction.count = ratio(all.less(left()), all);
  page.instruction.name = list_ ? list_->customer : "";
  page.instruction.progress = share(all.less(left()), all);
  page.scan_prompt = "Scan item or carton";
  if (!left().none()) page.list_heading = "Not packed yet";
  page.empty_text = "Nothing of this order is picked now.";
  Quantity chosen;
  for (const Job::Line& line : job_.lines) chosen = chosen + line.units.quantity;
  if (!chosen.none()) page.strip = fmt::format("{} chosen, not booked yet: scan their carton.", chosen.text());
  for (const ClaimView& one : loose()) {
    const Units units = units_of(one.item, one.quantity, one.lot, one.serial);
    page.rows.push_back(loose_row(one, chosen_of(units), stopped_among(stopped_, one.item, one.lot)));
  }
  show_put_back(unwanted_, page);
  show_cartons(units_, left().none(), page);
  if (const std::string gone = packed_meanwhile(); !gone.empty()) {
    page.instruction.verb = "Choose again";
    page.strip = gone;
    page.actions.push_back(common_button(buttons::take_rest, ButtonRole::primary));
    return;
  }
  if (left().none()) {
    page.instruction.verb = all.none() ? "Nothing to pack" : "All is packed";
    page.scan_prompt = "";
    if (all.none() && !unwanted_.empty()) {
      page.instruction.verb = "Put back";
      page.actions.push_back(common_button(buttons::put_back, ButtonRole::primary));
    }
    if (!all.none()) page.actions.push_back(common_button(buttons::ship, ButtonRole::primary));
    return;
  }
  if (!job_.lines.empty()) page.actions.push_back(common_button(buttons::number));
  page.actions.push_back(worded_button(buttons::type, "Type carton", ButtonRole::primary));
}

Expected PackScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (!order_) return {"an order or a tote", {Expected::Any::order, Expected::Any::place}};
  return {fmt::format("an item of {order}, or its carton", fmt::arg("order", order_->text())),
          {Expected::Any::item, Expected::Any::pallet}};
}

// --- scans -------------------------------------------------------------------------------------------------------

Step PackScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) {
    const WaitingLabel label = *job_.label;
    if (auto other = other_than_second(label, scan, found)) return *other;
    return go_on(read_second(context_.views, label, scan));
  }
  if (const auto* order = std::get_if<FoundOrder>(&found)) {
    if (order_ == order->order) return Stay{};
    return begun() ? Step(NotMine{}) : take_order(order->order);
  }
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place != nullptr && !begun()) return scan_tote(place->location);
  if (!order_) return NotMine{};
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_carton(unit->unit);
  if (const auto carton = unit_named_by(scan)) return scan_carton(*carton);
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  return go_on(read_label(context_.views, *item, scan, LabelFor::handling));
}

Step PackScreen::take_order(const OrderNumber& order) {
  const auto known =
      std::any_of(orders_.begin(), orders_.end(), [&](const PickedOrder& one) { return one.order.order == order; });
  if (const auto back = of_order(unwanted_, order); !known && !back.empty()) return ask_to_put_back(back);
  if (!known)
    return Refuse{refusal("Not picked",
                          fmt::format("Nothing of {order} is picked. Pick it first.", fmt::arg("order", order.text()))),
                  {}};
  return Open{ScreenId::pack, order};
}

Step PackScreen::scan_tote(const LocationCode& tote) {
  const auto totes = context_.views.totes();
  if (!totes) return Refuse{refusal_of(totes.error()), {}};
  for (const ToteView& one : *totes) {
    if (one.tote != tote || one.units.none()) continue;
    const auto order = OrderNumber::parse(one.order);
    if (order) return order_ == *order ? Step(Stay{}) : take_order(*order);
  }
  if (const auto back = at_place(unwanted_, tote); !back.empty()) return ask_to_put_back(back);
  return NotMine{};
}

Step PackScreen::go_on(const Result<ReadLabel>& label) {
  if (!label) return Refuse{refusal_of(label.error()), {}};
  if (const auto* waiting = std::get_if<WaitingLabel>(&*label)) {
    job_.label = *waiting;
    return Warn{};
  }
  const auto waited = std::exchange(job_.label, std::nullopt);
  const Units& units = std::get<Units>(*label);
  return keep_if_refused(job_, waited, choose(units, units.item.text()));
}

Step PackScreen::choose(const Units& units, const std::string& name) {
  const Quantity there = sum_of(loose(), units), chosen = chosen_of(units) + units.quantity;
  if (chosen > there) {
    const std::string what = units.item.text() + tracked_as(units);
    if (there.none()) {
      return Refuse{
          refusal("Not of this order", fmt::format("None of {item} is picked for {order} and not packed.",
                                                   fmt::arg("item", what), fmt::arg("order", order_->text()))),
          {}};
    }
    return Refuse{refusal("Too many", fmt::format("Only {there} of {item} are picked for {order} and not packed.",
                                                  fmt::arg("there", there.text()), fmt::arg("item", what),
                                                  fmt::arg("order", order_->text()))),
                  {}};
  }
  if (const auto* stopped = stopped_among(stopped_, units.item, lot_of(units))) return refuse_stopped(*stopped);
  Job::Line line{units, name, there.units()};
  line.units.quantity = chosen;
  std::erase_if(job_.lines, [&](const Job::Line& one) { return is_like(one.units, units); });
  job_.lines.insert(job_.lines.begin(), std::move(line));
  return Stay{};
}

// --- the carton --------------------------------------------------------------------------------------------------

// Where the carton stands, or is put: a tote's units are packed at the lane of their order.
Result<LocationCode> PackScreen::stand_of(const Sscc& carton) const {
  const auto unit = context_.views.unit(carton);
  if (!unit) return unit.error();
  if (*unit && (*unit)->order != order_->text()) return Error{ErrorKind::refused, carton.text(), "is another one's"};
  if (*unit && !(*unit)->stands_at.empty()) return LocationCode::parse((*unit)->stands_at);
  return context_.views.lane_of(*order_);
}

Step PackScreen::scan_carton(const Sscc& carton) const {
  if (!packed_meanwhile().empty()) return Warn{"Choose again first. Nothing was booked."};
  if (!list_ || list_->picked.none()) return Warn{"Nothing of this order is to be packed."};
  if (left().none()) return Warn{"All of this order is packed."};
  if (const auto* stopped = stopped_among(stopped_, loose(), job_.lines))
    return begun() ? Step(refuse_stopped(*stopped)) : ask_to_take_out(*stopped);
  const auto at = stand_of(carton);
  if (!at)
    return Refuse{
        refusal("Not its carton", fmt::format("{carton} has left, or is not {order}'s.",
                                              fmt::arg("carton", carton.text()), fmt::arg("order", order_->text()))),
        {}};
  Quantity units;
  for (const Job::Line& line : job_.lines) units = units + line.units.quantity;
  Do booked = pack_into(PackCarton{*order_, *at, carton, *at}, loose(), job_.lines);
  booked.seen.emplace_back(SeenPicked{*order_, std::nullopt, list_->picked});
  const std::string what =
      job_.lines.empty() ? fmt::format("all {left}", fmt::arg("left", left().text())) : units.text();
  return Question{.words = fmt::format("Pack {} of {} into carton {}?", what, order_->text(), carton.text()),
                  .choices = {{.id = "pack", .title = "Pack", .then = std::move(booked)}}};
}

// --- taps and the keypads ----------------------------------------------------------------------------------------

Step PackScreen::on_tap(std::string_view id) {
  if (id == "text" && job_.label) return ask_text(*job_.label);
  if (job_.label) return NotMine{};
  if (id == "undo" && job_.lines.empty()) return undo_last_of(session_);
  if (auto back = open_put_back(id)) return *back;
  if (id == "rest") {
    choose_what_is_left(loose(), job_.lines);
    return Stay{};
  }
  if (id == "put_back" && !unwanted_.empty()) return Open{ScreenId::move, unwanted_.front().place};
  if (id == "ship" && left().none()) return Open{ScreenId::ship, {}};
  if (id == "text" && order_) return AskText{"Carton", order_->text(), "18 digits"};
  if (id == "number" && !job_.lines.empty()) {
    shown_ = job_.lines.front();
    return AskNumber{"Into the carton", shown_->units.item.text() + tracked_as(shown_->units),
                     fmt::format("{} · of {}", unit_of(shown_->units), sum_of(loose(), shown_->units).text())};
  }
  for (const PickedOrder& one : orders_) {
    if (id == "order:" + one.order.order.text()) return take_order(OrderNumber(one.order.order));
  }
  for (const ClaimView& one : loose()) {
    if (id != row_of_loose(one)) continue;
    const Units all = units_of(one.item, one.quantity, one.lot, one.serial);
    return choose(units_of(one.item, sum_of(loose(), all).less(chosen_of(all)), one.lot, one.serial), one.item.text());
  }
  const auto carton = Sscc::parse(id.starts_with("carton:") ? id.substr(7) : "");
  return carton ? scan_carton(*carton) : Step(NotMine{});
}

Step PackScreen::on_text(const std::string& text) {
  if (job_.label) {
    const WaitingLabel label = *job_.label;
    return go_on(read_typed(context_.views, label, text));
  }
  const auto carton = Sscc::parse(text);
  if (!carton) return Refuse{refusal("No carton", "A carton has 18 digits, the last one checks the others."), {}};
  return order_ ? scan_carton(*carton) : Step(Stay{});
}

// Sets what is chosen, never adds.
Step PackScreen::on_number(Quantity number) {
  const auto shown = std::exchange(shown_, std::nullopt);
  if (!shown || job_.lines.empty() || job_.lines.front() != *shown) return Warn{"Nothing was changed."};
  job_.lines.erase(job_.lines.begin());
  if (number.none()) return Stay{};
  Units units = shown->units;
  units.quantity = number;
  Step step = choose(units, shown->name);
  if (!std::holds_alternative<Stay>(step)) job_.lines.insert(job_.lines.begin(), *shown);
  return step;
}

// --- answers -----------------------------------------------------------------------------------------------------

// Asked anew, about what is not packed yet now.
Step PackScreen::on_changed(const Do& asked, const Changed& changed) {
  const auto* pack = asked.actions.empty() ? nullptr : std::get_if<PackCarton>(&asked.actions.front());
  if (pack == nullptr || !packed_meanwhile().empty() || left().none()) {
    return Warn{fmt::format("{why} Nothing was booked.", fmt::arg("why", sentence_of(changed.error)))};
  }
  Step again = scan_carton(pack->carton);
  if (auto* question = std::get_if<Question>(&again)) {
    question->words = sentence_of(changed.error) + " " + question->words;
  }
  return again;
}

Answer PackScreen::on_accepted(const Action& action, const Accepted& outcome) {
  just_packed_ = std::holds_alternative<PackCarton>(action);
  if (const auto* undo = std::get_if<Undo>(&action)) return {.toast = session_.undone(*undo, outcome)};
  const auto* pack = std::get_if<PackCarton>(&action);
  if (pack == nullptr) return {};
  session_.booked(pack->carton.text(), action, outcome);
  Quantity packed;  // by this yes
  for (const Session::Booked* one : session_.last()) packed = packed + one->outcome.quantity;
  return {.toast = fmt::format("{} packed into {}", packed.text(), pack->carton.text())};
}

Answer PackScreen::told(Answer answer) const {
  if (just_packed_ && order_ && left().none())
    return {.toast = fmt::format("{order}: all is packed", fmt::arg("order", order_->text())), .sound = Sound::done};
  return answer;
}

}  // namespace

ScreenInfo describe_pack() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* order = std::get_if<OrderNumber>(&target);
            return std::make_unique<PackScreen>(context, order ? std::optional(*order) : std::nullopt);
          },
          .home = HomeEntry{"Pack", "Picked units into cartons", Icon::stock, orders_to_pack},
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto order = OrderNumber::parse(about);
            return order ? Target(*order) : Target();
          }};
}

}  // namespace dockhand
