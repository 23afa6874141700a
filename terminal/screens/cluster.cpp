// One walk for several orders: place -> item -> quantity -> tote -> the next stop.
//
// What is in hand is only in hand: nothing is booked until the tote where it goes is scanned or tapped. The walk is
// what the books still have reserved for these orders, so it goes on where it was broken off.
#include <fmt/format.h>

#include "terminal/flows/alternative.h"
#include "terminal/flows/bring_back.h"
#include "terminal/flows/cart_parts.h"
#include "terminal/flows/instead.h"
#include "terminal/flows/walk_end.h"
#include "terminal/kit/before.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/label.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class ClusterScreen final : public Screen {
 public:
  ClusterScreen(const ScreenContext& context, Cluster cluster) : context_(context), cluster_(std::move(cluster)) {
    job_.cart = cluster_;
  }

  Status load() override;
  WorkPage page() const override {
    return with_label(at_end() ? page_at_end(cluster_, parts_, context_.clock.now(), !session_.empty()) : stop_page(),
                      job_);
  }
  std::string about() const override { return about_of(cluster_); }
  bool begun() const override { return !at_end() || job_.label; }
  Expected expects() const override;
  std::optional<std::vector<ItemCode>> at_hand() const override { return walk_.at_hand(); }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_answer(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Answer told(Answer answer) const override;
  Step on_changed(const Do& asked, const Changed& changed) override {
    return not_wanted(context_.views, asked, changed).value_or(Screen::on_changed(asked, changed));
  }

 private:
  bool at_end() const { return walk_.over() && !job_.hand; }
  PickStop current() const;
  bool arrived() const { return !at_end() && here_ == current().from; }
  Quantity in_hand() const { return job_.hand ? job_.hand->units.quantity : Quantity(); }
  Quantity done_at(const PickStop& stop) const { return session_.total(key_of(stop)); }
  const LocationCode& tote_of(const PickStop& stop) const { return tote_for(cluster_, stop.line.document); }
  std::string goal_of(const PickStop& stop) const;
  Warn put_first(const PickStop& stop) const {
    return {fmt::format("Put what you hold into {tote} first", fmt::arg("tote", tote_of(stop).text()))};
  }
  std::string goal_in_hand(const PickStop& stop) const;
  WorkPage stop_page() const;
  Instruction instruction(const PickStop& stop) const;
  std::string scan_prompt(const PickStop& stop) const;
  std::vector<Button> actions() const;
  void show_stops(WorkPage& page) const;

  Step scan_tote(const LocationCode& tote) const;
  Step scan_item(const Scan& scan, const FoundItem& item);
  TakeUnits taker() {
    return [this](const Units& units, const std::string&) { return take_units(units); };
  }
  Step take_units(const Units& units);
  Step scan_unit(const Sscc& unit);
  Step arrive(const PickStop& stop);
  Step tap_at_stop(std::string_view id);
  Step tap_row(std::string_view key);
  Step number_again(std::string_view key);
  Step hold(const PickStop& stop, Quantity quantity, bool assumed);
  Step ask_short() const;
  Step put() const;

  ScreenContext context_;
  Cluster cluster_;
  CartParts parts_;
  Walk walk_;
  std::optional<LocationCode> here_;     // the place that was confirmed
  std::string item_tells_;               // the stop at whose place alone its item lies, when it was read as the next
  std::optional<PickStop> shown_;        // what the keypad is about
  bool just_put_ = false;                // units into a tote, by the last command
  bool just_short_ = false;              // by the last command
  std::optional<OrderLine> short_of_;    // until the walk is read again
  std::optional<PickStop> after_short_;  // where the same units come from instead
  Session session_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ClusterScreen::load() {
  if (Status recalled = recall_picks(context_, cluster_, session_); !recalled) return recalled;
  auto read = read_cart(context_.views, cluster_);
  if (!read) return read.error();
  parts_ = std::move(read).value();
  if (Status stopped = read_stopped(context_.views, context_.clock.now().date(), parts_); !stopped) return stopped;
  walk_.read(parts_.stops(cluster_.zone));
  if (short_of_) after_short_ = walk_.go_on_with(*std::exchange(short_of_, std::nullopt));
  item_tells_ = !at_end() && lies_nowhere_else(context_.views, current()) ? key_of(current()) : "";
  if (job_.hand || !here_) here_ = job_.hand ? job_.hand->from : where_label_waits(job_, walk_);
  return Done{};
}

// The stop of what is in hand, as the books have it; where they have it no more, as it was when it was taken.
PickStop ClusterScreen::current() const {
  if (!job_.hand) return walk_.next();
  const Job::Hand& hand = *job_.hand;
  const PickStop taken{*hand.line,         hand.units.item,       hand.name,           hand.from,
                       lot_of(hand.units), serial_of(hand.units), hand.units.quantity, {}};
  const PickStop* known = walk_.find(key_of(taken));
  return known != nullptr ? *known : taken;
}

std::string ClusterScreen::goal_of(const PickStop& stop) const {
  return fmt::format("into {tote} for {order}", fmt::arg("tote", tote_of(stop).text()),
                     fmt::arg("order", stop.line.document.text()));
}

std::string ClusterScreen::goal_in_hand(const PickStop& stop) const {
  const std::string order = stop.line.document.text();
  if (parts_.is_cancelled(stop.line.document)) {
    return fmt::format("{order} was cancelled. Put it back to {from}.", fmt::arg("order", order),
                       fmt::arg("from", stop.from.text()));
  }
  return fmt::format("put it into {tote} for {order}.", fmt::arg("tote", tote_of(stop).text()),
                     fmt::arg("order", order));
}

// --- the page ----------------------------------------------------------------------------------------------------

std::string ClusterScreen::scan_prompt(const PickStop& stop) const {
  if (!job_.hand && !arrived()) return item_tells_ == key_of(stop) ? "Scan place or item" : "Scan place";
  if (!job_.hand) return "Scan item";
  if (parts_.is_cancelled(stop.line.document)) return "";  // it goes into no tote
  return in_hand() < stop.quantity ? "Scan item or tote" : "Scan tote";
}

WorkPage ClusterScreen::stop_page() const {
  WorkPage page;
  const PickStop stop = current();
  page.instruction = instruction(stop);
  page.scan_prompt = scan_prompt(stop);
  page.strip = with_line(parts_.cancelled.empty() ? on_pallet(stop) : parts_.cancelled, words_of(parts_.stopped));
  if (job_.hand) {
    page.strip = fmt::format("Not booked yet{assumed}: {what}", fmt::arg("assumed", assumption_of(job_.hand->units)),
                             fmt::arg("what", goal_in_hand(stop)));
  }
  show_stops(page);
  page.actions = arrived() ? actions() : go_there_buttons();
  if (arrived() && !job_.hand && !job_.label) page.by_card = {common_button(buttons::skip)};
  return page;
}

void ClusterScreen::show_stops(WorkPage& page) const {
  page.list_heading =
      fmt::format("{} · {} left", counted(static_cast<std::int64_t>(parts_.all.size()), "order", "orders"),
                  counted(static_cast<std::int64_t>(walk_.left().size()), "stop", "stops"));
  if (!job_.hand) parts_.show_to_take_out(page);
  for (const PickStop& one : walk_.left()) page.rows.push_back(row_of(walk_, one, goal_of(one)));
  for (const PickStop& one : walk_.finished()) {
    const bool wanted = !parts_.is_cancelled(one.line.document);  // else it stands among what is to be put back
    if (wanted && !done_at(one).none()) page.rows.push_back(finished_row(one, done_at(one), goal_of(one)));
  }
}

Instruction ClusterScreen::instruction(const PickStop& stop) const {
  Instruction shown{.verb = !arrived() ? "Go to" : "Take from",
                    .task = stop.line.document.text(),
                    .location = stop.from.text(),
                    .count = count_of(session_, walk_, stop, in_hand()),
                    .name = stop.name,
                    .code = code_of(stop),
                    .where_in_list = in_packs(stop.quantity, stop.packs),
                    .progress = parts_.progress()};
  if (in_hand() < stop.quantity) return shown;
  const bool back = parts_.is_cancelled(stop.line.document);
  shown.verb = back ? "Put back to" : "Put into";
  shown.location = (back ? stop.from : tote_of(stop)).text();
  shown.count = in_hand().text();
  return shown;
}

std::vector<Button> ClusterScreen::actions() const {
  if (!job_.hand) {
    return {back_button(), session_.empty() ? common_button(buttons::skip) : undo_button(), short_button(),
            common_button(buttons::number, ButtonRole::primary)};
  }
  const Button back{.id = "back", .label = "Put it back", .icon = Icon::back};
  if (parts_.is_cancelled(current().line.document)) return {back};
  return {back, common_button(buttons::number),
          worded_button(buttons::put, fmt::format("In {tote}", fmt::arg("tote", tote_of(current()).text())),
                        ButtonRole::primary)};
}

Expected ClusterScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (at_end()) return {"a tote of this cart", {Expected::Any::place}};
  const PickStop stop = current();
  if (!arrived()) return {fmt::format("place {from}", fmt::arg("from", stop.from.text())), stop.from};
  if (in_hand() < stop.quantity) return {stop.name, {stop.item}};
  return {fmt::format("tote {tote}", fmt::arg("tote", tote_of(stop).text())), tote_of(stop)};
}

