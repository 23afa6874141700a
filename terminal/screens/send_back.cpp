// Goods that go back to their supplier: from which place, what, and why. Where the purchase is known, it expects as
// many others instead.
//
// What was chosen is begun work until somebody has said why it goes, or no: the answer books exactly what it said. So
// is the purchase that expects others instead, until the screen is left.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "terminal/flows/pallet.h"
#include "terminal/flows/place_first.h"
#include "terminal/flows/rows_shown.h"
#include "terminal/kit/label.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::array reasons{"Damaged", "Wrong item", "Too many", "Too late", "Recalled by the supplier"};

class SendBackScreen final : public Screen {
 public:
  SendBackScreen(const ScreenContext& context, std::optional<LocationCode> place)
      : context_(context), place_(std::move(place)) {}

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return place_ ? place_->text() : ""; }
  Expected expects() const override {
    if (job_.label) return expected_by(*job_.label);
    if (job_.chosen) return "nothing: say why it goes back";
    if (!place_) return {"the place where it is", {Expected::Any::place}};
    return {fmt::format("an item at {place}, or the purchase", fmt::arg("place", place_->text())),
            {Expected::Any::item, Expected::Any::purchase}};
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Step on_number(Quantity number) override;
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;

 private:
  // What the keypad is about, as it was shown.
  struct Subject {
    Units units;
    std::string name;
  };

  Step begin(const LocationCode& place);
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return ask_why(units, name); };
  }
  Step ask_number(const Units& units, const std::string& name);
  Step ask_why(const Units& units, const std::string& name);
  Question why(const Job::Chosen& chosen, const std::optional<PurchaseLine>& line) const;
  std::optional<PurchaseLine> line_of(const Units& units) const;
  std::int64_t there(const Units& units) const;
  void show_places(WorkPage& page) const;
  void show_stock(WorkPage& page) const;

  ScreenContext context_;
  std::optional<LocationCode> place_;
  RowsShown rows_;                    // of what lies there
  std::vector<LocationCode> places_;  // of quarantine: most of what goes back lies there
  std::vector<StockRow> stock_;
  std::vector<Sscc> pallets_;            // that stand there: what is on one goes back from it
  std::vector<PurchaseLineView> lines_;  // those of the job's purchase
  std::optional<Subject> numbered_;
  Session session_;
};

std::string key_of_goods(const StockRow& row) { return "row:" + row.item.text() + "|" + row.lot + "|" + row.serial; }

// --- reading -----------------------------------------------------------------------------------------------------

Status SendBackScreen::load() {
  auto places = context_.views.quarantines();
  if (!places) return places.error();
  places_ = std::move(places).value();
  if (job_.purchase) {
    auto lines = context_.views.purchase_lines(*job_.purchase);
    if (!lines) return lines.error();
    lines_ = std::move(lines).value();
  }
  if (!place_) return Done{};
  auto stock = context_.views.stock_at(*place_, most_at_place);
  if (!stock) return stock.error();
  stock_ = std::move(stock).value();
  pallets_ = pallets_among(stock_);
  std::erase_if(pallets_, [&](const Sscc& pallet) { return place_of(pallet) == *place_; });
  std::erase_if(stock_, [&](const StockRow& row) { return row.place != *place_ || row.on_hand <= 0; });
  return Done{};
}

std::int64_t SendBackScreen::there(const Units& units) const {
  std::int64_t sum = 0;
  for (const StockRow& row : stock_) {
    if (row.item == units.item && row.lot == lot_of(units) && row.serial == serial_of(units)) sum += row.on_hand;
  }
  return sum;
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage SendBackScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = place_ ? "What goes back from" : "Where is it?", .task = "To supplier"};
  page.actions = {back_button()};
  if (job_.label) page.actions = label_buttons(*job_.label);
  if (!job_.label && !session_.empty()) page.actions.push_back(undo_button());
  if (place_) {
    show_stock(page);
  } else {
    show_places(page);
  }
  if (job_.chosen && !job_.label) {
    page.strip = fmt::format("Not booked yet: {what}. Why does it go back?", fmt::arg("what", words_of(*job_.chosen)));
    page.rows.clear();
    page.empty_text.clear();
    page.actions = {back_button(), common_button(buttons::why, ButtonRole::primary)};
  }
  if (job_.label) show_label(*job_.label, page);
  return page;
}

