// Goods that arrive: one purchase, or none (a blind receipt).
//
// A scanned item counts one, a scanned pack its units, a typed number sets the line. What was expected and what was
// received stay apart. After each receipt the list begins with who gets the units. What is damaged is set aside, and
// what comes without a notice can be put onto a pallet that is made here.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/flows/half_done.h"
#include "terminal/flows/in_all.h"
#include "terminal/flows/pallet.h"
#include "terminal/flows/receipt_rows.h"
#include "terminal/flows/set_aside.h"
#include "terminal/flows/set_received.h"
#include "terminal/kit/before.h"
#include "terminal/kit/label.h"
#include "terminal/kit/over_receipt.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// What the session has booked beside the lines of the purchase.
constexpr const char* damaged_key = "damaged";
constexpr const char* moved_key = "moved";

class ReceiveScreen final : public Screen {
 public:
  ReceiveScreen(const ScreenContext& context, std::optional<PurchaseNumber> purchase)
      : context_(context), purchase_(std::move(purchase)) {}

  Status load() override;
  WorkPage page() const override;
  std::string about() const override { return purchase_ ? purchase_->text() : ""; }
  bool begun() const override { return job_.holds_work() || job_.onto; }
  Expected expects() const override;
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_number(Quantity number) override;
  Step on_text(const std::string& text) override {
    run_ = job_.label;
    return type_second(context_.views, job_, text, taker());
  }
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Answer told(Answer answer) const override { return with_all_here(std::move(answer), was_complete_, lines_); }
  Step on_changed(const Do& asked, const Changed& changed) override;
  std::optional<Step> on_refused(const Refused& refused, const Do& asked) override {
    keep_read(job_, asked);
    return ask_over(refused, asked, arriving_in(asked), context_.over_tolerance);
  }

 private:
  using Subject = ReceivedSubject;
  const PurchaseLineView* view_of(const Subject& subject) const { return line_by(lines_, subject.line); }
  LocationCode at() const { return job_.onto ? place_of(*job_.onto) : context_.dock; }
  Quantity received(const Subject& subject) const;
  std::optional<Subject> subject_of(const ItemCode& item, const std::string& name) const;
  Step receive(const FoundItem& item, const Scan& scan);
  Step scan_place(const FoundLocation& place);
  TakeUnits taker() {
    return [this](const Units& units, const std::string&) { return book(units); };
  }
  Step book(const Units& units);
  Step leave(bool at_dock = true);
  Step finish();
  Step ask_number();
  Step take_number(Quantity number);
  Step set_number(Quantity in_all);
  Step answer_in_all(const InAllAnswer& answer);
  Step take(const Result<ReadLabel>& label) { return take_label(job_, label, current_->name, taker()); }
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
  std::vector<Subject> blind_;          // items of a blind receipt, the newest first
  std::optional<Subject> current_;      // the line in the instruction
  Quantity pack_;                       // that was scanned last: of one pack its units are in proportion
  std::optional<ShownReceived> shown_;  // what the keypad is about
  std::optional<Units> last_units_;     // of the last label that said all
  std::optional<WaitingLabel> run_;     // the last label that waited for its second code
  std::optional<PalletGone> gone_;      // why nothing goes onto the pallet now
  bool was_complete_ = false;           // before the last command
};

// --- reading -----------------------------------------------------------------------------------------------------

Status ReceiveScreen::load() {
  if (Status looked = look_at_pallet(context_, job_, gone_); !looked) return looked.error();
  if (purchase_) {
    if (Status recalled = recall_receipts(context_, *purchase_, session_); !recalled) return recalled;
    auto read = context_.views.purchase_lines(*purchase_);
    if (!read) return read.error();
    lines_ = std::move(read).value();
    follow_receipt(job_, lines_);
  }
  // A label that was begun before the program was started again is about its line still.
  if (job_.label && (!current_ || current_->item != job_.label->units.item)) {
    current_ = subject_of(job_.label->units.item, job_.label->name);
  }
  const auto sum = current_ ? session_.together(current_->key()) : std::nullopt;
  auto destinations = sum ? destinations_of(context_, *sum, current_->item) : Result<Destinations>(Destinations{});
  if (!destinations) return destinations.error();
  destinations_ = std::move(destinations).value();
  return Done{};
}

