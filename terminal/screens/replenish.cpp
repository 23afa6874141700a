// Places to pick from are filled from reserve: fetch from, what, how many, to.
//
// What is in hand is only in hand: nothing is booked until the place to fill is scanned or tapped.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/faces.h"
#include "terminal/flows/rows_shown.h"
#include "terminal/kit/label.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_faces = 100;

std::string key_of(const FaceView& face) { return face.face.text() + "|" + face.item.text(); }

class ReplenishScreen final : public Screen {
 public:
  explicit ReplenishScreen(const ScreenContext& context) : context_(context) {}

  Status load() override;
  WorkPage page() const override;
  Expected expects() const override;
  bool begun() const override { return arrived() || Screen::begun(); }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_answer(std::string_view id) override;
  Step on_text(const std::string& text) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  const FaceView* current() const { return faces_.empty() ? nullptr : &faces_.front(); }
  const FaceView::Reserve* source() const;
  bool arrived() const { return source() != nullptr && here_ == source()->place; }
  static Quantity wanted(const FaceView& face, const FaceView::Reserve& from) {
    return std::min(face.missing(), from.free);
  }

  void show_hand(WorkPage& page) const;
  void show_next(WorkPage& page) const;
  Step scan_place(const LocationCode& place);
  Step scan_unit(const Sscc& unit);
  Step scan_item(const Scan& scan, const FoundItem& item);
  Step wrong_item() const;
  Step go_on(const Result<ReadLabel>& label);
  Step take(const Units& units);
  Step take_more(const Units& units);
  Step count_on(Quantity counted);
  static bool says_how_many(const Units& units);
  static Step too_many(std::int64_t free, const LocationCode& from);
  // `counted`: scanned of it, where the quantity is only proposed.
  Step hold(const FaceView::Reserve& from, Quantity quantity, std::optional<Quantity> counted = {});
  Step set_hand(Quantity number);
  Step put() const;

