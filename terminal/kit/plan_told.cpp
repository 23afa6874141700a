#include "terminal/kit/plan_told.h"

#include <fmt/format.h>

#include "storage/words/plan_words.h"
#include "terminal/kit/words.h"

namespace dockhand {

Result<std::string> age_of_plan(const ScreenContext& context) {
  const auto planned = context.views.plan_day();
  if (!planned) return planned.error();
  return plan_age(*planned, context.clock.now().date(), day);
}

// A line that cannot be read is left out: the rows themselves say what is wrong with the books.
std::map<ItemCode, std::string> lasting(const ScreenContext& context, std::span<const ItemCode> items) {
  std::map<ItemCode, std::string> words;
  const Date today = context.clock.now().date();
  const auto age = age_of_plan(context);
  const std::string by = age && !age->empty() ? fmt::format(" ({age})", fmt::arg("age", *age)) : "";
  for (const ItemCode& item : items) {
    if (words.contains(item)) continue;
    const auto plan = context.views.plan(item);
    if (plan && *plan && (*plan)->runs_out) words.emplace(item, lasts((*plan)->runs_out, today, day) + by);
  }
  return words;
}

std::string lasts_line(const std::map<ItemCode, std::string>& lasting, const ItemCode& item) {
  const auto found = lasting.find(item);
  return found == lasting.end() ? "" : "\n" + found->second;
}

Row old_plan_row(const std::string& age) {
  return {.title = "Old plan",
          .detail = fmt::format("{age}: what was sold and what came since is not in it", fmt::arg("age", age)),
          .stripe = Stripe::attention,
          .icon = Icon::attention};
}

}  // namespace dockhand
