// What a customer brings or sends back: of which order, what, and whether it can be sold again.
//
// Nothing is begun here but a label that waits for its second code: what came back is asked about, and the answer books
// exactly that. Good units go to this terminal's dock and are given to whoever waits; damaged ones go to quarantine.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/wording.h"
#include "terminal/flows/came_back.h"
#include "terminal/kit/label.h"
#include "terminal/kit/lot_state.h"
#include "terminal/kit/proportion.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t orders_shown = 100;
constexpr std::size_t quarantines_offered = 3;

class CustomerReturnScreen final : public Screen {
 public:
  CustomerReturnScreen(const ScreenContext& context, std::optional<OrderNumber> order)
      : context_(context), order_(std::move(order)) {}

  Status load() override { return order_ ? load_lines() : load_orders(); }
  WorkPage page() const override;
  std::string about() const override { return order_ ? order_->text() : ""; }
  Expected expects() const override {
    if (job_.label) return expected_by(*job_.label);
    if (!order_) return {"an order that was sent, or an item", {Expected::Any::order, Expected::Any::item}};
    Expected sent{fmt::format("an item that was sent with {order}", fmt::arg("order", order_->text())),
                  {Expected::Any::order}};
    for (const OrderLineView& line : lines_) sent.items.push_back(line.item);
    return sent;
  }
  Step on_scan(const Scan& scan, const Found& found) override;
  Step on_tap(std::string_view id) override;
  Step on_text(const std::string& text) override { return type_second(context_.views, job_, text, taker()); }
  Step on_number(Quantity number) override;
  Step on_answer(std::string_view id) override;
  Answer on_accepted(const Action& action, const Accepted& outcome) override;
  Step on_changed(const Do& asked, const Changed& changed) override;

 private:
  // What came back, as it was asked about.
  struct Came {
    Units units;
    std::string name;
    bool leaves = false;  // it is asked whether to forget them
  };

  Status load_orders();
  Status load_lines();
  Step begin(const OrderNumber& order);
  Step scan_item(const Scan& scan, const FoundItem& item);
  Step take_number(const OrderLineView& line, Quantity number);
  TakeUnits taker() {
    return [this](const Units& units, const std::string& name) { return ask_how(units, name); };
  }
  Step ask_how(const Units& units, const std::string& name);
  Step take_more(Came came, Quantity number);
  Step ask_to_forget(const Came& came);
  Do booking(const Units& units, const LocationCode& at, bool again, std::string reason) const;
  void offer(Question& question, const Units& units, const LocationCode& place, const std::string& blocked) const;
  Refuse only_sent(const OrderLineView& line) const;
  std::optional<OrderLine> line_of(const Units& units) const;
  void show_orders(WorkPage& page) const;
  void show_lines(WorkPage& page) const;

  ScreenContext context_;
  std::optional<OrderNumber> order_;       // none yet, or it is not known which
  std::vector<OrderView> orders_;          // orders of which something was sent
  std::vector<OrderLineView> lines_;       // the lines of `order_` of which something is with the customer
  std::vector<CameBack> back_;             // of its lines
  std::optional<OrderLineView> numbered_;  // what the keypad is about, as it was shown
  std::optional<Came> asked_;              // what the question is about
  std::optional<Came> counted_;            // what the keypad is about, where there is no line
  bool typed_ = false;                     // somebody has counted what is asked about, and has typed the number
  std::string status_;                     // the status of the lot that is asked about; empty: the books do not know it
  Session session_;
};

// --- reading -----------------------------------------------------------------------------------------------------

Status CustomerReturnScreen::load_orders() {
  auto read = context_.views.orders();
  if (!read) return read.error();
  orders_ = std::move(read).value();
  std::erase_if(orders_, [](const OrderView& order) { return order.shipped.none(); });
  if (orders_.size() > orders_shown) orders_.erase(orders_.begin() + orders_shown, orders_.end());
  return Done{};
}

Status CustomerReturnScreen::load_lines() {
  auto read = context_.views.order_lines(*order_);
  if (!read) return read.error();
  lines_ = std::move(read).value();
  auto back = came_back_of(context_.views, *order_, lines_);
  if (!back) return back.error();
  back_ = std::move(back).value();
  std::erase_if(lines_, [](const OrderLineView& line) { return line.shipped.none(); });
  return Done{};
}

// --- the page ----------------------------------------------------------------------------------------------------

