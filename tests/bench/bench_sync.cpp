// How fast a hub and its terminals exchange what was scanned, and what that costs on the wire and at the terminal.
//
// The hub runs in a process of its own, so that its memory and its processor time are its own, and is asked over
// loopback, as the product's own connector asks. bench_sync --help says what it takes; the figures in sync/README.md
// are its own.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <future>
#include <thread>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/fresh_id.h"
#include "sync/connector.h"
#include "sync/hub/hub.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "sync/store/postgres_store.h"
#include "sync/worker.h"
#include "tests/bench/bench_arguments.h"
#include "tests/bench/bench_folder.h"
#include "tests/bench/bench_hub_process.h"
#include "tests/bench/bench_other_process.h"
#include "tests/bench/bench_warehouse.h"
#include "tests/support/raw_socket.h"

using namespace dockhand;
using namespace dockhand::bench;
using dockhand::test::RawSocket;
using Watch = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

constexpr const char* usage =
    "bench_sync [--only PART] [--scans N] [--waiting N] [--events N] [--folder FOLDER] [--store URL]\n"
    "  --only     apply, drain, answers, fanout, first or takeover\n"
    "  --scans    of a shift (5000)\n"
    "  --waiting  terminals that wait for a change (2000)\n"
    "  --lines    order lines that a new terminal has to fetch (50000)\n"
    "  --events   of a site that another hub takes over from --store (100000)\n"
    "  --folder   where the databases are made (here); a temporary folder is often no disk at all\n"
    "  --store    postgresql://HOST/DATABASE: apply also puts the events there, in a schema of their own that stays";

struct Plan {
  int scans = 5000;
  int waiting = 2000;
  int lines = 50'000;
  int events = 100'000;
  std::string store{};
};

double seconds_since(Watch::time_point begin) { return std::chrono::duration<double>(Watch::now() - begin).count(); }

// Returns a number that the hub counts itself.
double counted(const HubProcess& hub, const std::string& name) {
  const RawSocket socket = RawSocket::to(hub.port);
  socket.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string text = socket.receive(5s);
  const auto at = text.find("\n" + name + " ");
  return at == std::string::npos ? 0 : std::atof(text.c_str() + at + name.size() + 2);
}

std::unique_ptr<Connector> link_to(const HubProcess& hub) {
  return make_connector({"http://127.0.0.1:" + std::to_string(hub.port)}).value();
}

// --- a site and its work

constexpr int items = 200;

std::unique_ptr<Ledger> open_hub(const std::filesystem::path& file, std::unique_ptr<SiteStore> store) {
  auto opened = Ledger::open(file, LedgerRole::hub, system_clock(), Disk::real(), std::move(store));
  if (!opened) Warehouse::stop(opened.error().sentence());
  return std::move(opened).value();
}

void make_site(const std::filesystem::path& hub, int order_lines = 2000, std::unique_ptr<SiteStore> store = nullptr) {
  const auto ledger = open_hub(hub, std::move(store));
  std::vector<Command> commands;
  const auto give = [&](Import import) {
    commands.push_back({CommandId::parse("site" + std::to_string(commands.size())).value(),
                        OperatorName::parse("office").value(), system_clock().now(), std::move(import)});
  };
  Import first;
  for (int i = 0; i < items; ++i) {
    first.rows.emplace_back(ItemRow{item(i), "Deep groove ball bearing " + std::to_string(i), Tracking::none});
  }
  first.rows.emplace_back(LocationRow{place("DOCK-1"), LocationKind::dock, 0});
  for (int i = 1; i <= 99; ++i) {
    first.rows.emplace_back(LocationRow{place(fmt::format("A-{:02}", i).c_str()), LocationKind::storage, i});
  }
  first.rows.emplace_back(CustomerRow{"ACME", "Acme Ltd"});
  give(std::move(first));
  for (int order = 0; order < order_lines;) {
    Import lines;
    for (; lines.rows.size() < 500 && order < order_lines; ++order) {
      lines.rows.emplace_back(Warehouse::line("SO-" + std::to_string(order), order % items, 2, order));
    }
    give(std::move(lines));
  }
  Warehouse::must(ledger->execute_all(commands));
}

