// A count: what is really at a place. Blind: what the books say is not shown, so that nobody counts towards it.
//
// Nothing is booked until "Done"; then every item that was counted, in one transaction.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most = 5000;  // items at one place: what is not read could not be asked about

class CountScreen final : public Screen {
 public:
  CountScreen(const ScreenContext& context, std::optional<LocationCode> place)
      : context_(context), place_(std::move(place)) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override { return place_ ? "an item at " + place_->text() : "the place to count"; }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  std::optional<Ask> on_refused(const Refused& refused) override;

 private:
  struct Line {
    Units units;
    std::string name;
    std::vector<Pack> packs;
  };

  bool counted_before(const Line& line) const;
  bool counted_here(const StockRow& row) const;
  std::vector<StockRow> missed() const;
  Step begin(const LocationCode& place);
  Step scan_item(const Scan& scan, const FoundItem& item);
  Line& line_of(const Units& units, const std::string& name);
  Step add_serial(Units units, const std::string& name);
  Step finish();
  Step book(bool with_missed);

  ScreenContext context_;
  std::optional<LocationCode> place_;
  std::vector<StockRow> booked_;  // what the books say; for the question about what was not counted only
  std::vector<Line> lines_;       // counted, the newest first
  std::vector<Line> first_;       // a count that was too far from the books; the same again stands
  std::size_t booking_ = 0;       // actions that are still to be answered
  bool asked_ = false;
};

bool alike(const Units& a, const Units& b) { return a.item == b.item && a.lot == b.lot && a.serial == b.serial; }

// --- reading -----------------------------------------------------------------------------------------------------

Status CountScreen::load() {
  if (!place_) return Done{};
  auto read = context_.views.stock_at(*place_, most);
  if (!read) return read.error();
  booked_ = std::move(read).value();
  return Done{};
}

bool CountScreen::counted_here(const StockRow& row) const {
  return std::any_of(lines_.begin(), lines_.end(), [&](const Line& line) {
    const std::string lot = line.units.lot ? line.units.lot->text() : "";
    const std::string serial = line.units.serial ? line.units.serial->text() : "";
    return line.units.item == row.item && lot == row.lot && serial == row.serial;
  });
}

std::vector<StockRow> CountScreen::missed() const {
  std::vector<StockRow> rows;
  for (const StockRow& row : booked_) {
    if (row.on_hand != 0 && !counted_here(row)) rows.push_back(row);
  }
  return rows;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage CountScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = place_ ? "Count everything at" : "Which place?", .task = "Count"};
  page.actions = {back_button()};
  if (!place_) {
    page.instruction.name = "Scan the place to count";
    page.scan_prompt = "Scan place";
    return page;
  }
  page.instruction.location = place_->text();
  page.scan_prompt = "Scan item";
  page.list_heading = lines_.empty() ? "" : "Counted, not booked yet";
  page.empty_text = "Scan each item or case, or type its number.";
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Units& units = lines_[i].units;
    std::string detail = units.item.text();
    if (units.lot) detail += " · lot " + units.lot->text();
    if (units.serial) detail += " · no. " + units.serial->text();
    page.rows.push_back({.id = "line:" + std::to_string(i),
                         .title = lines_[i].name,
                         .detail = detail + "\n" + in_packs(units.quantity, lines_[i].packs),
                         .value = units.quantity.text(),
                         .stripe = i == 0 ? Stripe::active : Stripe::none,
                         .icon = Icon::stock});
  }
  if (!lines_.empty()) page.actions.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad});
  page.actions.push_back({.id = "done",
                          .label = lines_.empty() ? "It is empty" : "Done",
                          .icon = Icon::check,
                          .role = ButtonRole::primary});
  return page;
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step CountScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* place = std::get_if<FoundLocation>(&found)) {
    if (!place_) return begin(place->location);
    if (place->location == *place_) return finish();
    return Refuse{refusal("Another place", "Finish " + place_->text() + " first: tap Done, or scan it again."), {}};
  }
  if (const auto* item = std::get_if<FoundItem>(&found); item != nullptr && place_) return scan_item(scan, *item);
  return NotMine{};
}

