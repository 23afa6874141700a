// A count: what is really at a place. Blind: what the books say is not shown, so that nobody counts towards it.
// Nothing is booked until "Done"; then every item that was counted, in one transaction. What came or went while it was
// counted is asked about, and so is what nobody counted, each by name: a yes is about these and nothing else. What lies
// there by itself is counted apart from what is on each pallet, which its label opens.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "terminal/flows/counted.h"
#include "terminal/flows/half_done.h"
#include "terminal/flows/pallet.h"
#include "terminal/flows/picked_gone.h"
#include "terminal/flows/place_first.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class CountScreen final : public Screen {
 public:
  CountScreen(const ScreenContext& context, std::optional<LocationCode> place) : context_(context) {
    job_.place = std::move(place);
  }

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return place_of(job_); }
  std::string looked_in() const override { return job_.place ? counted_place(job_, job_.counting).text() : ""; }
  Expected expects() const override;
  std::optional<std::vector<ItemCode>> at_hand() const override {
    return job_.place ? std::optional(items_in(booked_.rows)) : std::nullopt;
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;
  std::optional<Step> on_refused(const Refused&, const Do&) override {
    ask_anew();
    return begin_second_count(job_);
  }

 private:
  std::int64_t booked(const Job::Line& line) const {
    return booked_there(booked_.rows, counted_place(job_, line.on), line.units);
  }
  Job::Line* line_like(const Job::Line& like);
  void bring_to_front(Job::Line& line) {
    const auto at = job_.lines.begin() + (&line - job_.lines.data());
    std::rotate(job_.lines.begin(), at, at + 1);
  }
  Step begin(const LocationCode& place);
  Step scan_place(const LocationCode& place);
  Step scan_item(const Scan& scan, const FoundItem& item);
  Step tap_pallet(std::string_view id);
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return add(units, name); };
  }
  Step add(const Units& units, const std::string& name);
  Step ask_number(const Job::Line& line);
  std::optional<Step> ask_if_far_off(const Job::Line& line);
  Step set_number(Quantity number);
  Step finish();
  Step finish_gone();
  std::optional<Step> ask_if_moved();
  void ask_anew() {
    asked_gone_ = false;
    missing_.clear();
    agreed_.clear();
  }

  ScreenContext context_;
  BookedThere booked_;  // what the books say; for the question about what was not counted only
  std::vector<std::vector<Pack>> packs_;
  bool asked_gone_ = false;            // whether what nobody counted is gone
  std::vector<PickedGone> missing_;    // the picked units that are asked about
  std::string asked_, agreed_;         // about these: the words, and those that a yes has answered
  std::optional<Job::Line> numbered_;  // what the keypad is about
  std::optional<Quantity> typed_;      // what has to be typed once more
  std::set<std::string> sure_;         // lines with their numbers: these were typed twice
  std::set<std::string> elsewhere_;    // answers: pallets that were moved meanwhile, and stand where the books say
  std::string finished_;               // the place whose count is booked, or asked about
  bool finishing_ = false;             // what is asked is about all that was counted
  CountDifference difference_;
  // A line of which something came or went, as it was asked about: with what is there by now.
  std::optional<Job::Line> doubted_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status CountScreen::load() {
  booked_ = {};
  packs_.clear();
  if (!job_.place) return Done{};
  finished_ = about();
  auto read = booked_to_count(context_.views, job_);
  if (!read) return read.error();
  booked_ = std::move(read).value();
  for (const Job::Line& line : job_.lines) {
    const auto view = context_.views.item(line.units.item);
    if (!view) return view.error();
    packs_.push_back(*view ? (*view)->packs : std::vector<Pack>{});
  }
  return Done{};
}

Job::Line* CountScreen::line_like(const Job::Line& like) {
  const auto found = std::find_if(job_.lines.begin(), job_.lines.end(),
                                  [&](const Job::Line& line) { return is_line_of(line, like.units, like.on); });
  return found == job_.lines.end() ? nullptr : &*found;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage CountScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = job_.place ? "Count everything at" : "Which place?", .task = "Count"};
  page.actions = {back_button()};
  if (!job_.place) {
    page.instruction.name = "Scan the place to count";
    page.scan_prompt = "Scan place";
    show_begun_counts(context_, page);
    return page;
  }
  page.instruction.location = job_.place->text();
  page.scan_prompt = "Scan item";
  if (!job_.before.empty()) page.instruction.name = "The second count";
  show_picked_gone(missing_, page);
  if (asked_gone_) show_missed(not_counted(job_, booked_), page);
  show_counted(job_, packs_, page);
  if (job_.label) {
    show_label(*job_.label, page);
    page.actions = label_buttons(*job_.label);
    return page;
  }
  if (job_.counting) {
    show_counted_pallet(job_, page);
    return page;
  }
  const bool none = job_.lines.empty() && job_.pallets.empty();
  if (!job_.lines.empty()) page.actions.push_back(common_button(buttons::number));
  page.actions.push_back(worded_button(buttons::done, none ? "It is empty" : buttons::done.label, ButtonRole::primary));
  return page;
}

