// Goods that arrive: one purchase, or none (a blind receipt).
//
// A scanned item counts one, a scanned pack its units, a typed number sets the line. What was expected and what was
// received stay apart. After each receipt the list begins with who gets the units. What is damaged is set aside.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/kit/incomplete.h"
#include "terminal/kit/receipt_rows.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/set_aside.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Names of what the session has booked beside the lines of the purchase.
constexpr const char* damaged_key = "damaged";
constexpr const char* moved_key = "moved";

class ReceiveScreen final : public Screen {
 public:
  ReceiveScreen(const ScreenContext& context, std::optional<PurchaseNumber> purchase)
      : context_(context), purchase_(std::move(purchase)), label_(context.views) {}

  Status load() override;
  WorkPage page() const override;
  std::string expects() const override { return purchase_ ? "an item of " + purchase_->text() : "an item"; }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  std::optional<Ask> on_refused(const Refused& refused) override;

 private:
  // What the session is keyed by: the purchase line, or the item of a blind receipt.
  struct Subject {
    ItemCode item;
    std::string name;
    std::optional<PurchaseLine> line;
    std::vector<Pack> packs;
    std::string key() const { return line ? line->text() : item.text(); }
  };

  const PurchaseLineView* view_of(const Subject& subject) const;
  Quantity received(const Subject& subject) const;
  std::optional<Subject> subject_of(const FoundItem& item) const;
  Step receive(const FoundItem& item, const Scan& scan);
  Step go_on(const Result<std::optional<Units>>& label);
  Step book(const Units& units);
  Step book_asked(Step step);
  Receive receipt(const Units& units) const;
  Units like_last() const;
  Step leave() const;
  Step back();
  Step receive_over();
  Step ask_number() const;
  Step set_number(Quantity number);
  Step tap_row(std::string_view id);

  void show_rows(WorkPage& page) const;
  Instruction instruction() const;
  std::vector<Button> actions() const;

  ScreenContext context_;
  std::optional<PurchaseNumber> purchase_;  // empty: blind
  std::vector<PurchaseLineView> lines_;
  Destinations destinations_;  // where what `current_` gave belongs
  Session session_;
  SetAside damaged_;
  std::vector<Subject> blind_;      // items of a blind receipt, the newest first
  std::optional<Subject> current_;  // the line in the instruction
  OpenLabel label_;
  std::optional<Units> last_units_;  // what a receipt that is being asked about had
  std::vector<Action> asked_;        // what "yes" books
  std::vector<std::string> over_;    // keys whose excess was confirmed
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ReceiveScreen::load() {
  if (purchase_) {
    auto read = context_.views.purchase_lines(*purchase_);
    if (!read) return read.error();
    lines_ = std::move(read).value();
  }
  const auto sum = current_ ? session_.together(current_->key()) : std::nullopt;
  auto destinations = sum ? destinations_of(context_.views, *sum) : Result<Destinations>(Destinations{});
  if (!destinations) return destinations.error();
  destinations_ = std::move(destinations).value();
  return Done{};
}

const PurchaseLineView* ReceiveScreen::view_of(const Subject& subject) const {
  const auto same = [&](const PurchaseLineView& line) { return line.line == subject.line; };
  const auto found = std::find_if(lines_.begin(), lines_.end(), same);
  return found == lines_.end() ? nullptr : &*found;
}

Quantity ReceiveScreen::received(const Subject& subject) const {
  const auto* line = view_of(subject);
  return line != nullptr ? line->received : session_.total(subject.key());
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage ReceiveScreen::page() const {
  WorkPage page;
  page.instruction = instruction();
  page.scan_prompt = "Scan item";
  if (damaged_.is_next()) damaged_.show_question(page, current_.has_value());
  if (label_.is_open()) label_.show(page);
  show_rows(page);
  page.empty_text = "Scan what arrived. It is received without a purchase.";
  page.actions = actions();
  return page;
}

// First what the current line has given since this screen was opened.
void ReceiveScreen::show_rows(WorkPage& page) const {
  const auto sum = current_ ? session_.together(current_->key()) : std::nullopt;
  if (sum && !(sum->claims.empty() && sum->free.none())) {
    show_claims(page, *sum, destinations_);
    if (!sum->free.none()) {
      page.rows.push_back(stock_row("item:" + current_->item.text(), sum->free, current_->packs));
    }
  }
  damaged_.show_rows(page);
  for (const PurchaseLineView& line : lines_) {
    page.rows.push_back(purchase_row("line:" + line.line.text(), line, current_ && current_->line == line.line));
  }
  for (const Subject& one : blind_) {
    page.rows.push_back(
        blind_row("blind:" + one.item.text(), one.item, one.name, session_.total(one.key()), one.packs));
  }
}

std::vector<Button> ReceiveScreen::actions() const {
  std::vector<Button> buttons{back_button()};
  if (label_.is_open()) {
    buttons.push_back(label_.type_button());
    return buttons;
  }
  if (damaged_.is_next()) {
    buttons.front().label = "Not damaged";
  } else {
    if (!session_.empty()) buttons.push_back(undo_button());
    buttons.push_back({.id = "damaged", .label = "Damage", .icon = Icon::attention});
  }
  if (current_) {
    buttons.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad, .role = ButtonRole::primary});
  }
  return buttons;
}

