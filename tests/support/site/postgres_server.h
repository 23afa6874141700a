// A PostgreSQL of the test's own, of Debian's package, in a temporary folder and reached through a socket there.
//
// PostgreSQL does not run as root: then it runs as "nobody". It keeps what it says it has kept (fsync is on) unless the
// whole machine fails, which no test here does; so a test can do without.
#pragma once

#include <fcntl.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "sync/store/pg_connection.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

class PostgresServer {
 public:
  // Starts the newest version that is installed. None: the package postgresql is not there.
  static std::unique_ptr<PostgresServer> start() {
    const auto programs = programs_of_the_newest();
    if (programs.empty()) return nullptr;
    auto server = std::unique_ptr<PostgresServer>(new PostgresServer(programs));
    server->make_cluster();
    server->run();
    return server;
  }
  ~PostgresServer() { kill(); }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  std::string url() const { return "postgresql:///postgres?user=dockhand&host=" + data().string(); }
  std::unique_ptr<PgConnection> connect() const { return PgConnection::open(url()).value(); }

  // Kills all of its processes at once.
  void kill() {
    if (postmaster_ < 0) return;
    ::kill(postmaster_, SIGSTOP);  // so that it makes no more of them
    const auto children = children_of(postmaster_);
    ::kill(postmaster_, SIGKILL);
    for (const pid_t child : children) ::kill(child, SIGKILL);
    ::waitpid(postmaster_, nullptr, 0);
    postmaster_ = -1;
    // It does not demand it, because this also runs when the process ends, after the last test.
    came_true([&] {
      return std::none_of(children.begin(), children.end(), [](pid_t child) { return ::kill(child, 0) == 0; });
    });
  }
  // Nothing of it runs until it goes on, though it still has its connections.
  void stand_still() const {
    ::kill(postmaster_, SIGSTOP);
    for (const pid_t child : children_of(postmaster_)) ::kill(child, SIGSTOP);
  }
  void go_on() const {
    for (const pid_t child : children_of(postmaster_)) ::kill(child, SIGCONT);
    ::kill(postmaster_, SIGCONT);
  }
  // As an office does it that has nothing but a dump: pg_dump of one schema, and pg_restore into its place.
  void dump(const std::string& schema) const {
    run_to_its_end("pg_dump", {"-d", url(), "-n", schema, "-Fc", "-f", dump_of(schema)});
  }
  void restore(const std::string& schema) const {
    run_to_its_end("pg_restore", {"-d", url(), "--clean", "--if-exists", dump_of(schema)});
  }
  void run() {
    postmaster_ = start_program("postgres", {"-D", data().string(), "-k", data().string(), "-c",
                                             "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"});
    REQUIRE(came_true([this] { return PgConnection::open(url()).ok(); }));
  }

 private:
  explicit PostgresServer(std::filesystem::path programs) : programs_(std::move(programs)) {}

  static std::filesystem::path programs_of_the_newest() {
    std::filesystem::path newest;
    int version = 0;
    std::error_code none;
    for (const auto& one : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
      const int its = std::atoi(one.path().filename().c_str());
      if (its <= version || !std::filesystem::exists(one.path() / "bin/initdb")) continue;
      version = its;
      newest = one.path() / "bin";
    }
    return newest;
  }

  std::filesystem::path data() const { return folder_ / "pg"; }

  void make_cluster() {
    const passwd* const nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
    if (nobody != nullptr) {
      user_ = nobody->pw_uid;
      group_of_user_ = nobody->pw_gid;
      REQUIRE(::chown((folder_ / "").c_str(), user_, group_of_user_) == 0);
    }
    run_to_its_end("initdb",
                   {"-D", data().string(), "-U", "dockhand", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"});
  }

  std::string dump_of(const std::string& schema) const { return (folder_ / (schema + ".dump")).string(); }

  void run_to_its_end(const char* name, const std::vector<std::string>& arguments) const {
    const pid_t started = start_program(name, arguments);
    int status = 1;
    ::waitpid(started, &status, 0);
    INFO(name);
    REQUIRE(status == 0);
  }

  // It ends with this process.
  pid_t start_program(const char* name, const std::vector<std::string>& arguments) const {
    const std::string program = programs_ / name;
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& one : arguments) words.push_back(const_cast<char*>(one.c_str()));
    words.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, STDOUT_FILENO);
    ::dup2(nothing, STDERR_FILENO);
    const bool another = user_ == 0 || (::setgid(group_of_user_) == 0 && ::setuid(user_) == 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!another || ::chdir("/") != 0) ::_exit(1);
    ::execv(program.c_str(), words.data());
    ::_exit(1);
  }

  static std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> children;
    for (const auto& one : std::filesystem::directory_iterator("/proc")) {
      std::ifstream in(one.path() / "stat");
      std::string line;
      std::getline(in, line);
      const auto after_name = line.rfind(") ");
      if (after_name == std::string::npos) continue;
      if (std::atoi(line.c_str() + after_name + 4) == parent) children.push_back(std::atoi(line.c_str()));
    }
    return children;
  }

  // It has to hold within half a minute.
  template <class Holds>
  static bool came_true(Holds holds) {
    for (int i = 0; i < 3'000 && !holds(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return holds();
  }

  const std::filesystem::path programs_;
  TemporaryFolder folder_;
  uid_t user_ = 0;  // 0: as who runs the test
  gid_t group_of_user_ = 0;
  pid_t postmaster_ = -1;
};

}  // namespace dockhand::test