void SendBackScreen::show_places(WorkPage& page) const {
  page.instruction.name = "Scan the place that it is taken from";
  page.scan_prompt = "Scan place";
  page.empty_text = "Scan the place where it stands.";
  for (const LocationCode& place : places_) {
    page.rows.push_back({.id = "place:" + place.text(),
                         .title = place.text(),
                         .title_is_code = true,
                         .detail = "Quarantine",
                         .icon = Icon::location});
  }
}

void SendBackScreen::show_stock(WorkPage& page) const {
  page.instruction.location = place_->text();
  page.instruction.name = job_.purchase ? fmt::format("{} expects others instead", job_.purchase->text())
                                        : "Scan its purchase first, if others are to come instead";
  page.scan_prompt = job_.purchase ? "Scan item" : "Scan purchase or item";
  page.empty_text = "Nothing is here by the books.";
  for (std::size_t i = 0; i < rows_.of(stock_.size()); ++i) {
    const StockRow& row = stock_[i];
    page.rows.push_back({.id = key_of_goods(row),
                         .title = row.name,
                         .detail = row.item.text() + tracked_as(row.lot, row.serial),
                         .value = std::to_string(row.on_hand),
                         .value_note = pack_note(row.on_hand, row.packs),
                         .icon = Icon::stock});
  }
  rows_.tell(stock_.size(), "item here", "items here", page);
  for (const Sscc& pallet : pallets_) page.rows.push_back(pallet_to_open_row(pallet));
}

// --- what goes back ----------------------------------------------------------------------------------------------

Step SendBackScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (job_.chosen) return NotMine{};
  if (const auto* unit = std::get_if<FoundUnit>(&found); unit != nullptr && is_standing(context_.views, unit->unit)) {
    return begin(place_of(unit->unit));
  }
  if (const auto* place = std::get_if<FoundLocation>(&found)) return begin(place->location);
  if (const auto* purchase = std::get_if<FoundPurchase>(&found)) {
    job_.purchase = purchase->purchase;
    const Status read = load();
    if (!read) return Refuse{refusal_of(read.error()), {}};
    return place_ ? Step(Stay{})
                  : Step(Warn{fmt::format("It goes back for {purchase}. Scan where it is.",
                                          fmt::arg("purchase", job_.purchase->text()))});
  }
  const auto* item = std::get_if<FoundItem>(&found);
  if (item == nullptr) return NotMine{};
  if (!place_) return place_first(context_.views, *item);
  return take_label(job_, read_label(context_.views, *item, scan, LabelFor::handling), item->name, taker());
}

// What is begun there goes on; where another purchase was chosen here it is asked first, and neither takes the other's
// place.
Step SendBackScreen::begin(const LocationCode& place) {
  const auto* begun =
      context_.jobs != nullptr ? context_.jobs->find(name_of(ScreenId::send_back), place.text()) : nullptr;
  const bool is_other = begun != nullptr && place_ != place && job_.purchase;
  if (is_other && begun->job.purchase != job_.purchase) {
    return Question{.words = fmt::format("At {} is begun, not booked yet: {}. Go on with it, without {}?", place.text(),
                                         words_of(begun->job), job_.purchase->text()),
                    .choices = {{.id = "begun", .title = "Go on with it", .then = Open{ScreenId::send_back, place}}},
                    .no = "Back"};
  }
  if (is_other) job_ = {};  // that has the same purchase
  if (place_ != place) rows_.begin();
  place_ = place;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step SendBackScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker())) return *step;
  if (job_.label) return NotMine{};
  if (job_.chosen) return id == "why" ? ask_why(Units(job_.chosen->units), std::string(job_.chosen->name)) : NotMine{};
  if (id == "undo") return undo_last_of(session_);
  if (rows_.shows_next(id)) return Stay{};
  if (id == "back" && job_.purchase) {
    job_.purchase.reset();
    return Leave{};
  }
  for (const LocationCode& place : places_) {
    if (!place_ && id == "place:" + place.text()) return begin(place);
  }
  for (const Sscc& pallet : pallets_) {
    if (id == pallet_to_open_row(pallet).id) return begin(place_of(pallet));
  }
  for (const StockRow& row : stock_) {
    if (id != key_of_goods(row)) continue;
    return ask_number(units_of(row.item, {}, row.lot, row.serial), row.name);
  }
  return NotMine{};
}

Step SendBackScreen::ask_number(const Units& units, const std::string& name) {
  numbered_ = Subject{units, name};
  return AskNumber{fmt::format("Goes back from {place}", fmt::arg("place", place_->text())), name + tracked_as(units),
                   fmt::format("{} · {} here", unit_of(units), there(units))};
}

