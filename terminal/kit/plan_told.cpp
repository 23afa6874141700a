#include "terminal/kit/plan_told.h"

#include "storage/words/plan_words.h"
#include "terminal/kit/words.h"

namespace dockhand {

Result<std::string> age_of_plan(const ScreenContext& context) {
  const auto planned = context.views.plan_day();
  if (!planned) return planned.error();
  return plan_age(*planned, context.clock.now().date(), day);
}

}  // namespace dockhand