Quantity ReceiveScreen::received(const Subject& subject) const {
  const auto* line = view_of(subject);
  return line != nullptr ? line->received : session_.total(subject.key());
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage ReceiveScreen::page() const {
  WorkPage page{.instruction = instruction(), .strip = whose_purchase(lines_)};
  page.scan_prompt = run_ && run_->missing == Missing::serial ? "Scan item or next serial" : "Scan item";
  show_pallet(job_, gone_, page);
  if (job_.damage) show_damage(*job_.damage, page, current_.has_value());
  if (job_.label) show_label(*job_.label, page);
  show_rows(page);
  page.empty_text = "Scan what arrived. It is received without a purchase.";
  page.actions = actions();
  page.by_card = {{.id = buttons::done.id, .label = "All that came is received"}};
  if (!session_.empty()) page.by_card.push_back(undo_button());
  return page;
}

// First what the current line has given since this screen was opened.
void ReceiveScreen::show_rows(WorkPage& page) const {
  const auto sum = current_ ? session_.together(current_->key()) : std::nullopt;
  if (sum) show_given(page, *sum, destinations_, current_->item, current_->packs, lines_);
  damaged_.show_rows(page);
  if (job_.onto && !gone_) page.rows.push_back(pallet_row(*job_.onto, context_.dock));
  for (const auto& line : lines_)
    page.rows.push_back(purchase_row("line:" + line.line.text(), line, current_ && current_->line == line.line));
  for (const Subject& one : blind_)
    page.rows.push_back(
        blind_row("blind:" + one.item.text(), one.item, one.name, session_.total(one.key()), one.packs));
}

std::vector<Button> ReceiveScreen::actions() const {
  if (job_.label) return label_buttons(*job_.label);
  std::vector<Button> buttons{back_button()};
  if (job_.damage) {
    buttons.front().label = "Not damaged";
  } else {
    if (!session_.empty()) buttons.push_back(undo_button());
    buttons.push_back(common_button(buttons::damaged));
  }
  if (current_) buttons.push_back(common_button(buttons::number, ButtonRole::primary));
  return buttons;
}

Instruction ReceiveScreen::instruction() const {
  Instruction shown = instruction_of_receipt(context_.dock, purchase_, lines_);
  if (!current_) return shown;
  shown.name = current_->name;
  shown.code = current_->item.text() + last_told(session_, current_->key(), received(*current_));
  const auto* line = view_of(*current_);
  shown.count = line != nullptr ? ratio(line->received, line->expected) : received(*current_).text();
  if (line != nullptr) shown.where_in_list = fmt::format("Line {} of {}", line - lines_.data() + 1, lines_.size());
  return shown;
}

// --- scans -------------------------------------------------------------------------------------------------------

Expected ReceiveScreen::expects() const {
  if (job_.label) return expected_by(*job_.label);
  return purchase_ ? expected_of(*purchase_, lines_) : Expected{"an item", {Expected::Any::item}};
}

Step ReceiveScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label && (stands(Safeguard::label_finished) || !std::holds_alternative<FoundItem>(found))) {
    run_ = job_.label;
    return scan_second(context_.views, job_, scan, found, taker());
  }
  if (const auto next = next_of_run(run_, scan, found)) {
    return take_label(job_, read_second(context_.views, *next, scan), next->name, taker());
  }
  if (const auto pallet = scan_pallet(context_, job_, scan, found)) return *pallet;
  if (const auto* item = std::get_if<FoundItem>(&found)) return receive(*item, scan);
  if (const auto* place = std::get_if<FoundLocation>(&found)) return scan_place(*place);
  const auto* same = std::get_if<FoundPurchase>(&found);
  if (same != nullptr && purchase_ && same->purchase == *purchase_) return Stay{};
  return NotMine{};
}

// It finishes the receipt: the units stay at the dock. What is damaged waits for its item, and may go elsewhere.
Step ReceiveScreen::scan_place(const FoundLocation& place) {
  if (!job_.damage && job_.onto) return put_pallet(context_, job_, place.location);
  if (!job_.damage) return leave(place.location == context_.dock);
  if (place.kind == LocationKind::quarantine) {
    job_.damage->to = place.location;
    return Stay{};
  }
  return refuse_place(*job_.damage);
}