Expected CountScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (job_.counting) {
    return {fmt::format("an item on pallet {pallet}", fmt::arg("pallet", job_.counting->text())),
            {Expected::Any::item}};
  }
  if (!job_.place) return {"the place to count", {Expected::Any::place}};
  return {fmt::format("an item at {place}", fmt::arg("place", job_.place->text())), {Expected::Any::item}};
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step CountScreen::on_scan(const Scan& scan, const Found& found) {
  ask_anew();
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (const auto pallet = unit_named_by(scan); pallet && job_.place && !std::holds_alternative<FoundItem>(found)) {
    if (place_of(*pallet) != *job_.place) return count_pallet(context_, job_, *pallet);
    // A notice has led here, to count what is on it.
    return job_.lines.empty() ? Step(Warn{"Scan what is on it."}) : finish();
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  return job_.place ? scan_item(scan, *item) : place_first(context_.views, *item);
}

Step CountScreen::scan_place(const LocationCode& place) {
  if (!job_.place) return begin(place);
  if (place == *job_.place && job_.counting) {
    leave_counted_pallet(job_);
    return Stay{};
  }
  if (place == *job_.place) return finish();
  return Refuse{refusal("Another place",
                        fmt::format("Finish {place} first: tap Done, or scan it again.", fmt::arg("place", about()))),
                {}};
}

Step CountScreen::begin(const LocationCode& place) {
  job_.place = place;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step CountScreen::scan_item(const Scan& scan, const FoundItem& item) {
  return take_label(job_, read_label(context_.views, item, scan, LabelFor::arrival), item.name, taker());
}

// The line comes to the front. A serial is counted once.
Step CountScreen::add(const Units& units, const std::string& name) {
  job_.label.reset();
  Job::Line counted{units, name, 0, job_.counting};
  Job::Line* known = line_like(counted);
  if (known != nullptr && units.serial) {
    return Warn{fmt::format("{serial} is counted already", fmt::arg("serial", units.serial->text()))};
  }
  open_counted_pallet(job_);
  if (known == nullptr) {
    counted.there = booked(counted);
    job_.lines.insert(job_.lines.begin(), std::move(counted));
  } else {
    known->units.quantity = known->units.quantity + units.quantity;
    if (units.expiry) known->units.expiry = units.expiry;
    bring_to_front(*known);
  }
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step CountScreen::on_tap(std::string_view id) {
  ask_anew();
  if (auto step =
          tap_label(context_.views, job_, id, taker(), fmt::format(" · at {place}", fmt::arg("place", about()))))
    return *step;
  if (id.starts_with("begun:") && !job_.place) {
    const auto place = LocationCode::parse(id.substr(6));
    return place ? begin(*place) : Step(NotMine{});
  }
  if (job_.label) return NotMine{};
  if (id == "done" && job_.place && !job_.counting) return finish();
  for (const Job::Line& line : job_.lines) {
    const bool newest = id == "number" && (!job_.counting || line.on == job_.counting);
    if (newest || id == "line:" + key_of(line)) return ask_number(line);
  }
  return tap_pallet(id);
}

Step CountScreen::tap_pallet(std::string_view id) {
  if (job_.counting && (id == "bare" || id == "done")) {
    if (id == "bare") open_counted_pallet(job_);
    leave_counted_pallet(job_);
    return Stay{};
  }
  for (const Job::Pallet& pallet : job_.pallets) {
    if (id != "pallet:" + pallet.unit.text()) continue;
    job_.counting = pallet.unit;
    return Stay{};
  }
  return NotMine{};
}

Step CountScreen::ask_number(const Job::Line& line) {
  numbered_ = line;
  return AskNumber{line.on ? fmt::format("Counted on {on}", fmt::arg("on", line.on->text()))
                           : fmt::format("Counted at {place}", fmt::arg("place", about())),
                   line.name + tracked_as(line.units), unit_of(line.units)};
}

Step CountScreen::on_number(Quantity number) {
  if (!numbered_) return Stay{};
  if (numbered_->units.serial && number > Quantity::exactly(1)) return Warn{"A serial is exactly one unit."};
  Job::Line* line = line_like(*numbered_);
  if (line == nullptr) return Warn{"It is not counted any more. Nothing was changed."};
  finishing_ = false;
  Job::Line meant = *line;
  meant.units.quantity = number;
  if (auto asked = ask_if_far_off(meant)) return *asked;
  return set_number(number);
}

// A number that was typed twice is sure, also when all is counted.
std::optional<Step> CountScreen::ask_if_far_off(const Job::Line& line) {
  const Quantity number = line.units.quantity;
  if (line.units.serial || !is_far_off(number, line.there) || sure_.contains(key_of(line) + "|" + number.text())) {
    return std::nullopt;
  }
  numbered_ = line;
  typed_ = number;
  return ask_to_type_again(number,
                           fmt::format("{item} at {place}", fmt::arg("item", line.name + tracked_as(line.units)),
                                       fmt::arg("place", about())),
                           {}, number.units() < line.there ? "fewer" : "more");
}

Step CountScreen::set_number(Quantity number) {
  Job::Line* line = line_like(*numbered_);
  if (line == nullptr) return Warn{"It is not counted any more. Nothing was changed."};
  line->units.quantity = number;
  sure_.insert(key_of(*line) + "|" + number.text());
  bring_to_front(*line);
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

// --- booking -----------------------------------------------------------------------------------------------------

// What the books have and nobody counted is asked about, never taken away in silence.
Step CountScreen::finish() {
  finishing_ = true;
  difference_ = {};
  if (auto left = ask_if_left(context_.views, job_, elsewhere_)) return *left;
  if (auto moved = ask_if_moved()) return *moved;
  for (const Job::Line& line : job_.lines) {
    if (auto asked = ask_if_far_off(line)) return *asked;
  }
  return finish_gone();
}

// What is picked is asked about first, by the names of its orders, and what else is gone after that.
Step CountScreen::finish_gone() {
  auto gone = gone_from_count(context_, job_, booked_);
  if (!gone) return Refuse{refusal_of(gone.error()), {}};
  if (gone->question && gone->question->words != agreed_) {
    missing_ = gone->picked;
    asked_ = gone->question->words;
    return *std::move(gone->question);
  }
  asked_gone_ = !gone->unnamed.none();
  if (asked_gone_) {
    return Question{.words = ask_if_gone(gone->unnamed),
                    .choices = {{.id = "gone", .title = "It is gone", .then = book_count(job_, booked_, gone->missed)}},
                    .no = "Count on"};
  }
  if (!job_.lines.empty() || !gone->missed.none()) return book_count(job_, booked_, gone->missed);
  const bool has_pallets = !job_.pallets.empty();
  job_.pallets.clear();  // nothing of them is to be booked
  return Leave{about() + (has_pallets ? " is as in the books" : " is empty, as in the books")};
}

// Something came or went while it was counted. Of what was counted the person says whether it is right still; what
// nobody counted is asked about anew.
Step CountScreen::on_changed(const Do& asked, const Changed& changed) {
  if (std::holds_alternative<MoveUnit>(asked.actions.front())) return Screen::on_changed(asked, changed);
  return finish();
}

std::optional<Step> CountScreen::ask_if_moved() {
  for (const Job::Line& line : job_.lines) {
    if (booked(line) == line.there || !stands(Safeguard::seen_counted)) continue;
    doubted_ = line;
    doubted_->there = booked(line);
    return ask_if_right(line, counted_place(job_, line.on));
  }
  return std::nullopt;
}

Step CountScreen::on_answer(std::string_view id) {
  const auto doubted = std::exchange(doubted_, std::nullopt);
  asked_gone_ = false;
  missing_.clear();
  if (id == "picked_gone") {
    agreed_ = asked_;
    return finish();
  }
  const auto typed = std::exchange(typed_, std::nullopt);
  if (typed && id == typed_again) {
    Step set = set_number(*typed);
    return finishing_ && std::holds_alternative<Stay>(set) ? finish() : set;
  }
  if (is_elsewhere(id)) {
    elsewhere_.emplace(id);
    return finish();
  }
  if (leave_out(job_, id)) {
    const Status read = load();
    return read ? finish() : Step(Refuse{refusal_of(read.error()), {}});
  }
  if (id != "right" || !doubted) return Stay{};
  if (Job::Line* line = line_like(*doubted); line != nullptr) line->there = doubted->there;
  return finish();
}

Answer CountScreen::on_accepted(const Action& action, const Accepted& outcome) {
  ask_anew();
  if (auto pallet = pallet_answer(action)) return *std::move(pallet);
  if (!std::holds_alternative<Count>(action) && !std::holds_alternative<LoseUnit>(action)) return {};
  elsewhere_.clear();
  difference_.add(action, outcome, booked_.rows);
  return {.toast = difference_.words(finished_), .sound = outcome.notices.empty() ? Sound::done : Sound::attention};
}

}  // namespace

ScreenInfo describe_count() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* place = std::get_if<LocationCode>(&target);
            return std::make_unique<CountScreen>(context, place ? std::optional(*place) : std::nullopt);
          },
          .home = HomeEntry{"Count", "What is really at a place", Icon::keypad, nullptr},
          .resumed_by = [](const std::string& about, const Job& job) -> Target {
            const auto place = LocationCode::parse(about);
            if (place) return *place;
            return job.place ? Target(*job.place) : Target();
          }};
}

}  // namespace dockhand
