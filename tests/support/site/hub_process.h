// The program dockhand-hub, as a process of its own.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dockhand::test {

// It ends with the object.
class HubProcess {
 public:
  // Listens on the port, or on one that the system chooses. `options` are others than those that every hub here gets.
  HubProcess(const std::string& database, const std::string& log, int wanted = 0,
             const std::vector<std::string>& options = {}) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> words{DOCKHAND_HUB_PROGRAM, "--db", database, "--listen",
                                   "127.0.0.1:" + std::to_string(wanted)};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(pipe[1], STDOUT_FILENO);
      ::dup2(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
      ::execv(DOCKHAND_HUB_PROGRAM, arguments.data());
      ::_exit(127);
    }
    ::close(pipe[1]);
    output_ = pipe[0];
    std::string said;
    char one = 0;
    while (::read(output_, &one, 1) == 1 && one != '\n') said += one;
    const auto colon = said.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("the hub said: " + said);
    port = std::stoi(said.substr(colon + 1));
  }
  ~HubProcess() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    ::close(output_);
  }
  HubProcess(const HubProcess&) = delete;
  HubProcess& operator=(const HubProcess&) = delete;

  // Returns the exit code.
  int terminate() {
    ::kill(process_, SIGTERM);
    int status = 0;
    ::waitpid(std::exchange(process_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  int port = 0;

 private:
  pid_t process_ = -1;
  int output_ = -1;
};

}  // namespace dockhand::test
