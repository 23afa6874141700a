// One order: place -> item -> quantity -> the next stop, along the walk; at the end the lane.
//
// The place is confirmed first, by its code or by hand, because the books say from where the units were taken.
#include <fmt/format.h>

#include <utility>

#include "terminal/flows/alternative.h"
#include "terminal/flows/at_it.h"
#include "terminal/flows/bring_back.h"
#include "terminal/flows/in_all.h"
#include "terminal/flows/instead.h"
#include "terminal/flows/receipt_rows.h"
#include "terminal/flows/stopped.h"
#include "terminal/flows/walk_end.h"
#include "terminal/kit/before.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/label.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class PickScreen final : public Screen {
 public:
  PickScreen(const ScreenContext& context, OrderNumber order) : context_(context), order_(std::move(order)) {}

  Status load() override;
  std::optional<Question> question_at_start() const override {
    auto question = list_ && !walk_.over() && session_.empty() ? ask_to_go_on(context_, *list_) : std::nullopt;
    if (question) question->no_then = Leave{};
    return question;
  }
  WorkPage page() const override { return with_label(walk_.over() ? finished_page() : stop_page(), job_); }
  std::string about() const override { return order_.text(); }
  bool begun() const override { return !walk_.over() || !job_.empty(); }
  Expected expects() const override;
  std::optional<std::vector<ItemCode>> at_hand() const override { return walk_.at_hand(); }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_answer(std::string_view id) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Answer told(Answer answer) const override;
  Step on_changed(const Do& asked, const Changed& changed) override {
    return not_wanted(context_.views, asked, changed).value_or(Screen::on_changed(asked, changed));
  }

 private:
  std::string tote() const { return begun_tote(*list_, picked_); }
  bool arrived() const { return !walk_.over() && here_ == walk_.next().from; }
  Quantity done_at(const PickStop& stop) const { return session_.total(key_of(stop)); }
  Quantity wanted_at(const PickStop& stop) const { return done_at(stop) + stop.quantity; }

  WorkPage stop_page() const;
  WorkPage finished_page() const;
  Instruction instruction() const;
  void show_finished_stops(WorkPage& page) const;
  std::vector<Button> actions() const;

  Step scan_place(const LocationCode& place) {
    if (place.text() == tote()) return Warn{"Scan the next item. What was scanned is in the tote by the books."};
    return place == walk_.next().from ? arrive() : wrong_place(walk_.next(), arrived());
  }
  bool ships_next() const { return stands_in_lane(*list_, picked_, session_) && left_over(*list_).none(); }
  Step scan_lane(const LocationCode& place) const;
  // What must not leave is asked about before the order is done with.
  Step leave_with(std::string said) const {
    return picked_.stopped.empty() ? Step(Leave{std::move(said)}) : ask_to_take_out(picked_.stopped.front());
  }
  Step scan_unit(const FoundUnit& scanned);
  Step scan_item(const Scan& scan, const FoundItem& item);
  TakeUnits taker() {
    return [this](const Units& units, const std::string&) { return take_units(units); };
  }
  Step take_units(const Units& units);
  Step arrive();
  Step tap_at_stop(std::string_view id);
  Step set_number(const PickStop& stop, Quantity done, Quantity number);

  ScreenContext context_;
  OrderNumber order_;
  std::optional<PickList> list_;
  PickedOf picked_;
  Walk walk_;
  std::optional<LocationCode> here_;  // the place that was confirmed
  // What the keypad is about, as it was shown: the stop, what was picked there, and how much of that on this visit.
  struct Shown {
    PickStop stop;
    Quantity done, here;
  };
  std::optional<Shown> shown_;
  bool just_picked_ = false;             // by the last command
  std::string assumption_;               // of that pick, in words
  bool just_short_ = false;              // by the last command
  std::optional<OrderLine> short_of_;    // until the walk is read again
  std::optional<PickStop> after_short_;  // where the same units come from instead
  Session session_;
};

