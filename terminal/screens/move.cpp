// Put away and move: from which place, what, how many, where to. What is in hand is only in hand: nothing is booked
// until the place where it goes is scanned or tapped.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/flows/bring_back.h"
#include "terminal/flows/pallet.h"
#include "terminal/flows/place_first.h"
#include "terminal/flows/put_away.h"
#include "terminal/flows/rows_shown.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lone_code.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/undo_words.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class MoveScreen final : public Screen {
 public:
  MoveScreen(const ScreenContext& context, const Target& target) : context_(context) {
    if (const auto* from = std::get_if<LocationCode>(&target)) job_.place = *from;
    if (const auto* unit = std::get_if<Sscc>(&target)) job_.unit = *unit;
  }

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return job_.unit ? job_.unit->text() : place_of(job_); }
  Expected expects() const override;
  std::optional<std::vector<ItemCode>> at_hand() const override {
    return job_.place && !job_.unit ? std::optional(items_in(stock_)) : std::nullopt;
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  Status load_docks();
  Status load_hand();
  Status load_unit();
  Status load_goals(const std::vector<Goods>& goods);
  std::ptrdiff_t rows_shown() const { return static_cast<std::ptrdiff_t>(rows_.of(stock_.size())); }
  void show_stock(WorkPage& page) const;
  void show_hand(WorkPage& page) const;
  void show_unit(WorkPage& page) const;
  Step scan_place(const LocationCode& place);
  Step scan_unit(const Sscc& unit);
  Step scan_item(const Scan& scan, const FoundItem& item);
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return take_scanned(units, name); };
  }
  Step take_scanned(const Units& units, const std::string& name);
  Quantity all_of(const StockRow& row) const;
  Step take_units(const StockRow& row, Quantity quantity);
  Step put(const LocationCode& to) const;
  Step read_again();

  ScreenContext context_;
  std::vector<std::pair<LocationCode, std::int64_t>> docks_;  // with what lies there
  std::vector<BringBackView> unwanted_;                       // that lies among picked goods
  std::vector<StockRow> stock_;                               // at the place, more than none
  RowsShown rows_;                                            // of it
  std::int64_t there_ = 0;                                    // of what is in hand, by the books
  Goals goals_;                                               // for what is in hand
  BestPlaces best_;                                           // for what waits there
  std::vector<Pack> packs_;                                   // of what is in hand
  std::string stands_at_;                                     // the pallet in hand
  std::optional<Job::Hand> numbered_;                         // what the keypad is about
  Session session_;
};

std::string stock_key(const StockRow& row) {
  return row.place.text() + "|" + row.item.text() + "|" + row.lot + "|" + row.serial;
}

template <class Value>
Status into(Value& value, Result<Value> read) {
  if (!read) return read.error();
  value = std::move(read).value();
  return Done{};
}

SeenLoose seen_of(const Job::Hand& hand) {
  return {hand.from, hand.units.item, lot_of(hand.units), serial_of(hand.units), hand.units.quantity.units()};
}

bool is_in(const Job::Hand& hand, const StockRow& row) {
  Units units = units_of(row.item, hand.units.quantity, row.lot, row.serial);
  units.expiry = hand.units.expiry;
  return row.place == hand.from && units == hand.units;
}

// --- reading -----------------------------------------------------------------------------------------------------

Status MoveScreen::load() {
  if (auto read = into(unwanted_, context_.views.to_bring_back()); !read) return read;
  if (job_.unit) return load_unit();
  if (!job_.place) return load_docks();
  if (auto read = into(stock_, context_.views.stock_at(*job_.place, most_at_place)); !read) return read;
  std::erase_if(stock_, [](const StockRow& row) { return row.on_hand <= 0; });
  return load_hand();
}

Status MoveScreen::load_unit() {
  const auto unit = context_.views.unit(*job_.unit);
  if (!unit) return unit.error();
  stands_at_ = *unit ? (*unit)->stands_at : "";
  goals_ = {};
  return *unit && !(*unit)->contents.empty() ? load_goals(goods_of((*unit)->contents)) : Done{};
}

