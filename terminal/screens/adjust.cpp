// More or fewer at a place than the books say, without a count of all that is there: what, why, how many.
//
// What was chosen is begun work, with its reason once that is said, until the number is booked or left, or until a no.
// A pallet is a place of its own, which its label opens: what is on it is not a part of the place where it stands.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/flows/pallet.h"
#include "terminal/flows/picked_gone.h"
#include "terminal/flows/place_first.h"
#include "terminal/flows/rows_shown.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

struct AdjustReason {
  const char* id;
  Change change;
  const char* title;
  const char* detail;
};
constexpr std::array whys{AdjustReason{"why:broken", Change::minus, "Broken", "Fewer: thrown away"},
                          AdjustReason{"why:used", Change::minus, "Used here", "Fewer: taken for the house"},
                          AdjustReason{"why:lost", Change::minus, "Not found", "Fewer: nobody knows where they are"},
                          AdjustReason{"why:found", Change::plus, "Found", "More: they were here and not in the books"},
                          AdjustReason{"why:back", Change::plus, "Brought back", "More: taken before and not used"}};

class AdjustScreen final : public Screen {
 public:
  AdjustScreen(const ScreenContext& context, std::optional<LocationCode> place)
      : context_(context), place_(std::move(place)) {}

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return place_ ? place_->text() : ""; }
  Expected expects() const override {
    if (job_.label) return expected_by(*job_.label);
    if (job_.chosen) return job_.chosen->name;
    if (!place_) return {"the place", {Expected::Any::place}};
    return {fmt::format("an item at {place}", fmt::arg("place", place_->text())), items_in(stock_)};
  }
  std::optional<std::vector<ItemCode>> at_hand() const override {
    return place_ ? std::optional(items_in(stock_)) : std::nullopt;
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Step on_answer(std::string_view id) override;
  Step on_number(Quantity number) override;
  void on_left() override { job_.chosen.reset(); }
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;

 private:
  // What is adjusted, as it was shown.
  struct Subject {
    Units units;
    std::string name;
    std::int64_t there = 0;
    SeenStock seen;
  };

  Subject subject_of(const Units& units, const std::string& name) const;
  Row row_of(const StockRow& stock) const;
  void show_chosen(WorkPage& page) const;
  std::vector<Sscc> pallets_beside() const;
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return ask_why(units, name); };
  }
  Step begin(const LocationCode& place);
  Step scan_chosen(const Scan& scan, const Found& found);
  Step go_on();
  Step ask_why(const Units& units, const std::string& name);
  Step ask_how_many();
  Step ask_if_picked(Do adjusted, const Subject& subject);
  Job after() const;

  ScreenContext context_;
  std::optional<LocationCode> place_;
  RowsShown rows_;                  // of what lies at the place itself
  std::vector<StockRow> stock_;     // also what stands there on pallets, each of which is adjusted by itself
  std::optional<Subject> subject_;  // what the keypad is about
  Session session_;
};

// The one that was chosen; nullptr: none yet.
const AdjustReason* reason_of(const Job::Chosen& chosen) {
  const auto* known =
      std::find_if(whys.begin(), whys.end(), [&](const AdjustReason& why) { return chosen.reason == why.title; });
  return known == whys.end() ? nullptr : known;
}

std::string key_of(const StockRow& row) { return "row:" + row.item.text() + "|" + row.lot + "|" + row.serial; }

Status AdjustScreen::load() {
  stock_.clear();
  if (!place_) return Done{};
  auto read = context_.views.stock_at(*place_, most_at_place);
  if (!read) return read.error();
  stock_ = std::move(read).value();
  return Done{};
}

// What was seen is compared with all of the item at this very place, of any lot where none is named.
AdjustScreen::Subject AdjustScreen::subject_of(const Units& units, const std::string& name) const {
  const std::string lot = lot_of(units), serial = serial_of(units);
  Subject subject{units, name, 0, {*place_, units.item, lot, serial, 0}};
  for (const StockRow& row : stock_) {
    if (row.item != units.item || row.place != *place_) continue;
    if (row.lot == lot && row.serial == serial) subject.there += row.on_hand;
    if ((lot.empty() || row.lot == lot) && (serial.empty() || row.serial == serial))
      subject.seen.on_hand += row.on_hand;
  }
  return subject;
}