Status PickScreen::load() {
  if (Status recalled = recall_picks(context_, order_, session_); !recalled) return recalled;
  auto read = context_.views.pick_list(order_);
  if (!read) return read.error();
  list_ = std::move(read).value();
  auto picked = picked_of(context_.views, order_, list_, context_.clock.now().date());
  if (!picked) return picked.error();
  picked_ = std::move(picked).value();
  walk_.read(list_ ? list_->stops : std::vector<PickStop>{});
  job_.picking = half_picked(session_, walk_, order_);
  if (!here_) here_ = where_label_waits(job_, walk_);
  if (short_of_) after_short_ = walk_.go_on_with(*std::exchange(short_of_, std::nullopt));
  return Done{};
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage PickScreen::stop_page() const {
  WorkPage page;
  page.instruction = instruction();
  page.scan_prompt = arrived() ? "Scan item" : "Scan place";
  page.strip = with_line(with_line(ask_first(list_->holder), on_pallet(walk_.next())), words_of(picked_.stopped));
  if (!tote().empty()) {
    page.strip = with_line(page.strip, fmt::format("{order} is begun in {tote}: put what you take in there.",
                                                   fmt::arg("order", order_.text()), fmt::arg("tote", tote())));
  }
  page.list_heading =
      with_line(with_line(fmt::format("{} · {} left", list_->customer,
                                      counted(static_cast<std::int64_t>(walk_.left().size()), "stop", "stops")),
                          told_begun(context_, *list_)),
                not_confirmed(sum_of(list_->unsure)));
  const std::string into = tote().empty() ? "" : fmt::format("into {tote}", fmt::arg("tote", tote()));
  for (const PickStop& stop : walk_.left()) page.rows.push_back(row_of(walk_, stop, into));
  show_stopped(picked_.stopped, page);
  show_held(*list_, context_.clock.now().date(), page);
  show_finished_stops(page);
  show_carts(with_order(begun_carts(context_.jobs), order_), context_.clock.now(), page);
  page.actions = arrived() ? actions() : go_there_buttons();
  if (arrived() && !job_.label) page.by_card = {common_button(buttons::skip)};
  return page;
}

WorkPage PickScreen::finished_page() const {
  WorkPage page = page_at_end(order_, list_, picked_, context_.clock.now(), session_);
  page.actions = {back_button()};
  if (!list_ || list_->picked.none()) return page;
  show_finished_stops(page);
  if (!session_.empty()) page.actions.push_back(undo_button());
  page.actions.push_back(common_button(buttons::done, ships_next() ? ButtonRole::plain : ButtonRole::primary));
  if (ships_next()) page.actions.push_back(common_button(buttons::ship, ButtonRole::primary));
  return page;
}

Instruction PickScreen::instruction() const {
  const PickStop& stop = walk_.next();
  return {.verb = arrived() ? "Take from" : "Go to",
          .task = order_.text(),
          .location = stop.from.text(),
          .count = count_of(session_, walk_, stop, {}, taken_elsewhere(*list_, stop)),
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
  return {back_button(), session_.empty() ? common_button(buttons::skip) : undo_button(), short_button(),
          common_button(buttons::number, ButtonRole::primary)};
}

Expected PickScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (walk_.over() && !list_) return {"an order", {Expected::Any::order}};
  if (walk_.over()) {
    return {tote().empty() ? fmt::format("lane {lane}", fmt::arg("lane", list_->lane.text()))
                           : fmt::format("tote {tote}", fmt::arg("tote", tote())),
            list_->lane};
  }
  if (arrived()) return {walk_.next().name, {walk_.next().item}};
  return {fmt::format("place {from}", fmt::arg("from", walk_.next().from.text())), walk_.next().from};
}

// --- scans -------------------------------------------------------------------------------------------------------

Step PickScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
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
  if (!tote().empty() && place == list_->lane) return Open{ScreenId::drop_off, {}, true};
  if (place == list_->lane)
    return leave_with(
        fmt::format("{order} is at {lane}", fmt::arg("order", order_.text()), fmt::arg("lane", place.text())));
  RefusalPage page = tote().empty() ? refusal("Wrong lane", "Bring it to the lane of this order.")
                                    : refusal("The tote first", "What is picked is in it: scan it, then the lane.");
  page.expected_heading = tote().empty() ? "Bring it here instead" : "Scan this first";
  page.expected_location = list_->lane.text();
  return Refuse{page, list_->lane};
}