Status MoveScreen::load_goals(const std::vector<Goods>& goods) {
  return into(goals_, goals_from(context_, goods, job_.unit ? stands_at_ : place_of(job_)));
}

Status MoveScreen::load_docks() {
  docks_.clear();
  const auto places = context_.views.locations();
  if (!places) return places.error();
  for (const auto& [place, kind] : *places) {
    if (kind != LocationKind::dock) continue;
    const auto there = context_.views.stock_at(place, most_at_place);
    if (!there) return there.error();
    std::int64_t units = 0;
    for (const StockRow& row : *there) units += row.on_hand;
    if (units > 0) docks_.emplace_back(place, units);
  }
  return Done{};
}

// What is in hand stays there, whatever the books say by now; when it is put down they are asked.
Status MoveScreen::load_hand() {
  goals_ = {};
  there_ = 0;
  if (!job_.hand) return into(best_, best_places(context_, {stock_.begin(), stock_.begin() + rows_shown()}));
  for (const StockRow& row : stock_) {
    if (is_in(*job_.hand, row)) there_ = row.on_hand;
  }
  const auto item = context_.views.item(job_.hand->units.item);
  if (!item) return item.error();
  if (!*item) return Done{};
  packs_ = (*item)->packs;
  return load_goals({{job_.hand->units.item, lot_of(job_.hand->units)}});
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage MoveScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Where is it?", .task = "Move"};
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  if (job_.unit) {
    show_unit(page);
  } else if (!job_.place) {
    page.instruction.name = "Scan its place, or the pallet";
    page.scan_prompt = "Scan place or pallet";
    show_where_to_begin(docks_, unwanted_, page);
  } else if (job_.hand) {
    show_hand(page);
  } else {
    page.instruction.location = job_.place->text();
    page.instruction.verb = "Take from";
    page.scan_prompt = "Scan item";
    show_stock(page);
  }
  if (!job_.label) return page;
  show_label(*job_.label, page);
  page.actions = label_buttons(*job_.label);
  return page;
}

void MoveScreen::show_unit(WorkPage& page) const {
  page.instruction.verb = "Put it away from";
  page.instruction.location = stands_at_;
  page.instruction.code = job_.unit->text();
  page.strip = "Not booked yet: scan where you put it.";
  page.scan_prompt = "Scan place";
  show_goals(goals_, stands_at_, page);
}

void MoveScreen::show_hand(WorkPage& page) const {
  const Job::Hand& hand = *job_.hand;
  page.instruction.location = job_.place->text();
  page.instruction.verb = "Put away from";
  page.instruction.count = hand.units.quantity.text();
  page.instruction.name = hand.name;
  page.instruction.code = hand.units.item.text() + tracked_as(hand.units);
  page.instruction.where_in_list = in_packs(hand.units.quantity, packs_);
  page.strip = there_ >= hand.units.quantity.units()
                   ? "Not booked yet: scan where you put it."
                   : fmt::format("The books have only {} there now. Not booked yet: scan where you put it.", there_);
  if (hand.from != *job_.place) {
    page.strip =
        fmt::format("It is on {pallet}. {what}", fmt::arg("pallet", hand.from.text()), fmt::arg("what", page.strip));
  }
  page.scan_prompt = "Scan place or pallet";
  show_goals(goals_, job_.place->text(), page);
  page.actions.push_back(common_button(buttons::number, ButtonRole::primary));
}

