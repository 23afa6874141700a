// Letters go out once in effect, whoever is killed at whatever moment.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <sstream>

#include "tests/support/seeds.h"
#include "tests/support/site/post_office.h"

using namespace dockhand;
using namespace dockhand::test;
using nlohmann::json;

namespace {

// Processes are killed here, not the machine: what the system has survives them, and nothing has to wait for a disk.
[[maybe_unused]] const bool in_memory =
    std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

constexpr int kills_a_part = 200;  // each part has books of its own, which stay small
constexpr int lines_a_batch = 12, kills_a_batch = 12, customers = 6;

// What the processes of a part have in common.
struct Shared {
  std::atomic<int> port{0};       // of the receiver, once it serves
  std::atomic<int> taken{0};      // letters that it has taken, also again
  std::atomic<pid_t> kills{0};    // who sends the next letter that is taken, before he hears so
  std::atomic<bool> dies{false};  // the receiver itself, before it answers for the next one that it takes
  std::atomic<bool> idle{false};  // nothing is due to be sent
  std::atomic<bool> takes_all{false};
};

// A program that takes letters, says that it is busy, or takes one and says that it has not. It writes each down before
// it answers.
class Receiver final : public HttpService {
 public:
  Receiver(Shared& shared, const std::filesystem::path& file, std::uint64_t luck)
      : shared_(shared), file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)), random_(luck) {}

  Admission admit(const HttpHead&) override { return {std::nullopt, 1 << 20}; }
  void answer(HttpRequest request, Reply reply) override {
    const std::lock_guard lock(mutex_);
    const std::uint64_t does = shared_.takes_all ? 0 : random_() % 4;
    const bool asked_to_kill = shared_.kills > 0 || shared_.dies;
    if (does == 3 && !asked_to_kill) return reply({503, "{}"});
    request.body += "\n";
    if (::write(file_, request.body.data(), request.body.size()) < 0) ::_exit(3);
    ++shared_.taken;
    if (shared_.dies.exchange(false)) ::kill(::getpid(), SIGKILL);
    if (const pid_t sender = shared_.kills.exchange(0); sender > 0) ::kill(sender, SIGKILL);
    reply({does == 2 ? 500 : 204, ""});
  }
  HttpAnswer failure(int status) override { return {status, "{}"}; }

 private:
  Shared& shared_;
  const int file_;
  std::mutex mutex_;  // guards the rest
  std::mt19937_64 random_;
};

// What became of all letters.
struct Post {
  int lines = 0, lost = 0, doubled = 0;
};
struct Killed {
  int senders = 0, receivers = 0;
  int when_taken = 0;     // senders: the receiver had the letter, and the sender had not written that down
  int before_answer = 0;  // receivers: they had the letter, and had not said so
  int all() const { return senders + receivers; }
};

struct Fixture : PostOffice {
  void setUp() {
    PostOffice::setUp();
    void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    shared = new (memory) Shared;
    Import import;
    for (int i = 0; i < customers; ++i) import.rows.emplace_back(CustomerRow{customer(i), "Customer"});
    floor->accepted(import);
    REQUIRE(floor->ledger->keep_contacts({{"C1", "Ann", "ann@example.com", "en", true}}).ok());
    floor.reset();
  }
  void tearDown() {
    stop_receiver();
    ::munmap(shared, sizeof(Shared));
  }

  static std::string customer(int number) { return "C" + std::to_string(number % customers); }
  std::string channels() const { return by_file() + "," + by_webhook(port); }

