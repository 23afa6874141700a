// Goods that arrive: one purchase, or none (a blind receipt).
//
// A scanned item counts one, a scanned pack its units, a typed number sets the line. What was expected and what was
// received stay apart. After each receipt the list begins with who gets the units.
#include <fmt/format.h>

#include <algorithm>

#include "storage/wording.h"
#include "terminal/incomplete.h"
#include "terminal/screen.h"
#include "terminal/session.h"
#include "terminal/words.h"

namespace dockhand {
namespace {

const Pack base_unit{"", "ea", Quantity::exactly(1)};

class ReceiveScreen final : public Screen {
 public:
  ReceiveScreen(const ScreenContext& context, std::optional<PurchaseNumber> purchase)
      : context_(context), purchase_(std::move(purchase)) {}

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
    std::string key() const { return line ? line->text() : item.text(); }
  };

  const PurchaseLineView* view_of(const Subject& subject) const;
  Quantity received(const Subject& subject) const;
  std::optional<Subject> subject_of(const FoundItem& item) const;
  Step receive(const FoundItem& item, const Scan& scan);
  Step receive_whole(Units units);
  Step finish_tracked(const Scan& scan);
  Step book(const Units& units);
  Receive receipt(const Units& units) const;
  Step leave() const;
  Step receive_over();
  Step ask_missing() const;
  Step tap_row(std::string_view id);

  void show_answer(WorkPage& page) const;
  void show_line(WorkPage& page, const PurchaseLineView& line) const;
  void show_blind(WorkPage& page) const;
  Instruction instruction() const;