Instruction ReceiveScreen::instruction() const {
  Instruction shown;
  shown.verb = "Receive at " + context_.dock.text();
  shown.task = purchase_ ? purchase_->text() : "No purchase";
  Quantity expected;
  Quantity arrived;
  for (const PurchaseLineView& line : lines_) {
    expected = expected + line.expected;
    arrived = arrived + line.received;
  }
  if (purchase_) shown.progress = share(arrived, expected);
  if (!current_) {
    shown.count = purchase_ ? ratio(arrived, expected) : "";
    shown.name = arrived >= expected && purchase_ ? "All is here" : "Scan each item or case";
    return shown;
  }
  shown.name = current_->name;
  shown.code = current_->item.text();
  const auto* line = view_of(*current_);
  shown.count = line != nullptr ? ratio(line->received, line->expected) : received(*current_).text();
  if (line != nullptr) {
    shown.where_in_list = fmt::format("Line {} of {}", line - lines_.data() + 1, lines_.size());
  }
  return shown;
}

// --- scans -------------------------------------------------------------------------------------------------------

Step ReceiveScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* item = std::get_if<FoundItem>(&found)) return receive(*item, scan);
  if (label_.is_open() && std::holds_alternative<FoundNothing>(found)) return go_on(label_.add(scan));
  if (std::holds_alternative<FoundLocation>(found)) return leave();
  const auto* same = std::get_if<FoundPurchase>(&found);
  if (same != nullptr && purchase_ && same->purchase == *purchase_) return Stay{};
  return NotMine{};
}

// The line that a scanned item counts for: the current one while it is open, else the first open one, else the last.
std::optional<ReceiveScreen::Subject> ReceiveScreen::subject_of(const FoundItem& item) const {
  if (!purchase_) {
    const auto view = context_.views.item(item.item);
    return Subject{item.item, item.name, std::nullopt, view && *view ? (*view)->packs : std::vector<Pack>{}};
  }
  const PurchaseLineView* chosen = nullptr;
  for (const PurchaseLineView& line : lines_) {
    if (line.item != item.item) continue;
    const bool current = current_ && current_->line == line.line;
    if (chosen == nullptr || (chosen->open.none()) || (current && !line.open.none())) chosen = &line;
  }
  if (chosen == nullptr) return std::nullopt;
  return Subject{chosen->item, chosen->name, chosen->line, chosen->packs};
}

Step ReceiveScreen::receive(const FoundItem& item, const Scan& scan) {
  const auto subject = subject_of(item);
  if (!subject) {
    RefusalPage page = refusal("Not on " + purchase_->text(), "Put it aside, or leave this purchase first.");
    page.scanned_name = item.name;
    page.expected_heading = "Expected here";
    page.expected_name = current_ ? current_->name : "An item of " + purchase_->text();
    page.expected_code = current_ ? current_->item.text() : "";
    return Refuse{page, {}};
  }
  const auto quantity = item.pack.units.times(scan.count ? scan.count->units() : 1);
  if (!quantity) return Refuse{refusal_of(quantity.error()), {}};
  current_ = subject;
  return go_on(label_.begin(item, {item.item, *quantity, scan.lot, scan.serial, scan.expiry}));
}

Step ReceiveScreen::go_on(const Result<std::optional<Units>>& label) {
  if (!label) return Refuse{refusal_of(label.error()), {}};
  return *label ? book(**label) : Step(Warn{});
}

Step ReceiveScreen::on_text(const std::string& text) {
  return label_.is_open() ? go_on(label_.add(text)) : Step(Stay{});
}

Receive ReceiveScreen::receipt(const Units& units) const {
  const bool confirmed = std::find(over_.begin(), over_.end(), current_->key()) != over_.end();
  return Receive{units, context_.dock, current_->line, confirmed};
}

Step ReceiveScreen::book(const Units& units) {
  last_units_ = units;
  if (damaged_.is_next()) return book_asked(damaged_.book(receipt(units), session_.total(current_->key())));
  return book_asked(Do{{receipt(units)}});
}

// What is booked may be asked about.
Step ReceiveScreen::book_asked(Step step) {
  if (const auto* booked = std::get_if<Do>(&step)) asked_ = booked->actions;
  return step;
}

