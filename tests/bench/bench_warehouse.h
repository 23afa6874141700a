// A warehouse to measure: as many orders as wanted, on a disk that counts its flushes.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "storage/ledger/ledger.h"
#include "tests/support/disk/counting_disk.h"

namespace dockhand::bench {

using test::CountingDisk;

inline ItemCode item(int number) { return ItemCode::parse("ITEM-" + std::to_string(number)).value(); }
inline LocationCode place(const char* code) { return LocationCode::parse(code).value(); }
inline Quantity units(std::int64_t count) { return Quantity::exactly(count); }

class Warehouse {
 public:
  Warehouse(const std::filesystem::path& file, Disk& disk = Disk::real())
      : ledger(Ledger::open(file, LedgerRole::terminal, system_clock(), disk).value()) {}
  std::unique_ptr<Ledger> ledger;

  void open(int items) {
    Import import;
    for (int i = 0; i < items; ++i) {
      import.rows.emplace_back(ItemRow{item(i), "Deep groove ball bearing " + std::to_string(i), Tracking::none});
    }
    import.rows.emplace_back(LocationRow{place("DOCK-1"), LocationKind::dock, 0});
    import.rows.emplace_back(LocationRow{place("A-01"), LocationKind::storage, 1});
    import.rows.emplace_back(LocationRow{place("X-01"), LocationKind::lane, 90});
    import.rows.emplace_back(CustomerRow{"ACME", "Acme Ltd"});
    give(std::move(import));
  }
  // Does what a first pull of nothing does. It has to be called before anything else.
  void join_a_hub() { must(ledger->apply(Changes{"bench", 1, false, 0, {}, "bench"})); }
  // Makes `count` lines that wait for `each` units of an item.
  void demand(int of_item, int count, std::int64_t each, const std::string& prefix = "SO") {
    std::vector<Command> commands;
    for (int at = 0; at < count;) {
      Import import;
      for (int end = std::min<int>(count, at + static_cast<int>(Import::max_rows)); at < end; ++at) {
        import.rows.push_back(
            line(prefix + "-" + std::to_string(of_item) + "-" + std::to_string(at), of_item, each, at));
      }
      commands.push_back(command(std::move(import)));
    }
    must(ledger->execute_all(commands));
  }
  // Opens `count` purchase lines of an item, which come in turn, the first one late.
  void purchases(int of_item, int count) {
    Import import;
    for (int i = 0; i < count; ++i) {
      import.rows.emplace_back(PurchaseLineRow{PurchaseLine::parse("PO-" + std::to_string(i) + "/1").value(),
                                               "Supplier " + std::to_string(i % 3),
                                               item(of_item),
                                               units(200),
                                               Date::from_days(system_clock().now().date().days() + 7 * i - 3),
                                               {},
                                               {}});
    }
    give(std::move(import));
  }
  static OrderLineRow line(const std::string& order, int of_item, std::int64_t each, int number) {
    OrderLineRow row{OrderLine::parse(order + "/1").value(),
                     "ACME",
                     item(of_item),
                     units(each),
                     units(0),
                     1 + number % 9,
                     Date::parse("2026-11-24").value(),
                     Instant{1'790'000'000'000 + number * 60'000LL},
                     true};
    return row;
  }
  Accepted receive(int of_item, std::int64_t count) {
    return give(Receive{Units{item(of_item), units(count), {}, {}, {}}, place("DOCK-1"), {}, false});
  }
  Command command(Action action) {
    return Command{CommandId::parse("b" + std::to_string(++given_)).value(), OperatorName::parse("bench").value(),
                   system_clock().now(), std::move(action)};
  }
  Accepted give(Action action) {
    const auto outcome = ledger->execute(command(std::move(action)));
    must(outcome);
    if (const auto* no = std::get_if<Refused>(&*outcome)) stop(no->error.sentence());
    return std::get<Accepted>(*outcome);
  }
  template <class Value>
  static void must(const Result<Value>& result) {
    if (!result) stop(result.error().sentence());
  }
  [[noreturn]] static void stop(const std::string& why) {
    std::fprintf(stderr, "bench_ledger: %s\n", why.c_str());
    std::exit(2);
  }

 private:
  int given_ = 0;
};

}  // namespace dockhand::bench