// --- scans -------------------------------------------------------------------------------------------------------

Step ClusterScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (at_end()) return scan_at_end(cluster_, found, job_);
  if (const auto* item = std::get_if<FoundItem>(&found)) return scan_item(scan, *item);
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_unit(unit->unit);
  const auto* place = std::get_if<FoundLocation>(&found);
  if (place == nullptr) return NotMine{};
  if (place->kind == LocationKind::tote || job_.hand) return scan_tote(place->location);
  return place->location == current().from ? arrive(current()) : wrong_place(current(), arrived());
}

// The stop stays the one that is worked on, whatever comes before it on the walk meanwhile.
Step ClusterScreen::arrive(const PickStop& stop) {
  here_ = stop.from;
  walk_.choose(key_of(stop));
  return Stay{};
}

Step ClusterScreen::scan_tote(const LocationCode& tote) const {
  const PickStop stop = current();
  const LocationCode& right = tote_of(stop);
  if (!job_.hand) {
    return Warn{arrived() ? "Scan the item first. Nothing was booked."
                          : fmt::format("Go to {from} first. Nothing was booked.", fmt::arg("from", stop.from.text()))};
  }
  if (parts_.is_cancelled(stop.line.document)) {
    return Warn{fmt::format("{what} Nothing was booked.", fmt::arg("what", goal_in_hand(stop)))};
  }
  if (tote == right) return put();
  if (tote == here_) return Warn{fmt::format("You took it from here. Scan {right}.", fmt::arg("right", right.text()))};
  return wrong_tote(stop, right);
}

