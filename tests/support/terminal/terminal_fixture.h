// A terminal without its window: a real ledger in a fresh folder, the App over it, a clock that stands still.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/meaning/parse.h"
#include "storage/ledger/ledger_thread.h"
#include "storage/views/views.h"
#include "terminal/app/app.h"
#include "tests/support/unity.h"

namespace dockhand::test {

// Every text of a frame, one a line, so that a test can look for what a person would read.
std::string texts_of(const Frame& frame);

struct Terminal {
  static constexpr auto bearing = "5901234123457";
  static constexpr auto bearing_case = "15901234123454";  // 12
  static constexpr auto other_bearing = "4006381333931";
  static constexpr auto gloves = "4012345678901";  // lot tracked

  Disk* disk = &Disk::real();
  ManualClock clock{Instant::parse("2026-11-22T14:00:00Z").value()};
  std::filesystem::path folder;
  std::unique_ptr<LedgerThread> ledger;
  std::unique_ptr<Views> views;
  Site site;
  double over_tolerance = 0;
  std::unique_ptr<App> app;

  void setUp();

  void tearDown();

  std::filesystem::path file() const { return folder / "terminal.db"; }

  // This also happens after the program was ended and started again.
  void start();

  // --- what the books say ---
  std::int64_t picked_at(std::string_view order, std::string_view where) const;
  std::int64_t stock(std::string_view where) const;

  // --- doing ---
  Heard hears(std::string_view text) const;
  void queue(std::string_view text);
  // Each call is a pull of the trigger of its own: the same code comes later than a double read of it.
  void scan(std::string_view text);
  void tap(std::string_view id);
  void type(std::string_view digits);
  void settle();
  // The office sends something behind the terminal's back.
  void office_does(Action action);

  // --- seeing ---
  bool shows(std::string_view text) const;
  std::string all() const;
  bool refused() const;
  const WorkPage& page() const { return std::get<WorkPage>(app->frame().page); }
  const RefusalPage& refusal() const { return std::get<RefusalPage>(app->frame().page); }
  std::string count() const { return page().instruction.count; }
  std::string toast() const { return app->frame().toast ? app->frame().toast->text : ""; }
  std::int64_t received(std::string_view purchase) const;
  OrderLineView order_line(std::string_view order) const;

  // --- the warehouse ---
  static LocationCode place(std::string_view text);
  static OperatorName person(std::string_view text);
  static ItemCode item(std::string_view text);
  static Quantity units(std::int64_t number);
  static Date date(std::string_view text);

  Command office(Action action);

  static OrderLineRow order(std::string_view number, std::string_view what, std::int64_t quantity, int priority);

  static PurchaseLineRow purchase(std::string_view line, std::string_view what, std::int64_t quantity);

  static Import warehouse();

 private:
  int office_ids_ = 0;
  std::string scanned_last_{};
};

}  // namespace dockhand::test
