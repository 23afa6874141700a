// A count: what is really at a place. Blind: what the books say is not shown, so that nobody counts towards it.
//
// Nothing is booked until "Done"; then every item that was counted, in one transaction. What came or went while it was
// counted is asked about, and so is what nobody counted, each by name: a yes is about these and nothing else.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/label.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most = 5000;  // items at one place: what is not read could not be asked about

class CountScreen final : public Screen {
 public:
  CountScreen(const ScreenContext& context, std::optional<LocationCode> place) : context_(context) {
    job_.place = std::move(place);
  }

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return place_of(job_); }
  std::string expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override;

 private:
  bool counted_before(const Job::Line& line) const;
  bool counted_here(const StockRow& row) const;
  std::int64_t booked(const Units& units) const;
  std::vector<StockRow> missed() const;
  Step begin(const LocationCode& place);
  Step scan_place(const LocationCode& place);
  Step scan_item(const Scan& scan, const FoundItem& item);
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return add(units, name); };
  }
  Step add(const Units& units, const std::string& name);
  Step ask_number(const Job::Line& line);
  Step set_number(Quantity number);
  Step finish();
  Do book(const std::vector<StockRow>& gone) const;

  void show_begun(WorkPage& page) const;
  void show_lines(WorkPage& page) const;
  void show_missed(WorkPage& page) const;

  ScreenContext context_;
  std::vector<StockRow> booked_;  // what the books say; for the question about what was not counted only
  std::vector<std::vector<Pack>> packs_;
  bool asked_gone_ = false;        // whether what nobody counted is gone
  std::optional<Units> numbered_;  // what the keypad is about
  std::optional<Quantity> typed_;  // what has to be typed once more
  // A line of which something came or went, as it was asked about.
  struct Doubted {
    Units units;
    std::int64_t there = 0;
  };
  std::optional<Doubted> doubted_;
};

bool alike(const Units& a, const Units& b) { return a.item == b.item && a.lot == b.lot && a.serial == b.serial; }

std::string key_of(const Units& units) { return units.item.text() + "|" + lot_of(units) + "|" + serial_of(units); }

SeenStock stock_of(const LocationCode& place, const Units& units, std::int64_t on_hand) {
  return {place, units.item, lot_of(units), serial_of(units), on_hand};
}

// --- reading -----------------------------------------------------------------------------------------------------

Status CountScreen::load() {
  booked_.clear();
  packs_.clear();
  if (!job_.place) return Done{};
  auto read = context_.views.stock_at(*job_.place, most);
  if (!read) return read.error();
  booked_ = std::move(read).value();
  for (const Job::Line& line : job_.lines) {
    const auto view = context_.views.item(line.units.item);
    if (!view) return view.error();
    packs_.push_back(*view ? (*view)->packs : std::vector<Pack>{});
  }
  return Done{};
}

bool CountScreen::counted_here(const StockRow& row) const {
  return std::any_of(job_.lines.begin(), job_.lines.end(), [&](const Job::Line& line) {
    return line.units.item == row.item && lot_of(line.units) == row.lot && serial_of(line.units) == row.serial;
  });
}

// As a count has it: with what stands there on handling units; without a lot, of every lot.
std::int64_t CountScreen::booked(const Units& units) const {
  const std::string lot = lot_of(units);
  const std::string serial = serial_of(units);
  std::int64_t sum = 0;
  for (const StockRow& row : booked_) {
    const bool same = (lot.empty() || row.lot == lot) && (serial.empty() || row.serial == serial);
    if (row.item == units.item && same) sum += row.on_hand;
  }
  return sum;
}

