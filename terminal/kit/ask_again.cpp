// What a screen asks when what was seen is not so any more, unless it knows better: the question says what would be
// booked, because the page no longer does.
#include <fmt/format.h>

#include "storage/words/summary.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {

Step Screen::on_changed(const Do& asked, const Changed& changed) {
  std::string what;
  for (const Action& action : asked.actions) what += (what.empty() ? "" : ", ") + summary(action);
  Do again{asked.actions, changed.now, asked.then};
  return Question{fmt::format("{} Nothing was booked. Book it all the same: {}?", sentence_of(changed.error), what),
                  {{.id = "again", .title = "Book it", .then = std::move(again)}}};
}

}  // namespace dockhand