std::optional<ReceiveScreen::Subject> ReceiveScreen::subject_of(const ItemCode& item, const std::string& name) const {
  if (!purchase_) {
    const auto view = context_.views.item(item);
    return Subject{item, name, std::nullopt, view && *view ? (*view)->packs : std::vector<Pack>{}};
  }
  const auto* one = line_for(lines_, item, current_ ? current_->line : std::nullopt);
  return one != nullptr ? std::optional(Subject{one->item, one->name, one->line, one->packs}) : std::nullopt;
}

Step ReceiveScreen::receive(const FoundItem& item, const Scan& scan) {
  const auto subject = subject_of(item.item, item.name);
  if (!subject) {
    return current_ ? not_expected(item.name, *purchase_, current_->name, current_->item.text())
                    : not_expected(item.name, *purchase_, fmt::format("An item of {}", purchase_->text()), "");
  }
  current_ = subject;
  pack_ = item.pack.units;
  run_.reset();
  return take_label(job_, read_label(context_.views, item, scan, LabelFor::arrival), item.name, taker());
}

// Nothing is known of what comes without a purchase but its pack: a label that says far more is asked about.
Step ReceiveScreen::book(const Units& units) {
  last_units_ = units;
  last_units_->serial.reset();  // the next one has another
  const Receive receive{units, at(), current_->line};
  Step booked = Do{{receive}, seen_under(context_, job_), after_receipt(job_, purchase_, lines_)};
  if (job_.damage) booked = book_damage(receive, session_, current_->key(), job_);
  return current_->line ? booked : in_proportion(std::move(booked), units.quantity, pack_.units(), current_->name);
}

Step ReceiveScreen::leave(bool at_dock) {
  const Quantity arrived = end_receipt(job_, session_.total().less(session_.total(moved_key)), lines_);
  const std::string what = fmt::format("{}: {} received", purchase_ ? about() : "Receipt", arrived.text());
  const std::string told = at_dock ? what : fmt::format("{}, still at {}", what, context_.dock.text());
  const char* rest = is_complete(lines_) ? ". All is here" : "";
  return leave_pallet(job_, arrived.none() ? "" : told + rest);
}

// A pallet that is being filled is not left behind unasked.
Step ReceiveScreen::finish() {
  if (job_.holds_work()) return Warn{fmt::format("Not booked yet: {what}", fmt::arg("what", words_of(job_)))};
  return job_.onto ? ask_to_close(*job_.onto, context_.dock) : leave();
}

// --- taps and the keypad -----------------------------------------------------------------------------------------

Step ReceiveScreen::on_tap(std::string_view id) {
  if (id == "back") return leave();
  if (id == "done" || (id == "pallet" && job_.onto)) return finish();
  if (id == "undo") return undo_last_of(session_);
  if (auto step = tap_label(context_.views, job_, id, taker(), job_.damage ? damaged_to(*job_.damage) : ""))
    return *step;
  if (id == "damaged" && !job_.holds_work()) return ask_damage(context_.views);
  const bool again = id.starts_with(number_of_row);  // a keypad that a restart has closed
  if (again) tap_row(id.substr(number_of_row.size()));
  if (const auto* line = last_received(session_, lines_); id == "number" && !current_ && line != nullptr)
    current_ = subject_of(line->item, line->name);
  if ((again || id == "number") && current_ && !job_.label) return ask_number();
  return tap_row(id);
}

// A no to what a label would book leaves the label out.
Step ReceiveScreen::on_answer(std::string_view id) {
  if (auto pallet = answer_pallet(job_, id)) return *std::move(pallet);
  if (const auto answered = in_all_answer(id)) return answer_in_all(*answered);
  if (id != "no") return answer_damage(context_.views, id, job_).value_or(Step(Stay{}));
  job_.label.reset();
  return Warn{"Nothing was booked"};
}

// Of the label that was received last on this line: the number says nothing of its other lots.
Step ReceiveScreen::ask_number() {
  const auto* line = view_of(*current_);
  const Receive like{last_of(session_, current_->key(), current_->item, last_units_), at(), current_->line};
  const auto now = count_received(session_, current_->key(), like, received(*current_));
  shown_ = ShownReceived{*current_, like, now, seen_under(context_, job_)};
  if (line != nullptr)
    shown_->seen.emplace_back(SeenPurchase{line->line, line->expected, line->received, line->closed});
  return ask_received(*shown_, line != nullptr ? std::optional(line->expected) : std::nullopt, job_.damage);
}

