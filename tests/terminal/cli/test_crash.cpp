// `dockhand do`, killed at any moment: what was acknowledged is there exactly once, and the books hold.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// How often the program is killed; DOCKHAND_CRASHES=200 for a long run.
int crashes() {
  const char* given = std::getenv("DOCKHAND_CRASHES");
  return given != nullptr ? std::max(1, std::atoi(given)) : 30;
}

// Starts `dockhand do` and reads its acknowledgements until the program is killed.
class Victim {
 public:
  Victim(const std::string& database, const std::string& commands) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
      execl(DOCKHAND_PROGRAM, "dockhand", "--db", database.c_str(), "do", commands.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  ~Victim() { close(output_); }
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;

  // Reads until so many lines came, or the program ended.
  void read_lines(std::size_t count) {
    while (lines() < count && read_some()) {}
  }
  void kill_now() {
    kill(child_, SIGKILL);
    while (read_some()) {}
    int status = 0;
    waitpid(child_, &status, 0);
    killed_ = WIFSIGNALED(status);
  }
  bool killed() const { return killed_; }

  // Returns the ids of the whole lines that came out; half a line promises nothing.
  std::vector<std::string> acknowledged() const {
    std::vector<std::string> ids;
    std::istringstream stream(text_.substr(0, text_.rfind('\n') + 1));
    for (std::string line; std::getline(stream, line);) {
      const auto json = nlohmann::json::parse(line);
      if (json["outcome"] == "accepted") ids.push_back(json["id"].get<std::string>());
    }
    return ids;
  }

 private:
  std::size_t lines() const { return static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')); }
  bool read_some() {
    char buffer[4096];
    const ssize_t size = read(output_, buffer, sizeof buffer);
    if (size > 0) text_.append(buffer, static_cast<std::size_t>(size));
    return size > 0;
  }

  pid_t child_ = -1;
  int output_ = -1;
  std::string text_;
  bool killed_ = false;
};

struct Fixture {
  void setUp() {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    std::vector<OrderLineRow> demand;
    for (int i = 1; i <= 200; ++i) {
      demand.push_back(floor.demand("SO-" + std::to_string(i) + "/1", 1 + i % 7, 1 + i % 9, i % 4 != 0));
    }
    floor.demand_is(std::move(demand));
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::mt19937 random{20261122};
  std::map<std::string, std::int64_t> received;  // units by command id

  std::string new_commands(int run) {
    std::string text;
    for (int i = 0; i < 300; ++i) {
      const std::string id = "k" + std::to_string(run) + "-" + std::to_string(i);
      const auto quantity = static_cast<std::int64_t>(1 + random() % 5);
      if (i % 5 == 4) {
        text += R"({"id":")" + id + R"(","do":"move","item":"BRG","quantity":1,"from":"DOCK-1","to":"A-01"})" + "\n";
        continue;
      }
      received[id] = quantity;
      text += R"({"id":")" + id + R"(","do":"receive","item":"BRG","quantity":)" + std::to_string(quantity) +
              R"(,"at":"DOCK-1"})" + "\n";
    }
    return text;
  }
};

}  // namespace

TEST(what_was_acknowledged_survives_kill_9_exactly_once) {
  std::set<std::string> acknowledged;
  std::string before;
  int killed = 0;
  for (int run = 0; run < crashes(); ++run) {
    // What the last run was doing is given again with the same ids, as whoever lost the answers would.
    const std::string fresh = new_commands(run);
    std::ofstream(folder / "commands") << before << fresh;
    before = fresh;
    Victim victim(file.string(), (folder / "commands").string());
    if (run % 3 != 0) victim.read_lines(random() % 60);
    usleep(static_cast<useconds_t>(random() % (run % 3 == 0 ? 120'000 : 6'000)));
    victim.kill_now();
    if (victim.killed()) ++killed;
    for (const auto& id : victim.acknowledged()) acknowledged.insert(id);
  }
  REQUIRE(killed > crashes() / 2);
  REQUIRE(acknowledged.size() > 10);

  const auto views = Views::open(file).value();
  std::multiset<std::string> there;
  std::int64_t units_booked = 0;
  for (const auto& event : views->events(10'000'000).value()) {
    there.insert(event.id.text());
    if (const auto known = received.find(event.id.text()); known != received.end()) units_booked += known->second;
  }
  for (const auto& id : acknowledged) {
    INFO(id);
    REQUIRE(there.count(id) == 1);
  }
  std::int64_t on_hand = 0;
  for (const auto& row : views->stock(1'000'000).value()) on_hand += row.on_hand;
  REQUIRE(on_hand == units_booked);
  for (const auto& check : audit(file).value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}