  void start_receiver() {
    if (receiver > 0) return;
    shared->port = 0;
    const std::uint64_t luck = random();
    receiver = ::fork();
    REQUIRE(receiver >= 0);
    if (receiver == 0) {
      Receiver box(*shared, folder / "taken", luck);
      const auto server = HttpServer::start("127.0.0.1", port, box);
      if (!server) ::_exit(1);
      shared->port = (*server)->port();
      for (;;) ::pause();
    }
    for (int i = 0; i < 100'000 && shared->port == 0; ++i) ::usleep(100);
    port = shared->port;
    REQUIRE(port > 0);
  }
  void stop_receiver() {
    if (receiver <= 0) return;
    ::kill(receiver, SIGKILL);
    ::waitpid(receiver, nullptr, 0);
    receiver = 0;
  }
  // A process of its own that opens the books and makes rounds until it is killed.
  pid_t start_sender(PostPlan its_plan, std::uint64_t luck) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child != 0) return child;
    auto ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock);
    if (!ledger) ::_exit(1);
    Postman post(on_this_thread(**ledger), std::move(its_plan), clock, log, luck);
    for (;;) {
      const auto tried = post.round();
      if (!tried) ::_exit(2);
      if (*tried > 0) continue;
      shared->idle = true;
      ::usleep(500);
    }
  }

  void lines_wait() {
    open();
    std::vector<OrderLineRow> rows;
    for (int i = 0; i < lines_a_batch; ++i) {
      OrderLineRow row = floor->demand("SO-" + std::to_string(++lines) + "/1", 10);
      row.item = item(lines % 2 == 1 ? "BRG" : "DRL");  // an event looks at a hundred lines of an item
      row.customer = customer(lines);
      rows.push_back(std::move(row));
    }
    floor->demand_is(rows);
    floor.reset();
  }

  // Kills a sender once, and sometimes the receiver with it.
  void kill_once(Killed& killed) {
    start_receiver();
    clock.advance(std::chrono::minutes(11));
    PostPlan its_plan = plan(channels());
    shared->idle = false;
    const std::uint64_t luck = random();
    const bool when_taken = luck % 2 == 0, receiver_too = luck % 16 < 2, at_its_answer = luck % 32 < 16;
    const pid_t child = start_sender(std::move(its_plan), luck);
    const int before = shared->taken;
    shared->dies = receiver_too && at_its_answer;
    if (when_taken && !shared->dies) shared->kills = child;
    int status = 0;
    pid_t ended = 0;
    const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(random() % longest);
    const bool waits_for_it = when_taken || shared->dies;
    while (ended == 0 && !shared->idle && (waits_for_it || std::chrono::steady_clock::now() < until)) {
      ::usleep(200);
      if (receiver_too && at_its_answer && !shared->dies) break;
      ended = ::waitpid(child, &status, WNOHANG);
    }
    if (receiver_too) {
      const bool had_it = at_its_answer && !shared->dies;
      killed.before_answer += had_it ? 1 : 0;
      stop_receiver();
      ++killed.receivers;
    }
    if (ended == 0) ::kill(child, SIGKILL);
    REQUIRE((ended == child || ::waitpid(child, &status, 0) == child));
    REQUIRE(WIFSIGNALED(status));
    ++killed.senders;
    const bool asked = when_taken && !(receiver_too && at_its_answer);
    killed.when_taken += asked && shared->kills == 0 && shared->taken > before ? 1 : 0;
    shared->kills = 0;
    shared->dies = false;
  }

  // All that waits goes out, and is counted.
  Post count() {
    shared->takes_all = true;
    start_receiver();
    open();
    auto post = postman(channels());
    for (int round = 0; round < 1000; ++round) {
      clock.advance(std::chrono::minutes(11));
      const auto tried = post->round();
      REQUIRE(tried.ok());
      if (*tried == 0) break;
    }
    std::map<std::string, std::set<std::string>> taken;
    std::istringstream all(text_of(folder / "taken"));
    for (std::string body; std::getline(all, body);) taken[json::parse(body)["message"]].insert(body);
    Post result{lines};
    std::map<std::string, int> told;
    for (const auto& [id, bodies] : taken) {
      const bool same = bodies.size() == 1 && text_of(folder / ("letters/" + id + ".json")) == *bodies.begin() + "\n";
      result.doubled += same ? 0 : 1;
      const json letter = json::parse(*bodies.begin());
      for (const auto& about : letter["about"]) ++told[about["line"]];
    }
    result.doubled += files(".json").size() == taken.size() ? 0 : 1;
    for (const auto& [line, times] : told) result.doubled += times - 1;
    result.lost = lines - static_cast<int>(told.size());
    return result;
  }

  static constexpr std::uint64_t longest = 40'000;  // microseconds
  Shared* shared = nullptr;
  pid_t receiver = 0;
  int port = 0, lines = 0;
  std::mt19937_64 random{1};
};

int number_from(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

}  // namespace

// The sender is a process of its own that opens the books and makes rounds until it is killed, at any moment, or at the
// one at which a letter was taken and nobody has written down yet that it was. The receiver is one as well.
// DOCKHAND_KILLS=10000 kills that often, DOCKHAND_FIRST_SEED=N with another luck.
TEST(two_hundred_kills_lose_no_letter_and_double_none) {
  const int wanted = number_from("DOCKHAND_KILLS", kills_a_part);
  const std::uint64_t first = seeds(1).front();
  const auto began = std::chrono::steady_clock::now();
  Killed killed;
  Post post;
  for (std::uint64_t part = 0; killed.all() < wanted; ++part) {
    dockhand::test::Unity<Fixture> office;
    office.random.seed(first * 100'000 + part);
    const int until = std::min(wanted, killed.all() + kills_a_part);
    for (int i = 0; killed.all() < until; ++i) {
      if (i % kills_a_batch == 0) office.lines_wait();
      office.kill_once(killed);
    }
    const Post its = office.count();
    INFO("part " << part << " of seed " << first);
    REQUIRE(its.lost == 0);
    REQUIRE(its.doubled == 0);
    post.lines += its.lines;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << killed.all() << " kills: " << killed.senders << " of senders, " << killed.when_taken
            << " of them when a letter was taken and that was not written down; " << killed.receivers
            << " of receivers, " << killed.before_answer << " of them when they had a letter and had not said so; of "
            << post.lines << " messages " << post.lost << " lost, " << post.doubled << " doubled; "
            << killed.all() / took.count() << " kills a second\n";
  REQUIRE(killed.when_taken > killed.all() / 5);
}
