// One walk for several orders: place -> item -> quantity -> tote -> the next stop.
//
// What is in hand is only in hand: nothing is booked until the tote where it goes is scanned or tapped. The walk is
// what the books still have reserved for these orders, so it goes on where it was broken off.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "terminal/kit/picking.h"
#include "terminal/kit/reasons.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class ClusterScreen final : public Screen {
 public:
  ClusterScreen(const ScreenContext& context, Cluster cluster) : context_(context), cluster_(std::move(cluster)) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  struct InHand {
    std::string stop;  // its key
    Quantity quantity;
  };

  bool arrived() const { return !walk_.over() && here_ == walk_.next().from; }
  Quantity in_hand() const { return hand_ ? hand_->quantity : Quantity(); }
  Quantity done_at(const PickStop& stop) const { return session_.total(key_of(stop)); }
  const LocationCode& tote_of(const PickStop& stop) const;
  std::string goal_of(const PickStop& stop) const;

  WorkPage finished_page() const;
  Row tote_row(const Cluster::Part& part, const PickList& list) const;
  Instruction instruction() const;
  std::vector<Button> actions() const;

  Step scan_place(const LocationCode& place);
  Step scan_tote(const LocationCode& tote) const;
  Step scan_item(const Scan& scan, const FoundItem& item);
  Step scan_unit(const Sscc& unit);
  Step tap_at_stop(std::string_view id);
  Step tap_row(std::string_view key);
  Step hold(Quantity quantity);
  Step ask_short();
  Step put() const;

  ScreenContext context_;
  Cluster cluster_;
  std::vector<std::optional<PickList>> lists_;  // of each part
  Walk walk_;
  std::optional<LocationCode> here_;  // the place that was confirmed
  std::optional<InHand> hand_;
  std::optional<ShortPick> short_;  // asked for its reason
  Session session_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ClusterScreen::load() {
  lists_.clear();
  std::vector<PickStop> stops;
  for (const Cluster::Part& part : cluster_.parts) {
    auto list = context_.views.pick_list(part.order);
    if (!list) return list.error();
    lists_.push_back(std::move(list).value());
    if (!lists_.back()) continue;
    for (const PickStop& stop : lists_.back()->stops) {
      if (cluster_.zone.empty() || stop.zone == cluster_.zone) stops.push_back(stop);
    }
  }
  std::stable_sort(stops.begin(), stops.end(), [](const PickStop& a, const PickStop& b) {
    return std::tie(a.walk, a.from, a.item, a.lot, a.serial) < std::tie(b.walk, b.from, b.item, b.lot, b.serial);
  });
  walk_.read(std::move(stops));
  // Somebody else may have taken it meanwhile.
  if (hand_ && (walk_.over() || hand_->stop != key_of(walk_.next()))) hand_.reset();
  if (hand_) hand_->quantity = std::min(hand_->quantity, walk_.next().quantity);
  return Done{};
}

const LocationCode& ClusterScreen::tote_of(const PickStop& stop) const {
  return std::find_if(cluster_.parts.begin(), cluster_.parts.end(),
                      [&](const Cluster::Part& part) { return part.order == stop.line.document; })
      ->tote;
}