Step CountScreen::begin(const LocationCode& place) {
  place_ = place;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step CountScreen::scan_item(const Scan& scan, const FoundItem& item) {
  Units units{item.item, item.pack.units, scan.lot, scan.serial, scan.expiry};
  if (item.tracking == Tracking::none) units.lot = std::nullopt, units.serial = std::nullopt;
  if (item.tracking == Tracking::lot && !units.lot) return Warn{"Scan the code that has the lot too."};
  if (item.tracking == Tracking::serial && !units.serial) return Warn{"Scan the code that has the serial too."};
  if (units.serial) return add_serial(std::move(units), item.name);
  Line& line = line_of(units, item.name);
  line.units.quantity = line.units.quantity + units.quantity;
  if (const auto view = context_.views.item(units.item); view && *view) line.packs = (*view)->packs;
  return Stay{};
}

Step CountScreen::add_serial(Units units, const std::string& name) {
  units.quantity = Quantity::exactly(1);
  Line& line = line_of(units, name);
  if (!line.units.quantity.none()) return Warn{units.serial->text() + " is counted already"};
  line.units.quantity = units.quantity;
  return Stay{};
}

// The line comes to the front.
CountScreen::Line& CountScreen::line_of(const Units& units, const std::string& name) {
  const auto known =
      std::find_if(lines_.begin(), lines_.end(), [&](const Line& line) { return alike(line.units, units); });
  if (known == lines_.end()) {
    lines_.insert(lines_.begin(), Line{units, name, {}});
    lines_.front().units.quantity = Quantity();
  } else {
    std::rotate(lines_.begin(), known, known + 1);
  }
  return lines_.front();
}

Step CountScreen::on_tap(std::string_view id) {
  if (id == "done" && place_) return finish();
  if (id == "yes" && asked_) return book(true);
  if (id == "no") return asked_ = false, Stay{};
  if (id == "number" && !lines_.empty()) {
    return AskNumber{"Counted at " + place_->text(), lines_.front().name, "ea"};
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (id != "line:" + std::to_string(i)) continue;
    std::rotate(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(i),
                lines_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return AskNumber{"Counted at " + place_->text(), lines_.front().name, "ea"};
  }
  return NotMine{};
}

Step CountScreen::on_number(Quantity number) {
  if (lines_.front().units.serial && number > Quantity::exactly(1)) return Warn{"A serial is exactly one unit."};
  lines_.front().units.quantity = number;
  return Stay{};
}

// --- booking -----------------------------------------------------------------------------------------------------

// What the books have and nobody counted is asked about, never taken away in silence.
Step CountScreen::finish() {
  const auto gone = missed();
  if (gone.empty()) return lines_.empty() ? Step(Leave{place_->text() + " is empty, as in the books"}) : book(false);
  asked_ = true;
  std::string what = gone.front().name;
  if (gone.size() > 1) what += fmt::format(" and {} more", gone.size() - 1);
  return Ask{fmt::format("Nobody counted {} here. Is it gone?", what), "It is gone", "Count on"};
}

Step CountScreen::book(bool with_missed) {
  asked_ = false;
  std::vector<Action> actions;
  for (const Line& line : lines_) actions.emplace_back(Count{line.units, *place_, "count", counted_before(line)});
  for (const StockRow& row : with_missed ? missed() : std::vector<StockRow>{}) {
    actions.emplace_back(
        Count{units_of(row.item, {}, row.lot, row.serial), *place_, "count: gone", true});  // it was asked about
  }
  booking_ = actions.size();
  return Do{std::move(actions)};
}

bool CountScreen::counted_before(const Line& line) const {
  return std::any_of(first_.begin(), first_.end(), [&](const Line& known) {
    return alike(known.units, line.units) && known.units.quantity == line.units.quantity;
  });
}

// Nothing was booked, and what was counted is not shown: the second count is to be as blind as the first.
std::optional<Ask> CountScreen::on_refused(const Refused&) {
  first_ = std::exchange(lines_, {});
  booking_ = 0;
  return Ask{"The books say otherwise. Count " + place_->text() + " once more; the same again is booked.",
             "Count again", "Leave it"};
}

Answer CountScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (!std::holds_alternative<Count>(action)) return {};
  if (booking_ > 0) --booking_;
  if (booking_ > 0) return {};
  const std::string place = place_->text();
  lines_.clear();
  first_.clear();
  place_.reset();
  return {.toast = place + " is counted", .sound = outcome.notices.empty() ? Sound::done : Sound::attention};
}

Result<std::string> no_count(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_count() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* place = std::get_if<LocationCode>(&target);
            return std::make_unique<CountScreen>(context, place ? std::optional(*place) : std::nullopt);
          },
          .home = HomeEntry{"Count", "What is really at a place", Icon::keypad, no_count}};
}

}  // namespace dockhand