void MoveScreen::show_stock(WorkPage& page) const {
  page.empty_text = "This place is empty.";
  if (const auto back = at_place(unwanted_, *job_.place); !back.empty()) page.strip = words_of(back) + ".";
  for (auto one = stock_.begin(); one != stock_.begin() + rows_shown(); ++one) {
    const StockRow& row = *one;
    std::string detail = row.item.text() + tracked_as(row.lot, row.serial);
    if (row.place != *job_.place) detail += fmt::format("\non {pallet}", fmt::arg("pallet", row.place.text()));
    if (const auto best = best_.find({row.item, row.lot}); best != best_.end()) detail += "\n" + best->second;
    const bool doubted = row.not_free == NotFree::to_count && row.on_hand > row.reserved;
    if (doubted) detail += "\n" + free_words(row);
    if (!doubted && row.reserved > 0) detail += fmt::format("\n{} of them for orders", row.reserved);
    page.rows.push_back({.id = "take:" + stock_key(row),
                         .title = row.name,
                         .detail = std::move(detail),
                         .value = std::to_string(row.on_hand),
                         .value_note = pack_note(row.on_hand, row.packs),
                         .icon = Icon::stock});
  }
  rows_.tell(stock_.size(), "item here", "items here", page);
}

Expected MoveScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  if (job_.hand || job_.unit) return {"the place where you put it", {Expected::Any::place}};
  if (!job_.place) return {"the place it is at", {Expected::Any::place, Expected::Any::pallet}};
  return {fmt::format("an item at {place}", fmt::arg("place", job_.place->text())), items_in(stock_)};
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step MoveScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  if (const auto* unit = std::get_if<FoundUnit>(&found)) return scan_unit(unit->unit);
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr || (job_.unit && !job_.place)) return NotMine{};
  return job_.place ? scan_item(scan, *item) : place_first(context_.views, *item);
}

Step MoveScreen::scan_place(const LocationCode& place) {
  const bool in_hand = job_.hand || job_.unit;
  if (in_hand && place.text() == (job_.unit ? stands_at_ : job_.place->text()))
    return Warn{"It was there. Scan where you put it."};
  if (in_hand) return put(place);
  if (job_.place != place) rows_.begin();
  job_.place = place;
  return read_again();
}

Step MoveScreen::scan_unit(const Sscc& unit) {
  if (job_.unit) return unit == *job_.unit ? Step(Stay{}) : Step(NotMine{});
  const auto view = context_.views.unit(unit);
  if (!view) return Refuse{refusal_of(view.error()), {}};
  const std::string at = *view ? (*view)->stands_at : "";
  if (auto no = refuse_not_here(at)) return *no;
  if (job_.hand) return put(LocationCode::parse(unit.text()).value());
  job_.unit = unit;
  return read_again();
}

