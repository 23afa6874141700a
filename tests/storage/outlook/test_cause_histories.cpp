// Purchases and mishaps of random histories, played through the books: nine of ten units that wait have the cause, and
// the supplier, whose they are. Who plays the history keeps an account of its own.
#include <cstdlib>
#include <filesystem>
#include <map>
#include <numeric>
#include <random>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/seeds.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// Nothing is to survive here, so nothing has to wait for a disk.
[[maybe_unused]] const bool in_memory =
    std::filesystem::is_directory("/dev/shm") && ::setenv("TMPDIR", "/dev/shm", 0) == 0;

using planning::Cause;
constexpr int last_day = 8;

// What becomes of one purchase line. Days are counted from the first one.
struct Fate {
  PurchaseLine line;
  std::string supplier;
  int due = 0, comes = 0;  // after the last day: not yet
  int moved_to = 0;        // a later day that the supplier says when its first one has come; 0: it says nothing
  std::int64_t ordered = 0, damaged = 0, lacking = 0, broken_here = 0;
  bool closed = false;  // by the office, when too few have come
  bool has_come() const { return comes <= last_day; }
  std::int64_t good() const { return ordered - damaged - lacking; }
};

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    floor_.open_warehouse();
    floor_.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
    const int many = number(1, 5);
    for (int i = 1; i <= many; ++i) fates_.push_back(fate("PO-" + std::to_string(100 + i) + "/1"));
    std::sort(fates_.begin(), fates_.end(), [](const Fate& a, const Fate& b) { return a.due < b.due; });
    Import import;
    for (const Fate& one : fates_) {
      import.rows.push_back(row_of(one, one.due));
      ordered_ += one.ordered;
    }
    floor_.accepted(import);
    const int lines = number(1, 4);
    for (int i = 1; i <= lines; ++i) {
      OrderLineRow line =
          floor_.demand("SO-" + std::to_string(i) + "/1", number(1, 5 + static_cast<int>(ordered_) / 2));
      line.ordered_at = clock_.now();
      asked_ += line.ordered.units();
      floor_.demand_is({line});
    }
    for (today_ = 1; today_ <= last_day; ++today_) play_day();
  }

  // By the account of who played it: how many units wait, and what they wait for.
  using Tally = std::map<std::pair<Cause, std::string>, std::int64_t>;
  std::int64_t waiting() const { return std::max<std::int64_t>(0, asked_ - here_); }
  Tally truth() const {
    std::map<Cause, std::vector<std::pair<std::string, std::int64_t>>> whose;
    for (const Fate& one : fates_) {
      const std::int64_t open = !one.has_come() ? one.ordered : one.lacking;
      const bool late = one.due < last_day;
      if (one.has_come()) {
        whose[Cause::supplier_short].emplace_back(one.supplier, one.damaged + (one.closed ? one.lacking : 0));
        whose[Cause::stock_lost].emplace_back("", one.broken_here);
      }
      if (one.closed) continue;
      whose[late ? Cause::supplier_late : Cause::on_its_way].emplace_back(one.supplier, open);
    }
    Tally units;
    std::int64_t left = waiting();
    for (const auto& [cause, all] : whose) {
      for (const auto& [supplier, its] : all) {
        const std::int64_t taken = std::min(left, its);
        if (taken > 0) units[{cause, supplier}] += taken;
        left -= taken;
      }
    }
    if (left > 0) units[{Cause::not_planned, ""}] = left;
    return units;
  }
  // By the books. A supplier of what is nobody's fault is left out.
  Tally found() {
    Tally units;
    for (const CauseView& one : views_->causes().value()) {
      const bool a_suppliers =
          one.cause == Cause::supplier_late || one.cause == Cause::supplier_short || one.cause == Cause::on_its_way;
      if (one.units > 0) units[{one.cause, a_suppliers ? one.supplier : ""}] += one.units;
    }
    return units;
  }

 private:
  int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }
  bool chance(int percent) { return number(1, 100) <= percent; }
  Date on(int day_number) const { return Date::from_days(first_.days() + day_number); }

  Fate fate(const std::string& code) {
    Fate one{purchase(code), std::vector<std::string>{"SKF", "FAG", "INA"}[static_cast<std::size_t>(number(0, 2))]};
    one.due = number(1, last_day + 4);
    one.ordered = number(5, 30);
    one.comes = last_day + 1;
    if (chance(40)) {
      one.moved_to = chance(50) ? one.due + number(2, 9) : 0;
      return one;
    }
    one.comes = number(1, last_day - 1);
    one.damaged = chance(30) ? number(1, static_cast<int>(one.ordered) / 3) : 0;
    one.lacking = chance(40) ? number(1, static_cast<int>(one.ordered) / 2) : 0;
    one.closed = one.lacking > 0 && chance(50);
    one.broken_here = chance(30) ? number(1, 1 + static_cast<int>(one.good()) / 3) : 0;
    one.broken_here = std::min(one.broken_here, one.good());
    return one;
  }
  PurchaseLineRow row_of(const Fate& one, int due) const {
    return {one.line, one.supplier, item("BRG"), units(one.ordered), on(due), {}, {}};
  }
  Units some(std::int64_t count) const { return {item("BRG"), units(count), {}, {}, {}}; }

  void receive(const Fate& one, const char* at, std::int64_t count, const char* reason) {
    if (count == 0) return;
    Receive receipt = floor_.receipt(count);
    receipt.at = place(at);
    receipt.purchase = one.line;
    receipt.reason = reason;
    floor_.accepted(receipt);
  }
  void arrives(const Fate& one) {
    receive(one, "DOCK-1", one.good(), "");
    receive(one, "Q-01", one.damaged, "crushed");
    here_ += one.good();
    if (one.closed) floor_.accepted(ClosePurchase{one.line, "they have no more"});
  }
  void breaks(const Fate& one) {
    if (one.broken_here == 0) return;
    floor_.accepted(Adjust{Change::minus, some(one.broken_here), place("DOCK-1"), "forklift"});
    here_ -= one.broken_here;
  }
  void play_day() {
    clock_.advance(std::chrono::hours(24));
    REQUIRE(floor_.ledger->begin_day().ok());
    for (const Fate& one : fates_) {
      if (one.moved_to != 0 && one.due == today_) floor_.accepted(Import{{row_of(one, one.moved_to)}});
      if (one.comes == today_) arrives(one);
      if (one.comes == today_ - 1) breaks(one);
    }
  }

  std::mt19937 random_;
  TemporaryFolder folder_;
  ManualClock clock_{Instant::parse("2026-11-20T08:00:00Z").value()};
  Date first_ = clock_.now().date();
  Floor floor_{folder_ / "dock.db", LedgerRole::hub, clock_, "hub"};
  std::unique_ptr<Views> views_ = Views::open(folder_ / "dock.db", clock_).value();
  std::vector<Fate> fates_{};
  std::int64_t ordered_ = 0, asked_ = 0, here_ = 0;
  int today_ = 0;
};

std::int64_t units_in(const History::Tally& all) {
  return std::accumulate(all.begin(), all.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& one) { return sum + one.second; });
}

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(nine_of_ten_units_of_the_books_have_the_cause_and_the_supplier_whose_they_are) {
  std::int64_t right = 0, all = 0;
  for (const unsigned seed : seeds(30)) {
    INFO("seed " << seed);
    History history(seed);
    const auto truth = history.truth(), found = history.found();
    REQUIRE(units_in(found) == history.waiting());
    for (const auto& [whose, units] : truth) {
      const auto its = found.find(whose);
      if (its != found.end()) right += std::min(units, its->second);
    }
    all += history.waiting();
  }
  WARN("units with the right cause and supplier: "
       << 100 * static_cast<double>(right) / static_cast<double>(std::max<std::int64_t>(1, all)) << " % of " << all);
  REQUIRE(all > 0);
  REQUIRE(10 * right >= 9 * all);
}
