#include "terminal/demo.h"

#include <cstdio>

#include "terminal/cli/exit_code.h"

namespace dockhand {

int play_demo(const DemoOptions&) {
  std::fputs("dockhand: the demo is not part of this build yet\n", stderr);
  return exit_failed;
}

}  // namespace dockhand
