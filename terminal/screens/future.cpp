// An item's future: what will be asked for in twelve weeks, what arrives, and the day on which it runs out.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/plan_why.h"
#include "storage/words/plan_words.h"
#include "terminal/kit/plan_told.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::int32_t days_a_week = 7;

class FutureScreen final : public Screen {
 public:
  FutureScreen(const ScreenContext& context, ItemCode item) : context_(context), item_(std::move(item)) {}

  Status load() override {
    auto read = context_.views.item(item_);
    if (!read) return read.error();
    name_ = *read ? (*read)->name : item_.text();
    nothing_free_ = *read && (*read)->free <= 0;
    auto plan = context_.views.plan(item_);
    if (!plan) return plan.error();
    plan_ = std::move(plan).value();
    auto age = age_of_plan(context_);
    if (!age) return age.error();
    age_ = std::move(age).value();
    auto coming = context_.views.coming(item_);
    if (!coming) return coming.error();
    coming_ = std::move(coming).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Will be asked for", .task = "Item's future", .name = name_, .code = item_.text()};
    page.empty_text =
        "Nothing of it is on its way, and nothing is planned: nobody has asked for it yet, or today has no plan yet.";
    page.scan_prompt = "Scan item";
    page.actions = {back_button()};
    if (!plan_) page.instruction.verb = "On its way";
    if (plan_) add_weeks(page);
    for (const ComingView& one : coming_) page.rows.push_back(coming_row(one));
    if (!plan_) return page;
    page.instruction.where_in_list = how_long();
    page.list_heading = age_.empty() ? how_good() : fmt::format("{} · {}", age_, how_good());
    if (is_news(plan_->change, context_.clock.now().date())) page.rows.insert(page.rows.begin(), change_row());
    if (plan_->excess > 0) page.rows.push_back(excess_row());
    if (!plan_->weeks.empty()) page.rows.push_back(level_row());
    return page;
  }

