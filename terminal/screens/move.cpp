// Put away and move: from which place, what, how many, where to.
//
// What is in hand is only in hand: nothing is booked until the place where it goes is scanned or tapped.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown = 100;

class MoveScreen final : public Screen {
 public:
  MoveScreen(const ScreenContext& context, std::optional<LocationCode> from)
      : context_(context), from_(std::move(from)) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;

 private:
  struct InHand {
    StockRow row;
    Quantity quantity;
  };

  Status load_docks();
  Status load_in_hand();
  void show_docks(WorkPage& page) const;
  void show_stock(WorkPage& page) const;
  void show_goals(WorkPage& page) const;
  Step scan_place(const LocationCode& place);
  Step scan_item(const Scan& scan, const FoundItem& item);
  Step take(const StockRow& row, Quantity quantity);
  Step put(const LocationCode& to) const;
  Step read_again();

  ScreenContext context_;
  std::optional<LocationCode> from_;
  std::vector<std::pair<LocationCode, std::int64_t>> docks_;  // with what lies there
  std::vector<StockRow> stock_;                               // at `from_`, more than none
  std::optional<InHand> hand_;
  std::vector<StockRow> kept_at_;  // other storage places of what is in hand, the fullest first
  std::vector<Pack> packs_;        // of what is in hand
  Session session_;
};

bool same_units(const StockRow& a, const StockRow& b) {
  return a.place == b.place && a.item == b.item && a.lot == b.lot && a.serial == b.serial;
}

// --- reading -----------------------------------------------------------------------------------------------------

Status MoveScreen::load() {
  if (!from_) return load_docks();
  auto read = context_.views.stock_at(*from_, shown);
  if (!read) return read.error();
  stock_ = std::move(read).value();
  std::erase_if(stock_, [](const StockRow& row) { return row.on_hand <= 0; });
  return load_in_hand();
}

Status MoveScreen::load_docks() {
  docks_.clear();
  const auto places = context_.views.locations();
  if (!places) return places.error();
  for (const auto& [place, kind] : *places) {
    if (kind != LocationKind::dock) continue;
    const auto there = context_.views.stock_at(place);
    if (!there) return there.error();
    std::int64_t units = 0;
    for (const StockRow& row : *there) units += row.on_hand;
    if (units > 0) docks_.emplace_back(place, units);
  }
  return Done{};
}

// Somebody else may have taken it meanwhile.
Status MoveScreen::load_in_hand() {
  kept_at_.clear();
  if (!hand_) return Done{};
  const auto still =
      std::find_if(stock_.begin(), stock_.end(), [&](const StockRow& row) { return same_units(row, hand_->row); });
  if (still == stock_.end()) {
    hand_.reset();
    return Done{};
  }
  hand_->row = *still;
  hand_->quantity = std::min(hand_->quantity, Quantity::exactly(still->on_hand));
  const auto item = context_.views.item(still->item);
  if (!item) return item.error();
  if (!*item) return Done{};
  packs_ = (*item)->packs;
  for (const StockRow& row : (*item)->stock) {
    if (row.kind == LocationKind::storage && row.place != *from_ && row.stands_at.empty() && row.on_hand > 0)
      kept_at_.push_back(row);
  }
  std::stable_sort(kept_at_.begin(), kept_at_.end(),
                   [](const StockRow& a, const StockRow& b) { return a.on_hand > b.on_hand; });
  return Done{};
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage MoveScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = "Where is it?", .task = "Move"};
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  if (!from_) {
    page.instruction.name = "Scan the place it is at";
    page.scan_prompt = "Scan place";
    show_docks(page);
    return page;
  }
  page.instruction.location = from_->text();
  if (!hand_) {
    page.instruction.verb = "Take from";
    page.scan_prompt = "Scan item";
    show_stock(page);
    return page;
  }
  const StockRow& row = hand_->row;
  page.instruction.verb = "Put away from";
  page.instruction.count = hand_->quantity.text();
  page.instruction.name = row.name;
  page.instruction.code =
      row.item.text() + (row.lot.empty() ? "" : " lot " + row.lot) + (row.serial.empty() ? "" : " no. " + row.serial);
  page.instruction.where_in_list = in_packs(hand_->quantity, packs_);
  page.strip = "Not booked yet: scan where you put it.";
  page.scan_prompt = "Scan place";
  show_goals(page);
  page.actions.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad, .role = ButtonRole::primary});
  return page;
}

void MoveScreen::show_docks(WorkPage& page) const {
  page.list_heading = "To put away";
  page.empty_text = "Nothing waits at a dock.";
  for (const auto& [place, units] : docks_) {
    page.rows.push_back({.id = "from:" + place.text(),
                         .title = place.text(),
                         .title_is_code = true,
                         .detail = "to put away",
                         .value = std::to_string(units),
                         .icon = Icon::location});
  }
}

void MoveScreen::show_stock(WorkPage& page) const {
  page.list_heading = listed(stock_.size(), shown, "item here", "items here");
  page.empty_text = "This place is empty.";
  for (std::size_t i = 0; i < stock_.size(); ++i) {
    const StockRow& row = stock_[i];
    std::string detail = row.item.text();
    detail += tracked_as(row.lot, row.serial);
    if (row.place != *from_) detail += "\non " + row.place.text();
    if (row.reserved > 0) detail += fmt::format("\n{} of them for orders", row.reserved);
    page.rows.push_back({.id = "take:" + std::to_string(i),
                         .title = row.name,
                         .detail = std::move(detail),
                         .value = std::to_string(row.on_hand),
                         .value_note = pack_note(row.on_hand, row.packs),
                         .icon = Icon::stock});
  }
}

