// A terminal without its window: a real ledger in a fresh folder, the App over it, a clock that stands still.
#pragma once

#include <unistd.h>

#include <cstdlib>
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
inline std::string texts_of(const Frame& frame) {
  std::string text;
  const auto add = [&](const std::string& one) { text += one + "\n"; };
  add(frame.status.place_and_person + " " + frame.status.offline_text + " " + frame.status.time);
  if (frame.toast) add(frame.toast->text);
  if (const auto* page = std::get_if<WorkPage>(&frame.page)) {
    const Instruction& i = page->instruction;
    for (const std::string& one : {i.verb, i.task, i.location, i.count, i.name, i.code, i.where_in_list}) add(one);
    for (const std::string& one : {page->scan_prompt, page->strip, page->list_heading}) add(one);
    for (const Row& row : page->rows) add(row.title + " | " + row.detail + " | " + row.value + " " + row.value_note);
    if (page->rows.empty()) add(page->empty_text);
    for (const Button& button : page->actions) add("[" + button.label + "]");
  }
  if (const auto* page = std::get_if<KeypadPage>(&frame.page)) {
    for (const std::string& one : {page->title, page->subject, page->typed, page->unit}) add(one);
  }
  if (const auto* page = std::get_if<RefusalPage>(&frame.page)) {
    for (const std::string& one : {page->title, page->scanned_name, page->scanned_code, page->expected_heading,
                                   page->expected_name, page->expected_code, page->expected_location, page->advice}) {
      add(one);
    }
  }
  return text;
}

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

  void setUp() {
    ::setenv("TZ", "UTC", 1);
    static int number = 0;
    folder = std::filesystem::temp_directory_path() /
             ("dockhand-terminal-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder);
    auto books = Ledger::open(file(), LedgerRole::terminal, clock, *disk);
    REQUIRE(books.ok());
    REQUIRE(std::holds_alternative<Accepted>((*books)->execute(office(warehouse())).value()));
    ledger = std::make_unique<LedgerThread>(std::move(books).value());
    auto reader = Views::open(file(), clock);
    REQUIRE(reader.ok());
    views = std::move(reader).value();
    start();
  }

  void tearDown() {
    app.reset();
    ledger.reset();
    views.reset();
    std::filesystem::remove_all(folder);
  }

  std::filesystem::path file() const { return folder / "terminal.db"; }

  // Also what happens after the program was ended and started again.
  void start() {
    app.reset();
    ledger->drain();  // what was on its way to the disk
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{.dock = place("DOCK-1"), .operator_name = person("Anna K."), .over_tolerance = over_tolerance},
        [] {});
  }

  // --- what the books say ---
  std::int64_t picked_at(std::string_view order, std::string_view where) const {
    std::int64_t sum = 0;
    for (const ClaimView& one : views->picked_of(OrderNumber::parse(order).value()).value()) {
      if (one.place.text() == where) sum += one.quantity.units();
    }
    return sum;
  }
  std::int64_t stock(std::string_view where) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) sum += row.on_hand;
    return sum;
  }

  // --- doing ---
  Heard hears(std::string_view text) const {
    return heard_as({typed_symbol(text), std::string(text)}, site, clock.now().date());
  }
  void queue(std::string_view text) { app->scan(hears(text)); }
  // By a pull of the trigger of its own: the same code comes later than a double read of it.
  void scan(std::string_view text) {
    if (text == scanned_last_) clock.advance(std::chrono::milliseconds(400));
    scanned_last_ = text;
    queue(text);
    settle();
  }
  void tap(std::string_view id) {
    app->tap(id);
    settle();
  }
  void type(std::string_view digits) {
    for (const char digit : digits) tap(std::string("key:") + digit);
    tap("confirm");
  }
  void settle() {
    do {
      ledger->drain();
      app->tick();
    } while (!app->idle());
  }
  // The office sends something behind the terminal's back.
  void office_does(Action action) {
    REQUIRE(ledger->submit({office(std::move(action))}, Flush::now, [](const LedgerThread::Answers&) {}));
    settle();
  }

  // --- seeing ---
  bool shows(std::string_view text) const { return all().find(text) != std::string::npos; }
  std::string all() const { return texts_of(app->frame()); }
  bool refused() const { return std::holds_alternative<RefusalPage>(app->frame().page); }
  const WorkPage& page() const { return std::get<WorkPage>(app->frame().page); }
  const RefusalPage& refusal() const { return std::get<RefusalPage>(app->frame().page); }
  std::string count() const { return page().instruction.count; }
  std::string toast() const { return app->frame().toast ? app->frame().toast->text : ""; }
  std::int64_t received(std::string_view purchase) const {
    std::int64_t sum = 0;
    const auto lines = views->purchase_lines(PurchaseNumber::parse(purchase).value()).value();
    for (const PurchaseLineView& line : lines) sum += line.received.units();
    return sum;
  }
  OrderLineView order_line(std::string_view order) const {
    return views->order_lines(OrderNumber::parse(order).value()).value().front();
  }

  // --- the warehouse ---
  static LocationCode place(std::string_view text) { return LocationCode::parse(text).value(); }
  static OperatorName person(std::string_view text) { return OperatorName::parse(text).value(); }
  static ItemCode item(std::string_view text) { return ItemCode::parse(text).value(); }
  static Quantity units(std::int64_t number) { return Quantity::exactly(number); }
  static Date date(std::string_view text) { return Date::parse(text).value(); }

  Command office(Action action) {
    return {CommandId::parse("office-" + std::to_string(++office_ids_)).value(), person("office"), clock.now(),
            std::move(action)};
  }

  static OrderLineRow order(std::string_view number, std::string_view what, std::int64_t quantity, int priority) {
    return {OrderLine{OrderNumber::parse(number).value(), 1},
            "C-1",
            item(what),
            units(quantity),
            {},
            priority,
            date("2026-11-24"),
            Instant::parse("2026-11-16T07:45:00Z").value(),
            true};
  }

  static PurchaseLineRow purchase(std::string_view line, std::string_view what, std::int64_t quantity) {
    return {PurchaseLine::parse(line).value(), "Nordlager", item(what), units(quantity), date("2026-11-22"), {}};
  }

  static Import warehouse() {
    return {
        {ItemRow{item("BRG-6204"), "Bearing 6204-2RS, sealed", Tracking::none},
         ItemRow{item("BRG-6205"), "Bearing 6205-2RS", Tracking::none},
         ItemRow{item("GLV-L"), "Nitrile gloves L", Tracking::lot},
         BarcodeRow{Gtin::parse(bearing)->text(), item("BRG-6204"), "ea", units(1)},
         BarcodeRow{Gtin::parse(bearing_case)->text(), item("BRG-6204"), "cs", units(12)},
         BarcodeRow{Gtin::parse(other_bearing)->text(), item("BRG-6205"), "ea", units(1)},
         BarcodeRow{Gtin::parse(gloves)->text(), item("GLV-L"), "ea", units(1)},
         LocationRow{place("DOCK-1"), LocationKind::dock, 10}, LocationRow{place("A-01"), LocationKind::storage, 110},
         LocationRow{place("B-12"), LocationKind::storage, 210}, LocationRow{place("X-01"), LocationKind::lane, 501},
         LocationRow{place("X-02"), LocationKind::lane, 502}, CustomerRow{"C-1", "Acme Pumps"},
         order("SO-118", "BRG-6204", 4, 1), order("SO-131", "BRG-6204", 3, 2), order("SO-140", "BRG-6205", 2, 3),
         purchase("PO-7/1", "BRG-6204", 24), purchase("PO-7/2", "GLV-L", 10), purchase("PO-8/1", "GLV-L", 10)}};
  }

 private:
  int office_ids_ = 0;
  std::string scanned_last_{};
};

}  // namespace dockhand::test
