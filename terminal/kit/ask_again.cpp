// What a screen asks when what was seen is not so any more, unless it knows better.
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {

Step Screen::on_changed(const Do& asked, const Changed& changed) {
  Do again{asked.actions, changed.now, asked.then};
  return Question{sentence_of(changed.error) + " Nothing was booked. Book it all the same?",
                  {{.id = "again", .title = "Book it", .then = std::move(again)}}};
}

}  // namespace dockhand