// The stop stays the one that is worked on, whatever comes before it on the walk meanwhile.
Step PickScreen::arrive() {
  here_ = walk_.next().from;
  if (stands(Safeguard::stop_kept)) walk_.choose(key_of(walk_.next()));
  return Stay{};
}

// The pallet to pick from says as well as its place that the picker is there.
Step PickScreen::scan_unit(const FoundUnit& scanned) {
  const PickStop& stop = walk_.next();
  return scanned.unit.text() == stop.unit ? arrive() : Step(NotMine{});
}

Step PickScreen::scan_item(const Scan& scan, const FoundItem& item) {
  const bool by_item = context_.picking.place_by_item && !walk_.over() && !arrived();
  if (by_item && item.item == walk_.next().item && lies_nowhere_else(context_.views, walk_.next())) arrive();
  if (auto wrong = wrong_item(walk_.next(), item, arrived())) return *wrong;
  return take_label(job_, read_at(context_.views, walk_.next(), item, scan), item.name, taker());
}

Step PickScreen::take_units(const Units& units) {
  const auto waited = std::exchange(job_.label, std::nullopt);
  if (!arrived() || walk_.next().item != units.item) {
    return Refuse{refusal("Not to be picked now", "The order has changed meanwhile. Put it back."), {}};
  }
  Pick pick{walk_.next().line, units, walk_.next().from, list_->lane};
  walk_.choose(key_of(pick));  // the lot of another stop at this place
  const PickStop& stop = walk_.next();
  if (auto other = instead_of({context_.views, walk_, session_}, stop, pick, Job{}))
    return keep_if_refused(job_, waited, *other);
  if (auto wrong = too_many(stop, units, stop.quantity)) return keep_if_refused(job_, waited, *wrong);
  pick.units = units_at(stop, taken_by_scan(context_, units, stop.quantity), units.assumed);
  Do booked{{pick}, {seen_of(stop, pick.units.quantity)}};
  if (waited) booked.then = Job{};
  job_.label = waited;  // until it is booked
  return booked;
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step PickScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker(), from_here(here_))) return *step;
  if (job_.label) return NotMine{};
  if (id == "undo") return undo_last_of(session_);
  if (auto back = open_put_back(id)) return *back;
  if (auto cart = open_cart_row(begun_carts(context_.jobs), id)) return *cart;
  if (id == "done" && walk_.over() && list_ && !list_->picked.none()) return leave_with(told_when_left(*list_));
  if (id == "ship" && walk_.over() && list_ && ships_next()) return Open{ScreenId::ship, {}};
  if (auto why = open_why(id)) return *why;
  if (walk_.over() && id.starts_with(alternative_row))
    return tap_alternative(context_.views, list_->waiting_lines, id.substr(alternative_row.size()));
  return walk_.over() ? Step(NotMine{}) : tap_at_stop(id);
}

Step PickScreen::tap_at_stop(std::string_view id) {
  const PickStop& stop = walk_.next();
  if (id == "skip") return walk_.skip() ? Step(Stay{}) : Step(Warn{"This is the only stop left"});
  if (id == "short")
    return arrived() ? why_short(stop, stop.quantity) : Step(Warn{"Short does nothing here: go to the place first."});
  if (id == "here") return arrive();
  if (id == "number" && arrived()) {
    shown_ = Shown{stop, done_at(stop), booked_on_visit(session_, key_of(stop))};
    AskNumber asked = ask_number_at(stop, "Picked", wanted_at(stop), taken_elsewhere(*list_, stop));
    asked.unit += until_now(shown_->done);
    return asked;
  }
  if (id.starts_with(number_at) && walk_.choose(id.substr(number_at.size()))) {
    here_ = walk_.next().from;  // whoever has typed was there
    return tap_at_stop("number");
  }
  if (id.starts_with("stop:") && walk_.choose(id.substr(5))) return Stay{};
  return NotMine{};
}