void MoveScreen::show_goals(WorkPage& page) const {
  page.list_heading = kept_at_.empty() ? "No other place has it: choose any" : "Kept at";
  page.empty_text = "Scan the place where you put it.";
  for (const StockRow& row : kept_at_) {
    page.rows.push_back({.id = "to:" + row.place.text(),
                         .title = row.place.text(),
                         .title_is_code = true,
                         .detail = "tap when you have put it here",
                         .value = std::to_string(row.on_hand),
                         .value_note = "there",
                         .icon = Icon::location});
  }
}

std::string MoveScreen::expects() const {
  if (!from_) return "the place it is at";
  return hand_ ? "the place where you put it" : "an item at " + from_->text();
}

// --- scans and taps ----------------------------------------------------------------------------------------------

Step MoveScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(place->location);
  if (const auto* unit = std::get_if<FoundUnit>(&found); unit != nullptr && hand_) {
    return put(LocationCode::parse(unit->unit.text()).value());
  }
  if (const auto* item = std::get_if<FoundItem>(&found); item != nullptr && from_) return scan_item(scan, *item);
  return NotMine{};
}

Step MoveScreen::scan_place(const LocationCode& place) {
  if (hand_ && place != *from_) return put(place);
  if (hand_) return Warn{"It was there. Scan where you put it."};
  from_ = place;
  return read_again();
}

Step MoveScreen::read_again() {
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step MoveScreen::scan_item(const Scan& scan, const FoundItem& item) {
  if (hand_ && hand_->row.item != item.item) {
    return Refuse{refusal("One at a time", "Put " + hand_->row.name + " away first."), hand_->row.item};
  }
  std::vector<StockRow> here;
  for (const StockRow& row : stock_) {
    const bool named =
        (!scan.lot || row.lot == scan.lot->text()) && (!scan.serial || row.serial == scan.serial->text());
    if (row.item == item.item && named && (!hand_ || same_units(row, hand_->row))) here.push_back(row);
  }
  if (here.empty()) {
    return Refuse{refusal("Not here", fmt::format("The books have no {} at {}. Count the place if it is there.",
                                                  item.name, from_->text())),
                  {}};
  }
  if (here.size() > 1) return Warn{"Several lots, serials or pallets are here: tap the one you take."};
  return take(here.front(), (hand_ ? hand_->quantity : Quantity()) + item.pack.units);
}

Step MoveScreen::take(const StockRow& row, Quantity quantity) {
  if (quantity > Quantity::exactly(row.on_hand)) {
    return Refuse{refusal("Too many", fmt::format("The books have {} at {}. Count the place if there are more.",
                                                  row.on_hand, from_->text())),
                  {}};
  }
  hand_ = InHand{row, quantity};
  return read_again();
}

Step MoveScreen::put(const LocationCode& to) const {
  const StockRow& row = hand_->row;
  return Do{{Move{units_of(row.item, hand_->quantity, row.lot, row.serial), row.place, to}}};
}

Step MoveScreen::on_tap(std::string_view id) {
  if (id == "undo") return undo_last_of(session_);
  if (id == "back") {
    if (hand_) return hand_.reset(), Stay{};
    return NotMine{};
  }
  if (id == "number" && hand_) {
    return AskNumber{"Take from " + from_->text(), hand_->row.name, "ea · of " + std::to_string(hand_->row.on_hand)};
  }
  for (std::size_t i = 0; i < stock_.size(); ++i) {
    if (id == "take:" + std::to_string(i)) return take(stock_[i], Quantity::exactly(stock_[i].on_hand));
  }
  const auto place = LocationCode::parse(id.substr(std::min(id.size(), id.find(':') + 1)));
  if (id.starts_with("from:") && place) return scan_place(*place);
  if (id.starts_with("to:") && place && hand_) return put(*place);
  return NotMine{};
}

Step MoveScreen::on_number(Quantity number) {
  if (number.none()) return hand_.reset(), Stay{};
  return take(StockRow(hand_->row), number);
}

Answer MoveScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    session_.undone(undo->target);
    return {.toast = "Undone"};
  }
  const auto* move = std::get_if<Move>(&action);
  if (move == nullptr) return {};
  session_.booked(move->units.item.text(), outcome);
  hand_.reset();
  const auto lost = std::find_if(outcome.notices.begin(), outcome.notices.end(),
                                 [](const Notice& one) { return one.kind == NoticeKind::lost; });
  if (lost != outcome.notices.end()) return {.toast = sentence(*lost), .sound = Sound::attention};
  return {.toast = fmt::format("{} now at {}", move->units.quantity.text(), move->to.text())};
}

Result<std::string> no_count(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_move() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* from = std::get_if<LocationCode>(&target);
            return std::make_unique<MoveScreen>(context, from ? std::optional(*from) : std::nullopt);
          },
          .home = HomeEntry{"Move", "Put away, or move to another place", Icon::location, no_count}};
}

}  // namespace dockhand
