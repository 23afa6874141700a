// dockhand-hub as a process of its own, with its site in a real PostgreSQL, which all tests of a program share.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sync/connector.h"
#include "tests/support/site/postgres_server.h"

namespace dockhand::test {

// None: Debian's package postgresql is not there.
inline PostgresServer* server() {
  static const std::unique_ptr<PostgresServer> one = PostgresServer::start();
  return one.get();
}

// It listens at once, and serves the site as soon as that is its own; ended with the object.
class FleetHub {
 public:
  // `options` are others than those that every hub here gets.
  FleetHub(const std::filesystem::path& database, const std::string& site,
           const std::vector<std::string>& options = {}) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> words{DOCKHAND_HUB_PROGRAM, "--db",        database.string(),
                                   "--listen",           "127.0.0.1:0", "--store",
                                   server()->url(),      "--site",      site};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(pipe[1], STDOUT_FILENO);
      ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
      ::execv(DOCKHAND_HUB_PROGRAM, arguments.data());
      ::_exit(127);
    }
    ::close(pipe[1]);
    output_ = pipe[0];
  }
  ~FleetHub() {
    kill();
    ::close(output_);
  }
  FleetHub(const FleetHub&) = delete;
  FleetHub& operator=(const FleetHub&) = delete;

  void kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(std::exchange(process_, -1), nullptr, 0);
  }
  void stop() const { ::kill(process_, SIGSTOP); }
  pid_t process() const { return process_; }
  void wake() const { ::kill(process_, SIGCONT); }
  std::string address() {
    std::string said;
    for (char one = 0; port_ == 0 && said_something() && ::read(output_, &one, 1) == 1 && one != '\n';) said += one;
    if (port_ == 0 && said.rfind(':') != std::string::npos) port_ = std::stoi(said.substr(said.rfind(':') + 1));
    INFO(said);
    REQUIRE(port_ != 0);
    return "http://127.0.0.1:" + std::to_string(port_);
  }
  // Connects to its first site, or to that of a path, /v1/sites/NAME.
  std::unique_ptr<Connector> link(const std::string& path = "") { return make_connector({address() + path}).value(); }

 private:
  bool said_something() const {
    pollfd waits{output_, POLLIN, 0};
    return ::poll(&waits, 1, 120'000) == 1;
  }
  pid_t process_ = -1;
  int output_ = -1;
  int port_ = 0;
};

}  // namespace dockhand::test
