// One order: place -> item -> quantity -> the next stop, along the walk; at the end the lane.
//
// The place is confirmed first, by its code or by hand, because the books say from where the units were taken.
#include <fmt/format.h>

#include "terminal/kit/picking.h"
#include "terminal/kit/reasons.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class PickScreen final : public Screen {
 public:
  PickScreen(const ScreenContext& context, OrderNumber order) : context_(context), order_(std::move(order)) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  bool arrived() const { return !walk_.over() && here_ == walk_.next().from; }
  Quantity done_at(const PickStop& stop) const { return session_.total(key_of(stop)); }
  Quantity wanted_at(const PickStop& stop) const { return done_at(stop) + stop.quantity; }

  WorkPage finished_page() const;
  void show_held(WorkPage& page) const;
  Instruction instruction() const;
  void show_finished_stops(WorkPage& page) const;
  std::vector<Button> actions() const;

  Step scan_place(const LocationCode& place);
  Step scan_lane(const LocationCode& place) const;
  Step scan_unit(const FoundUnit& scanned);
  Step scan_item(const Scan& scan, const FoundItem& item) const;
  Step tap_at_stop(std::string_view id);
  Step ask_short_of(Quantity missing);
  Pick picked(const PickStop& stop, Quantity quantity) const;
  Answer told() const;

  ScreenContext context_;
  OrderNumber order_;
  std::optional<PickList> list_;
  Walk walk_;
  std::optional<LocationCode> here_;  // the place that was confirmed
  std::optional<ShortPick> short_;    // asked for its reason
  Session session_;
};