Step ReceiveScreen::tap_row(std::string_view id) {
  if (auto why = open_why(id)) return *why;
  if (id.starts_with("item:") && current_) return Open{ScreenId::item, current_->item};
  if (job_.label) return Stay{};  // its line stays the one that is worked on
  if (id.starts_with("line:") || id.starts_with("blind:")) run_.reset();
  for (const PurchaseLineView& line : lines_)
    if (id == "line:" + line.line.text()) current_ = Subject{line.item, line.name, line.line, line.packs};
  for (const Subject& subject : blind_)
    if (id == "blind:" + subject.item.text()) current_ = subject;
  return Stay{};
}

Step ReceiveScreen::on_number(Quantity number) {
  if (!shown_) return Stay{};
  current_ = shown_->subject;
  Step taken = take_number(number);
  return current_->line ? taken : in_proportion(std::move(taken), number, shown_->now.all.units(), current_->name);
}

Step ReceiveScreen::take_number(Quantity number) {
  if (!job_.damage) {
    auto asked = ask_in_all(typed_of(*shown_, number), shown_->subject.row(),
                            [this](Quantity in_all) { return as_answer(context_.views, session_, *shown_, in_all); });
    return asked ? *std::move(asked) : set_number(number);
  }
  Units units = shown_->like.units;
  if (const auto label = label_of_number(context_.views, units, {}, number)) return take(*label);
  units.quantity = number;
  return number.none() ? Step(Warn{"Nothing was booked"}) : book(units);
}

Step ReceiveScreen::set_number(Quantity in_all) {
  const auto label = label_of_number(context_.views, shown_->like.units, shown_->now.all, in_all);
  return label ? take(*label) : set_received(session_, *shown_, in_all);
}

Step ReceiveScreen::answer_in_all(const InAllAnswer& answer) {
  Step asked_again = on_tap(std::string(number_of_row) + answer.subject);
  return shown_ && shown_->now.all == answer.booked ? set_number(answer.in_all) : asked_again;
}

// --- answers -----------------------------------------------------------------------------------------------------

Answer ReceiveScreen::on_accepted(const Action& action, const Accepted& outcome) {
  was_complete_ = is_complete(lines_);
  if (std::holds_alternative<Receive>(action) && !was_complete_) job_.receiving = purchase_;
  if (const auto* undo = std::get_if<Undo>(&action)) {
    damaged_.undone(undo->target);
    if (!gone_) follow_undo(context_, job_, session_, *undo);
    return {.toast = session_.undone(*undo, outcome)};
  }
  if (damaged_.accepted(action, outcome)) {
    const bool moved = std::holds_alternative<Move>(action);
    session_.booked(moved ? moved_key : damaged_key, action, outcome);
    if (moved && current_) session_.forget_claims(current_->key());  // some may have lost their units by it
    return {.toast = fmt::format("{} set aside", outcome.quantity.text()), .sound = Sound::attention};
  }
  if (auto pallet = pallet_answer(action)) {
    session_.booked(moved_key, action, outcome);
    forget_carried(session_, action);
    return *std::move(pallet);
  }
  const auto& receive = std::get<Receive>(action);
  const std::string key = receive.purchase ? receive.purchase->text() : receive.units.item.text();
  session_.booked(key, action, outcome);
  const auto same = [&](const Subject& known) { return known.key() == key; };
  const bool is_new = !purchase_ && current_ && std::none_of(blind_.begin(), blind_.end(), same);
  if (is_new) blind_.insert(blind_.begin(), *current_);
  return told_received(context_, receive, outcome, session_.is_put_back(outcome.id));
}

// A yes to too many is asked for anew, and a number is typed anew, against what is so now.
Step ReceiveScreen::on_changed(const Do& asked, const Changed& changed) {
  keep_read(job_, asked);
  if (begins_pallet(asked)) return Stay{};
  if (gone_ && job_.onto) return ask_without(*gone_);
  const auto line = current_ ? current_->line : std::nullopt;
  if (auto damage = ask_damage_again(asked, changed, last_units_, line)) return *damage;
  if (is_confirmed(asked)) return ask_over_again(asked, changed, context_.over_tolerance);
  if (!shown_ || asked.seen != shown_->seen) return Screen::on_changed(asked, changed);
  current_ = shown_->subject;
  return ask_number();
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
          },
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto purchase = PurchaseNumber::parse(about);
            return purchase ? Target(*purchase) : Target();
          }};
}

}  // namespace dockhand
