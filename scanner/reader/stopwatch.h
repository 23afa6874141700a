// Time spent: the thread's CPU time, which a busy machine does not distort, and the time on the wall.
#pragma once

#include <chrono>
#include <ctime>

namespace dockhand {

class Stopwatch {
 public:
  using Duration = std::chrono::nanoseconds;

  Duration cpu() const { return cpu_now() - cpu_start_; }
  Duration wall() const { return std::chrono::steady_clock::now() - wall_start_; }

 private:
  static Duration cpu_now() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + Duration(now.tv_nsec);
  }

  Duration cpu_start_ = cpu_now();
  std::chrono::steady_clock::time_point wall_start_ = std::chrono::steady_clock::now();
};

}  // namespace dockhand