Step MoveScreen::read_again() {
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step MoveScreen::scan_item(const Scan& scan, const FoundItem& item) {
  if (job_.hand && job_.hand->units.item != item.item) {
    return not_taken(job_.hand, units_of(item.item, {}, "", ""), item.name, *job_.place);
  }
  return take_label(job_, read_label(context_.views, item, scan, LabelFor::handling), item.name, taker());
}

Step MoveScreen::take_scanned(const Units& units, const std::string& name) {
  job_.label.reset();
  std::vector<StockRow> here;
  for (const StockRow& row : stock_) {
    Units like = units_of(row.item, units.quantity, row.lot, row.serial);
    like.expiry = units.expiry;
    if (like == units && (!job_.hand || is_in(*job_.hand, row))) here.push_back(row);
  }
  if (here.empty()) return not_taken(job_.hand, units, name, *job_.place);
  if (here.size() > 1) return Warn{"It is here loose and on pallets: tap it. Nothing was booked."};
  return take_units(here.front(), (job_.hand ? job_.hand->units.quantity : Quantity()) + units.quantity);
}

Step MoveScreen::take_units(const StockRow& row, Quantity quantity) {
  if (quantity > Quantity::nearest(row.on_hand)) {
    return Refuse{refusal("Too many", fmt::format("The books have {} at {}. Count the place if there are more.",
                                                  row.on_hand, job_.place->text())),
                  {}};
  }
  job_.hand = Job::Hand{units_of(row.item, quantity, row.lot, row.serial), row.name, row.place, {}, {}};
  return read_again();
}

// Of what lies among picked goods only what nobody wants any more.
Quantity MoveScreen::all_of(const StockRow& row) const {
  Quantity unwanted;
  for (const BringBackView& one : unwanted_) {
    const bool same = one.place == row.place && one.item == row.item && one.lot == row.lot && one.serial == row.serial;
    if (same) unwanted = unwanted + one.quantity;
  }
  return unwanted.none() ? Quantity::nearest(row.on_hand) : unwanted;
}

Step MoveScreen::put(const LocationCode& to) const {
  Job then;
  then.place = job_.place;
  const auto book = [&](Do booked) { return put_or_ask(context_.views, goals_, job_, to, std::move(booked)); };
  if (job_.unit) return book(Do{{MoveUnit{*job_.unit, to, {}}}, {SeenUnit{*job_.unit, stands_at_}}, then});
  return book(Do{{Move{job_.hand->units, job_.hand->from, to}}, {seen_of(*job_.hand)}, then});
}

Step MoveScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker(),
                            fmt::format(" · from {place}", fmt::arg("place", place_of(job_)))))
    return *step;
  if (job_.label) return NotMine{};
  if (id == "undo") return undo_last_of(session_);
  if (rows_.shows_next(id)) return read_again();
  if (id == "number" && job_.hand) {
    numbered_ = job_.hand;
    const std::string unit =
        fmt::format("{unit} · {taken} in hand, of {there}", fmt::arg("unit", unit_of(job_.hand->units)),
                    fmt::arg("taken", job_.hand->units.quantity.text()), fmt::arg("there", there_));
    return AskNumber{fmt::format("Take from {place}", fmt::arg("place", job_.place->text())),
                     job_.hand->name + tracked_as(job_.hand->units), unit};
  }
  for (const StockRow& row : stock_) {
    const bool free = !job_.hand && !job_.unit;
    if (free && id == "take:" + stock_key(row)) return take_units(StockRow(row), all_of(row));
  }
  const auto place = LocationCode::parse(id.substr(std::min(id.size(), id.find(':') + 1)));
  if (id.starts_with("from:") && place && job_.empty()) return scan_place(*place);
  if (id.starts_with("to:") && place && (job_.hand || job_.unit)) return put(*place);
  return NotMine{};
}

Step MoveScreen::on_number(Quantity number) {
  if (!numbered_ || job_.hand != numbered_) return Warn{"It is not in your hand any more. Nothing was changed."};
  if (number.none()) {
    job_.hand.reset();
    return read_again();
  }
  for (const StockRow& row : stock_) {
    if (is_in(*job_.hand, row)) return take_units(StockRow(row), number);
  }
  return Refuse{refusal("Not here", fmt::format("The books have none of it at {place} now.",
                                                fmt::arg("place", job_.place->text()))),
                {}};
}

Answer MoveScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  if (const auto* moved = std::get_if<MoveUnit>(&action)) {
    session_.booked(moved->unit.text(), action, outcome);
    const auto waiting = waiting_again(outcome);
    return {.toast = with_waiting(fmt::format("It stands at {to} now", fmt::arg("to", moved->to.text())), waiting),
            .sound = waiting.empty() ? Sound::accepted : Sound::attention};
  }
  const auto* move = std::get_if<Move>(&action);
  if (move == nullptr) return {};
  session_.booked(move->units.item.text(), action, outcome);
  if (const auto waiting = waiting_again(outcome); !waiting.empty()) {
    return {.toast = with_waiting(fmt::format("{units} now at {to}", fmt::arg("units", move->units.quantity.text()),
                                              fmt::arg("to", move->to.text())),
                                  waiting),
            .sound = Sound::attention};
  }
  return {.toast = fmt::format("{} now at {}", move->units.quantity.text(), move->to.text())};
}

}  // namespace

ScreenInfo describe_move() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<MoveScreen>(context, target);
          },
          .home = HomeEntry{"Move", "Put away, or move to another place", Icon::location, nullptr},
          .resumed_by = [](const std::string& about, const Job& job) -> Target {
            if (job.unit) return *job.unit;
            const auto place = LocationCode::parse(about);
            return place ? Target(*place) : Target();
          }};
}

}  // namespace dockhand
