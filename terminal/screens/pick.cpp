// One order: place -> item -> quantity -> the next stop, along the walk; at the end the lane.
//
// The place is confirmed first, by its code or by hand, because the books say from where the units were taken.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/screen.h"
#include "terminal/session.h"
#include "terminal/words.h"

namespace dockhand {
namespace {

std::string key_of(const PickStop& stop) {
  return fmt::format("{}|{}|{}|{}", stop.line.text(), stop.from.text(), stop.lot, stop.serial);
}

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
  bool arrived() const { return !stops_.empty() && here_ == stops_.front().from; }
  Quantity done_at(const PickStop& stop) const { return session_.total(key_of(stop)); }
  Quantity wanted_at(const PickStop& stop) const { return done_at(stop) + stop.quantity; }

  void put_skipped_last();
  WorkPage finished_page() const;
  void show_held(WorkPage& page) const;
  Instruction instruction() const;
  void show_stop(WorkPage& page, const PickStop& stop) const;
  void show_picked(WorkPage& page) const;
  void choose_actions(WorkPage& page) const;

  Step scan_place(const LocationCode& place);
  Step scan_unit(const FoundUnit& scanned);
  Step scan_item(const Scan& scan, const FoundItem& item);
  RefusalPage expected_item(std::string title, std::string advice) const;
  Step tap_row(std::string_view key);
  Step skip();
  Step ask_short(Quantity missing);
  Step book_short();
  Pick picked(const PickStop& stop, Quantity quantity) const;
  Answer told() const;

