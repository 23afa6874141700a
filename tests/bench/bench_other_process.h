// A process beside that of a benchmark, whose memory is measured.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <vector>

namespace dockhand::bench {

// A process that was begun when this one was small, so that its memory is its own; it does one thing after the
// other, each when it is told.
class OtherProcess {
 public:
  OtherProcess(const std::vector<const char*>& things, const std::function<void(const char* what)>& work) {
    if (::pipe(go_) != 0 || ::pipe(done_) != 0) std::abort();
    process_ = ::fork();
    if (process_ != 0) return;
    char told = 0;
    for (const char* what : things) {
      if (::read(go_[0], &told, 1) != 1) ::_exit(1);
      work(what);
      if (::write(done_[1], &told, 1) != 1) ::_exit(1);
    }
    ::_exit(0);
  }
  ~OtherProcess() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

  void go_on() const {
    char told = 1;
    if (::write(go_[1], &told, 1) != 1 || ::read(done_[0], &told, 1) != 1) std::abort();
  }

 private:
  int go_[2]{}, done_[2]{};
  pid_t process_ = -1;
};

}  // namespace dockhand::bench