  Expected expects() const override { return {"an item", {Expected::Any::item}}; }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* item = std::get_if<FoundItem>(&found);
    if (item == nullptr) return NotMine{};
    item_ = item->item;
    const Status read = load();
    return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
  }

  Step on_tap(std::string_view id) override {
    for (const ComingView& one : coming_) {
      if (one.purchase && !one.placed && id == "purchase:" + one.purchase->text())
        return Open{ScreenId::receive, one.purchase->document};
    }
    if (id == "level") return Open{ScreenId::reorder, {}, false};
    for (std::size_t week = 0; plan_ && week < plan_->weeks.size(); ++week) {
      if (id == week_id(week)) return why_of(week);
    }
    return NotMine{};
  }

 private:
  // What nothing is free of does not run out any more.
  std::string how_long() const {
    if (nothing_free_) return "none is free now";
    const std::string words = lasts(plan_->runs_out, context_.clock.now().date(), day);
    return plan_->runs_out ? words + beside_coming(week_after(*plan_->runs_out)) : words;
  }

  static std::string week_id(std::size_t week) { return "week:" + std::to_string(week); }

  Date monday_of_week(std::size_t week) const {
    return Date::from_days(plan_->first_week.days() + days_a_week * static_cast<std::int32_t>(week));
  }

  Question why_of(std::size_t week) const {
    const Date today = context_.clock.now().date();
    return {.words = fmt::format("Week of {day}: {why}", fmt::arg("day", day(monday_of_week(week), today)),
                                 fmt::arg("why", week_why(*plan_, week, today, day))),
            .choices = {{.id = "orders",
                         .title = "What to order",
                         .then = Open{ScreenId::reorder, {}, false},
                         .detail = sentence(plan_->why),
                         .icon = Icon::purchase}},
            .no = "Back",
            .list = true};
  }

  // They come first, so that a small display shows the band without a finger: each says what arrives in it.
  void add_weeks(WorkPage& page) const {
    for (std::size_t week = 0; week < plan_->weeks.size(); ++week) page.rows.push_back(week_row(week));
  }

  // "due 22 Nov, on the way: announced for 24 Nov", when it comes as its supplier has taught, and who has waited for
  // it.
  Row coming_row(const ComingView& one) const {
    const Date today = context_.clock.now().date();
    const bool late = one.due && *one.due < today;
    std::string detail = one.supplier.empty() ? "" : one.supplier + " · ";
    if (one.due) detail += fmt::format("{} {}", late ? "late, due" : "due", day(*one.due, today));
    if (one.placed) {
      detail += fmt::format("ordered {day}, no purchase of the office yet", fmt::arg("day", day(*one.placed, today)));
    }
    if (one.announced) detail += fmt::format("{}announced for {}", one.due ? ", " : "", day(*one.announced, today));
    detail += fmt::format("\n{} {}, 9 in 10 by {}", one.direct ? "leaves" : "arrives", day(one.p50, today),
                          one.p90 == one.p50 ? "then" : day(one.p90, today));
    detail += one.waited_for ? whose(one) : "\nso late that nobody counts on it: ask whether it still comes";
    return {.id = one.purchase && !one.placed ? "purchase:" + one.purchase->text() : "",
            .title = title_of(one),
            .title_is_code = one.purchase.has_value(),
            .detail = detail,
            .value = one.units.text(),
            .value_note = "to come",
            .stripe = late ? Stripe::attention : Stripe::active,
            .icon = late ? Icon::attention : Icon::purchase};
  }

  static std::string title_of(const ComingView& one) {
    if (one.purchase) return one.purchase->text();
    return one.placed ? "Ordered" : "Announced";
  }

  static std::string document_of(const ComingView& one) {
    if (one.purchase) return one.purchase->document.text();
    return one.placed ? "ordered" : "announced";
  }

  static std::string whose(const ComingView& one) {
    constexpr std::size_t named = 4;
    if (one.kept_for) return "\nbought for " + one.kept_for->text() + ", which does not wait for it";
    if (one.whose.empty()) return one.direct ? "" : "\nfor stock";
    std::string text = one.direct ? "\nstraight to the customer of " : "\nfor ";
    Quantity left = one.units;
    for (std::size_t i = 0; i < one.whose.size(); ++i) {
      left = left.less(one.whose[i].units);
      if (i < named) text += (i > 0 ? ", " : "") + one.whose[i].line.text() + " (" + one.whose[i].units.text() + ")";
    }
    if (one.whose.size() > named) text += fmt::format(" and {count} more", fmt::arg("count", one.whose.size() - named));
    return left.none() || one.direct ? text : text + fmt::format(", {units} to stock", fmt::arg("units", left.text()));
  }

  std::string how_good() const {
    if (plan_->error < 0) {
      // The first week that was forecast has to be over.
      const Date known = Date::from_days(plan_->first_week.days() + days_a_week);
      const Date today = context_.clock.now().date();
      return known <= today
                 ? "How good its forecasts are is known with the next plan"
                 : fmt::format("How good its forecasts are is known from {day} on", fmt::arg("day", day(known, today)));
    }
    return fmt::format("Forecasts were off by {units} a week", fmt::arg("units", of_thousandths(plan_->error)));
  }

  Row level_row() const {
    const std::string words = words_of_class(plan_->group);
    return {.id = "level",
            .title = fmt::format("Ordered at {} or fewer", plan_->why.level),
            .detail = fmt::format("free and coming: {why}{group}", fmt::arg("why", sentence(plan_->why)),
                                  fmt::arg("group", words.empty() ? "" : "\nclass " + plan_->group + ": " + words)),
            .icon = Icon::why};
  }

  // It stands first: who buys it knows more about it than any forecast.
  Row change_row() const {
    return {.title = sentence(*plan_->change, context_.clock.now().date(), day),
            .detail = "Its forecast follows by and by: does somebody know why?",
            .stripe = Stripe::attention,
            .icon = Icon::attention};
  }

  Row excess_row() const {
    return {.title = "More than is needed",
            .detail = plan_->weeks.empty() ? "nobody ever asked for it" : "beyond its level and half a year's demand",
            .value = std::to_string(plan_->excess),
            .value_note = "too many",
            .stripe = Stripe::attention,
            .icon = Icon::stock};
  }

  // In thousandths: the scale of the bands.
  float widest() const {
    std::int64_t most = 1;
    for (const PlannedWeek& week : plan_->weeks) most = std::max({most, week.p90, week.expected});
    return static_cast<float>(most);
  }

  Row week_row(std::size_t week) const {
    const Date today = context_.clock.now().date();
    const Date begins = monday_of_week(week);
    const Date ends = week_after(begins);
    const PlannedWeek& numbers = plan_->weeks[week];
    std::string detail =
        fmt::format("{} to {}, four times in five", of_thousandths(numbers.p10), of_thousandths(numbers.p90));
    const std::string arrivals = arriving(begins, ends, week == 0);
    if (!arrivals.empty()) detail += "\n" + arrivals;
    const bool planned = plan_->runs_out && *plan_->runs_out >= begins && *plan_->runs_out < ends;
    const bool out = nothing_free_ ? week == 0 : planned;
    if (out) detail += "\n" + runs_out(ends);
    const float most = widest();
    const auto share = [most](std::int64_t thousandths) { return static_cast<float>(thousandths) / most; };
    Row row{.id = week_id(week),
            .title = fmt::format("Week of {day}", fmt::arg("day", day(begins, today))),
            .detail = detail,
            .value = of_thousandths(numbers.expected),
            .value_note = "expected",
            .band = Band{share(numbers.p10), share(numbers.expected), share(numbers.p90)}};
    if (!arrivals.empty()) {
      row.stripe = Stripe::active;
      row.icon = Icon::purchase;
    }
    if (out) {
      row.stripe = Stripe::attention;
      row.icon = Icon::attention;
    }
    return row;
  }

  std::string runs_out(Date until) const {
    if (nothing_free_) return "none is free now";
    return fmt::format("runs out on {day}{beside}", fmt::arg("day", day(*plan_->runs_out, context_.clock.now().date())),
                       fmt::arg("beside", beside_coming(until)));
  }

  static Date week_after(Date begins) { return Date::from_days(begins.days() + days_a_week); }

  // The plan says how long that lasts which is free today: with what arrives by then it is longer.
  std::string beside_coming(Date until) const {
    const bool comes = std::any_of(coming_.begin(), coming_.end(), [&](const ComingView& one) {
      return one.waited_for && !one.direct && one.p50 < until;
    });
    return comes ? ", without what is coming" : "";
  }

  // In the week in which it is as likely to have come as not.
  std::string arriving(Date begins, Date ends, bool first) const {
    Quantity units;
    std::string of;
    for (const ComingView& one : coming_) {
      if (one.direct || one.p50 >= ends || (one.p50 < begins && !first)) continue;
      units = units + one.units;
      of += (of.empty() ? "" : ", ") + document_of(one);
    }
    return units.none() ? "" : fmt::format("{} arrive: {}", units.text(), of);
  }

  ScreenContext context_;
  ItemCode item_;
  std::string name_;
  std::optional<PlanRow> plan_;
  std::string age_;            // of the plan; empty: it is of today
  bool nothing_free_ = false;  // also where the plan of the night has found some
  std::vector<ComingView> coming_;
};

}  // namespace

ScreenInfo describe_future() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
    return std::make_unique<FutureScreen>(context, std::get<ItemCode>(target));
  }};
}

}  // namespace dockhand