Status PickScreen::load() {
  auto read = context_.views.pick_list(order_);
  if (!read) return read.error();
  list_ = std::move(read).value();
  walk_.read(list_ ? list_->stops : std::vector<PickStop>{});
  return Done{};
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage PickScreen::page() const {
  if (walk_.over()) return finished_page();
  WorkPage page;
  page.instruction = instruction();
  page.scan_prompt = arrived() ? "Scan item" : "Scan place";
  page.list_heading = fmt::format("{} · {} left", list_->customer,
                                  counted(static_cast<std::int64_t>(walk_.left().size()), "stop", "stops"));
  for (const PickStop& stop : walk_.left()) page.rows.push_back(row_of(walk_, stop, ""));
  show_held(page);
  show_finished_stops(page);
  page.actions = arrived() ? actions() : go_there_buttons();
  return page;
}

WorkPage PickScreen::finished_page() const {
  WorkPage page;
  page.instruction = {.verb = "Nothing to pick", .task = order_.text()};
  page.actions = {back_button()};
  page.empty_text = "Nothing of this order is reserved now.";
  if (!list_) return page;
  const bool partly = !list_->waiting.none();
  page.list_heading = list_->customer;
  if (list_->hold || !list_->held_lines.empty()) page.instruction.verb = "Not yet";
  show_held(page);
  if (list_->picked.none()) {
    page.instruction.name = partly ? "Waiting for stock: " + list_->waiting.text() : "";
    return page;
  }
  page.instruction.verb = "Bring all to";
  page.instruction.location = list_->lane.text();
  page.instruction.count = list_->picked.text();
  page.instruction.name = partly ? "Waiting for stock: " + list_->waiting.text() : "Order complete";
  page.instruction.progress = 1.0F;
  page.scan_prompt = "Scan lane";
  show_finished_stops(page);
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.actions.push_back({.id = "done", .label = "Done", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

// Their units are reserved, but the order, or the line, leaves in one piece.
void PickScreen::show_held(WorkPage& page) const {
  const Date today = context_.clock.now().date();
  if (list_->hold) page.rows.push_back(held_row(*list_->hold, list_->to_pick, today));
  for (const HeldLine& held : list_->held_lines) {
    Row row = held_row(Hold{held.waiting, never, false}, held.reserved, today);
    row.detail = held.name + "\n" + row.detail;
    page.rows.push_back(std::move(row));
  }
}

Instruction PickScreen::instruction() const {
  const PickStop& stop = walk_.next();
  return {.verb = arrived() ? "Take from" : "Go to",
          .task = order_.text(),
          .location = stop.from.text(),
          .count = ratio(done_at(stop), wanted_at(stop)),
          .name = stop.name,
          .code = code_of(stop),
          .where_in_list = in_packs(stop.quantity, stop.packs),
          .progress = share(list_->picked, list_->picked + list_->to_pick)};
}

void PickScreen::show_finished_stops(WorkPage& page) const {
  for (const PickStop& stop : walk_.finished()) {
    if (!done_at(stop).none()) page.rows.push_back(finished_row(stop, done_at(stop), "picked"));
  }
}

std::vector<Button> PickScreen::actions() const {
  return {back_button(),
          session_.empty() ? Button{.id = "skip", .label = "Skip", .icon = Icon::skip} : undo_button(),
          short_button(),
          {.id = "number", .label = "Quantity", .icon = Icon::keypad, .role = ButtonRole::primary}};
}

std::string PickScreen::expects() const {
  if (walk_.over()) return list_ ? "lane " + list_->lane.text() : "an order";
  return arrived() ? walk_.next().name : "place " + walk_.next().from.text();
}

// --- scans -------------------------------------------------------------------------------------------------------

Step PickScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    return walk_.over() ? scan_lane(place->location) : scan_place(place->location);
  }
  if (const auto* same = std::get_if<FoundOrder>(&found); same != nullptr && same->order == order_) return Stay{};
  if (walk_.over()) return NotMine{};
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_unit(*unit);
  if (const auto* item = std::get_if<FoundItem>(&found)) return scan_item(scan, *item);
  return NotMine{};
}

Step PickScreen::scan_lane(const LocationCode& place) const {
  if (!list_ || list_->picked.none()) return NotMine{};
  if (place == list_->lane) return Leave{order_.text() + " is at " + place.text()};
  RefusalPage page = refusal("Wrong lane", "Bring it to the lane of this order.");
  page.expected_heading = "Bring it here instead";
  page.expected_location = list_->lane.text();
  return Refuse{page, list_->lane};
}

Step PickScreen::scan_place(const LocationCode& place) {
  if (place != walk_.next().from) return wrong_place(walk_.next());
  here_ = place;
  return Stay{};
}

// The pallet to pick from says as well as its place that the picker is there.
Step PickScreen::scan_unit(const FoundUnit& scanned) {
  const PickStop& stop = walk_.next();
  if (scanned.unit.text() != stop.unit) return NotMine{};
  here_ = stop.from;
  return Stay{};
}

Step PickScreen::scan_item(const Scan& scan, const FoundItem& item) const {
  const PickStop& stop = walk_.next();
  if (auto wrong = misfit(stop, scan, item, arrived(), stop.quantity)) return *wrong;
  return Do{{picked(stop, item.pack.units)}};
}

Pick PickScreen::picked(const PickStop& stop, Quantity quantity) const {
  return {stop.line, units_of(stop.item, quantity, stop.lot, stop.serial), stop.from, list_->lane};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step PickScreen::on_tap(std::string_view id) {
  if (id == "undo") return undo_last_of(session_);
  if (id == "no") return Stay{};
  if (const auto reason = chosen_reason(id); reason && short_) {
    short_->reason = *reason;
    return Do{{*std::exchange(short_, std::nullopt)}};
  }
  if (id == "done" && walk_.over()) return Leave{order_.text() + " is done"};
  return walk_.over() ? Step(NotMine{}) : tap_at_stop(id);
}

Step PickScreen::tap_at_stop(std::string_view id) {
  const PickStop& stop = walk_.next();
  if (id == "skip") return walk_.skip() ? Step(Stay{}) : Step(Warn{"This is the only stop left"});
  if (id == "short") return arrived() ? ask_short_of(stop.quantity) : Step(Warn{"Go to the place first"});
  if (id == "here") {
    here_ = stop.from;
    return Stay{};
  }
  if (id == "number" && arrived()) {
    return AskNumber{"Picked from " + stop.from.text(), stop.name, "ea · of " + wanted_at(stop).text()};
  }
  if (id.starts_with("stop:") && walk_.choose(id.substr(5))) return Stay{};
  return NotMine{};
}

Step PickScreen::ask_short_of(Quantity missing) {
  short_ = short_pick(walk_.next(), missing);
  return why_short(walk_.next(), missing);
}

// Sets, never adds. The same number again raises the question of a short pick.
Step PickScreen::on_number(Quantity number) {
  const PickStop& stop = walk_.next();
  const Quantity now = done_at(stop);
  if (number > wanted_at(stop)) {
    return refuse_at(stop, "Too many", "Only " + wanted_at(stop).text() + " are to be picked here.");
  }
  if (number == now) return ask_short_of(stop.quantity);
  std::vector<Action> actions;
  Quantity more = number.less(now);
  if (number < now) {
    auto back = session_.take_back(key_of(stop), now.less(number));
    if (!back) return Warn{"That was picked before. Nothing was booked."};
    actions = std::move(back->undos);
    more = back->again;
  }
  if (!more.none()) actions.emplace_back(picked(stop, more));
  return Do{std::move(actions)};
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer PickScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    session_.undone(undo->target);
    return {.toast = "Undone"};
  }
  if (const auto* pick = std::get_if<Pick>(&action)) {
    session_.booked(key_of(*pick), outcome);
    return told();
  }
  session_.booked("short", outcome);
  return {.toast = "Short: " + outcome.quantity.text() + " to be counted", .sound = Sound::attention};
}

Answer PickScreen::told() const {
  if (walk_.over()) return {.toast = order_.text() + ": all picked", .sound = Sound::done};
  const std::string key = session_.entries().back().key;
  const Quantity done = session_.total(key);
  const PickStop* stop = walk_.find(key);
  if (stop == nullptr) return {.toast = "Picked all " + done.text()};
  return {.toast = "Picked " + done.text() + " of " + wanted_at(*stop).text()};
}

}  // namespace

ScreenInfo describe_pick() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<PickScreen>(context, std::get<OrderNumber>(target));
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* order = std::get_if<FoundOrder>(&found);
            return order != nullptr ? std::optional<Target>(order->order) : std::nullopt;
          }};
}

}  // namespace dockhand