// A carton of the order is a tote; the pallet to pick from says as well as its place that the picker is there.
Step ClusterScreen::scan_unit(const Sscc& unit) {
  const PickStop stop = current();
  if (unit.text() == stop.unit) return arrive(stop);
  return job_.hand ? scan_tote(LocationCode::parse(unit.text()).value()) : Step(NotMine{});
}

Step ClusterScreen::scan_item(const Scan& scan, const FoundItem& item) {
  const bool there = !arrived() && !job_.hand && item.item == current().item;
  if (there && lies_nowhere_else(context_.views, current())) arrive(current());
  if (auto wrong = wrong_item(current(), item, arrived())) return *wrong;
  return take_label(job_, read_at(context_.views, current(), item, scan), item.name, taker());
}

Step ClusterScreen::take_units(const Units& units) {
  const auto waited = std::exchange(job_.label, std::nullopt);
  if (at_end() || !arrived() || current().item != units.item) {
    return Refuse{refusal("Not to be picked now", "The orders have changed meanwhile. Put it back."), {}};
  }
  const PickStop stop = current();
  if (auto other =
          instead_of({context_.views, walk_, session_}, stop, {stop.line, units, stop.from, tote_of(stop)}, job_)) {
    const bool refused = std::holds_alternative<Refuse>(*other);
    if (job_.hand && !refused) return put_first(stop);
    return keep_if_refused(job_, waited, *other);
  }
  if (auto wrong = too_many(stop, units, stop.quantity.less(in_hand()))) return keep_if_refused(job_, waited, *wrong);
  const Quantity taken = taken_by_scan(context_, units, job_.hand ? Quantity() : stop.quantity);
  return hold(stop, in_hand() + taken, units.assumed || (job_.hand && job_.hand->units.assumed));
}

Step ClusterScreen::hold(const PickStop& stop, Quantity quantity, bool assumed) {
  job_.hand = Job::Hand{units_at(stop, quantity, assumed), stop.name, stop.from, stop.line, tote_of(stop)};
  walk_.choose(key_of(stop));
  return Stay{};
}

Step ClusterScreen::put() const {
  const Job::Hand& hand = *job_.hand;
  Job then = job_;
  then.hand.reset();
  return Do{{Pick{*hand.line, hand.units, hand.from, *hand.to}}, {seen_of(current(), hand.units.quantity)}, then};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ClusterScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker(), from_here(here_))) return *step;
  if (job_.label) return NotMine{};
  if (id == "undo") return job_.hand ? Step(Warn{"Put away what you hold first"}) : undo_last_of(session_);
  if (auto back = open_put_back(id)) return *back;
  return at_end() ? tap_at_end(context_.views, parts_, id, job_) : tap_at_stop(id);
}