std::string ClusterScreen::goal_of(const PickStop& stop) const {
  return fmt::format("into {} for {}", tote_of(stop).text(), stop.line.document.text());
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage ClusterScreen::page() const {
  if (walk_.over()) return finished_page();
  WorkPage page;
  const PickStop& stop = walk_.next();
  page.instruction = instruction();
  page.scan_prompt = !arrived()                  ? "Scan place"
                     : !hand_                    ? "Scan item"
                     : in_hand() < stop.quantity ? "Scan item or tote"
                                                 : "Scan tote";
  if (hand_) page.strip = fmt::format("Not booked yet: put it {}.", goal_of(stop));
  page.list_heading = fmt::format("{} · {} left", counted(static_cast<std::int64_t>(lists_.size()), "order", "orders"),
                                  counted(static_cast<std::int64_t>(walk_.left().size()), "stop", "stops"));
  for (const PickStop& one : walk_.left()) page.rows.push_back(row_of(walk_, one, goal_of(one)));
  for (const PickStop& one : walk_.finished()) {
    if (!done_at(one).none()) page.rows.push_back(finished_row(one, done_at(one), goal_of(one)));
  }
  page.actions = arrived() ? actions() : go_there_buttons();
  return page;
}

Instruction ClusterScreen::instruction() const {
  const PickStop& stop = walk_.next();
  Quantity picked, all;
  for (const auto& list : lists_) {
    if (!list) continue;
    picked = picked + list->picked;
    all = all + list->picked + list->to_pick;
  }
  Instruction shown{.verb = !arrived() ? "Go to" : "Take from",
                    .task = stop.line.document.text(),
                    .location = stop.from.text(),
                    .count = ratio(done_at(stop) + in_hand(), done_at(stop) + stop.quantity),
                    .name = stop.name,
                    .code = code_of(stop),
                    .where_in_list = in_packs(stop.quantity, stop.packs),
                    .progress = share(picked, all)};
  if (in_hand() != stop.quantity) return shown;
  shown.verb = "Put into";
  shown.location = tote_of(stop).text();
  shown.count = in_hand().text();
  return shown;
}

std::vector<Button> ClusterScreen::actions() const {
  const Button number{.id = "number", .label = "Quantity", .icon = Icon::keypad};
  if (!hand_) {
    Button primary = number;
    primary.role = ButtonRole::primary;
    const Button skip{.id = "skip", .label = "Skip", .icon = Icon::skip};
    return {back_button(), session_.empty() ? skip : undo_button(), short_button(), primary};
  }
  return {
      {.id = "back", .label = "Put back", .icon = Icon::back},
      number,
      {.id = "put", .label = "In " + tote_of(walk_.next()).text(), .icon = Icon::check, .role = ButtonRole::primary}};
}

WorkPage ClusterScreen::finished_page() const {
  WorkPage page;
  page.instruction = {.verb = cluster_.zone.empty() ? "All is picked" : "Zone " + cluster_.zone + " is picked",
                      .task = counted(static_cast<std::int64_t>(cluster_.parts.size()), "order", "orders"),
                      .name = "Bring the totes on",
                      .progress = 1.0F};
  for (std::size_t i = 0; i < lists_.size(); ++i) {
    if (lists_[i]) page.rows.push_back(tote_row(cluster_.parts[i], *lists_[i]));
  }
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.actions.push_back({.id = "done", .label = "Done", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

// What the order still needs, in other zones or from stock that has yet to come, is said.
Row ClusterScreen::tote_row(const Cluster::Part& part, const PickList& list) const {
  std::string state = "complete";
  if (!list.waiting.none()) state = "waiting for stock: " + list.waiting.text();
  if (!list.to_pick.none()) state = list.to_pick.text() + " to pick in other zones";
  const bool complete = list.waiting.none() && list.to_pick.none();
  return {.title = part.tote.text(),
          .title_is_code = true,
          .detail = fmt::format("{} · {}\n{}", part.order.text(), list.customer, state),
          .value = list.picked.text(),
          .value_note = "picked",
          .stripe = complete ? Stripe::done : Stripe::attention,
          .icon = complete ? Icon::check : Icon::attention};
}

std::string ClusterScreen::expects() const {
  if (walk_.over()) return "another cart";
  const PickStop& stop = walk_.next();
  if (!arrived()) return "place " + stop.from.text();
  return in_hand() == stop.quantity ? "tote " + tote_of(stop).text() : stop.name;
}

// --- scans -------------------------------------------------------------------------------------------------------

Step ClusterScreen::on_scan(const Scan& scan, const Found& found) {
  if (walk_.over()) return NotMine{};
  if (const auto* item = std::get_if<FoundItem>(&found)) return scan_item(scan, *item);
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_unit(unit->unit);
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place == nullptr) return NotMine{};
  return place->kind == LocationKind::tote || hand_ ? scan_tote(place->location) : scan_place(place->location);
}

Step ClusterScreen::scan_place(const LocationCode& place) {
  if (place != walk_.next().from) return wrong_place(walk_.next());
  here_ = place;
  return Stay{};
}

Step ClusterScreen::scan_tote(const LocationCode& tote) const {
  const PickStop& stop = walk_.next();
  const LocationCode& right = tote_of(stop);
  if (!hand_) {
    return Warn{arrived() ? "Scan the item first. Nothing was booked."
                          : "Go to " + stop.from.text() + " first. Nothing was booked."};
  }
  if (tote == right) return put();
  if (tote == here_) return Warn{"You took it from here. Scan " + right.text() + "."};
  RefusalPage page = refusal("Wrong tote", "What you hold is for " + stop.line.document.text() + ".");
  page.expected_heading = "Put it in here instead";
  page.expected_name = stop.name;
  page.expected_location = right.text();
  return Refuse{page, right};
}

// A carton of the order is a tote; the pallet to pick from says as well as its place that the picker is there.
Step ClusterScreen::scan_unit(const Sscc& unit) {
  const PickStop& stop = walk_.next();
  if (unit.text() == stop.unit) {
    here_ = stop.from;
    return Stay{};
  }
  return hand_ ? scan_tote(LocationCode::parse(unit.text()).value()) : Step(NotMine{});
}

Step ClusterScreen::scan_item(const Scan& scan, const FoundItem& item) {
  const PickStop& stop = walk_.next();
  if (auto wrong = misfit(stop, scan, item, arrived(), stop.quantity.less(in_hand()))) return *wrong;
  return hold(in_hand() + item.pack.units);
}

Step ClusterScreen::hold(Quantity quantity) {
  hand_ = InHand{key_of(walk_.next()), quantity};
  return Stay{};
}

Step ClusterScreen::put() const {
  const PickStop& stop = walk_.next();
  return Do{{Pick{stop.line, units_of(stop.item, in_hand(), stop.lot, stop.serial), stop.from, tote_of(stop)}}};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ClusterScreen::on_tap(std::string_view id) {
  if (id == "back" && hand_) {
    hand_.reset();
    return Warn{"Put it back. Nothing was booked."};
  }
  if (id == "undo") return hand_ ? Step(Warn{"Put away what you hold first"}) : undo_last_of(session_);
  if (id == "no") return Stay{};
  if (const auto reason = chosen_reason(id); reason && short_) {
    short_->reason = *reason;
    return Do{{*std::exchange(short_, std::nullopt)}};
  }
  if (id == "done" && walk_.over()) return Leave{"The cart is picked"};
  return walk_.over() ? Step(NotMine{}) : tap_at_stop(id);
}

Step ClusterScreen::tap_at_stop(std::string_view id) {
  const PickStop& stop = walk_.next();
  if (id == "put" && hand_) return put();
  if (id == "short") return ask_short();
  if (id == "here") return scan_place(LocationCode(stop.from));
  if (id == "number" && arrived()) {
    return AskNumber{"Taken from " + stop.from.text(), stop.name, "ea · of " + stop.quantity.text()};
  }
  if (id == "skip" && !hand_) return walk_.skip() ? Step(Stay{}) : Step(Warn{"This is the only stop left"});
  return id.starts_with("stop:") ? tap_row(id.substr(5)) : Step(NotMine{});
}

Step ClusterScreen::tap_row(std::string_view key) {
  if (hand_ && key != hand_->stop) return Warn{"Put what you hold into " + tote_of(walk_.next()).text() + " first"};
  return walk_.choose(key) ? Step(Stay{}) : Step(NotMine{});
}

// What is in hand is not missing.
Step ClusterScreen::ask_short() {
  if (!arrived()) return Warn{"Go to the place first"};
  if (hand_) return Warn{"Put what you hold into " + tote_of(walk_.next()).text() + " first"};
  const PickStop& stop = walk_.next();
  short_ = short_pick(stop, stop.quantity);
  return why_short(stop, stop.quantity);
}

// Sets what is in hand, never adds.
Step ClusterScreen::on_number(Quantity number) {
  const PickStop& stop = walk_.next();
  if (number > stop.quantity) {
    return refuse_at(stop, "Too many", "Only " + stop.quantity.text() + " are to be picked here.");
  }
  if (!number.none()) return hold(number);
  if (!hand_) return ask_short();
  hand_.reset();
  return Stay{};
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer ClusterScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    session_.undone(undo->target);
    return {.toast = "Undone"};
  }
  const auto* pick = std::get_if<Pick>(&action);
  if (pick == nullptr) {
    session_.booked("short", outcome);
    return {.toast = "Short: " + outcome.quantity.text() + " to be counted", .sound = Sound::attention};
  }
  session_.booked(key_of(*pick), outcome);
  hand_.reset();
  if (walk_.over()) return {.toast = "All is picked", .sound = Sound::done};
  return {.toast = fmt::format("{} put into {}", outcome.quantity.text(), pick->to.text())};
}

}  // namespace

ScreenInfo describe_cluster() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
    return std::make_unique<ClusterScreen>(context, std::get<Cluster>(target));
  }};
}

}  // namespace dockhand
