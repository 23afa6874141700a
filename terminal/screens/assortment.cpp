// Which items matter how much, of which there is too much, and which nobody asks for any more: parts of the assortment
// by the night's plan. A tap opens a part.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "storage/words/plan_words.h"
#include "terminal/kit/plan_told.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t plans_shown = 200;

class AssortmentScreen final : public Screen {
 public:
  explicit AssortmentScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    if (chosen_) return look_at(*chosen_);
    auto parts = context_.views.plan_parts();
    if (!parts) return parts.error();
    parts_ = std::move(parts).value();
    auto age = age_of_plan(context_);
    if (!age) return age.error();
    age_ = std::move(age).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "By the night's plan", .task = "Assortment"};
    page.list_heading = age_;
    page.scan_prompt = "Scan item";
    page.empty_text = "Nothing was planned yet: the plan is made once a day.";
    page.actions = {back_button()};
    if (chosen_) {
      page.instruction.name = title_of(*chosen_);
      page.list_heading = listed(plans_.size(), plans_shown, "item", "items");
      for (const PlanView& one : plans_) page.rows.push_back(row(one));
      return page;
    }
    for (const auto& [part, items] : parts_) page.rows.push_back(row(part, items));
    return page;
  }

  Expected expects() const override { return {"an item", {Expected::Any::item}}; }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* item = std::get_if<FoundItem>(&found);
    return item == nullptr ? Step(NotMine{}) : Step(Open{ScreenId::future, item->item, false});
  }

  Step on_tap(std::string_view id) override {
    if (chosen_ && id == "back") {
      chosen_.reset();
      const Status read = load();
      return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
    }
    for (const PlanView& one : plans_) {
      if (chosen_ && id == item_id(one)) return Open{ScreenId::future, one.row.item, false};
    }
    for (const auto& [part, items] : parts_) {
      if (chosen_ || id != part_id(part)) continue;
      const Status read = look_at(part);
      return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
    }
    return NotMine{};
  }

 private:
  static std::string part_id(const PlanPart& part) {
    switch (part.kind) {
      case PlanPart::Kind::of_class: return "class:" + part.group;
      case PlanPart::Kind::too_much: return "too_much";
      case PlanPart::Kind::dead: return "dead";
    }
    return {};
  }
  static std::string item_id(const PlanView& one) { return "item:" + one.row.item.text(); }

  static std::string title_of(const PlanPart& part) {
    switch (part.kind) {
      case PlanPart::Kind::of_class: return "Class " + part.group;
      case PlanPart::Kind::too_much: return "More than is needed";
      case PlanPart::Kind::dead: return "Nobody asks for it";
    }
    return {};
  }

  static std::string about(const PlanPart& part) {
    switch (part.kind) {
      case PlanPart::Kind::of_class: return words_of_class(part.group);
      case PlanPart::Kind::too_much: return "beyond the level and half a year's demand";
      case PlanPart::Kind::dead: return "dead stock: less than half a unit is expected in twelve weeks";
    }
    return {};
  }

  Status look_at(PlanPart part) {
    auto plans = context_.views.plans(part, plans_shown);
    if (!plans) return plans.error();
    plans_ = std::move(plans).value();
    chosen_ = std::move(part);
    return Done{};
  }

  static Row row(const PlanPart& part, std::size_t items) {
    const bool is_class = part.kind == PlanPart::Kind::of_class;
    return {.id = part_id(part),
            .title = title_of(part),
            .detail = about(part),
            .value = std::to_string(items),
            .value_note = items == 1 ? "item" : "items",
            .stripe = is_class ? Stripe::none : Stripe::attention,
            .icon = is_class ? Icon::item : Icon::stock};
  }

  Row row(const PlanView& one) const {
    const PlanRow& plan = one.row;
    std::string detail = plan.item.text();
    if (!plan.group.empty()) detail += " · class " + plan.group;
    if (plan.runs_out) detail += "\n" + lasts(plan.runs_out, context_.clock.now().date(), day);
    const bool too_much = plan.excess > 0;
    return {.id = item_id(one),
            .title = one.name,
            .detail = detail,
            .value = too_much ? std::to_string(plan.excess) : "",
            .value_note = too_much ? "too many" : "",
            .icon = Icon::item};
  }

  ScreenContext context_;
  std::vector<std::pair<PlanPart, std::size_t>> parts_;
  std::optional<PlanPart> chosen_;  // which is shown; none: all of them
  std::vector<PlanView> plans_;     // of the chosen one
  std::string age_;                 // of the plan; empty: it is of today
};

}  // namespace

ScreenInfo describe_assortment() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<AssortmentScreen>(context);
          },
          .home = HomeEntry{"Assortment", "Classes, what is too much, dead stock", Icon::stock, nullptr, true}};
}

}  // namespace dockhand