  ScreenContext context_;
  OrderNumber order_;
  std::optional<PickList> list_;
  std::vector<PickStop> stops_;        // what is left, the current one first
  std::vector<PickStop> seen_;         // every stop that this order has had here
  std::vector<std::string> skipped_;   // keys, in the order of skipping
  std::optional<std::string> chosen_;  // key of a stop that was tapped
  std::optional<LocationCode> here_;   // the place that was confirmed
  std::optional<Quantity> missing_;    // asked: short by this many?
  Session session_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status PickScreen::load() {
  auto read = context_.views.pick_list(order_);
  if (!read) return read.error();
  list_ = std::move(read).value();
  stops_ = list_ ? list_->stops : std::vector<PickStop>{};
  put_skipped_last();
  for (const PickStop& stop : stops_) {
    const auto same = [&](const PickStop& known) { return key_of(known) == key_of(stop); };
    if (std::none_of(seen_.begin(), seen_.end(), same)) seen_.push_back(stop);
  }
  return Done{};
}

void PickScreen::put_skipped_last() {
  const auto place = [&](const PickStop& stop) {
    if (chosen_ == key_of(stop)) return std::ptrdiff_t{-1};
    const auto known = std::find(skipped_.begin(), skipped_.end(), key_of(stop));
    return known == skipped_.end() ? std::ptrdiff_t{0} : known - skipped_.begin() + 1;
  };
  std::stable_sort(stops_.begin(), stops_.end(),
                   [&](const PickStop& a, const PickStop& b) { return place(a) < place(b); });
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage PickScreen::page() const {
  if (stops_.empty()) return finished_page();
  WorkPage page;
  page.instruction = instruction();
  page.scan_prompt = arrived() ? "Scan item" : "Scan place";
  page.list_heading =
      fmt::format("{} · {} left", list_->customer, counted(static_cast<std::int64_t>(stops_.size()), "stop", "stops"));
  for (const PickStop& stop : stops_) show_stop(page, stop);
  show_picked(page);
  choose_actions(page);
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
  if (list_->held_until) show_held(page);
  if (list_->picked.none()) {
    page.instruction.name = partly ? list_->waiting.text() + " wait for stock" : "";
    return page;
  }
  page.instruction.verb = "Bring all to";
  page.instruction.location = list_->lane.text();
  page.instruction.count = list_->picked.text();
  page.instruction.name = partly ? list_->waiting.text() + " more wait for stock" : "Order complete";
  page.instruction.progress = 1.0F;
  page.scan_prompt = "Scan lane";
  show_picked(page);
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.actions.push_back({.id = "done", .label = "Done", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

// Its units are reserved, but the order leaves in one piece.
void PickScreen::show_held(WorkPage& page) const {
  const Date today = context_.clock.now().date();
  page.instruction.verb = "Not yet";
  page.rows.push_back(
      {.title = "Only sent whole",
       .detail = fmt::format(
           "{} reserved, {} still wait{}", list_->to_pick.text(), list_->waiting.text(),
           *list_->held_until == never ? "" : "\nPicked as it is from " + day(*list_->held_until, today) + " on"),
       .stripe = Stripe::attention,
       .icon = Icon::attention});
}

Instruction PickScreen::instruction() const {
  const PickStop& stop = stops_.front();
  Instruction shown;
  shown.verb = arrived() ? "Take from" : "Go to";
  shown.task = order_.text();
  shown.location = stop.from.text();
  shown.count = ratio(done_at(stop), wanted_at(stop));
  shown.name = stop.name;
  shown.code = stop.item.text();
  if (!stop.lot.empty()) shown.code += " lot " + stop.lot;
  if (!stop.serial.empty()) shown.code += " no. " + stop.serial;
  shown.where_in_list = in_packs(stop.quantity, stop.packs);
  shown.progress = share(list_->picked, list_->picked + list_->to_pick);
  return shown;
}

void PickScreen::show_stop(WorkPage& page, const PickStop& stop) const {
  const bool current = &stop == stops_.data();
  const bool skipped = std::find(skipped_.begin(), skipped_.end(), key_of(stop)) != skipped_.end();
  page.rows.push_back({.id = "stop:" + key_of(stop),
                       .title = stop.from.text(),
                       .title_is_code = true,
                       .detail = stop.name + (skipped ? "\nskipped, comes last" : ""),
                       .value = stop.quantity.text(),
                       .stripe = current   ? Stripe::active
                                 : skipped ? Stripe::attention
                                           : Stripe::none,
                       .icon = current   ? Icon::pick
                               : skipped ? Icon::skip
                                         : Icon::location});
}

// Stops that were finished since this screen was opened.
void PickScreen::show_picked(WorkPage& page) const {
  for (const PickStop& stop : seen_) {
    const auto same = [&](const PickStop& left) { return key_of(left) == key_of(stop); };
    if (done_at(stop).none() || std::any_of(stops_.begin(), stops_.end(), same)) continue;
    page.rows.push_back({.title = stop.from.text(),
                         .title_is_code = true,
                         .detail = stop.name + "\npicked",
                         .value = done_at(stop).text(),
                         .stripe = Stripe::done,
                         .icon = Icon::check});
  }
}

void PickScreen::choose_actions(WorkPage& page) const {
  page.actions = {back_button()};
  if (!arrived()) {
    page.actions.push_back({.id = "skip", .label = "Skip", .icon = Icon::skip});
    page.actions.push_back({.id = "here", .label = "I am here", .icon = Icon::location, .role = ButtonRole::primary});
    return;
  }
  if (session_.empty()) {
    page.actions.push_back({.id = "skip", .label = "Skip", .icon = Icon::skip});
  } else {
    page.actions.push_back(undo_button());
  }
  page.actions.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad, .role = ButtonRole::primary});
}

std::string PickScreen::expects() const {
  if (stops_.empty()) return list_ ? "lane " + list_->lane.text() : "an order";
  return arrived() ? stops_.front().name : "place " + stops_.front().from.text();
}

// --- scans -------------------------------------------------------------------------------------------------------

Step PickScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  if (const auto* unit = std::get_if<FoundUnit>(&found); unit != nullptr && !stops_.empty()) {
    return scan_unit(*unit);
  }
  if (const auto* item = std::get_if<FoundItem>(&found); item != nullptr && !stops_.empty()) {
    return scan_item(scan, *item);
  }
  const auto* same = std::get_if<FoundOrder>(&found);
  return same != nullptr && same->order == order_ ? Step(Stay{}) : Step(NotMine{});
}

Step PickScreen::scan_place(const LocationCode& place) {
  if (stops_.empty()) {
    if (!list_ || list_->picked.none()) return NotMine{};
    if (place == list_->lane) return Leave{order_.text() + " is at " + place.text()};
    RefusalPage page = refusal("Wrong lane", "Bring it to the lane of this order.");
    page.expected_heading = "Bring it here instead";
    page.expected_location = list_->lane.text();
    return Refuse{page, list_->lane};
  }
  const PickStop& stop = stops_.front();
  if (place == stop.from) {
    here_ = place;
    return Stay{};
  }
  RefusalPage page = refusal("Wrong place", "Go to the place shown, or skip it.");
  page.expected_heading = "Go here instead";
  page.expected_name = stop.name;
  page.expected_location = stop.from.text();
  return Refuse{page, stop.from};
}

// The pallet to pick from says as well as its place that the picker is there.
Step PickScreen::scan_unit(const FoundUnit& scanned) {
  const PickStop& stop = stops_.front();
  if (scanned.unit.text() != stop.unit) return NotMine{};
  here_ = stop.from;
  return Stay{};
}

RefusalPage PickScreen::expected_item(std::string title, std::string advice) const {
  const PickStop& stop = stops_.front();
  RefusalPage page = refusal(std::move(title), std::move(advice));
  page.expected_heading = "Pick this instead";
  page.expected_name = stop.name;
  page.expected_code = stop.lot.empty() ? stop.item.text() : stop.item.text() + " lot " + stop.lot;
  page.expected_location = stop.from.text();
  return page;
}

Step PickScreen::scan_item(const Scan& scan, const FoundItem& item) {
  const PickStop& stop = stops_.front();
  if (item.item != stop.item) {
    return Refuse{expected_item("Wrong item", "Put it back and scan the right one."), stop.item};
  }
  if (!arrived()) return Warn{"Scan " + stop.from.text() + " first. Nothing was booked."};
  if (scan.lot && !stop.lot.empty() && scan.lot->text() != stop.lot) {
    return Refuse{expected_item("Wrong lot", "You scanned lot " + scan.lot->text() + ". Put it back."), {}};
  }
  if (!stop.serial.empty() && (!scan.serial || scan.serial->text() != stop.serial)) {
    return Refuse{expected_item("Wrong serial", "Take the unit with number " + stop.serial + "."), {}};
  }
  if (item.pack.units > stop.quantity) {
    return Refuse{expected_item("Too many", fmt::format("This pack holds {}, only {} are to be picked.",
                                                        item.pack.units.text(), stop.quantity.text())),
                  {}};
  }
  return Do{{picked(stop, item.pack.units)}};
}

Pick PickScreen::picked(const PickStop& stop, Quantity quantity) const {
  return Pick{stop.line, units_of(stop.item, quantity, stop.lot, stop.serial), stop.from, list_->lane};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step PickScreen::on_tap(std::string_view id) {
  if (id == "undo") return undo_last_of(session_);
  if (id == "yes" && missing_) return book_short();
  if (id == "no") return Stay{};
  if (id == "done" && stops_.empty()) return Leave{order_.text() + " is done"};
  if (stops_.empty()) return NotMine{};
  const PickStop& stop = stops_.front();
  if (id == "skip") return skip();
  if (id == "short") return arrived() ? ask_short(stop.quantity) : Step(Warn{"Go to the place first"});
  if (id == "here") {
    here_ = stop.from;
    return Stay{};
  }
  if (id == "number" && arrived()) {
    return AskNumber{"Picked from " + stop.from.text(), stop.name, "ea · of " + wanted_at(stop).text()};
  }
  if (id.starts_with("stop:")) return tap_row(id.substr(5));
  return NotMine{};
}

Step PickScreen::tap_row(std::string_view key) {
  const auto same = [&](const PickStop& stop) { return key_of(stop) == key; };
  const auto stop = std::find_if(stops_.begin(), stops_.end(), same);
  if (stop == stops_.end()) return NotMine{};
  chosen_ = std::string(key);
  put_skipped_last();
  return Stay{};
}

Step PickScreen::skip() {
  if (stops_.size() == 1) return Warn{"This is the only stop left"};
  const std::string key = key_of(stops_.front());
  std::erase(skipped_, key);
  skipped_.push_back(key);
  chosen_.reset();
  stops_ = list_->stops;
  put_skipped_last();
  return Stay{};
}

// Sets, never adds. Less than was wanted raises the question of a short pick.
Step PickScreen::on_number(Quantity number) {
  const PickStop& stop = stops_.front();
  const Quantity now = done_at(stop);
  const Quantity wanted = wanted_at(stop);
  if (number > wanted) {
    return Refuse{expected_item("Too many", "Only " + wanted.text() + " are to be picked here."), {}};
  }
  if (number == now) return ask_short(stop.quantity);
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

Step PickScreen::ask_short(Quantity missing) {
  missing_ = missing;
  return Ask{
      fmt::format("{} missing at {}? Then the order waits for it again.", missing.text(), stops_.front().from.text()),
      "Short pick"};
}

// The missing units leave the place in the books until somebody counts it; the line is served from elsewhere, or waits.
Step PickScreen::book_short() {
  const PickStop& stop = stops_.front();
  const Pick would_be = picked(stop, *missing_);
  missing_.reset();
  return Do{{ShortPick{stop.line, would_be.units, stop.from, "short pick"}}};
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer PickScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    session_.undone(undo->target);
    return {.toast = "Undone"};
  }
  if (const auto* pick = std::get_if<Pick>(&action)) {
    const std::string lot = pick->units.lot ? pick->units.lot->text() : "";
    const std::string serial = pick->units.serial ? pick->units.serial->text() : "";
    session_.booked(fmt::format("{}|{}|{}|{}", pick->line.text(), pick->from.text(), lot, serial), outcome);
    return told();
  }
  return {.toast = "Short: " + outcome.quantity.text() + " to be counted", .sound = Sound::attention};
}

Answer PickScreen::told() const {
  if (stops_.empty()) return {.toast = order_.text() + ": all picked", .sound = Sound::done};
  const std::string key = session_.entries().back().key;
  const auto same = [&](const PickStop& stop) { return key_of(stop) == key; };
  const auto stop = std::find_if(stops_.begin(), stops_.end(), same);
  const Quantity done = session_.total(key);
  if (stop == stops_.end()) return {.toast = "Picked all " + done.text()};
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
