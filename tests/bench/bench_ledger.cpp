// How fast the ledger is, and against what: every limit is measured in the same run, on the same disk.
//
// bench_ledger --help says what it takes. The full sizes take half an hour on two cores, --quick five minutes.
#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "storage/import/import.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/ledger_thread.h"
#include "storage/views/views.h"
#include "tests/bench/bench_arguments.h"
#include "tests/bench/bench_folder.h"
#include "tests/bench/bench_warehouse.h"

namespace {

using namespace dockhand;
using namespace dockhand::bench;
namespace fs = std::filesystem;

constexpr const char* usage =
    "bench_ledger [--json] [--check] [--quick] [--only PART] [--folder FOLDER]\n"
    "  --json    one object with the figures\n"
    "  --check   the exit code is 1 when a goal is missed\n"
    "  --quick   a tenth of the sizes\n"
    "  --only    commits, promises, bursts, queues, claims, import (and the screens on that database) or history\n"
    "  --folder  where the databases are made (here); a temporary folder is often no disk at all";

// --- measuring -------------------------------------------------------------------------------------------------

double now_us() {
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::micro>(time).count();
}

double time_us(const std::function<void()>& work) {
  const double start = now_us();
  work();
  return now_us() - start;
}

double cpu_us() { return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC; }

struct Times {
  std::vector<double> us;
  double at(double part) {
    std::sort(us.begin(), us.end());
    return us[static_cast<std::size_t>(part * static_cast<double>(us.size() - 1))];
  }
  double sum() const {
    double all = 0;
    for (const double one : us) all += one;
    return all;
  }
};

double peak_memory_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

Scan typed(const char* text) {
  Scan scan;
  scan.symbol.text = text;
  return scan;
}

// --- the measurements ------------------------------------------------------------------------------------------

struct Options {
  bool json = false, check = false, quick = false;
  fs::path folder = ".";
  std::string only;  // one part
};

class Bench {
 public:
  explicit Bench(Options options) : options_(std::move(options)), folder_(options_.folder, "bench-ledger") {}