// Receipts and moves as a dock has them, by turns, over all items.
Action scan_number(int number) {
  const ItemCode of = item(number * 7 % items);
  if (number % 3 != 2) return Receive{Units{of, units(2), {}, {}, {}}, place("DOCK-1"), {}, false};
  const int before = (number - 1) * 7 % items;
  return Move{Units{item(before), units(1), {}, {}, {}}, place("DOCK-1"),
              place(fmt::format("A-{:02}", 1 + number % 99).c_str())};
}

Command scan(int number) {
  return {fresh_command_id(), OperatorName::parse("anna").value(), system_clock().now(), scan_number(number)};
}

// One that knows the hub's rows, and has worked a shift without a network.
std::unique_ptr<Ledger> terminal_after_a_shift(const std::filesystem::path& file, Connector& link, int scans) {
  auto ledger = Ledger::open(file, LedgerRole::terminal, system_clock()).value();
  const auto synced = sync_once(on_this_thread(*ledger), link, system_clock());
  if (!synced.status) Warehouse::stop(synced.status.error().sentence());
  for (int i = 0; i < scans;) {
    std::vector<Command> burst;
    for (int end = std::min(scans, i + 64); i < end; ++i) burst.push_back(scan(i));
    for (const Command& one : burst) Warehouse::must(ledger->execute(one, Flush::later));
    if (!ledger->flush()) Warehouse::stop("the disk does not take the shift");
  }
  return ledger;
}

class Bench {
 public:
  Bench(Plan plan, const std::filesystem::path& folder) : plan_(plan), folder_(folder, "bench-sync") {}

  static std::vector<std::string> names() { return {"apply", "drain", "answers", "fanout", "first", "takeover"}; }
  void run(const std::string& only) {
    for (const auto& [name, part] : {std::pair("apply", &Bench::apply), std::pair("drain", &Bench::drain),
                                     std::pair("answers", &Bench::answers), std::pair("fanout", &Bench::fanout),
                                     std::pair("first", &Bench::first), std::pair("takeover", &Bench::takeover)}) {
      if (only.empty() || only == name) (this->*part)();
    }
  }

 private:
  std::filesystem::path file(const std::string& name) const { return folder_.path() / (name + ".db"); }

  // Measures what the hub's ledger takes by itself, batch after batch, as they come from a terminal.
  void apply() {
    make_site(file("apply-hub"));
    std::vector<Push> batches;
    {
      const HubProcess hub = start_hub(file("apply-hub"));
      const auto link = link_to(hub);
      const auto terminal = terminal_after_a_shift(file("apply-terminal"), *link, plan_.scans);
      stop_hub(hub);
      for (std::int64_t after = 0;;) {
        auto push = terminal->unacknowledged(after).value();
        if (push.events.empty()) break;
        after = push.events.back().seq;
        batches.push_back(std::move(push));
      }
    }
    const double alone = apply_to(*open_hub(file("apply-hub"), nullptr), batches, "SQLite");
    if (plan_.store.empty()) return;
    make_site(file("apply-cache"), 2000, store());
    const double stored = apply_to(*open_hub(file("apply-cache"), store()), batches, "PostgreSQL");
    fmt::print("apply: PostgreSQL takes {:.2f} of what SQLite takes\n", stored / alone);
  }

  std::unique_ptr<SiteStore> store() const {
    auto store = PostgresStore::at({plan_.store, site_});
    if (!store) Warehouse::stop(store.error().sentence());
    return std::move(store).value();
  }

  // Returns events a second.
  static double apply_to(Ledger& ledger, const std::vector<Push>& batches, const char* into) {
    std::size_t events = 0;
    const auto begin = Watch::now();
    for (const Push& push : batches) {
      Warehouse::must(ledger.accept(push));
      events += push.events.size();
    }
    const double rate = static_cast<double>(events) / seconds_since(begin);
    fmt::print("apply: {} events in batches of {}: {:.0f} events/s into {}\n", events, Push::max_events, rate, into);
    return rate;
  }