WorkPage CustomerReturnScreen::page() const {
  WorkPage page;
  page.instruction = {.verb = order_ ? "What comes back?" : "Which order comes back?", .task = "Return"};
  page.actions = {back_button()};
  if (job_.label) page.actions = label_buttons(*job_.label);
  if (!job_.label && !session_.empty()) page.actions.push_back(undo_button());
  if (order_) {
    show_lines(page);
  } else {
    show_orders(page);
  }
  if (job_.label) show_label(*job_.label, page);
  return page;
}

void CustomerReturnScreen::show_orders(WorkPage& page) const {
  page.instruction.name = "Scan the order. If nobody knows it, scan the item";
  page.scan_prompt = "Scan order or item";
  page.list_heading = listed(orders_.size(), orders_shown, "order was sent", "orders were sent");
  page.empty_text = "No order was sent yet. What comes back all the same: scan the item.";
  for (const OrderView& order : orders_) {
    page.rows.push_back({.id = "order:" + order.order.text(),
                         .title = order.order.text(),
                         .title_is_code = true,
                         .detail = order.customer,
                         .value = order.shipped.text(),
                         .value_note = "sent",
                         .icon = Icon::order});
  }
}

void CustomerReturnScreen::show_lines(WorkPage& page) const {
  page.instruction.code = order_->text();
  page.scan_prompt = "Scan item";
  page.list_heading =
      counted(static_cast<std::int64_t>(lines_.size()) + all_back(back_), "line was sent", "lines were sent");
  page.empty_text =
      fmt::format("Nothing of {order} was sent, or all of it is back.", fmt::arg("order", order_->text()));
  if (!lines_.empty()) page.instruction.name = lines_.front().customer;
  for (const OrderLineView& line : lines_) page.rows.push_back(sent_row(line, back_));
  show_all_back(back_, page);
}

// --- what came back ----------------------------------------------------------------------------------------------

Step CustomerReturnScreen::on_scan(const Scan& scan, const Found& found) {
  if (job_.label) return scan_second(context_.views, job_, scan, found, taker());
  if (const auto* order = std::get_if<FoundOrder>(&found)) return begin(order->order);
  const auto* item = std::get_if<FoundItem>(&found);
  return item != nullptr ? scan_item(scan, *item) : Step(NotMine{});
}

Step CustomerReturnScreen::begin(const OrderNumber& order) {
  order_ = order;
  const Status read = load();
  return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
}

Step CustomerReturnScreen::scan_item(const Scan& scan, const FoundItem& item) {
  const auto sent = [&](const OrderLineView& line) { return line.item == item.item; };
  typed_ = false;
  if (order_ && std::none_of(lines_.begin(), lines_.end(), sent)) return none_to_come_back(*order_, item, back_);
  return take_label(job_, read_label(context_.views, item, scan, LabelFor::arrival), item.name, taker());
}

Step CustomerReturnScreen::on_tap(std::string_view id) {
  if (auto step = tap_label(context_.views, job_, id, taker())) return *step;
  if (job_.label) return NotMine{};
  if (id == "undo") return undo_last_of(session_);
  if (!order_) {
    for (const OrderView& order : orders_) {
      if (id == "order:" + order.order.text()) return begin(order.order);
    }
  }
  for (const OrderLineView& line : lines_) {
    if (id != "line:" + line.line.text()) continue;
    counted_.reset();
    numbered_ = line;
    return AskNumber{"Came back", line.name,
                     fmt::format("ea · sent {shipped}", fmt::arg("shipped", line.shipped.text()))};
  }
  return NotMine{};
}

Step CustomerReturnScreen::on_answer(std::string_view id) {
  const auto asked = std::exchange(asked_, std::nullopt);
  if (id == typed_again && asked) return ask_how(asked->units, asked->name);
  if (id == "no" && asked && asked->leaves) return ask_how(asked->units, asked->name);
  if (id == "no" && asked && typed_) return ask_to_forget(*asked);
  if (id != buttons::number.id || !asked) return Warn{"Nothing was booked"};
  numbered_.reset();
  counted_ = asked;
  return AskNumber{"Came back", asked->name + tracked_as(asked->units), unit_of(asked->units)};
}

