#include "tests/support/person/played_work.h"

#include "tests/support/person/random_work.h"
#include "tests/support/person/restarted_work.h"
#include "tests/support/person/work_player.h"

namespace dockhand::test {

Work random_sequence(unsigned seed) { return RandomWork(seed).sequence(); }

std::string wrong_in(const Work& work) { return WorkPlayer().play(work); }

Work shrunk(Work work) {
  for (std::size_t size = work.size() / 2; size > 0; size /= 2) {
    for (std::size_t at = 0; at + size <= work.size();) {
      Work less = work;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(at), less.begin() + static_cast<std::ptrdiff_t>(at + size));
      if (wrong_in(less).empty()) {
        at += size;
      } else {
        work = std::move(less);
      }
    }
  }
  return work;
}

std::string lost_by_restart(const Work& work) { return RestartedWork(work).lost(); }

}  // namespace dockhand::test
