// Why an order line stands where it stands: each decision with its rule, rank and neighbours, who is before it now,
// and from where the rest is expected. A supervisor may claim units for it, ahead of all others.
#include <fmt/format.h>

#include <algorithm>

#include "storage/listings/sooner.h"
#include "storage/model/rows/exchange_line.h"
#include "storage/words/wording.h"
#include "terminal/flows/alternative.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class WhyScreen final : public Screen {
 public:
  WhyScreen(const ScreenContext& context, OrderLine line) : context_(context), line_(std::move(line)) {}

  Status load() override {
    auto read = context_.views.why(line_);
    if (!read) return read.error();
    why_ = std::move(read).value();
    const auto lines = context_.views.order_lines(line_.document);
    if (!lines) return lines.error();
    taken_ = taken_of(*lines);
    return find_sooner();
  }

  std::string about() const override { return line_.text(); }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = fmt::format("Why {line}", fmt::arg("line", line_.text())), .task = "Why"};
    page.actions = {back_button()};
    page.empty_text = "Nothing arrived for this line yet.";
    if (!why_) return page;
    page.instruction = instruction(why_->line);
    page.list_heading = state(why_->line);
    if (why_->hold) {
      const bool picking = why_->hold->back == HeldBack::from_picking;
      const Quantity held = picking ? why_->line.reserved : why_->line.picked;
      page.rows.push_back(held_row(*why_->hold, held, context_.clock.now().date()));
    }
    for (auto one = why_->decisions.rbegin(); one != why_->decisions.rend(); ++one) show(page, *one);
    if (!why_->line.waiting.none()) show_waiting(page);
    show_what_customer_knows(page);
    for (const OrderLineView& one : taken_) page.rows.push_back(taken_row(one));
    if (!why_->line.waiting.none()) page.actions.push_back(common_button(buttons::claim));
    if (!why_->line.reserved.none()) {
      page.actions.push_back(common_button(buttons::pick_order, ButtonRole::primary));
    }
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (!why_) return NotMine{};
    if (id == "pick") return Open{ScreenId::pick, line_.document};
    if (id == "claim" && !why_->line.waiting.none()) return ask_how_many();
    if (id.starts_with("line:")) {
      const auto other = OrderLine::parse(id.substr(5));
      return other ? Step(Open{ScreenId::why, *other}) : Step(NotMine{});
    }
    if (id.starts_with(alternative_row)) return ask_for_alternative(context_.views, why_->line);
    for (const PurchaseLineView& line : why_->expected) {
      if (id == "expected:" + line.line.text() && line.drop_ship) return ask_sent(line);
      if (id == "expected:" + line.line.text()) return Open{ScreenId::receive, line.line.document};
    }
    return NotMine{};
  }

  // The yes is about what was shown; what others lose by it they are told.
  Step on_number(Quantity number) override {
    if (!why_ || number.none()) return Warn{"Nothing was booked"};
    const Quantity waiting = why_->line.waiting;
    if (number > waiting) {
      return Refuse{refusal("Too many", fmt::format("{} waits for {}.", line_.text(), waiting.text())), {}};
    }
    if (number > why_->claimable) {
      return Refuse{refusal("Too many", fmt::format("Only {number} of {item} can be given today.",
                                                    fmt::arg("number", why_->claimable.text()),
                                                    fmt::arg("item", why_->line.item.text()))),
                    {}};
    }
    Question question{
        .words = fmt::format("Give {number} of {item} to {line} ahead of all others? Who has them reserved loses them.",
                             fmt::arg("number", number.text()), fmt::arg("item", why_->line.name),
                             fmt::arg("line", line_.text())),
        .choices = {{.id = "claim",
                     .title = "Claim",
                     .then = Do{{Claim{line_, number, "claimed at the terminal"}}},
                     .icon = Icon::person}},
        .supervisor = true};
    return question;
  }

  Answer on_accepted(const Action& action, const Accepted& outcome) override {
    if (const auto* other = std::get_if<TakeOther>(&action))
      return {.toast = fmt::format("{as} asks for it now", fmt::arg("as", other->as.text()))};
    if (const auto* sent = std::get_if<ShipDirect>(&action)) {
      return {.toast = fmt::format("{quantity} have left for the customer",
                                   fmt::arg("quantity", sent->units.quantity.text())),
              .sound = Sound::done};
    }
    const auto* claim = std::get_if<Claim>(&action);
    if (claim == nullptr) return {};
    return {.toast = fmt::format("{number} are claimed for {line}", fmt::arg("number", claim->quantity.text()),
                                 fmt::arg("line", claim->line.text())),
            .sound = outcome.notices.empty() ? Sound::done : Sound::attention};
  }

 private:
  // Lines that ask for what the customer took instead have the numbers from 901 on, without a gap; an office may use
  // higher ones.
  std::vector<OrderLineView> taken_of(const std::vector<OrderLineView>& lines) const {
    std::vector<OrderLineView> taken;
    std::int32_t next = exchange_line(line_.document, 0).line;
    for (const OrderLineView& one : lines) {
      if (one.line.line != next) continue;
      ++next;
      if (one.line != line_ && !one.ordered.none()) taken.push_back(one);
    }
    return taken;
  }

  Step ask_how_many() const {
    if (why_->claimable.none()) {
      return Warn{fmt::format("Nothing of {item} can be given: none is in stock that may leave.",
                              fmt::arg("item", why_->line.item.text()))};
    }
    return AskNumber{
        "Claim", why_->line.name,
        fmt::format("ea · {waiting} wait, {there} can be given", fmt::arg("waiting", why_->line.waiting.text()),
                    fmt::arg("there", std::min(why_->claimable, why_->line.waiting).text()))};
  }

  // What goes straight to the customer is not received here: somebody hears of it.
  Step ask_sent(const PurchaseLineView& line) const {
    const ShipDirect sent{line.line, {line.item, std::min(line.open, why_->line.waiting), {}, {}, {}}, {}, {}};
    if (sent.units.quantity.none()) return Warn{"Nothing of it waits any more"};
    return Question{fmt::format("Has the supplier sent {units} of {item} ({line}) straight to {customer}?",
                                fmt::arg("units", sent.units.quantity.text()), fmt::arg("item", line.name),
                                fmt::arg("line", line.line.text()), fmt::arg("customer", why_->line.customer)),
                    {{.id = "sent", .title = "Sent", .then = Do{{sent}, {}}, .icon = Icon::truck}}};
  }

  std::string how_it_comes(const PurchaseLineView& line, Date today) const {
    if (line.drop_ship) return "Straight to the customer, by " + day(line.due, today);
    if (line.announced) return "Announced for " + day(*line.announced, today);
    return fmt::format("Expected {day}", fmt::arg("day", day(line.due, today)));
  }

  Instruction instruction(const OrderLineView& line) const {
    const Quantity has = line.reserved + line.picked + line.shipped;
    const Date today = context_.clock.now().date();
    Instruction shown;
    shown.verb = fmt::format("Why {line}", fmt::arg("line", line.line.text()));
    shown.task = line.customer;
    shown.count = ratio(has, line.ordered);
    shown.name = line.name;
    shown.code = line.item.text();
    shown.where_in_list = fmt::format("Priority {} · for {}", line.rank.priority, day(line.rank.promised, today));
    shown.progress = share(has, line.ordered);
    return shown;
  }

  static std::string state(const OrderLineView& line) {
    std::string text;
    const auto add = [&](Quantity quantity, const char* word) {
      if (!quantity.none()) text += fmt::format("{}{} {}", text.empty() ? "" : " · ", quantity.text(), word);
    };
    add(line.waiting, "waiting");
    add(line.reserved, "reserved");
    add(line.picked, "picked");
    add(line.shipped, "shipped");
    return text.empty() ? "Cancelled" : text;
  }

  static std::string outcome_of(const Explanation& decided) {
    if (!decided.granted.none()) return "Got " + decided.granted.text();
    return lost_units(decided.rule) ? fmt::format("Lost {waiting}", fmt::arg("waiting", decided.waiting.text()))
                                    : "Got none";
  }

  // Shows what was decided, what brought the units, and who came next.
  void show(WorkPage& page, const Decision& decision) const {
    const Instant now = context_.clock.now();
    const Explanation& decided = decision.explanation;
    const bool lost = lost_units(decided.rule);
    const bool served = !decided.granted.none();
    page.rows.push_back({.title = outcome_of(decided),
                         .detail = sentence(alone(decided), now.date(), day),
                         .stripe = served ? Stripe::done : Stripe::attention,
                         .icon = served ? Icon::check : Icon::why});
    page.rows.push_back({.title = decision.by_event, .detail = time_of(decision.at, now), .icon = Icon::receive});
    if (decided.previous) page.rows.push_back(neighbour(*decided.previous, "Came before"));
    if (decided.next) page.rows.push_back(neighbour(*decided.next, lost ? "Has the units now" : "Came next"));
  }

  // Returns it without its neighbours, which are rows of their own.
  static Explanation alone(Explanation decided) {
    decided.previous.reset();
    if (!lost_units(decided.rule)) decided.next.reset();
    return decided;
  }

  static Row neighbour(const OrderLine& line, const char* how) {
    return {
        .id = "line:" + line.text(), .title = line.text(), .title_is_code = true, .detail = how, .icon = Icon::order};
  }

  static std::string for_this_line(Quantity quantity) {
    return quantity.none() ? "none of it for this line"
                           : fmt::format("{quantity} of it for this line", fmt::arg("quantity", quantity.text()));
  }
  std::string share_of_it(const PurchaseLineView& line) const {
    const auto same = [&](const ExpectedPurchase& coming) { return coming.from == line.line; };
    const auto mine = std::find_if(why_->coming.begin(), why_->coming.end(), same);
    return for_this_line(mine == why_->coming.end() ? Quantity() : mine->quantity);
  }

  // Nothing but the order's own lines is known of it on a terminal with a hub.
  static Row taken_row(const OrderLineView& line) {
    Row row = neighbour(line.line, "");
    row.detail = fmt::format("{units} of {item}\nThe customer took it in place of what waited of this order",
                             fmt::arg("units", line.ordered.text()), fmt::arg("item", line.name));
    return row;
  }

  void show_what_customer_knows(WorkPage& page) const {
    const std::string knows = sentence(why_->knows, context_.clock.now().date(), day);
    if (!knows.empty()) page.rows.push_back({.title = "Customer", .detail = capitalised(knows), .icon = Icon::order});
  }

  static std::string asked_for(const OrderLineView& line, Date today) {
    return fmt::format("on {} by {}, with priority {}\n{} {}", day(line.rank.ordered_at.date(), today), line.customer,
                       line.rank.priority, line.rank.promised < today ? "late, promised for" : "promised for",
                       day(line.rank.promised, today));
  }

  // Causes are found beside the days, and are as old.
  static std::string because(const OrderLineView& line, Date today) {
    const std::string causes = planning::sentence(line.causes);
    if (causes.empty()) return "its cause is found tonight";
    return line.promise ? causes + age_words(*line.promise, today, day) : causes;
  }

  // Who waits in vain for his day may have it kept for money.
  Status find_sooner() {
    sooner_.reset();
    if (!why_ || !why_->line.promise || why_->line.promise->p90 <= why_->line.rank.promised) return Done{};
    const auto coming = context_.views.coming(why_->line.item);
    if (!coming) return coming.error();
    sooner_ = sooner_for(*coming, line_, context_.clock.now().date());
    return Done{};
  }

  void show_expected(WorkPage& page, Date today) const {
    for (const PurchaseLineView& line : why_->expected) {
      page.rows.push_back(
          {.id = "expected:" + line.line.text(),
           .title = line.line.text(),
           .title_is_code = true,
           .detail = how_it_comes(line, today) + (line.due < today ? ", late" : "") + "\n" + share_of_it(line),
           .value = line.open.text(),
           .value_note = "to come",
           .stripe = line.due < today ? Stripe::attention : Stripe::active,
           .icon = Icon::purchase});
    }
    if (sooner_) {
      page.rows.push_back({.title = "Ask for it sooner",
                           .detail = sentence(*sooner_, today, day),
                           .stripe = Stripe::attention,
                           .icon = Icon::purchase});
    }
    if (!why_->announced.none()) {
      page.rows.push_back({.title = "Announced without a purchase",
                           .detail = for_this_line(why_->announced_for_it),
                           .value = why_->announced.text(),
                           .value_note = "to come",
                           .stripe = Stripe::active,
                           .icon = Icon::purchase});
    }
    if (why_->expected.empty() && why_->announced.none()) {
      page.rows.push_back({.title = "Nothing is expected",
                           .detail = "No open purchase brings this item",
                           .stripe = Stripe::attention,
                           .icon = Icon::attention});
    }
  }

  void show_waiting(WorkPage& page) const {
    const Date today = context_.clock.now().date();
    page.rows.push_back({.title = "Asked for",
                         .detail = asked_for(why_->line, today),
                         .value = why_->line.ordered.text(),
                         .value_note = pack_note(why_->line.ordered, why_->line.packs),
                         .icon = Icon::order});
    page.rows.push_back(
        {.title = capitalised(words_of(why_->state)),
         .detail = fmt::format("State of {item}, whoever asks for it", fmt::arg("item", why_->line.item.text())),
         .icon = Icon::item});
    if (why_->line.promise) {
      page.rows.push_back(
          {.title = "Leaves", .detail = outlook(why_->line, context_.clock.now()), .icon = Icon::truck});
    }
    if (why_->line.instead) page.rows.push_back(row_of_alternative(why_->line));
    page.rows.push_back({.title = "Why it waits", .detail = because(why_->line, today), .icon = Icon::why});
    show_expected(page, today);
    if (!may_get_more(why_->line.rank.order_class)) {
      page.rows.push_back({.title = fmt::format("Class {}", name_of(why_->line.rank.order_class)),
                           .detail = "Gets nothing more until the office changes its class",
                           .stripe = Stripe::attention,
                           .icon = Icon::attention});
    }
    for (const OrderLineView& other : why_->ahead) {
      page.rows.push_back({.id = "line:" + other.line.text(),
                           .title = other.line.text(),
                           .title_is_code = true,
                           .detail = fmt::format("Comes before it\n{} · priority {} · {}", other.customer,
                                                 other.rank.priority, day(other.rank.promised, today)),
                           .value = other.waiting.text(),
                           .value_note = "waiting",
                           .icon = Icon::order});
    }
  }

  ScreenContext context_;
  OrderLine line_;
  std::optional<Sooner> sooner_;
  std::vector<OrderLineView> taken_;  // what was taken on its order instead of other lines
  std::optional<Why> why_;
};

}  // namespace

ScreenInfo describe_why() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
    return std::make_unique<WhyScreen>(context, std::get<OrderLine>(target));
  }};
}

}  // namespace dockhand