// What was chosen stays begun while its number is typed.
Step SendBackScreen::on_answer(std::string_view id) {
  if (id == buttons::number.id && job_.chosen) return ask_number(job_.chosen->units, job_.chosen->name);
  job_.chosen.reset();
  return Warn{"Nothing was booked"};
}

Step SendBackScreen::on_number(Quantity number) {
  const auto subject = std::exchange(numbered_, std::nullopt);
  if (!subject || number.none()) return Warn{"Nothing was booked"};
  Units units = subject->units;
  units.quantity = number;
  return ask_why(units, subject->name);
}

// --- booking -----------------------------------------------------------------------------------------------------

// Returns the line of the purchase that received as many, or else any line that received some.
std::optional<PurchaseLine> SendBackScreen::line_of(const Units& units) const {
  const PurchaseLineView* chosen = nullptr;
  for (const PurchaseLineView& line : lines_) {
    if (line.item != units.item || line.received.none()) continue;
    if (chosen == nullptr || (chosen->received < units.quantity && line.received >= units.quantity)) chosen = &line;
  }
  return chosen != nullptr ? std::optional(chosen->line) : std::nullopt;
}

Step SendBackScreen::ask_why(const Units& units, const std::string& name) {
  const std::int64_t here = there(units);
  if (here < units.quantity.units()) {
    return Refuse{refusal(here > 0 ? fmt::format("Only {} here", here) : "None here",
                          fmt::format("The books have {} of {}{} at {}. Count the place if that is not so.", here, name,
                                      tracked_as(units), place_->text())),
                  {}};
  }
  const auto line = line_of(units);
  if (job_.purchase && !line) {
    return Refuse{refusal(fmt::format("Not on {purchase}", fmt::arg("purchase", job_.purchase->text())),
                          fmt::format("{purchase} has received none of {name}. Scan the purchase that has.",
                                      fmt::arg("purchase", job_.purchase->text()), fmt::arg("name", name))),
                  WhatPageExpects{}};
  }
  job_.chosen = Job::Chosen{units, name, {}};
  return why(*job_.chosen, line);
}

Question SendBackScreen::why(const Job::Chosen& chosen, const std::optional<PurchaseLine>& line) const {
  const Units& units = chosen.units;
  const std::string quantity = units.quantity.text(), what = chosen.name + tracked_as(units);
  Job then = job_;
  then.chosen.reset();
  then.label.reset();
  Question question{.words = line ? fmt::format("{units} of {what} back to the supplier from {place}, of {line}. Why?",
                                                fmt::arg("units", quantity), fmt::arg("what", what),
                                                fmt::arg("place", place_->text()), fmt::arg("line", line->text()))
                                  : fmt::format("{units} of {what} back to the supplier from {place}. Why?",
                                                fmt::arg("units", quantity), fmt::arg("what", what),
                                                fmt::arg("place", place_->text())),
                    .choices = {},
                    .no = "Back",
                    .list = true};
  for (const char* reason : reasons) {
    question.choices.push_back(
        {.id = std::string("why:") + reason,
         .title = reason,
         .then = Do{{SupplierReturn{units, *place_, line, reason}},
                    {SeenLoose{*place_, units.item, lot_of(units), serial_of(units), units.quantity.units()}},
                    then},
         .icon = Icon::truck});
  }
  if (!units.serial) question.choices.push_back(another_number());
  return question;
}

// Why it goes is for the person to say, whatever came or went meanwhile.
Step SendBackScreen::on_changed(const Do& asked, const Changed& changed) {
  if (!job_.chosen) return Screen::on_changed(asked, changed);
  return ask_why(Units(job_.chosen->units), std::string(job_.chosen->name));
}

Answer SendBackScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* sent = std::get_if<SupplierReturn>(&action);
  if (sent == nullptr) return {};
  session_.booked(sent->units.item.text(), action, outcome);
  return {
      .toast = fmt::format("{quantity} sent back from {place}: {reason}", fmt::arg("quantity", outcome.quantity.text()),
                           fmt::arg("place", sent->from.text()), fmt::arg("reason", sent->reason)),
      .sound = Sound::done};
}

Result<std::string> nothing_to_count(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_send_back() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* place = std::get_if<LocationCode>(&target);
            return std::make_unique<SendBackScreen>(context, place ? std::optional(*place) : std::nullopt);
          },
          .home = HomeEntry{"To supplier", "What goes back to who sold it", Icon::truck, nothing_to_count, true},
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto place = LocationCode::parse(about);
            return place ? Target(*place) : Target();
          }};
}

}  // namespace dockhand
