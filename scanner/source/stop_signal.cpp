#include "scanner/source/stop_signal.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cstdint>

namespace dockhand {

StopSignal::StopSignal() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void StopSignal::set() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(event_.get(), &one, sizeof one);
}

bool StopSignal::is_set() const { return !pause(std::chrono::milliseconds(0)); }

StopSignal::Wake StopSignal::wait(int device, std::chrono::milliseconds patience) const {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    pollfd watched[] = {{event_.get(), POLLIN, 0}, {device, POLLIN, 0}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    const bool no_end = patience < patience.zero();
    const int woken = ::poll(watched, 2, no_end ? -1 : static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (watched[0].revents != 0) return Wake::stopped;
    if (woken > 0) return Wake::ready;
    if (woken == 0) return Wake::late;  // otherwise a signal woke it, and it waits again
  }
}

bool StopSignal::pause(std::chrono::milliseconds time) const { return wait(-1, time) != Wake::stopped; }

}  // namespace dockhand
