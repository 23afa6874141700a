// A hub under a crowd: thousands of idle and dripping connections beside terminals that work.
//
// The hub runs in a process of its own, so that its memory and its processor time are its own. The crowd comes from
// many addresses of 127.0.0.0/8. Prints one line a phase: how long pulls and pushes took, what the hub held and used.
// bench_hub_crowd --help says what it takes.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

#include "sync/connector.h"
#include "sync/hub/hub.h"
#include "sync/session.h"
#include "tests/bench/bench_arguments.h"
#include "tests/bench/bench_folder.h"
#include "tests/bench/bench_hub_process.h"
#include "tests/support/raw_socket.h"

using namespace dockhand;
using namespace dockhand::bench;
using namespace dockhand::test;
using Watch = std::chrono::steady_clock;

namespace {

constexpr const char* usage =
    "bench_hub_crowd [--only PART] [IDLE [DRIPPING [TERMINALS [SECONDS]]]]\n"
    "  --only  alone or crowd";

struct Plan {
  int idle = 10'000;
  int dripping = 1'000;
  int terminals = 30;
  int seconds = 15;
};

std::string address_of(int number) {
  return fmt::format("127.{}.{}.{}", 1 + number / 2500, number / 50 % 50, 1 + number % 50);
}

// Makes connections that say nothing, or a byte now and then. Those that the hub closes come again.
class Crowd {
 public:
  Crowd(int port, int idle, int dripping) : port_(port), dripping_(dripping) {
    for (int i = 0; i < idle; ++i) idle_.push_back(RawSocket::to(port, address_of(i % 10'000).c_str()));
    for (int i = 0; i < dripping; ++i) drips_.push_back(begin(i));
    thread_ = std::thread([this] { drip(); });
  }
  ~Crowd() {
    stop_ = true;
    thread_.join();
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

 private:
  RawSocket begin(int number) const {
    RawSocket socket = RawSocket::to(port_, address_of(number).c_str());
    socket.send(number % 2 == 0 ? "POST /v1/push HTTP/1.1\r\nX-Slow: "
                                : "POST /v1/push HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
    return socket;
  }
  void drip() {
    while (!stop_) {
      for (int i = 0; i < dripping_ && !stop_; ++i) {
        if (!drips_[static_cast<std::size_t>(i)].send("x")) drips_[static_cast<std::size_t>(i)] = begin(i);
        if (i % 100 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    }
  }

  const int port_;
  const int dripping_;
  std::vector<RawSocket> idle_, drips_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

struct Times {
  std::mutex mutex;
  std::vector<double> pull_ms, push_ms;
  std::atomic<int> failed{0};
};

double at(std::vector<double>& sorted, double part) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

// Works as one terminal with the product's own connector: a receipt now and then, and a pull after each.
void work(const std::filesystem::path& file, int port, int seconds, Times& times) {
  static const SystemClock clock;
  const auto ledger = Ledger::open(file, LedgerRole::terminal, clock).value();
  const auto link = make_connector({"http://127.0.0.1:" + std::to_string(port), {}}).value();
  sync_once(on_this_thread(*ledger), *link, clock);
  const auto timed = [&](std::vector<double>& into, const auto& ask) {
    const auto begin = Watch::now();
    if (!ask()) ++times.failed;
    const std::lock_guard lock(times.mutex);
    into.push_back(std::chrono::duration<double, std::milli>(Watch::now() - begin).count());
  };
  const auto end = Watch::now() + std::chrono::seconds(seconds);
  for (int turn = 0; Watch::now() < end; ++turn) {
    if (turn % 5 == 0) {
      const Command command{CommandId::parse(ledger->writer().text() + std::to_string(turn)).value(),
                            OperatorName::parse("bench").value(), clock.now(),
                            Receive{Units{ItemCode::parse("BRG").value(), Quantity::exactly(1), {}, {}, {}},
                                    LocationCode::parse("DOCK-1").value(),
                                    {},
                                    false}};
      (void)ledger->execute(command);
      const auto push = ledger->unacknowledged().value();
      timed(times.push_ms, [&] {
        const auto reply = link->push(push);
        return reply && ledger->acknowledged(*reply);
      });
    }
    const auto position = ledger->pull_position().value();
    timed(times.pull_ms, [&] {
      const auto changes = link->pull({ledger->writer(), position, {}});
      return changes && ledger->apply(*changes);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

void phase(const char* name, const std::filesystem::path& folder, const HubProcess& hub, const Plan& plan, int idle,
           int dripping) {
  const Crowd crowd(hub.port, idle, dripping);
  std::this_thread::sleep_for(std::chrono::seconds(1));
  Times times;
  const double before = processor_seconds(hub.id);
  std::vector<std::thread> threads;
  for (int i = 0; i < plan.terminals; ++i) {
    threads.emplace_back(work, folder / fmt::format("{}-{}.db", name, i), hub.port, plan.seconds, std::ref(times));
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(times.pull_ms.begin(), times.pull_ms.end());
  std::sort(times.push_ms.begin(), times.push_ms.end());
  fmt::print(
      "{}: {} idle, {} dripping, {} terminals: {} pulls p50 {:.1f} p99 {:.1f} max {:.1f} ms; {} pushes p50 {:.1f} p99 "
      "{:.1f} ms; {} failed; hub holds {:.0f} MB (most {:.0f}), used {:.0f} % of a core\n",
      name, idle, dripping, plan.terminals, times.pull_ms.size(), at(times.pull_ms, 0.5), at(times.pull_ms, 0.99),
      at(times.pull_ms, 1), times.push_ms.size(), at(times.push_ms, 0.5), at(times.push_ms, 0.99), times.failed.load(),
      megabytes_of(hub.id, "VmRSS:"), megabytes_of(hub.id, "VmHWM:"),
      100 * (processor_seconds(hub.id) - before) / plan.seconds);
  std::fflush(stdout);
}

void make_warehouse(const std::filesystem::path& database) {
  static const SystemClock clock;
  const auto ledger = Ledger::open(database, LedgerRole::hub, clock).value();
  Import import;
  import.rows = {ItemRow{ItemCode::parse("BRG").value(), "Bearing", Tracking::none}, LocationRow {
                   LocationCode::parse("DOCK-1").value(),
                   LocationKind::dock,
                   0
                 }};
  (void)ledger->execute(
      {CommandId::parse("import").value(), OperatorName::parse("bench").value(), clock.now(), import});
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments arguments(argc, argv, usage);
  const std::string only = arguments.part({"alone", "crowd"});
  Plan plan;
  for (int* const number : {&plan.idle, &plan.dripping, &plan.terminals, &plan.seconds}) {
    *number = arguments.number_word(*number);
  }
  arguments.done();
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const bench::Folder folder(std::filesystem::temp_directory_path(), "bench-hub-crowd");
  make_warehouse(folder.path() / "hub.db");
  const HubProcess hub = start_hub(folder.path() / "hub.db");
  if (only != "crowd") phase("alone", folder.path(), hub, plan, 0, 0);
  if (only != "alone") phase("crowd", folder.path(), hub, plan, plan.idle, plan.dripping);
  stop_hub(hub);
  return 0;
}