  ScreenContext context_;
  std::vector<FaceView> faces_;       // the next one first
  std::vector<std::string> skipped_;  // keys, in the order of skipping
  std::string chosen_;                // key of a face that was tapped
  std::optional<LocationCode> here_;  // the place in reserve that was confirmed
  std::optional<Job::Hand> shown_;    // what the keypad is about
  std::optional<Quantity> counted_;   // scanned of what is in hand, while that is only proposed
  Session session_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ReplenishScreen::load() {
  auto faces = context_.views.low_faces(most_faces);
  if (!faces) return faces.error();
  faces_ = std::move(faces).value();
  const auto turn = [&](const FaceView& face) {
    if (chosen_ == key_of(face)) return std::ptrdiff_t{-1};
    const auto skipped = std::find(skipped_.begin(), skipped_.end(), key_of(face));
    return skipped == skipped_.end() ? std::ptrdiff_t{0} : skipped - skipped_.begin() + 1;
  };
  std::stable_sort(faces_.begin(), faces_.end(),
                   [&](const FaceView& a, const FaceView& b) { return turn(a) < turn(b); });
  return Done{};
}

// Of those at the place where the person stands, else the one that goes first.
const FaceView::Reserve* ReplenishScreen::source() const {
  if (current() == nullptr) return nullptr;
  const auto& sources = current()->sources;
  const auto at_hand =
      std::find_if(sources.begin(), sources.end(), [&](const FaceView::Reserve& one) { return here_ == one.place; });
  return at_hand != sources.end() ? &*at_hand : &sources.front();
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage ReplenishScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Nothing to bring", .task = "Replenish"};
  page.actions = {back_button()};
  if (!session_.empty() && !job_.hand) page.actions.push_back(undo_button());
  page.list_heading = listed(faces_.size(), most_faces, "place to fill", "places to fill");
  page.empty_text = "Every place to pick from has its min, or its item is nowhere in reserve.";
  for (const FaceView& face : faces_) {
    page.rows.push_back(face_row("face:" + key_of(face), face, &face == current()));
  }
  if (job_.hand) {
    show_hand(page);
  } else if (source() != nullptr) {
    show_next(page);
  }
  if (!job_.label) return page;
  show_label(*job_.label, page);
  page.actions = {back_button(), type_button(*job_.label)};
  return page;
}

void ReplenishScreen::show_hand(WorkPage& page) const {
  const Job::Hand& hand = *job_.hand;
  page.instruction.verb = "Bring it to";
  page.instruction.location = hand.to->text();
  page.instruction.count = hand.units.quantity.text();
  page.instruction.name = hand.name;
  page.instruction.code = hand.units.item.text() + tracked_as(hand.units);
  page.instruction.where_in_list = fmt::format("from {from}", fmt::arg("from", hand.from.text()));
  page.strip = "Not booked yet: scan the place that you fill.";
  page.scan_prompt = fmt::format("Scan {to}", fmt::arg("to", hand.to->text()));
  page.actions.push_back(common_button(buttons::number));
  page.actions.push_back(common_button(buttons::put, ButtonRole::primary));
}

void ReplenishScreen::show_next(WorkPage& page) const {
  const FaceView& face = *current();
  page.instruction.verb = arrived() ? "Take from" : "Go to";
  page.instruction.location = source()->place.text();
  page.instruction.count = wanted(face, *source()).text();
  page.instruction.name = face.name;
  page.instruction.code = face.item.text() + tracked_as(source()->lot, source()->serial);
  page.instruction.where_in_list = fmt::format("for {face}", fmt::arg("face", face.face.text()));
  page.scan_prompt = arrived() ? "Scan item" : "Scan place";
  if (page.actions.size() < 2) page.actions.push_back(common_button(buttons::skip));
  page.actions.push_back(arrived() ? common_button(buttons::take, ButtonRole::primary)
                                   : common_button(buttons::here, ButtonRole::primary));
}

Expected ReplenishScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (job_.hand) return {fmt::format("place {place}", fmt::arg("place", job_.hand->to->text())), *job_.hand->to};
  if (source() == nullptr) return "nothing: no place has to be filled";
  if (arrived()) return {current()->name, {current()->item}};
  return {fmt::format("place {place}", fmt::arg("place", source()->place.text())), source()->place};
}

// --- scans -------------------------------------------------------------------------------------------------------

Step ReplenishScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) {
    const WaitingLabel label = *job_.label;
    if (auto other = other_than_second(label, scan, found)) return *other;
    return go_on(read_second(context_.views, label, scan));
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_unit(unit->unit);
  const auto* item = std::get_if<FoundItem>(&found);
  return item != nullptr ? scan_item(scan, *item) : Step(NotMine{});
}

Step ReplenishScreen::scan_place(const LocationCode& place) {
  if (job_.hand) {
    if (place == *job_.hand->to) return put();
    RefusalPage page = refusal("Wrong place", "Bring it to the place that is to be filled.");
    page.expected_heading = "Bring it here instead";
    page.expected_name = job_.hand->name;
    page.expected_location = job_.hand->to->text();
    return Refuse{page, *job_.hand->to};
  }
  if (source() == nullptr) return NotMine{};
  const auto& sources = current()->sources;
  if (std::any_of(sources.begin(), sources.end(), [&](const FaceView::Reserve& one) { return one.place == place; })) {
    here_ = place;
    return Stay{};
  }
  RefusalPage page = refusal("Wrong place", "Go to the place shown, or skip it.");
  page.expected_heading = "Go here instead";
  page.expected_name = current()->name;
  page.expected_location = source()->place.text();
  return Refuse{page, source()->place};
}

// A pallet in reserve says as well as its place that the person is there.
Step ReplenishScreen::scan_unit(const Sscc& unit) {
  if (job_.hand || current() == nullptr) return NotMine{};
  for (const FaceView::Reserve& one : current()->sources) {
    if (one.from.text() == unit.text()) return scan_place(one.place);
  }
  return NotMine{};
}

