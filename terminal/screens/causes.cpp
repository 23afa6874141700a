// Why lines wait, or waited: each cause with its units and what it has cost, by supplier, item or month as well.
#include <fmt/format.h>

#include <cctype>
#include <iterator>

#include "storage/views/cause_sums.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_causes = 100'000;

class Causes final : public Screen {
 public:
  explicit Causes(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto causes = context_.views.causes(most_causes);
    if (!causes) return causes.error();
    auto spent = context_.views.spent(most_causes);
    if (!spent) return spent.error();
    causes_ = std::move(causes).value();
    spent_ = std::move(spent).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    std::int64_t waiting = 0;
    for (const CauseView& one : causes_) waiting += one.units;
    page.instruction = {.verb = "Why customers wait", .task = "Causes"};
    page.instruction.count = std::to_string(waiting);
    page.instruction.name = waiting == 1 ? "unit waits now" : "units wait now";
    page.list_heading = fmt::format("Summed up by {group} · units that wait or have waited", fmt::arg("group", by()));
    page.empty_text = "Nobody has waited yet.";
    for (const CauseSum& sum : sums_of(causes_, spent_, by())) page.rows.push_back(row(sum));
    page.actions = {back_button(),
                    worded_button(buttons::sum_up, fmt::format("Sum up by {group}", fmt::arg("group", next())),
                                  ButtonRole::primary)};
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (id == "by") {
      by_ = (by_ + 1) % std::size(causes_by);
      return Stay{};
    }
    if (!id.starts_with("item:")) return NotMine{};
    const auto item = ItemCode::parse(id.substr(5));
    return item ? Step(Open{ScreenId::item, *item}) : Step(NotMine{});
  }

 private:
  std::string_view by() const { return causes_by[by_]; }
  std::string_view next() const { return causes_by[(by_ + 1) % std::size(causes_by)]; }

  std::string group_words(const std::string& group) const {
    if (group.empty()) return "No supplier is known";
    const auto first = by() == "month" ? Date::parse(group + "-01") : Result<Date>(Error{});
    return first ? month(*first) : group;
  }

  Row row(const CauseSum& sum) const {
    std::string words = planning::words_of(sum.cause);
    words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    const bool grouped = by() != causes_by[0];
    std::string detail = grouped ? words + "\n" : "";
    detail += fmt::format("{}, {} waiting now", counted(sum.lines, "line", "lines"), sum.waiting);
    if (!sum.spent.none()) detail += "\n" + fmt::format("{} spent", sum.spent.text());
    const bool of_item = by() == "item";
    return {.id = of_item ? "item:" + sum.group : "",
            .title = grouped ? group_words(sum.group) : words,
            .title_is_code = of_item,
            .detail = detail,
            .value = std::to_string(sum.most),
            .value_note = sum.most == 1 ? "unit" : "units",
            .icon = Icon::why};
  }

  ScreenContext context_;
  std::vector<CauseView> causes_;
  std::vector<SpentView> spent_;
  std::size_t by_ = 0;  // in causes_by
};

}  // namespace

ScreenInfo describe_causes() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Causes>(context);
          },
          .home = HomeEntry{"Causes", "Why customers wait, and what it costs", Icon::why, nullptr, true}};
}

}  // namespace dockhand