  static std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& [name, part] : parts) all.emplace_back(name);
    return all;
  }

  int run() {
    for (const auto& [name, part] : parts) {
      if (options_.only.empty() || options_.only == name) (this->*part)();
    }
    if (options_.json) std::printf("%s\n", results_.dump().c_str());
    return options_.check && missed_ > 0 ? 1 : 0;
  }

 private:
  void say(const char* name, double value, const char* unit, double goal = 0, bool at_least = false) {
    const double rounded = std::round(value * 1000) / 1000;
    results_[name] = rounded;
    const bool good = goal == 0 || (at_least ? value >= goal : value <= goal);
    if (!good) ++missed_;
    if (options_.json) return;
    std::printf("%-34s %12.3f %-8s", name, value, unit);
    if (goal != 0) std::printf(" goal %s %g%s", at_least ? "at least" : "at most", goal, good ? "" : "  MISSED");
    std::printf("\n");
    std::fflush(stdout);
  }
  int size(int full) const { return options_.quick ? full / 10 : full; }
  fs::path file(const char* name) const { return folder_.path() / name; }

  // Appends 4 KiB and waits for the disk, so often.
  Times plain_appends(int count) {
    const int descriptor = ::open(file("plain").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const std::string page(4096, 'x');
    Times times;
    for (int i = 0; i < count; ++i) {
      times.us.push_back(time_us([&] {
        if (::write(descriptor, page.data(), page.size()) != 4096 || ::fdatasync(descriptor) != 0) {
          Warehouse::stop("the disk cannot be measured");
        }
      }));
    }
    ::close(descriptor);
    return times;
  }

  // Receipts that make two claims each; returns the time of the processor.
  double receipts(Warehouse& warehouse, int count, Times& times) {
    const double before = cpu_us();
    for (int i = 0; i < count; ++i) {
      times.us.push_back(time_us([&] {
        if (warehouse.receive(0, 2).claims.size() < 2) Warehouse::stop("a receipt did not make two claims");
      }));
    }
    return cpu_us() - before;
  }

  // All in turns, so that a busy machine troubles them alike. The terminal that is alone also says for a hundred lines
  // that still wait when they leave; one that has a hub leaves that to it.
  void commits() {
    CountingDisk disk;
    Warehouse alone(file("commit.db"), disk);
    Warehouse of_hub(file("of-hub.db"));
    of_hub.join_a_hub();
    const int rounds = 20;
    const int each = size(200);
    for (Warehouse* warehouse : {&alone, &of_hub}) {
      warehouse->open(10);
      warehouse->demand(0, 2 * rounds * each + 1000, 1);
      for (int i = 0; i < 100; ++i) warehouse->receive(0, 2);
    }
    Times commits, appends, commits_of_hub;
    std::int64_t syncs = 0;
    double cpu = 0, cpu_of_hub = 0;
    for (int round = 0; round < rounds; ++round) {
      for (const double us : plain_appends(each).us) appends.us.push_back(us);
      const std::int64_t before = CountingDisk::syncs;
      cpu += receipts(alone, each, commits);
      syncs += CountingDisk::syncs - before;
      cpu_of_hub += receipts(of_hub, each, commits_of_hub);
    }
    const double count = rounds * each;
    say("commit_us", commits.sum() / count, "us");
    say("commit_cpu_us", cpu / count, "us");
    say("commit_cpu_of_hub_us", cpu_of_hub / count, "us");
    say("append_fdatasync_us", appends.sum() / count, "us");
    say("commit_rate_vs_fdatasync", appends.sum() / commits.sum(), "", 0.9, true);
    // Checkpoints, which come once in a thousand pages, included.
    say("syncs_per_commit", static_cast<double>(syncs) / count, "", 1.1);
    say("scan_to_answer_ms_p50", commits.at(0.5) / 1000, "ms");
    say("scan_to_answer_ms_p99", commits.at(0.99) / 1000, "ms", 50);
  }

  // What a receipt takes to say when the item's first hundred waiting lines leave: against a terminal whose hub does
  // it.
  void promises() {
    Warehouse alone(file("promises.db"));
    Warehouse of_hub(file("promises-of-hub.db"));
    of_hub.join_a_hub();
    const int rounds = 20, each = size(50);
    for (Warehouse* warehouse : {&alone, &of_hub}) {
      warehouse->open(10);
      warehouse->purchases(0, 10);
      warehouse->demand(0, 2 * rounds * each + 1000, 1);
      for (int i = 0; i < 20; ++i) warehouse->receive(0, 2);
    }
    Times unused;
    double cpu = 0, cpu_of_hub = 0;
    for (int round = 0; round < rounds; ++round) {
      cpu += receipts(alone, each, unused);
      cpu_of_hub += receipts(of_hub, each, unused);
    }
    say("promises_of_100_lines_ms", (cpu - cpu_of_hub) / (rounds * each) / 1000, "ms", 2);
  }

  // Scans that wait share a flush, as the App books them: each is committed, and one flush makes 64 of them safe.
  void bursts() {
    CountingDisk disk;
    Warehouse warehouse(file("burst.db"), disk);
    warehouse.open(10);
    std::vector<Command> commands;
    const int count = size(2000);
    for (int i = 0; i < count; ++i) {
      commands.push_back(warehouse.command(Receive{Units{item(1), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}));
    }
    LedgerThread thread(std::move(warehouse.ledger));
    std::atomic<int> accepted{0};
    const std::int64_t before = CountingDisk::syncs;
    const double us = time_us([&] {
      for (std::size_t i = 0; i < commands.size(); ++i) {
        const auto count_it = [&](const LedgerThread::Answers& outcomes) { accepted += outcomes ? 1 : 0; };
        const bool taken = thread.submit({std::move(commands[i])}, Flush::later, count_it);
        const bool last = i % 64 == 63 || i + 1 == commands.size();
        if (!taken || (last && !thread.flush([](const Status&) {}))) Warehouse::stop("the queue is full");
      }
      thread.drain();
    });
    if (accepted != count) Warehouse::stop("a scan of the burst was not acknowledged");
    say("burst_us_per_scan", us / count, "us");
    say("burst_syncs_per_scan", static_cast<double>(CountingDisk::syncs - before) / count, "", 0.1);
  }

  // The cost of one receipt that serves two lines, by how many wait; undone, not measured, so that as many wait again.
  // In turns, for the same reason.
  void queues() {
    const std::vector<int> lengths{10, 1000, size(100'000), size(1'000'000)};
    std::vector<std::unique_ptr<Warehouse>> warehouses;
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      warehouses.push_back(std::make_unique<Warehouse>(file(("queue" + std::to_string(i)).c_str())));
      warehouses.back()->open(10);
      warehouses.back()->demand(0, lengths[i], 1);
    }
    std::vector<Times> times(lengths.size());
    const int rounds = size(3000);
    for (int round = -50; round < rounds; ++round) {
      for (std::size_t i = 0; i < lengths.size(); ++i) {
        std::optional<Accepted> receipt;
        const double us = time_us([&] { receipt = warehouses[i]->receive(0, 2); });
        if (receipt->claims.size() < 2) Warehouse::stop("a receipt did not make two claims");
        if (round >= 0) times[i].us.push_back(us);
        warehouses[i]->give(Undo{receipt->id});
      }
    }
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      say(("receipt_us_at_" + std::to_string(lengths[i])).c_str(), times[i].at(0.5), "us");
    }
    say("alloc_1m_vs_10", times.back().at(0.5) / times.front().at(0.5), "", 1.2);
  }

  void many_claims() {
    Warehouse warehouse(file("claims.db"));
    warehouse.open(10);
    Times times;
    for (int i = 0; i < 20; ++i) {
      warehouse.demand(0, 100, 1, "R" + std::to_string(i));
      times.us.push_back(time_us([&] {
        if (warehouse.receive(0, 100).claims.size() < 100) Warehouse::stop("not 100 claims");
      }));
    }
    say("receipt_with_100_claims_ms", times.at(0.5) / 1000, "ms", 50);
  }

  void write_orders(const fs::path& csv, int lines, int items) {
    std::ofstream out(csv);
    out << "order,line,customer,item,quantity,priority,promised,ordered_at\n";
    for (int i = 0; i < lines; ++i) {
      out << "SO-" << i / 4 << ',' << 1 + i % 4 << ",ACME,ITEM-" << i % items << ',' << 1 + i % 9 << ',' << 1 + i % 9
          << ",2026-12-" << (i % 27 < 9 ? "0" : "") << 1 + i % 27 << ",2026-11-0" << 1 + i % 9 << '\n';
    }
  }

  void import_and_screens() {
    const fs::path db = file("orders.db");
    const int lines = size(1'000'000);
    {
      Warehouse warehouse(db);
      warehouse.open(5000);
      write_orders(file("orders.csv"), lines, 5000);
      malloc_trim(0);
      const double before = peak_memory_mb();
      const double us = time_us([&] {
        const auto report = import_file(*warehouse.ledger, file("orders.csv"), OperatorName::parse("bench").value(),
                                        system_clock().now());
        Warehouse::must(report);
        if (!report->errors.empty()) Warehouse::stop(report->errors.front().sentence());
      });
      say("import_order_lines", lines, "lines");
      say("import_s", us / 1e6, "s");
      say("import_peak_memory_mb", peak_memory_mb(), "MB");
      say("import_memory_before_mb", before, "MB");
      for (int i = 0; i < 200; ++i) warehouse.receive(i, 20);
    }
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Views> views;
    say("start_ms", time_us([&] {
                      ledger = Ledger::open(db, LedgerRole::terminal, system_clock()).value();
                      views = Views::open(db).value();
                    }) / 1000,
        "ms", 100);
    screens(*views);
  }

  template <class Query>
  void screen(const char* name, Query query) {
    Times times;
    for (int i = 0; i < 30; ++i) times.us.push_back(time_us([&] { Warehouse::must(query()); }));
    say((std::string("view_") + name + "_ms").c_str(), times.at(0.5) / 1000, "ms", 2);
  }

  // With the limits that the screens use.
  void screens(Views& views) {
    const auto order = OrderNumber::parse("SO-7").value();
    screen("identify_item", [&] { return views.identify(typed("ITEM-77")); });
    screen("identify_nothing", [&] { return views.identify(typed("NOTHING")); });
    screen("item", [&] { return views.item(item(3)); });
    screen("stock", [&] { return views.stock(50); });
    screen("stock_at", [&] { return views.stock_at(place("DOCK-1"), 100); });
    screen("order_lines", [&] { return views.order_lines(order); });
    screen("backorders", [&] { return views.backorders(200); });
    screen("purchases", [&] { return views.purchases(200); });
    screen("notices", [&] { return views.notices(100); });
    screen("pick_list", [&] { return views.pick_list(order); });
    screen("pickable", [&] { return views.pickable(60); });
    screen("locations", [&] { return views.locations(); });
    screen("why", [&] { return views.why(OrderLine::parse("SO-7/1").value()); });
    screen("sync", [&] { return views.sync(); });
  }

  // A year of scans behind it: what the next one costs, each with a flush of its own.
  void history() {
    Warehouse warehouse(file("year.db"));
    warehouse.open(5000);
    const int events = size(5'000'000);
    Times young, old;
    for (int i = 0; i < 300; ++i) young.us.push_back(time_us([&] { warehouse.receive(i, 1); }));
    const auto start = fs::file_size(file("year.db"));
    std::vector<Command> commands;
    const double us = time_us([&] {
      for (int i = 0; i < events; ++i) {
        commands.push_back(
            warehouse.command(Receive{Units{item(i % 5000), units(1), {}, {}, {}}, place("DOCK-1"), {}, false}));
        if (commands.size() < 1000) continue;
        Warehouse::must(warehouse.ledger->execute_all(commands));
        commands.clear();
      }
    });
    for (int i = 0; i < 300; ++i) old.us.push_back(time_us([&] { warehouse.receive(i, 1); }));
    say("history_events", events, "events");
    say("history_us_per_event", us / events, "us");
    say("scan_after_history_vs_before", old.at(0.5) / young.at(0.5), "", 1.5);
    say("bytes_per_event", static_cast<double>(fs::file_size(file("year.db")) - start) / events, "bytes");
    say("history_gb", static_cast<double>(fs::file_size(file("year.db"))) / 1e9, "GB");
  }

  static const std::vector<std::pair<const char*, void (Bench::*)()>> parts;

  Options options_;
  Folder folder_;
  nlohmann::ordered_json results_;
  int missed_ = 0;
};

const std::vector<std::pair<const char*, void (Bench::*)()>> Bench::parts{
    {"commits", &Bench::commits}, {"promises", &Bench::promises},  {"bursts", &Bench::bursts},
    {"queues", &Bench::queues},   {"claims", &Bench::many_claims}, {"import", &Bench::import_and_screens},
    {"history", &Bench::history}};

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments(argc, argv, usage);
  Options options;
  options.json = arguments.flag("--json");
  options.check = arguments.flag("--check");
  options.quick = arguments.flag("--quick");
  options.only = arguments.part(Bench::names());
  options.folder = arguments.value("--folder", ".");
  arguments.done();
  return Bench(options).run();
}