// That stand at the place; of a pallet itself there are none.
std::vector<Sscc> AdjustScreen::pallets_beside() const {
  std::vector<Sscc> pallets = pallets_among(stock_);
  std::erase_if(pallets, [&](const Sscc& pallet) { return place_of(pallet) == *place_; });
  return pallets;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage AdjustScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = place_ ? "What is not right at" : "Which place?", .task = "Adjust"};
  page.actions = {back_button()};
  if (!place_) {
    page.instruction.name = "Scan the place where the books are wrong";
    page.scan_prompt = "Scan place";
    page.empty_text = "To count all that is there, choose Count.";
    return page;
  }
  page.instruction.location = place_->text();
  page.scan_prompt = "Scan item";
  if (job_.chosen) {
    show_chosen(page);
    return page;
  }
  page.empty_text = "The books have nothing here. Scan what you found.";
  std::size_t here = 0;
  for (const StockRow& row : stock_) {
    if (row.place != *place_) continue;
    ++here;
    if (rows_.of(here) == here) page.rows.push_back(row_of(row));
  }
  rows_.tell(here, "item here", "items here", page);
  for (const Sscc& pallet : pallets_beside()) page.rows.push_back(pallet_to_open_row(pallet));
  if (!session_.empty()) page.actions.push_back(undo_button());
  return with_label(std::move(page), job_);
}

void AdjustScreen::show_chosen(WorkPage& page) const {
  const Job::Chosen& chosen = *job_.chosen;
  const bool why = reason_of(chosen) == nullptr;
  page.instruction.verb = why ? "Why is it not right at" : "How many at";
  page.instruction.name = chosen.name;
  page.instruction.code = chosen.units.item.text() + tracked_as(chosen.units);
  page.strip = fmt::format("Not booked yet: {what}.", fmt::arg("what", words_of(chosen)));
  page.empty_text.clear();
  page.actions.push_back(why ? common_button(buttons::why, ButtonRole::primary)
                             : common_button(buttons::number, ButtonRole::primary));
}

Row AdjustScreen::row_of(const StockRow& stock) const {
  return {.id = key_of(stock),
          .title = stock.name,
          .detail = stock.item.text() + tracked_as(stock.lot, stock.serial),
          .value = std::to_string(stock.on_hand),
          .value_note = pack_note(stock.on_hand, stock.packs),
          .stripe = stock.on_hand < 0 ? Stripe::error : Stripe::none,
          .icon = stock.on_hand < 0 ? Icon::error : Icon::stock};
}

// --- what, and why -----------------------------------------------------------------------------------------------

Step AdjustScreen::on_scan(const Scan& scan, const Found& found) {
  const bool why_is_said = job_.chosen && reason_of(*job_.chosen) != nullptr;
  if (why_is_said || (job_.chosen && !job_.label)) return scan_chosen(scan, found);
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (const auto* unit = std::get_if<FoundUnit>(&found); unit != nullptr && is_standing(context_.views, unit->unit)) {
    return begin(place_of(unit->unit));
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) return begin(place->location);
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  if (!place_) return place_first(context_.views, *item);
  return take_label(job_, read_label(context_.views, *item, scan, LabelFor::handling), item->name, taker());
}

// The same again goes on with it; anything else would drop what was chosen.
Step AdjustScreen::scan_chosen(const Scan& scan, const Found& found) {
  const auto* item = std::get_if<FoundItem>(&found);
  const Units& units = job_.chosen->units;
  const bool same = item != nullptr && item->item == units.item && (!scan.lot || scan.lot == units.lot) &&
                    (!scan.serial || scan.serial == units.serial);
  const std::string text = scan.kind == ScanKind::plain ? scan.text() : "";
  const bool names_it = !text.empty() && (text == lot_of(units) || text == serial_of(units));
  if (same && ((units.lot && !scan.lot) || (units.serial && !scan.serial))) {
    return Warn{
        fmt::format("Chosen: {}{}. Scan that code too, or press the button.", job_.chosen->name, tracked_as(units))};
  }
  return same || names_it ? go_on() : NotMine{};
}

Step AdjustScreen::go_on() {
  if (reason_of(*job_.chosen) != nullptr) return ask_how_many();
  return ask_why(Units(job_.chosen->units), std::string(job_.chosen->name));
}