Step PickScreen::on_number(Quantity number) {
  auto shown = std::exchange(shown_, std::nullopt);
  if (!shown || !list_) return Stay{};
  if (!stands(Safeguard::stop_kept) && !walk_.over()) shown->stop = walk_.next();
  const Quantity before = shown->done.less(shown->here);
  auto asked = ask_in_all({shown->stop.name, before, shown->here, number}, key_of(shown->stop), [&](Quantity in_all) {
    const bool too_many = in_all > shown->done + shown->stop.quantity;
    return too_many ? std::nullopt : std::optional(set_number(shown->stop, shown->done, in_all));
  });
  return asked ? *std::move(asked) : set_number(shown->stop, shown->done, number);
}

// That nothing is taken is no booking yet: it asks why.
Step PickScreen::on_answer(std::string_view id) {
  const auto answer = in_all_answer(id);
  if (!answer) return Screen::on_answer(id);
  if (!list_ || !walk_.choose(answer->subject))
    return Warn{"It is not to be picked there any more. Nothing was booked."};
  here_ = walk_.next().from;
  const Quantity done = done_at(walk_.next());
  return done == answer->booked ? set_number(walk_.next(), done, answer->in_all) : tap_at_stop("number");
}

// Sets, never adds. The same number again raises the question of a short pick.
Step PickScreen::set_number(const PickStop& stop, Quantity done, Quantity number) {
  const Quantity wanted = done + stop.quantity;
  if (number > wanted) {
    return refuse_at(stop, "Too many", only_to_pick(wanted));
  }
  if (number == done) return why_short(stop, stop.quantity);
  Do set;
  Quantity more = number.less(done);
  if (number < done) {
    auto back = session_.take_back(key_of(stop), done.less(number));
    if (!back) return Warn{"That was picked before. Nothing was booked."};
    set.actions = std::move(back->undos);
    more = back->again;
  } else {
    set.seen = {seen_of(stop, more)};
  }
  if (more.none()) return set;
  const auto units = count_at(context_.views, stop, more, !done.none());
  if (!units || std::holds_alternative<WaitingLabel>(*units)) {
    if (auto gone = not_there(context_.views, walk_, stop, more, context_.clock.now().date())) return *gone;
    return take_label(job_, units, stop.name, taker());
  }
  set.actions.emplace_back(Pick{stop.line, std::get<Units>(*units), stop.from, list_->lane});
  return set;
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer PickScreen::on_accepted(const Action& action, const Accepted& outcome) {
  just_picked_ = std::holds_alternative<Pick>(action);
  just_short_ = std::holds_alternative<ShortPick>(action);
  if (just_short_) short_of_ = std::get<ShortPick>(action).line;
  if (const auto* undo = std::get_if<Undo>(&action)) {
    walk_.let_go();
    return {.toast = session_.undone(*undo, outcome)};
  }
  if (const auto* pick = std::get_if<Pick>(&action)) {
    session_.booked(key_of(*pick), action, outcome);
    assumption_ = assumption_of(pick->units);
    if (!session_.is_put_back(outcome.id)) return {};
    just_picked_ = false;
    walk_.let_go();
    return {.toast = put_back_words(action)};
  }
  if (const auto* other = std::get_if<TakeOther>(&action)) return booked_other(session_, *other, outcome);
  session_.booked("short", action, outcome);
  return {.toast = outcome.quantity.text(), .sound = Sound::attention};
}

Answer PickScreen::told(Answer answer) const {
  if (just_short_) return told_short(context_, session_.entries().back(), after_short_);
  if (!just_picked_) return answer;
  if (walk_.over()) return {.toast = told_at_end(*list_, tote()) + assumption_, .sound = Sound::done};
  const auto& last = session_.entries().back();
  const PickStop* stop = walk_.seen(last.key);
  if (stop == nullptr)
    return {.toast = fmt::format("{units} picked instead{assumed}", fmt::arg("units", session_.total(last.key).text()),
                                 fmt::arg("assumed", assumption_))};
  return {.toast = told_picked(session_, walk_, *stop, taken_elsewhere(*list_, *stop)) + assumption_};
}

}  // namespace

ScreenInfo describe_pick() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<PickScreen>(context, std::get<OrderNumber>(target));
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* order = std::get_if<FoundOrder>(&found);
            return order != nullptr ? std::optional<Target>(order->order) : std::nullopt;
          },
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto order = OrderNumber::parse(about);
            return order ? Target(*order) : Target();
          }};
}

}  // namespace dockhand