Step ReplenishScreen::scan_item(const Scan& scan, const FoundItem& item) {
  if (job_.hand) {
    if (item.item != job_.hand->units.item) return NotMine{};
    return go_on(read_label(context_.views, item, scan, LabelFor::handling));
  }
  if (current() == nullptr || (item.item != current()->item && !arrived())) return NotMine{};
  if (item.item != current()->item) return wrong_item();
  if (!arrived())
    return Warn{fmt::format("Scan {place} first. Nothing was booked.", fmt::arg("place", source()->place.text()))};
  return go_on(read_label(context_.views, item, scan, LabelFor::handling));
}

Step ReplenishScreen::wrong_item() const {
  RefusalPage page = refusal("Wrong item", "Take the item shown, or skip it.");
  page.expected_heading = "Take this instead";
  page.expected_name = current()->name;
  page.expected_code = current()->item.text();
  page.expected_location = source()->place.text();
  return Refuse{page, current()->item};
}

Step ReplenishScreen::on_text(const std::string& text) {
  if (!job_.label) return Stay{};
  const WaitingLabel label = *job_.label;
  return go_on(read_typed(context_.views, label, text));
}

Step ReplenishScreen::go_on(const Result<ReadLabel>& label) {
  if (!label) return Refuse{refusal_of(label.error()), {}};
  if (const auto* units = std::get_if<Units>(&*label)) return take(*units);
  job_.label = std::get<WaitingLabel>(*label);
  return Warn{};
}

// A label that says how many is taken at its word, each time. The first one of a single unit says which item it is: its
// scan proposes all that is missing. What was really taken is typed, or scanned on.
Step ReplenishScreen::take(const Units& units) {
  job_.label.reset();
  if (job_.hand) return take_more(units);
  if (!arrived() || current()->item != units.item) {
    return Refuse{refusal("Not to be brought now", "The list has changed meanwhile. Put it back."), {}};
  }
  for (const FaceView::Reserve& one : current()->sources) {
    if (one.place == *here_ && one.lot == lot_of(units) && one.serial == serial_of(units)) {
      if (!says_how_many(units)) return hold(one, wanted(*current(), one), units.quantity);
      if (units.quantity > one.free) return too_many(one.free.units(), one.from);
      return hold(one, units.quantity);
    }
  }
  return Refuse{refusal("Not here", fmt::format("The books have none of it free at {}. Count the place if there is.",
                                                here_->text())),
                {}};
}

Step ReplenishScreen::take_more(const Units& units) {
  const Units& held = job_.hand->units;
  if (units.lot != held.lot || units.serial != held.serial) {
    return Refuse{
        refusal("Another one", fmt::format("Bring what is in your hand first: {item}{tracked}.",
                                           fmt::arg("item", held.item.text()), fmt::arg("tracked", tracked_as(held)))),
        {}};
  }
  if (counted_) return count_on(*counted_ + units.quantity);
  const Quantity sum = held.quantity + units.quantity;
  const auto room = room_at(faces_, *job_.hand);
  return room && sum <= *room ? set_hand(sum) : Step(ask_beyond_room(*job_.hand->to, room, sum));
}

// Whoever scans one more of it counts, and what was proposed with the first one is not added to; or that was in hand
// all the same.
Step ReplenishScreen::count_on(Quantity counted) {
  const Quantity proposed = job_.hand->units.quantity;
  return counted == proposed ? set_hand(counted) : Step(ask_proposed(*job_.hand->to, proposed, counted));
}

Step ReplenishScreen::on_answer(std::string_view id) {
  const auto number = answered_in_hand(id);
  return number && job_.hand ? set_hand(*number) : Screen::on_answer(id);
}

bool ReplenishScreen::says_how_many(const Units& units) {
  return units.quantity > Quantity::exactly(1) && stands(Safeguard::label_taken);
}