  void drain() {
    make_site(file("drain-hub"));
    const HubProcess hub = start_hub(file("drain-hub"));
    const auto link = link_to(hub);
    const auto terminal = terminal_after_a_shift(file("drain-terminal"), *link, plan_.scans);
    const double up = counted(hub, "dockhand_hub_received_bytes_total");
    const double down = counted(hub, "dockhand_hub_sent_bytes_total");
    const auto begin = Watch::now();
    const auto result = sync_once(on_this_thread(*terminal), *link, system_clock());
    const double took = seconds_since(begin);
    if (!result.status) Warehouse::stop(result.status.error().sentence());
    const auto each = [&](double bytes) { return bytes / static_cast<double>(result.report.pushed); };
    fmt::print(
        "drain: {} scans of a shift in {:.2f} s, {} rows came back; bytes of bodies a scan: {:.0f} up, {:.0f} down; "
        "the hub held {:.0f} MB at most\n",
        result.report.pushed, took, result.report.pulled, each(counted(hub, "dockhand_hub_received_bytes_total") - up),
        each(counted(hub, "dockhand_hub_sent_bytes_total") - down), megabytes_of(hub.id, "VmHWM:"));
    stop_hub(hub);
  }

  // Measures how long a scan waits for its answer while the terminal's worker sends what a shift has left.
  void answers() {
    make_site(file("answers-hub"));
    const HubProcess hub = start_hub(file("answers-hub"));
    auto ledger = terminal_after_a_shift(file("answers-terminal"), *link_to(hub), plan_.scans);
    LedgerThread thread(std::move(ledger));
    std::atomic<std::int64_t> pushed{0};
    const auto begin = Watch::now();
    SyncWorker worker(thread, link_to(hub), system_clock(), 1,
                      [&](const SyncStatus& status) { pushed += status.done.pushed; });
    std::vector<double> ms;
    for (int i = 0; pushed < plan_.scans && seconds_since(begin) < 120; ++i) {
      const auto asked = Watch::now();
      std::promise<void> answered;
      if (!thread.submit({scan(i)}, Flush::now, [&](const LedgerThread::Answers&) { answered.set_value(); })) continue;
      answered.get_future().wait();
      ms.push_back(1000 * seconds_since(asked));
      std::this_thread::sleep_for(20ms);
    }
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double part) {
      return ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))];
    };
    fmt::print("answers: {} scans while {} drain: p50 {:.1f}, p99 {:.1f}, max {:.1f} ms\n", ms.size(), plan_.scans,
               at(0.5), at(0.99), at(1));
    stop_hub(hub);
  }

  // Terminals that wait cost what the hub uses while nothing happens; then one change, and each asks for its rows.
  void fanout() {
    make_site(file("fanout-hub"));
    const HubProcess hub = start_hub(file("fanout-hub"));
    const auto link = link_to(hub);
    const auto office = terminal_after_a_shift(file("fanout-terminal"), *link, 0);
    const std::string asked = to_json(PullRequest{office->writer(), office->pull_position().value(), {}});
    const auto post = [&](const char* path) {
      return fmt::format("POST {} HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n{}", path, asked.size(), asked);
    };
    const auto whole_answer = [](const RawSocket& socket) {
      std::string text;
      while (!text.ends_with('}')) {
        const std::string more = socket.receive(10s, 1);
        if (more.empty()) Warehouse::stop("a terminal that waits was not answered");
        text += more;
      }
      return text;
    };
    std::vector<RawSocket> waiting;
    for (int i = 0; i < plan_.waiting; ++i) {
      waiting.push_back(RawSocket::to(hub.port, fmt::format("127.0.1.{}", 1 + i % 100).c_str()));
      waiting.back().send(post("/v1/wait"));
    }
    std::this_thread::sleep_for(1s);
    const double before = processor_seconds(hub.id);
    std::this_thread::sleep_for(10s);
    const double idle = 100 * (processor_seconds(hub.id) - before) / 10;
    Warehouse::must(office->execute(scan(0)));
    const auto begin = Watch::now();
    Warehouse::must(link->push(office->unacknowledged().value()));
    for (const RawSocket& one : waiting) {
      whole_answer(one);
      one.send(post("/v1/pull"));
    }
    const double told = seconds_since(begin);
    for (const RawSocket& one : waiting) whole_answer(one);
    fmt::print(
        "fanout: {} terminals wait: {:.1f} % of a core, {:.0f} MB; after a change all are told in {:.2f} s and have "
        "their rows in {:.2f} s\n",
        waiting.size(), idle, megabytes_of(hub.id, "VmRSS:"), told, seconds_since(begin));
    stop_hub(hub);
  }

  // A new terminal fetches all that the hub has, while somebody scans at it.
  void first() {
    make_site(file("first-hub"), plan_.lines);
    const HubProcess hub = start_hub(file("first-hub"));
    auto ledger = Ledger::open(file("first-terminal"), LedgerRole::terminal, system_clock()).value();
    Import known;
    known.rows = {ItemRow{item(0), "Bearing", Tracking::none}, LocationRow{place("DOCK-1"), LocationKind::dock, 0}};
    Warehouse::must(ledger->execute(
        {fresh_command_id(), OperatorName::parse("anna").value(), system_clock().now(), std::move(known)}));
    LedgerThread thread(std::move(ledger));
    std::atomic<std::int64_t> pulled{0};
    const double down = counted(hub, "dockhand_hub_sent_bytes_total");
    const auto begin = Watch::now();
    SyncWorker worker(thread, link_to(hub), system_clock(), 1,
                      [&](const SyncStatus& status) { pulled += status.done.pulled; });
    std::vector<double> ms;
    while (pulled == 0 && seconds_since(begin) < 300) {
      const auto asked = Watch::now();
      std::promise<void> answered;
      const Command command{fresh_command_id(), OperatorName::parse("anna").value(), system_clock().now(),
                            Receive{Units{item(0), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}};
      if (!thread.submit({command}, Flush::now, [&](const LedgerThread::Answers&) { answered.set_value(); })) continue;
      answered.get_future().wait();
      ms.push_back(1000 * seconds_since(asked));
      std::this_thread::sleep_for(20ms);
    }
    const double took = seconds_since(begin);
    std::sort(ms.begin(), ms.end());
    const auto at = [&](double part) {
      return ms[static_cast<std::size_t>(part * static_cast<double>(ms.size() - 1))];
    };
    fmt::print(
        "first: {} rows in {:.1f} s, {:.0f} bytes a row on the wire; {} scans meanwhile: p50 {:.1f}, p99 {:.1f}, max "
        "{:.1f} ms; {:.0f} MB at most\n",
        pulled.load(), took, (counted(hub, "dockhand_hub_sent_bytes_total") - down) / static_cast<double>(pulled),
        ms.size(), at(0.5), at(0.99), at(1), megabytes_of(::getpid(), "VmHWM:"));
    stop_hub(hub);
  }

  // Another machine takes the site over: it fills a file that is not there yet, and once more after it was away for a
  // moment.
  void takeover() {
    if (plan_.store.empty()) return;
    const OtherProcess other({"another hub fills a fresh file", "it has what it missed, 500 events,"},
                             [&](const char* what) { take_it_over(what); });
    make_site(file("takeover-hub"));
    {
      const auto ledger = open_hub(file("takeover-hub"), nullptr);
      book(*ledger, plan_.events);
    }
    const auto begin = Watch::now();
    Warehouse::must(open_hub(file("takeover-hub"), store())->execute(scan(0)));
    fmt::print("takeover: a site of {} events, a file of {:.0f} MB, goes to an empty store in {:.1f} s\n", plan_.events,
               static_cast<double>(std::filesystem::file_size(file("takeover-hub"))) / 1e6, seconds_since(begin));
    std::fflush(stdout);
    other.go_on();
    book(*open_hub(file("takeover-hub"), store()), 500);
    other.go_on();
  }

  // Is called in a process of its own.
  void take_it_over(const char* what) const {
    const auto begin = Watch::now();
    const auto ledger = open_hub(file("takeover-other"), store());
    fmt::print("takeover: {} in {:.1f} s, {:.0f} MB at most\n", what, seconds_since(begin),
               megabytes_of(::getpid(), "VmHWM:"));
    std::fflush(stdout);
  }

  static void book(Ledger& ledger, int events) {
    for (int i = 0; i < events;) {
      std::vector<Command> batch;
      batch.reserve(500);
      for (int end = std::min(events, i + 500); i < end; ++i) batch.push_back(scan(i));
      Warehouse::must(ledger.execute_all(batch));
    }
  }

  const Plan plan_;
  const Folder folder_;
  const std::string site_ = "bench_" + std::to_string(::getpid());  // it is also that of processes which begin here
};

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments(argc, argv, usage);
  const std::string only = arguments.part(Bench::names());
  Plan plan;
  plan.scans = arguments.number("--scans", plan.scans);
  plan.waiting = arguments.number("--waiting", plan.waiting);
  plan.lines = arguments.number("--lines", plan.lines);
  plan.events = arguments.number("--events", plan.events);
  plan.store = arguments.value("--store");
  const std::filesystem::path folder = arguments.value("--folder", ".");
  arguments.done();
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  Bench(plan, folder).run(only);
  return 0;
}