// A number that was typed is not dropped by one Back.
Step CustomerReturnScreen::ask_to_forget(const Came& came) {
  asked_ = Came{came.units, came.name, true};
  return Question{.words = fmt::format("{units} of {what} came back, not booked yet. Forget it?",
                                       fmt::arg("units", came.units.quantity.text()),
                                       fmt::arg("what", came.name + tracked_as(came.units))),
                  .choices = {{.id = "forget", .title = "Forget it", .icon = Icon::attention}},
                  .no = "Go on"};
}

// Of an order nobody knows how many were sent.
Step CustomerReturnScreen::take_more(Came came, Quantity number) {
  if (number.none()) return Warn{"Nothing was booked"};
  came.units.quantity = number;
  if (line_of(came.units) || !is_out_of_proportion(number, 0)) return ask_how(came.units, came.name);
  asked_ = came;
  return ask_to_type_again(number, came.name + tracked_as(came.units));
}

Step CustomerReturnScreen::on_number(Quantity number) {
  typed_ = true;
  if (auto came = std::exchange(counted_, std::nullopt)) return take_more(*std::move(came), number);
  const auto line = std::exchange(numbered_, std::nullopt);
  if (!line || number.none()) return Warn{"Nothing was booked"};
  return number > line->shipped ? Step(only_sent(*line)) : take_number(*line, number);
}

// More cannot have come back: nobody is asked how they are.
Refuse CustomerReturnScreen::only_sent(const OrderLineView& line) const {
  return {refusal("Too many", fmt::format("Only {sent} of these were sent with {order} and are not back.",
                                          fmt::arg("sent", line.shipped.text()), fmt::arg("order", order_->text()))),
          {}};
}

Step CustomerReturnScreen::take_number(const OrderLineView& line, Quantity number) {
  const auto item = context_.views.item(line.item);
  if (!item) return Refuse{refusal_of(item.error()), {}};
  const Tracking tracking = *item ? (*item)->tracking : Tracking::none;
  if (tracking == Tracking::serial && number > Quantity::exactly(1)) {
    return Warn{"A serial is exactly one unit: scan each"};
  }
  const WaitingLabel label{units_of(line.item, number, {}, {}), line.name, tracking, false, Missing::lot};
  return take_label(job_, complete_label(context_.views, label), line.name, taker());
}

// --- booking -----------------------------------------------------------------------------------------------------

// The line that was sent as many, else any that was sent some.
std::optional<OrderLine> CustomerReturnScreen::line_of(const Units& units) const {
  const OrderLineView* chosen = nullptr;
  for (const OrderLineView& line : lines_) {
    if (line.item != units.item) continue;
    if (chosen == nullptr || (chosen->shipped < units.quantity && line.shipped >= units.quantity)) chosen = &line;
  }
  return chosen != nullptr ? std::optional(chosen->line) : std::nullopt;
}

Do CustomerReturnScreen::booking(const Units& units, const LocationCode& at, bool again, std::string reason) const {
  const auto line = line_of(units);
  std::vector<Seen> seen;
  for (const OrderLineView& one : lines_) {
    if (one.line == line) seen.emplace_back(SeenSent{one.line, one.shipped});
  }
  if (units.lot && !status_.empty()) seen.emplace_back(SeenLot{units.item, *units.lot, status_});
  return {{CustomerReturn{units, at, line, again, std::move(reason)}}, std::move(seen), after_label(job_)};
}

