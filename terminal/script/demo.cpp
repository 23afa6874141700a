#include "terminal/script/demo.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "assets/embedded.h"
#include "storage/model/house_day.h"
#include "storage/upkeep/audit.h"
#include "storage/words/wording.h"
#include "terminal/script/own_hub.h"
#include "terminal/script/script_driver.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr Instant shift_begins{1795327200000};  // 2026-11-22T06:00:00Z

// Beside the program, where the build and an installation put them.
fs::path labels_folder() {
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  const fs::path prefix = program.parent_path().parent_path();
  for (const fs::path& folder : {prefix / "assets" / "labels", prefix / "share" / "dockhand" / "labels"}) {
    if (fs::is_directory(folder, failure)) return folder;
  }
  return prefix / "assets" / "labels";
}

void print_line(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

class Shift {
 public:
  Shift(fs::path out, const Display& display) : out_(std::move(out)), display_(display) {}

  Status play() {
    for (const auto act :
         {&Shift::prepare, &Shift::fetch_documents, &Shift::work, &Shift::send, &Shift::plan, &Shift::tell}) {
      if (auto played = (this->*act)(); !played) return played;
    }
    return Done{};
  }

 private:
  fs::path terminal_file() const { return out_ / "dock.db"; }
  fs::path hub_file() const { return out_ / "hub.db"; }

  // Only what an earlier demo left is removed.
  Status prepare() {
    std::error_code failure;
    fs::create_directories(out_, failure);
    if (failure)
      return Error{ErrorKind::read_only, out_.string(), "the folder cannot be made; name another with --out"};
    for (const fs::path& database : {terminal_file(), hub_file()}) {
      for (const char* suffix : {"", "-wal", "-shm", "-mark", ".lock"}) fs::remove(database.string() + suffix, failure);
    }
    return Done{};
  }

  Status fetch_documents() {
    if (auto started = hub_.start(); !started) return started;
    StationOptions options;
    options.database = terminal_file();
    options.person = "Anna K.";
    auto station = Station::open(options, clock_, [] {});
    if (!station) return station.error();
    station_ = std::move(*station);
    if (auto synced = hub_.sync(*station_); !synced) return synced;
    hub_.tell(*station_);
    print_line(fmt::format("{}  The office's documents come from the hub: {} rows. Then the network goes down.",
                           clock_.now().clock_text(), hub_.last_sync().pulled));
    hub_.stop();
    return Done{};
  }

  Status work() {
    clock_.advance(std::chrono::minutes(2));
    hub_.tell(*station_);
    surface_ = std::make_unique<Surface>(display_);
    driver_ = std::make_unique<ScriptDriver>(*station_, *surface_, clock_, liked_, out_, labels_folder());
    return act("shift.ui");
  }

  Status send() {
    if (auto started = hub_.start(); !started) return started;
    if (auto synced = hub_.sync(*station_); !synced) return synced;
    hub_.tell(*station_);
    print_line(fmt::format("{}  The network is back: {} events sent, {} rows fetched, {} questioned by the hub.",
                           clock_.now().clock_text(), hub_.last_sync().pushed, hub_.last_sync().pulled,
                           hub_.last_sync().questioned.size()));
    for (const Notice& notice : hub_.last_sync().notices) print_line("       " + sentence(notice));
    return act("evening.ui");
  }

  // The night's plan reaches the terminal as it does at work, so that Reorder has something to show.
  Status plan() {
    hub_.stop();
    if (auto planned = hub_.plan(); !planned) return planned;
    if (auto started = hub_.start(); !started) return started;
    if (auto synced = hub_.sync(*station_); !synced) return synced;
    print_line(fmt::format("{}  The hub has made the night's plan, and the terminal has fetched it.",
                           clock_.now().clock_text()));
    return Done{};
  }

  Status act(const std::string& name) {
    for (const assets::File& file : assets::demo_scripts()) {
      if (name != file.name) continue;
      const std::string_view text(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size());
      const auto script = parse_script(name, text);
      if (!script) return script.error();
      return driver_->play(*script);
    }
    return Error{ErrorKind::unknown, name, "this act is not part of the program"};
  }

  Status tell() {
    driver_.reset();
    station_.reset();
    hub_.stop();
    auto views = Views::open(terminal_file());
    if (!views) return views.error();
    if (auto told = tell_receipts(**views); !told) return told;
    if (auto told = tell_orders(**views); !told) return told;
    if (auto told = tell_books(); !told) return told;
    print_line(fmt::format("\nScreenshots and both databases are in {}", out_.string()));
    return Done{};
  }

  Status tell_receipts(Views& views) {
    auto purchases = views.purchases();
    if (!purchases) return purchases.error();
    print_line("\nReceived");
    for (const PurchaseView& purchase : *purchases) {
      if (purchase.received.none() || purchase.due < shift_begins.date()) continue;
      print_line(fmt::format("  {:<8} {:<20} {:>4} of {:>4} units, {} still to come", purchase.purchase.text(),
                             purchase.supplier, purchase.received.units(), purchase.expected.units(),
                             purchase.open.units()));
    }
    return Done{};
  }

  Status tell_orders(Views& views) {
    auto orders = views.orders();
    if (!orders) return orders.error();
    std::int64_t waiting = 0;
    print_line("\nGiven to the orders that were waiting");
    for (const OrderView& order : *orders) {
      waiting += order.waiting.units();
      const Quantity served = order.reserved + order.picked + order.shipped;
      if (served.none() || order.ordered == order.shipped) continue;
      print_line(fmt::format("  {:<8} {:<24} promised {}   {:>3} of {:>3} units: {} reserved, {} picked",
                             order.order.text(), order.customer, order.promised.text(), served.units(),
                             order.ordered.units(), order.reserved.units(), order.picked.units()));
    }
    print_line(fmt::format("  {} units are still waited for", waiting));
    return Done{};
  }

  Status tell_books() {
    auto here = table_hashes(terminal_file());
    if (!here) return here.error();
    auto there = table_hashes(hub_file());
    if (!there) return there.error();
    std::size_t equal = 0;
    for (std::size_t i = 0; i < here->size(); ++i) equal += (*here)[i].hash == (*there)[i].hash ? 1U : 0U;
    auto checks = audit(terminal_file());
    if (!checks) return checks.error();
    std::size_t passed = 0;
    for (const AuditCheck& check : *checks) passed += check.passed ? 1U : 0U;
    print_line(fmt::format("\nBooks\n  terminal and hub agree on {} of {} tables; {} of {} audit checks passed", equal,
                           here->size(), passed, checks->size()));
    if (equal == here->size() && passed == checks->size()) return Done{};
    return Error{ErrorKind::corrupt, terminal_file().string(), "the books of the demo do not agree"};
  }

  fs::path out_;
  Display display_;
  ManualClock clock_{shift_begins};
  OwnHub hub_{hub_file(), clock_};
  std::unique_ptr<Station> station_;
  std::unique_ptr<Surface> surface_;
  Preferences liked_;  // nobody changes them
  std::unique_ptr<ScriptDriver> driver_;
};

}  // namespace

Status play_demo(const DemoOptions& options) {
  const auto display = parse_display(options.display);
  if (!display) return display.error();
  use_days_of(DaysOf::utc);  // the shift is the same everywhere
  return Shift(options.out, *display).play();
}

}  // namespace dockhand