Step ReplenishScreen::too_many(std::int64_t free, const LocationCode& from) {
  return Refuse{refusal("Too many", fmt::format("Only {} are free at {}.", free, from.text())), {}};
}

Step ReplenishScreen::hold(const FaceView::Reserve& from, Quantity quantity, std::optional<Quantity> counted) {
  const FaceView& face = *current();
  counted_ = counted;
  chosen_ = key_of(face);
  job_.hand = Job::Hand{units_of(face.item, quantity, from.lot, from.serial), face.name, from.from, {}, face.face};
  return Stay{};
}

Step ReplenishScreen::put() const {
  const Job::Hand& hand = *job_.hand;
  return Do{
      {Move{hand.units, hand.from, *hand.to}},
      {SeenLoose{hand.from, hand.units.item, lot_of(hand.units), serial_of(hand.units), hand.units.quantity.units()}},
      Job{}};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ReplenishScreen::on_tap(std::string_view id) {
  if (id == "text" && job_.label) return ask_text(*job_.label);
  if (job_.label) return NotMine{};
  if (id == "undo" && !job_.hand) return undo_last_of(session_);
  if (id == "put" && job_.hand) return put();
  if (id == "number" && job_.hand) {
    shown_ = job_.hand;
    return AskNumber{fmt::format("Taken from {from}", fmt::arg("from", job_.hand->from.text())),
                     job_.hand->name + tracked_as(job_.hand->units), unit_of(job_.hand->units)};
  }
  if (job_.hand || current() == nullptr) return NotMine{};
  if (id == "here") return scan_place(source()->place);
  if (id == "take" && arrived()) return hold(*source(), wanted(*current(), *source()), Quantity());
  if (id == "skip" && faces_.size() == 1) return Warn{"This is the only place left"};
  if (id == "skip") {
    std::erase(skipped_, key_of(*current()));
    skipped_.push_back(key_of(*current()));
    chosen_.clear();
  } else if (id.starts_with("face:")) {
    chosen_ = id.substr(5);
  } else {
    return NotMine{};
  }
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

// Sets what is in hand, never adds. None: it was put back.
Step ReplenishScreen::on_number(Quantity number) {
  const auto shown = std::exchange(shown_, std::nullopt);
  if (!shown || job_.hand != shown) return Warn{"It is not in your hand any more. Nothing was changed."};
  if (number.none()) {
    job_.hand.reset();
    return Stay{};
  }
  return set_hand(number);
}

Step ReplenishScreen::set_hand(Quantity number) {
  const auto stock = context_.views.stock_at(job_.hand->from, most_at_place);
  if (!stock) return Refuse{refusal_of(stock.error()), {}};
  std::int64_t free = 0;
  for (const StockRow& row : *stock) {
    const bool same = row.place == job_.hand->from && row.item == job_.hand->units.item;
    if (same && row.lot == lot_of(job_.hand->units) && row.serial == serial_of(job_.hand->units))
      free += row.on_hand - row.reserved;
  }
  if (number.units() > free) return too_many(free, job_.hand->from);
  counted_.reset();
  job_.hand->units.quantity = number;
  return Stay{};
}

Answer ReplenishScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* move = std::get_if<Move>(&action);
  if (move == nullptr) return {};
  session_.booked(move->units.item.text(), action, outcome);
  chosen_.clear();
  here_.reset();
  return {.toast = fmt::format("{} now at {}", move->units.quantity.text(), move->to.text())};
}

Result<std::string> places_to_fill(Views& views) {
  const auto faces = views.low_faces(most_faces);
  if (!faces) return faces.error();
  return faces->empty() ? std::string() : at_least(faces->size(), most_faces);
}

}  // namespace

ScreenInfo describe_replenish() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<ReplenishScreen>(context);
          },
          .home = HomeEntry{"Replenish", "Fill places to pick from", Icon::stock, places_to_fill},
          .resumed_by = [](const std::string&, const Job&) -> Target { return {}; }};
}

}  // namespace dockhand
