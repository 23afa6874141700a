#include "terminal/cli/reorder_told.h"

#include <fmt/format.h>

#include <vector>

#include "storage/views/planning_views.h"
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "storage/words/small_orders.h"
#include "terminal/cli/rows.h"

namespace dockhand {

// The forms that are no tables say it in a column.
bool tell_plan_age(const std::filesystem::path& database, Date today) {
  const auto views = PlanningViews::open(database);
  const auto made_for = views ? (*views)->plan_day() : Result<std::optional<Date>>(views.error());
  const std::string age = made_for ? plan_age(*made_for, today) : "";
  return age.empty() || write_out(fmt::format("This is a {age}: what was sold and what came since is not in it.\n\n",
                                              fmt::arg("age", age)));
}

namespace {

// Names the purchases that nobody waits for any more.
bool tell_forgotten(const std::filesystem::path& database, Date today) {
  constexpr std::size_t most = 50;
  const auto views = Views::open(database);
  const auto forgotten =
      views ? (*views)->forgotten_purchases(today, most) : Result<std::vector<ForgottenPurchase>>(views.error());
  if (!forgotten) return true;  // the table says what cannot be read
  for (const ForgottenPurchase& one : *forgotten) {
    const std::string words = forgotten_words(one.name, one.open, one.supplier, one.due.text());
    if (!write_out(fmt::format("{line}: {words}.\n", fmt::arg("line", one.line.text()), fmt::arg("words", words)))) {
      return false;
    }
  }
  return forgotten->empty() || write_out("\n");
}

// Names the suppliers whose orders would be worth less than they take.
bool tell_small(const std::filesystem::path& database) {
  const auto views = PlanningViews::open(database);
  if (!views) return true;
  const auto proposals = (*views)->proposals();
  const auto suppliers = (*views)->suppliers();
  if (!proposals || !suppliers) return true;
  const std::vector<SmallOrder> small = small_orders(*proposals, *suppliers);
  for (const SmallOrder& one : small) {
    if (!write_out(sentence(one) + ".\n")) return false;
  }
  return small.empty() || write_out("\n");
}

}  // namespace

bool tell_what_is_asked(const std::filesystem::path& database, Date today) {
  return tell_forgotten(database, today) && tell_small(database);
}

}  // namespace dockhand