Step ReceiveScreen::leave() const {
  const std::string where = purchase_ ? purchase_->text() : "Receipt";
  const Quantity arrived = session_.total().less(session_.total(moved_key));
  return Leave{session_.empty() ? "" : fmt::format("{}: {} received", where, arrived.text())};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ReceiveScreen::on_tap(std::string_view id) {
  if (id == "back") return back();
  if (id == "done") return leave();
  if (id == "undo") return undo_last_of(session_);
  if (id == "yes" && !asked_.empty()) return receive_over();
  if (id == "no") return Warn{"Nothing was booked"};
  if (id == "text" && label_.is_open()) return label_.ask(current_->name);
  if (id == "damaged" && !label_.is_open()) return damaged_.ask(context_.views);
  if (auto step = damaged_.answered(id)) return book_asked(*std::move(step));
  if (id == "number" && current_) return ask_number();
  return tap_row(id);
}

Step ReceiveScreen::back() {
  if (!label_.is_open() && !damaged_.is_next()) return leave();
  const bool scanned = label_.is_open();
  label_.drop();
  damaged_.leave_out();
  return scanned ? Step(Warn{"Scan left out. Nothing was booked."}) : Step(Stay{});
}

// The question about more than expected was answered with yes; it is not asked again for this line.
Step ReceiveScreen::receive_over() {
  over_.push_back(current_->key());
  for (Action& action : asked_) {
    if (auto* receive = std::get_if<Receive>(&action)) receive->confirmed = true;
  }
  return Do{asked_};
}

Step ReceiveScreen::ask_number() const {
  if (damaged_.is_next()) return AskNumber{"Damaged", current_->name, "ea · to " + damaged_.place().text()};
  const auto* line = view_of(*current_);
  return AskNumber{"Received", current_->name,
                   line != nullptr ? "ea · expected " + line->expected.text() : "ea · without a purchase"};
}

Step ReceiveScreen::tap_row(std::string_view id) {
  if (auto why = open_why(id)) return *why;
  if (id.starts_with("item:") && current_) return Open{ScreenId::item, current_->item};
  for (const PurchaseLineView& line : lines_) {
    if (id == "line:" + line.line.text()) current_ = Subject{line.item, line.name, line.line, line.packs};
  }
  for (const Subject& subject : blind_) {
    if (id == "blind:" + subject.item.text()) current_ = subject;
  }
  return Stay{};
}

Step ReceiveScreen::on_number(Quantity number) {
  if (!damaged_.is_next()) return set_number(number);
  if (number.none()) return back();
  Units units = like_last();
  units.quantity = number;
  return book(units);
}

// Of the current item, with lot and expiry as scanned last.
Units ReceiveScreen::like_last() const {
  return last_units_ && last_units_->item == current_->item
             ? *last_units_
             : Units{current_->item, {}, std::nullopt, std::nullopt, std::nullopt};
}

// Sets, never adds: the difference is received, or what was booked here is taken back.
Step ReceiveScreen::set_number(Quantity number) {
  const Quantity now = received(*current_);
  Units units = like_last();
  units.quantity = number.less(now);
  if (number == now) return Warn{"It is " + now.text() + " already"};
  asked_.clear();
  if (number < now) {
    auto back = session_.take_back(current_->key(), now.less(number));
    if (!back) {
      return Refuse{refusal("Received before",
                            "Only what was scanned since this screen was opened can be taken "
                            "back. Count the shelf instead."),
                    {}};
    }
    asked_ = std::move(back->undos);
    units.quantity = back->again;
  }
  if (!units.quantity.none()) asked_.emplace_back(receipt(units));
  return Do{asked_};
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer ReceiveScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    session_.undone(undo->target);
    damaged_.undone(undo->target);
    return {.toast = "Undone: " + (current_ ? current_->name : std::string("the last receipt"))};
  }
  if (damaged_.accepted(action, outcome)) {
    const bool moved = std::holds_alternative<Move>(action);
    session_.booked(moved ? moved_key : damaged_key, outcome);
    if (moved && current_) session_.forget_claims(current_->key());  // some may have lost their units by it
    return {.toast = outcome.quantity.text() + " set aside", .sound = Sound::attention};
  }
  const auto& receive = std::get<Receive>(action);
  const std::string key = receive.purchase ? receive.purchase->text() : receive.units.item.text();
  session_.booked(key, outcome);
  const auto same = [&](const Subject& known) { return known.key() == key; };
  if (!purchase_ && current_ && std::none_of(blind_.begin(), blind_.end(), same)) {
    blind_.insert(blind_.begin(), *current_);
  }
  if (!outcome.notices.empty()) return {.toast = sentence(outcome.notices.front()), .sound = Sound::attention};
  return {.toast = with_arrows(headline(outcome))};
}

std::optional<Ask> ReceiveScreen::on_refused(const Refused& refused) {
  return Ask{refused.error.message + ". Receive anyway?", "Receive anyway"};
}

}  // namespace

ScreenInfo describe_receive() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* purchase = std::get_if<PurchaseNumber>(&target);
            return std::make_unique<ReceiveScreen>(context,
                                                   purchase != nullptr ? std::optional(*purchase) : std::nullopt);
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* purchase = std::get_if<FoundPurchase>(&found);
            return purchase != nullptr ? std::optional<Target>(purchase->purchase) : std::nullopt;
          }};
}

}  // namespace dockhand