// A label that waits there goes on.
Step AdjustScreen::begin(const LocationCode& place) {
  if (place_ != place) rows_.begin();
  place_ = place;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step AdjustScreen::on_tap(std::string_view id) {
  if (job_.chosen) return id == "why" || id == "number" ? go_on() : NotMine{};
  if (auto step = tap_label(context_.views, job_, id, taker())) return *step;
  if (job_.label) return NotMine{};
  if (id == "undo") return undo_last_of(session_);
  if (rows_.shows_next(id)) return Stay{};
  for (const StockRow& row : stock_) {
    if (row.place != *place_ || id != key_of(row)) continue;
    return ask_why(units_of(row.item, {}, row.lot, row.serial), std::string(row.name));
  }
  for (const Sscc& pallet : pallets_beside()) {
    if (id == pallet_to_open_row(pallet).id) return begin(place_of(pallet));
  }
  return NotMine{};
}

Step AdjustScreen::ask_why(const Units& units, const std::string& name) {
  const Subject subject = subject_of(units, name);
  job_.chosen = Job::Chosen{units, name, {}};
  job_.chosen->units.quantity = {};  // it is asked after the reason
  Question question{.words = fmt::format("{}{}, {} by the books: why is that not right?", subject.name,
                                         tracked_as(subject.units), subject.there),
                    .choices = {},
                    .no = "Back",
                    .list = true};
  const bool none = subject.there <= 0;
  if (none) {
    question.words =
        fmt::format("{}{}, 0 by the books: there can only be more. Why?", subject.name, tracked_as(subject.units));
  }
  for (const AdjustReason& why : whys) {
    if (none && why.change == Change::minus) continue;
    question.choices.push_back({.id = why.id, .title = why.title, .detail = why.detail, .icon = Icon::none});
  }
  return question;
}

// --- how many ----------------------------------------------------------------------------------------------------

Step AdjustScreen::on_answer(std::string_view id) {
  const auto* chosen = std::find_if(whys.begin(), whys.end(), [&](const AdjustReason& why) { return id == why.id; });
  if (chosen == whys.end() || !job_.chosen || !place_) {
    job_.chosen.reset();
    return Stay{};
  }
  job_.chosen->reason = chosen->title;
  return ask_how_many();
}

Step AdjustScreen::ask_how_many() {
  const AdjustReason& why = *reason_of(*job_.chosen);
  const bool more = why.change == Change::plus;
  subject_ = subject_of(job_.chosen->units, job_.chosen->name);
  return AskNumber{
      fmt::format("{} at {}: {}", more ? "More" : "Fewer", place_->text(), why.title),
      subject_->name + tracked_as(subject_->units),
      fmt::format("{} {} than {} by the books", unit_of(subject_->units), more ? "more" : "fewer", subject_->there),
      "number"};
}

Job AdjustScreen::after() const {
  Job after = job_;
  after.chosen.reset();
  after.label.reset();
  return after;
}

Step AdjustScreen::on_number(Quantity number) {
  const auto subject = std::exchange(subject_, std::nullopt);
  const AdjustReason* why = job_.chosen ? reason_of(*job_.chosen) : nullptr;
  if (!subject || why == nullptr || number.none()) {
    job_.chosen.reset();
    return Warn{"Nothing was booked"};
  }
  Units units = subject->units;
  units.quantity = number;
  Do adjusted{{Adjust{why->change, units, *place_, why->title}}, {subject->seen}, after()};
  if (why->change == Change::minus) return ask_if_picked(std::move(adjusted), *subject);
  if (!is_out_of_proportion(number, subject->there)) return adjusted;
  Question question =
      ask_to_type_again(number, fmt::format("{} at {}, {} by the books", subject->name, place_->text(), subject->there),
                        std::move(adjusted));
  question.supervisor = true;  // the books would have them from nowhere
  return question;
}

// What is picked for an order is not taken from it in silence.
Step AdjustScreen::ask_if_picked(Do adjusted, const Subject& subject) {
  Units left = subject.units;
  left.quantity = Quantity::nearest(subject.there).less(std::get<Adjust>(adjusted.actions.front()).units.quantity);
  const auto gone = picked_gone(context_.views, stock_, {{*place_, left}});
  if (!gone) return Refuse{refusal_of(gone.error()), {}};
  if (gone->empty()) return adjusted;
  auto question = ask_if_picked_gone(context_, *gone, *place_);
  if (!question) return Refuse{refusal_of(question.error()), {}};
  question->choices.front().then = std::move(adjusted);
  return *std::move(question);
}

// What had to be typed twice, by a supervisor, has to be still.
Step AdjustScreen::on_changed(const Do& asked, const Changed& changed) {
  Step again = Screen::on_changed(asked, changed);
  auto* question = std::get_if<Question>(&again);
  const auto* adjust = asked.actions.empty() ? nullptr : std::get_if<Adjust>(&asked.actions.front());
  const auto* now = changed.now.empty() ? nullptr : std::get_if<SeenStock>(&changed.now.front());
  if (question == nullptr || adjust == nullptr || now == nullptr || adjust->change == Change::minus) return again;
  type_if_out_of_proportion(*question, adjust->units.quantity, now->on_hand);
  question->supervisor = question->typed.has_value();
  return again;
}

Answer AdjustScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* adjust = std::get_if<Adjust>(&action);
  if (adjust == nullptr) return {};
  session_.booked(adjust->units.item.text(), action, outcome);
  const bool more = adjust->change == Change::plus;
  return {.toast = fmt::format("{} {} at {}", outcome.quantity.text(), more ? "more" : "fewer", adjust->at.text())};
}

Result<std::string> nothing_counted(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_adjust() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* place = std::get_if<LocationCode>(&target);
            return std::make_unique<AdjustScreen>(context, place ? std::optional(*place) : std::nullopt);
          },
          .home = HomeEntry{"Adjust", "More or fewer than the books say", Icon::purchase, nothing_counted},
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto place = LocationCode::parse(about);
            return place ? Target(*place) : Target();
          }};
}

}  // namespace dockhand