std::vector<StockRow> CountScreen::missed() const {
  std::vector<StockRow> rows;
  for (const StockRow& row : booked_) {
    const auto same = [&](const StockRow& known) {
      return known.item == row.item && known.lot == row.lot && known.serial == row.serial;
    };
    const bool known = std::any_of(rows.begin(), rows.end(), same);
    if (row.on_hand != 0 && !known && !counted_here(row)) rows.push_back(row);
  }
  return rows;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage CountScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = job_.place ? "Count everything at" : "Which place?", .task = "Count"};
  page.actions = {back_button()};
  if (!job_.place) {
    page.instruction.name = "Scan the place to count";
    page.scan_prompt = "Scan place";
    show_begun(page);
    return page;
  }
  page.instruction.location = job_.place->text();
  page.scan_prompt = "Scan item";
  if (!job_.before.empty()) page.instruction.name = "The second count";
  if (asked_gone_) show_missed(page);
  show_lines(page);
  if (job_.label) {
    show_label(*job_.label, page);
    page.actions.push_back(type_button(*job_.label));
    return page;
  }
  const bool none = job_.lines.empty();
  if (!none) page.actions.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad});
  page.actions.push_back(
      {.id = "done", .label = none ? "It is empty" : "Done", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

void CountScreen::show_begun(WorkPage& page) const {
  if (context_.jobs == nullptr) return;
  for (const Jobs::Begun& begun : context_.jobs->all()) {
    if (begun.screen != name_of(ScreenId::count)) continue;
    page.list_heading = "Counted, not booked yet";
    page.rows.push_back({.id = "begun:" + begun.about,
                         .title = begun.about,
                         .title_is_code = true,
                         .detail = words_of(begun.job) + "\n" + begun.by.text() + ", " + wall_clock(begun.since),
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

void CountScreen::show_lines(WorkPage& page) const {
  page.list_heading = job_.lines.empty() ? "" : "Counted, not booked yet";
  page.empty_text = "Scan each item or case, or type its number.";
  for (std::size_t i = 0; i < job_.lines.size(); ++i) {
    const Units& units = job_.lines[i].units;
    const std::vector<Pack> packs = i < packs_.size() ? packs_[i] : std::vector<Pack>{};
    page.rows.push_back({.id = "line:" + key_of(units),
                         .title = job_.lines[i].name,
                         .detail = units.item.text() + tracked_as(units) + "\n" + in_packs(units.quantity, packs),
                         .value = units.quantity.text(),
                         .stripe = i == 0 ? Stripe::active : Stripe::none,
                         .icon = Icon::stock});
  }
}

// What a yes would take away, each by its name. How many the books have is not said: the count may go on.
void CountScreen::show_missed(WorkPage& page) const {
  for (const StockRow& row : missed()) {
    page.rows.push_back({.title = row.name,
                         .detail = row.item.text() + tracked_as(row.lot, row.serial),
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

std::string CountScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  return job_.place ? "an item at " + job_.place->text() : "the place to count";
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step CountScreen::on_scan(const Scan& scan, const Found& found) {
  asked_gone_ = false;
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  const auto* item = std::get_if<FoundItem>(&found);
  return item != nullptr && job_.place ? scan_item(scan, *item) : Step(NotMine{});
}

Step CountScreen::scan_place(const LocationCode& place) {
  if (!job_.place) return begin(place);
  if (place == *job_.place) return finish();
  return Refuse{refusal("Another place", "Finish " + about() + " first: tap Done, or scan it again."), {}};
}

// What was begun there goes on.
Step CountScreen::begin(const LocationCode& place) {
  const auto* begun = context_.jobs != nullptr ? context_.jobs->find(name_of(ScreenId::count), place.text()) : nullptr;
  if (begun != nullptr) job_ = begun->job;
  job_.place = place;
  const Status read = load();
  if (!read) return Refuse{refusal_of(read.error()), {}};
  return begun != nullptr ? Step(Warn{"Work recovered: " + words_of(job_)}) : Step(Stay{});
}

Step CountScreen::scan_item(const Scan& scan, const FoundItem& item) {
  return take_label(job_, read_label(context_.views, item, scan, LabelFor::arrival), item.name, taker());
}

// The line comes to the front. A serial is counted once.
Step CountScreen::add(const Units& units, const std::string& name) {
  job_.label.reset();
  auto known = std::find_if(job_.lines.begin(), job_.lines.end(),
                            [&](const Job::Line& line) { return alike(line.units, units); });
  if (known != job_.lines.end() && units.serial) return Warn{units.serial->text() + " is counted already"};
  if (known == job_.lines.end()) {
    job_.lines.insert(job_.lines.begin(), Job::Line{units, name, booked(units)});
  } else {
    known->units.quantity = known->units.quantity + units.quantity;
    if (units.expiry) known->units.expiry = units.expiry;
    std::rotate(job_.lines.begin(), known, known + 1);
  }
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step CountScreen::on_tap(std::string_view id) {
  asked_gone_ = false;
  if (id == "text" && job_.label) return ask_text(*job_.label, " · at " + about());
  if (id.starts_with("begun:") && !job_.place) {
    const auto place = LocationCode::parse(id.substr(6));
    return place ? begin(*place) : Step(NotMine{});
  }
  if (job_.label) return id == "done" ? Step(Warn{"Not booked yet: " + words_of(job_)}) : Step(NotMine{});
  if (id == "done" && job_.place) return finish();
  if (id == "number" && !job_.lines.empty()) return ask_number(job_.lines.front());
  for (const Job::Line& line : job_.lines) {
    if (id == "line:" + key_of(line.units)) return ask_number(line);
  }
  return NotMine{};
}

Step CountScreen::ask_number(const Job::Line& line) {
  numbered_ = line.units;
  const std::string which = tracked_as(line.units);
  return AskNumber{"Counted at " + about(), line.name + which, "ea"};
}

Step CountScreen::on_number(Quantity number) {
  if (!numbered_) return Stay{};
  if (numbered_->serial && number > Quantity::exactly(1)) return Warn{"A serial is exactly one unit."};
  const auto line = std::find_if(job_.lines.begin(), job_.lines.end(),
                                 [&](const Job::Line& one) { return alike(one.units, *numbered_); });
  if (line == job_.lines.end()) return Warn{"It is not counted any more. Nothing was changed."};
  if (is_out_of_proportion(number, line->there)) {
    typed_ = number;
    return ask_to_type_again(number, line->name + tracked_as(line->units) + " at " + about());
  }
  return set_number(number);
}

Step CountScreen::set_number(Quantity number) {
  const auto line = std::find_if(job_.lines.begin(), job_.lines.end(),
                                 [&](const Job::Line& one) { return alike(one.units, *numbered_); });
  if (line == job_.lines.end()) return Warn{"It is not counted any more. Nothing was changed."};
  line->units.quantity = number;
  std::rotate(job_.lines.begin(), line, line + 1);
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

// --- booking -----------------------------------------------------------------------------------------------------

// What the books have and nobody counted is asked about, never taken away in silence.
Step CountScreen::finish() {
  constexpr std::size_t named = 3;
  const auto gone = missed();
  asked_gone_ = !gone.empty();
  if (gone.empty()) return job_.lines.empty() ? Step(Leave{about() + " is empty, as in the books"}) : book({});
  std::string what;
  for (std::size_t i = 0; i < gone.size() && i < named; ++i) {
    what += (i == 0 ? "" : ", ") + gone[i].name + tracked_as(gone[i].lot, gone[i].serial);
  }
  if (gone.size() > named) what += fmt::format(" and {} more", gone.size() - named);
  return Question{.words = fmt::format("Nobody counted {} here. Is it gone?", what),
                  .choices = {{.id = "gone", .title = "It is gone", .then = book(gone)}},
                  .no = "Count on"};
}

Do CountScreen::book(const std::vector<StockRow>& gone) const {
  Do booked{{}, {}, Job{}};
  for (const Job::Line& line : job_.lines) {
    booked.actions.emplace_back(Count{line.units, *job_.place, "count", counted_before(line)});
    booked.seen.emplace_back(stock_of(*job_.place, line.units, line.there));
  }
  for (const StockRow& row : gone) {
    const Units none = units_of(row.item, {}, row.lot, row.serial);
    booked.actions.emplace_back(Count{none, *job_.place, "count: gone", true});  // it was asked about
    booked.seen.emplace_back(stock_of(*job_.place, none, this->booked(none)));
  }
  return booked;
}

bool CountScreen::counted_before(const Job::Line& line) const {
  return std::any_of(job_.before.begin(), job_.before.end(), [&](const Job::Line& known) {
    return alike(known.units, line.units) && known.units.quantity == line.units.quantity;
  });
}

// Something came or went while it was counted. Of what was counted the person says whether it is right still; what
// nobody counted is asked about anew.
Step CountScreen::on_changed(const Do&, const Changed&) {
  for (const Job::Line& line : job_.lines) {
    if (booked(line.units) == line.there) continue;
    doubted_ = Doubted{line.units, booked(line.units)};
    return Question{.words = fmt::format("{}{} came or went at {} while you counted. Are {} there now?", line.name,
                                         tracked_as(line.units), about(), line.units.quantity.text()),
                    .choices = {{.id = "right", .title = line.units.quantity.text() + " are there"}},
                    .no = "Count on"};
  }
  return finish();
}

Step CountScreen::on_answer(std::string_view id) {
  const auto doubted = std::exchange(doubted_, std::nullopt);
  asked_gone_ = false;
  const auto typed = std::exchange(typed_, std::nullopt);
  if (typed && id == typed_again) return set_number(*typed);
  if (id != "right" || !doubted) return Stay{};
  for (Job::Line& line : job_.lines) {
    if (alike(line.units, doubted->units)) line.there = doubted->there;
  }
  return finish();
}

// Nothing was booked, and what was counted is not shown: the second count is to be as blind as the first.
std::optional<Step> CountScreen::on_refused(const Refused&, const Do&) {
  job_.before = std::exchange(job_.lines, {});
  asked_gone_ = false;
  return Question{.words = "The books say otherwise. Count " + about() + " once more; the same again is booked.",
                  .choices = {{.id = "again", .title = "Count again"}},
                  .no = "Leave it"};
}

Answer CountScreen::on_accepted(const Action& action, const Accepted& outcome) {
  asked_gone_ = false;
  const auto* count = std::get_if<Count>(&action);
  if (count == nullptr) return {};
  return {.toast = count->at.text() + " is counted", .sound = outcome.notices.empty() ? Sound::done : Sound::attention};
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