  ScreenContext context_;
  std::optional<PurchaseNumber> purchase_;  // empty: blind
  std::vector<PurchaseLineView> lines_;
  std::vector<std::pair<OrderLine, std::string>> lanes_;  // where what `current_` gave belongs
  Session session_;
  std::vector<Subject> blind_;        // items of a blind receipt, the newest first
  std::optional<Subject> current_;    // the line in the instruction
  std::optional<FoundItem> scanned_;  // what is being received
  std::optional<Units> incomplete_;   // of it, while something is still to come
  Missing missing_ = Missing::lot;    // what
  std::optional<Units> last_units_;   // what a receipt that is being asked about had
  std::vector<Action> asked_;         // what "yes" books
  std::vector<std::string> over_;     // keys whose excess was confirmed
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ReceiveScreen::load() {
  if (purchase_) {
    auto read = context_.views.purchase_lines(*purchase_);
    if (!read) return read.error();
    lines_ = std::move(read).value();
  }
  lanes_.clear();
  if (!current_) return Done{};
  const auto sum = session_.together(current_->key());
  if (!sum) return Done{};
  for (const Explanation& claim : sum->claims) {
    if (claim.granted.none()) continue;
    const auto list = context_.views.pick_list(claim.rank.line.document);
    if (!list) return list.error();
    if (*list) lanes_.emplace_back(claim.rank.line, (*list)->lane.text());
  }
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
  if (incomplete_) {
    const char* what = word_of(missing_);
    page.scan_prompt = fmt::format("Scan {} code", what);
    page.strip = fmt::format("Not booked yet: scan or type the {} of this label too.", what);
  }
  show_answer(page);
  for (const PurchaseLineView& line : lines_) show_line(page, line);
  if (!purchase_) show_blind(page);
  page.empty_text = "Scan what arrived. It is received without a purchase.";
  page.actions = {back_button()};
  if (!session_.empty()) page.actions.push_back(undo_button());
  if (incomplete_) {
    const char* label = missing_ == Missing::lot      ? "Type lot"
                        : missing_ == Missing::serial ? "Type serial"
                                                      : "Type date";
    page.actions.push_back({.id = "text", .label = label, .icon = Icon::keypad, .role = ButtonRole::primary});
  } else if (current_) {
    page.actions.push_back({.id = "number", .label = "Quantity", .icon = Icon::keypad, .role = ButtonRole::primary});
  }
  return page;
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

// Who gets what the current line has given since this screen was opened: one row per order line, tap for why.
void ReceiveScreen::show_answer(WorkPage& page) const {
  const auto sum = current_ ? session_.together(current_->key()) : std::nullopt;
  if (!sum) return;
  page.list_heading = with_arrows(headline(*sum));
  for (const Explanation& claim : sum->claims) {
    if (claim.granted.none()) continue;
    const auto lane =
        std::find_if(lanes_.begin(), lanes_.end(), [&](const auto& known) { return known.first == claim.rank.line; });
    const std::string where = lane == lanes_.end() ? "" : "\nBring to " + lane->second;
    page.rows.push_back({.id = "why:" + claim.rank.line.text(),
                         .title = claim.rank.line.text(),
                         .title_is_code = true,
                         .detail = claim.customer + where,
                         .value = claim.granted.text(),
                         .value_note = "of " + claim.waiting.text(),
                         .stripe = Stripe::done,
                         .icon = Icon::truck});
  }
  if (!sum->free.none()) {
    page.rows.push_back({.id = "item:" + current_->item.text(),
                         .title = "To stock",
                         .detail = "Nobody waits for these",
                         .value = sum->free.text(),
                         .stripe = Stripe::none,
                         .icon = Icon::stock});
  }
}

void ReceiveScreen::show_line(WorkPage& page, const PurchaseLineView& line) const {
  const bool over = line.received > line.expected;
  const bool full = line.received == line.expected;
  const bool active = current_ && current_->line == line.line;
  const std::string state = over   ? in_packs(line.received.less(line.expected), line.packs) + " too many"
                            : full ? "complete"
                                   : "open " + in_packs(line.open, line.packs);
  page.rows.push_back({.id = "line:" + line.line.text(),
                       .title = line.name,
                       .detail = line.item.text() + "\n" + state,
                       .value = ratio(line.received, line.expected),
                       .value_note = over ? "over" : "",
                       .stripe = over     ? Stripe::attention
                                 : full   ? Stripe::done
                                 : active ? Stripe::active
                                          : Stripe::none,
                       .icon = over   ? Icon::attention
                               : full ? Icon::check
                                      : Icon::item});
}

void ReceiveScreen::show_blind(WorkPage& page) const {
  for (const Subject& subject : blind_) {
    page.rows.push_back({.id = "blind:" + subject.item.text(),
                         .title = subject.name,
                         .detail = subject.item.text() + "\nreceived without a purchase",
                         .value = session_.total(subject.key()).text(),
                         .stripe = Stripe::done,
                         .icon = Icon::check});
  }
}

// --- scans -------------------------------------------------------------------------------------------------------

Step ReceiveScreen::on_scan(const Scan& scan, const Found& found) {
  if (const auto* item = std::get_if<FoundItem>(&found)) return receive(*item, scan);
  if (incomplete_ && std::holds_alternative<FoundNothing>(found)) return finish_tracked(scan);
  if (std::holds_alternative<FoundLocation>(found)) return leave();
  const auto* same = std::get_if<FoundPurchase>(&found);
  if (same != nullptr && purchase_ && same->purchase == *purchase_) return Stay{};
  return NotMine{};
}

// The line that a scanned item counts for: the current one while it is open, else the first open one, else the last.
std::optional<ReceiveScreen::Subject> ReceiveScreen::subject_of(const FoundItem& item) const {
  if (!purchase_) return Subject{item.item, item.name, std::nullopt};
  const PurchaseLineView* chosen = nullptr;
  for (const PurchaseLineView& line : lines_) {
    if (line.item != item.item) continue;
    const bool current = current_ && current_->line == line.line;
    if (chosen == nullptr || (chosen->open.none()) || (current && !line.open.none())) chosen = &line;
  }
  if (chosen == nullptr) return std::nullopt;
  return Subject{chosen->item, chosen->name, chosen->line};
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
  scanned_ = item;
  return receive_whole({item.item, *quantity, scan.lot, scan.serial, scan.expiry});
}

Step ReceiveScreen::receive_whole(Units units) {
  incomplete_.reset();
  bool expiry_known = false;
  if (scanned_->expiry && units.lot) {
    const auto known = context_.views.has_expiry(units.item, *units.lot);
    if (!known) return Refuse{refusal_of(known.error()), {}};
    expiry_known = *known;
  }
  const auto missing = missing_of(units, *scanned_, expiry_known);
  if (!missing) return book(units);
  incomplete_ = std::move(units);
  missing_ = *missing;
  return Warn{};
}

// The label's other symbol: GS1 elements, or the bare lot or serial.
Step ReceiveScreen::finish_tracked(const Scan& scan) {
  Units units = *incomplete_;
  if (scan.lot) units.lot = scan.lot;
  if (scan.serial) units.serial = scan.serial;
  if (scan.expiry) units.expiry = scan.expiry;
  if (scan.kind == ScanKind::plain) return on_text(scan.text());
  return receive_whole(std::move(units));
}

// The bare lot, serial or date, from a code of its own or typed.
Step ReceiveScreen::on_text(const std::string& text) {
  if (!incomplete_) return Stay{};
  auto units = completed(*incomplete_, missing_, text);
  if (!units) return Refuse{refusal_of(units.error()), {}};
  return receive_whole(std::move(units).value());
}

Receive ReceiveScreen::receipt(const Units& units) const {
  const bool confirmed = std::find(over_.begin(), over_.end(), current_->key()) != over_.end();
  return Receive{units, context_.dock, current_->line, confirmed};
}

Step ReceiveScreen::book(const Units& units) {
  last_units_ = units;
  asked_ = {receipt(units)};
  return Do{asked_};
}

Step ReceiveScreen::leave() const {
  const std::string where = purchase_ ? purchase_->text() : "Receipt";
  return Leave{session_.empty() ? "" : fmt::format("{}: {} received", where, session_.total().text())};
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ReceiveScreen::on_tap(std::string_view id) {
  if (id == "back" && incomplete_) {
    incomplete_.reset();
    return Warn{"Scan left out. Nothing was booked."};
  }
  if (id == "back" || id == "done") return leave();
  if (id == "undo") return undo_last_of(session_);
  if (id == "yes" && !asked_.empty()) return receive_over();
  if (id == "no") return Warn{"Nothing was booked"};
  if (id == "text" && incomplete_) return ask_missing();
  if (id == "number" && current_) {
    const auto* line = view_of(*current_);
    return AskNumber{"Received", current_->name,
                     line != nullptr ? "ea · expected " + line->expected.text() : "ea · without a purchase"};
  }
  return tap_row(id);
}

// The question about more than expected was answered with yes; it is not asked again for this line.
Step ReceiveScreen::receive_over() {
  over_.push_back(current_->key());
  for (Action& action : asked_) {
    if (auto* receive = std::get_if<Receive>(&action)) receive->confirmed = true;
  }
  return Do{asked_};
}

Step ReceiveScreen::ask_missing() const {
  const bool date = missing_ == Missing::expiry;
  const char* title = missing_ == Missing::lot ? "Lot" : date ? "Expiry date" : "Serial number";
  return AskText{title, current_->name, date ? "year, month, day: 261231" : "as on the label"};
}

Step ReceiveScreen::tap_row(std::string_view id) {
  if (id.starts_with("why:")) {
    const auto line = OrderLine::parse(id.substr(4));
    return line ? Step(Open{ScreenId::why, *line}) : Step(NotMine{});
  }
  if (id.starts_with("item:") && current_) return Open{ScreenId::item, current_->item};
  for (const PurchaseLineView& line : lines_) {
    if (id == "line:" + line.line.text()) current_ = Subject{line.item, line.name, line.line};
  }
  for (const Subject& subject : blind_) {
    if (id == "blind:" + subject.item.text()) current_ = subject;
  }
  return Stay{};
}

// Sets, never adds: the difference is received, or what was booked here is taken back.
Step ReceiveScreen::on_number(Quantity number) {
  const Quantity now = received(*current_);
  Units units = last_units_ && last_units_->item == current_->item
                    ? *last_units_
                    : Units{current_->item, {}, std::nullopt, std::nullopt, std::nullopt};
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
    return {.toast = "Undone: " + (current_ ? current_->name : std::string("the last receipt"))};
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