Step ClusterScreen::tap_at_stop(std::string_view id) {
  const PickStop stop = current();
  if (id == "back") return ask_to_keep(cluster_);
  if (id == "put" && job_.hand) return put();
  if (id == "short") return ask_short();
  if (id == "here") return arrive(stop);
  if (id == "number" && arrived()) {
    shown_ = stop;
    return ask_number_at(stop, "Taken", stop.quantity);
  }
  if (id.starts_with(number_at)) return number_again(id.substr(number_at.size()));
  if (id == "skip" && !job_.hand) return walk_.skip() ? Step(Stay{}) : Step(Warn{"This is the only stop left"});
  return id.starts_with("stop:") ? tap_row(id.substr(5)) : Step(NotMine{});
}

Step ClusterScreen::tap_row(std::string_view key) {
  const PickStop stop = current();
  if (job_.hand && key != key_of(stop)) return put_first(stop);
  return walk_.choose(key) ? Step(Stay{}) : Step(NotMine{});
}

// The keypad that a restart has closed: whoever has typed was there.
Step ClusterScreen::number_again(std::string_view key) {
  const bool known = job_.hand ? key == key_of(current()) : walk_.choose(key);
  if (!known) return NotMine{};
  here_ = current().from;
  return tap_at_stop("number");
}

// What is in hand is not missing.
Step ClusterScreen::ask_short() const {
  const PickStop stop = current();
  if (!arrived()) return Warn{"Short does nothing here: go to the place first."};
  if (job_.hand) return put_first(stop);
  return why_short(stop, stop.quantity);
}

Step ClusterScreen::on_answer(std::string_view id) {
  if (id != "end_cart") return Stay{};
  job_ = {};
  return Leave{told_when_apart(parts_)};
}

// Sets what is in hand, never adds; of the stop that the keypad was opened for.
Step ClusterScreen::on_number(Quantity number) {
  const auto shown = std::exchange(shown_, std::nullopt);
  if (!shown) return Stay{};
  if (number > shown->quantity) {
    return refuse_at(*shown, "Too many", only_to_pick(shown->quantity));
  }
  if (job_.hand && !number.none()) return hold(*shown, number, job_.hand->units.assumed);
  if (job_.hand) {
    job_.hand.reset();
    return Stay{};
  }
  const Quantity meant = number.none() ? shown->quantity : number;
  if (auto gone = not_there(context_.views, walk_, *shown, meant, context_.clock.now().date())) return *gone;
  if (number.none()) return why_short(*shown, meant);
  return take_label(job_, count_at(context_.views, *shown, number, !done_at(*shown).none()), shown->name, taker());
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer ClusterScreen::on_accepted(const Action& action, const Accepted& outcome) {
  just_put_ = std::holds_alternative<Pick>(action);
  just_short_ = std::holds_alternative<ShortPick>(action);
  if (just_short_) short_of_ = std::get<ShortPick>(action).line;
  if (const auto* undo = std::get_if<Undo>(&action)) {
    walk_.let_go();
    return {.toast = session_.undone(*undo, outcome)};
  }
  if (const auto* other = std::get_if<TakeOther>(&action)) return booked_other(session_, *other, outcome);
  const auto* pick = std::get_if<Pick>(&action);
  if (pick == nullptr) {
    session_.booked("short", action, outcome);
    return {.toast = fmt::format("{units} missing, to be counted", fmt::arg("units", outcome.quantity.text())),
            .sound = Sound::attention};
  }
  session_.booked(key_of(*pick), action, outcome);
  return {.toast = fmt::format("{units} put into {tote}{assumed}", fmt::arg("units", outcome.quantity.text()),
                               fmt::arg("tote", pick->to.text()), fmt::arg("assumed", assumption_of(pick->units)))};
}

Answer ClusterScreen::told(Answer answer) const {
  const bool goes_on = after_short_ || cluster_.zone.empty();
  if (just_short_ && (goes_on || waits_after(parts_, session_.entries().back().action)))
    return told_short(context_, session_.entries().back(), after_short_);
  if (just_put_ && at_end()) return {.toast = told_at_end(parts_, cluster_.zone), .sound = Sound::done};
  return answer;
}

}  // namespace

ScreenInfo describe_cluster() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<ClusterScreen>(context, std::get<Cluster>(target));
          },
          .resumed_by = [](const std::string&, const Job& job) -> Target { return job.cart.value_or(Cluster{}); }};
}

}  // namespace dockhand
