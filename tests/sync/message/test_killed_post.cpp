// Letters go out once in effect, whoever is killed at whatever moment.
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/seeds.h"
#include "tests/support/site/post_office.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

// Processes are killed here, not the machine: what the system has survives them, and nothing has to wait for a disk.
[[maybe_unused]] const bool in_memory =
    std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

struct Fixture : PostOffice {
  // What stands behind a letter that failed goes out one by one.
  void send_all_that_waits(const std::string& channels, int most_rounds) {
    for (int round = 0; round < most_rounds; ++round) {
      clock.advance(std::chrono::minutes(11));
      const auto tried = postman(channels)->round();
      REQUIRE(tried.ok());
      if (*tried == 0) return;
    }
  }

  // A process of its own that opens the books and makes rounds until it is killed.
  pid_t sender(PostPlan its_plan, std::uint64_t luck) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child != 0) return child;
    auto ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock);
    if (!ledger) ::_exit(1);
    Postman post(on_this_thread(**ledger), std::move(its_plan), clock, log, luck);
    while (post.round()) {}
    ::_exit(2);
  }

  // Each line is told in one letter, which both ways have, whole, and always the same.
  void each_is_told_once(const std::map<std::string, std::vector<std::string>>& bodies, int lines) const {
    REQUIRE(files(".json").size() == bodies.size());
    std::map<std::string, int> times_told;
    for (const auto& [id, all] : bodies) {
      for (const std::string& one : all) REQUIRE(one == all.front());
      REQUIRE(text_of(folder / ("letters/" + id + ".json")) == all.front() + "\n");
      const json letter = json::parse(all.front());
      for (const auto& about : letter["about"]) ++times_told[about["line"]];
    }
    REQUIRE(times_told.size() == static_cast<std::size_t>(lines));
    for (const auto& [line, times] : times_told) REQUIRE(times == 1);
  }
};

}  // namespace

// A process of its own opens the books and makes rounds until it is killed, at any moment, or at the one at which a
// letter was taken and nobody has written down yet that it was. The program that it tells takes letters, refuses them,
// or takes one and says that it has not. DOCKHAND_KILLS=10000 kills that often.
TEST(two_hundred_kills_lose_no_letter_and_double_none) {
  LetterBox box;
  box.does = LetterBox::Does::any_of_them;
  auto server = HttpServer::start("127.0.0.1", 0, box).value();
  const int port = server->port();
  const char* asked = std::getenv("DOCKHAND_KILLS");
  const int kills = asked != nullptr ? std::atoi(asked) : 200;
  std::mt19937_64 random(seeds(1).front() + 10);
  int killed_at_work = 0, killed_when_taken = 0;
  for (int kill_number = 1; kill_number <= kills; ++kill_number) {
    line_waits(kill_number);
    clock.advance(std::chrono::minutes(11));
    const std::string channels = by_file() + "," + by_webhook(port);
    PostPlan its_plan = plan(channels);
    floor.reset();
    if (random() % 40 == 0) server.reset();
    const int taken_before = box.taken;
    const std::uint64_t luck = random();
    const bool when_taken = luck % 3 == 0;
    const pid_t child = sender(std::move(its_plan), luck);
    int status = 0;
    pid_t ended = 0;
    if (when_taken) {
      box.does = LetterBox::Does::takes;
      box.kills = child;
      for (int i = 0; server && i < 10'000 && ended == 0; ++i) {
        ::usleep(1000);
        ended = ::waitpid(child, &status, WNOHANG);
      }
      killed_when_taken += box.kills.exchange(0) == 0 ? 1 : 0;
      box.does = LetterBox::Does::any_of_them;
    } else {
      ::usleep(static_cast<useconds_t>(random() % 30'000));
    }
    if (ended == 0) ::kill(child, SIGKILL);
    REQUIRE((ended == child || ::waitpid(child, &status, 0) == child));
    REQUIRE(WIFSIGNALED(status));
    killed_at_work += box.taken > taken_before ? 1 : 0;
    if (!server) server = HttpServer::start("127.0.0.1", port, box).value();
    open();
  }
  REQUIRE(killed_at_work >= killed_when_taken);
  REQUIRE(killed_when_taken > kills / 5);
  box.does = LetterBox::Does::takes;
  send_all_that_waits(by_file() + "," + by_webhook(port), 1000 + 5 * kills);
  each_is_told_once(box.bodies(), kills);
}