// What is good goes to stock, but units of a lot that must not leave wait in quarantine.
Step CustomerReturnScreen::ask_how(const Units& units, const std::string& name) {
  const auto of = line_of(units);
  for (const OrderLineView& one : lines_) {
    if (one.line == of && units.quantity > one.shipped) return only_sent(one);
  }
  const auto status = status_of(context_.views, units.item, lot_of(units));
  if (!status) return Refuse{refusal_of(status.error()), {}};
  status_ = *status;
  const auto places = context_.views.quarantines();
  if (!places) return Refuse{refusal_of(places.error()), {}};
  const auto blocked = why_blocked(context_.views, units.item, lot_of(units), context_.clock.now().date());
  if (!blocked) return Refuse{refusal_of(blocked.error()), {}};
  const bool good = blocked->empty();
  if (!good && places->empty()) {
    return Refuse{
        refusal("Not to stock", fmt::format("{why} This site has no place for it. The office has to import one.",
                                            fmt::arg("why", *blocked))),
        {}};
  }
  const std::string what = name + tracked_as(units), quantity = units.quantity.text();
  const std::string came = line_of(units)
                               ? fmt::format("{units} of {what} came back of {order}.", fmt::arg("units", quantity),
                                             fmt::arg("what", what), fmt::arg("order", order_->text()))
                               : fmt::format("{units} of {what} came back, order not known.",
                                             fmt::arg("units", quantity), fmt::arg("what", what));
  const char* how = units.quantity > Quantity::exactly(1) ? "How are they?" : "How is it?";
  Question question{.words = good ? fmt::format("{came} {how}", fmt::arg("came", came), fmt::arg("how", how))
                                  : fmt::format("{came} {why} They do not go to stock. {how}", fmt::arg("came", came),
                                                fmt::arg("why", *blocked), fmt::arg("how", how)),
                    .choices = {},
                    .no = "Back",
                    .list = true};
  if (good) {
    question.choices.push_back(
        {.id = "good",
         .title = "Good: to stock",
         .then = booking(units, context_.dock, false, ""),
         .detail = fmt::format("At {dock}, to be put away", fmt::arg("dock", context_.dock.text())),
         .icon = Icon::check});
  }
  for (const LocationCode& place : *places) {
    if (question.choices.size() > 2 * quarantines_offered) break;
    offer(question, units, place, *blocked);
  }
  if (!units.serial) question.choices.push_back(another_number());
  asked_ = Came{units, name};
  return question;
}

void CustomerReturnScreen::offer(Question& question, const Units& units, const LocationCode& place,
                                 const std::string& blocked) const {
  if (!blocked.empty()) {
    question.choices.push_back({.id = "blocked:" + place.text(),
                                .title = fmt::format("Good: to {place}", fmt::arg("place", place.text())),
                                .then = booking(units, place, false, blocked),
                                .detail = "The office decides what becomes of the lot",
                                .icon = Icon::attention});
  }
  question.choices.push_back({.id = "damaged:" + place.text(),
                              .title = fmt::format("Damaged: to {place}", fmt::arg("place", place.text())),
                              .then = booking(units, place, false, "Came back damaged"),
                              .detail = "The office decides what becomes of it",
                              .icon = Icon::attention});
  const auto line = line_of(units);
  if (!line) return;
  question.choices.push_back({.id = "again:" + place.text(),
                              .title = "Damaged, send another",
                              .then = booking(units, place, true, "Came back damaged"),
                              .detail = fmt::format("To {}; {} waits again", place.text(), line->text()),
                              .icon = Icon::attention});
}

// Asked anew, about what is so now: a lot may be blocked meanwhile, and others may have brought some of it back.
Step CustomerReturnScreen::on_changed(const Do& asked, const Changed& changed) {
  const auto* back = asked.actions.empty() ? nullptr : std::get_if<CustomerReturn>(&asked.actions.front());
  if (back == nullptr) return Screen::on_changed(asked, changed);
  const auto item = context_.views.item(back->units.item);
  if (!item) return Refuse{refusal_of(item.error()), {}};
  return ask_how(back->units, *item ? (*item)->name : back->units.item.text());
}

Answer CustomerReturnScreen::on_accepted(const Action& action, const Accepted& outcome) {
  if (const auto* undo = std::get_if<Undo>(&action)) {
    return {.toast = session_.undone(*undo, outcome)};
  }
  const auto* back = std::get_if<CustomerReturn>(&action);
  if (back == nullptr) return {};
  session_.booked(back->units.item.text(), action, outcome);
  if (back->at == context_.dock && !outcome.notices.empty()) {
    return {.toast = sentence(outcome.notices.front()), .sound = Sound::attention};
  }
  if (back->at != context_.dock) {
    return {.toast = fmt::format("{} set aside at {}", outcome.quantity.text(), back->at.text()),
            .sound = Sound::attention};
  }
  return {.toast = with_arrows(headline(outcome))};
}

Result<std::string> none_counted(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_customer_return() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            const auto* order = std::get_if<OrderNumber>(&target);
            return std::make_unique<CustomerReturnScreen>(context, order ? std::optional(*order) : std::nullopt);
          },
          .home = HomeEntry{"Return", "What a customer brings back", Icon::undo, none_counted, true},
          .resumed_by = [](const std::string& about, const Job&) -> Target {
            const auto order = OrderNumber::parse(about);
            return order ? Target(*order) : Target();
          }};
}

}  // namespace dockhand
