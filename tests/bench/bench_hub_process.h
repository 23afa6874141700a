// A hub in a process of its own, so that its memory and its processor time are its own.
#pragma once

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "storage/model/time.h"
#include "sync/hub/hub.h"

namespace dockhand::bench {

struct HubProcess {
  pid_t id = -1;
  int port = 0;
};

// It tells its port through a pipe, and ends with this process.
inline HubProcess start_hub(const std::filesystem::path& database) {
  int pipe[2];
  if (::pipe(pipe) != 0) std::abort();
  HubProcess hub;
  hub.id = ::fork();
  if (hub.id == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto served =
        Hub::start(Ledger::open(database, LedgerRole::hub, system_clock()).value(), {"127.0.0.1", 0, ""}).value();
    const int port = served->port();
    if (::write(pipe[1], &port, sizeof(port)) != sizeof(port)) ::_exit(1);
    for (;;) ::pause();
  }
  if (::read(pipe[0], &hub.port, sizeof(hub.port)) != sizeof(hub.port)) std::abort();
  ::close(pipe[0]);
  ::close(pipe[1]);
  return hub;
}

inline void stop_hub(const HubProcess& hub) {
  ::kill(hub.id, SIGKILL);
  ::waitpid(hub.id, nullptr, 0);
}

// Returns user and system time so far.
inline double processor_seconds(pid_t process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string word;
  double ticks = 0;
  for (int field = 1; in >> word && field <= 15; ++field) {
    if (field >= 14) ticks += std::atof(word.c_str());
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Returns a line of /proc/PID/status, such as "VmRSS:". It is 0 when there is none.
inline double megabytes_of(pid_t process, const std::string& name) {
  std::ifstream in("/proc/" + std::to_string(process) + "/status");
  for (std::string word; in >> word;) {
    double kilobytes = 0;
    if (word == name && in >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace dockhand::bench
