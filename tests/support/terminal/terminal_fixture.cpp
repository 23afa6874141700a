#include "tests/support/terminal/terminal_fixture.h"

#include <unistd.h>

#include <cstdlib>

#include "scanner/meaning/parse.h"

namespace dockhand::test {

std::string texts_of(const Frame& frame) {
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

void Terminal::setUp() {
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

void Terminal::tearDown() {
  app.reset();
  ledger.reset();
  views.reset();
  std::filesystem::remove_all(folder);
}

void Terminal::start() {
  app.reset();
  ledger->drain();  // what was on its way to the disk
  app = std::make_unique<App>(
      *ledger, *views, clock,
      AppSettings{.dock = place("DOCK-1"), .operator_name = person("Anna K."), .over_tolerance = over_tolerance},
      [] {});
}

std::int64_t Terminal::picked_at(std::string_view order, std::string_view where) const {
  std::int64_t sum = 0;
  for (const ClaimView& one : views->picked_of(OrderNumber::parse(order).value()).value()) {
    if (one.place.text() == where) sum += one.quantity.units();
  }
  return sum;
}

std::int64_t Terminal::stock(std::string_view where) const {
  std::int64_t sum = 0;
  for (const StockRow& row : views->stock_at(place(where)).value()) sum += row.on_hand;
  return sum;
}

Heard Terminal::hears(std::string_view text) const {
  return heard_as({typed_symbol(text), std::string(text)}, site, clock.now().date());
}

void Terminal::queue(std::string_view text) { app->scan(hears(text)); }

void Terminal::scan(std::string_view text) {
  if (text == scanned_last_) clock.advance(std::chrono::milliseconds(400));
  scanned_last_ = text;
  queue(text);
  settle();
}

void Terminal::tap(std::string_view id) {
  if (id == "undo") clock.advance(std::chrono::milliseconds(400));  // no second tap of the one before
  app->tap(id);
  settle();
}

void Terminal::type(std::string_view digits) {
  for (const char digit : digits) tap(std::string("key:") + digit);
  tap("confirm");
}

void Terminal::settle() {
  do {
    ledger->drain();
    app->tick();
  } while (!app->idle());
}

void Terminal::office_does(Action action) {
  REQUIRE(ledger->submit({office(std::move(action))}, Flush::now, [](const LedgerThread::Answers&) {}));
  settle();
}

bool Terminal::shows(std::string_view text) const { return all().find(text) != std::string::npos; }

std::string Terminal::all() const { return texts_of(app->frame()); }

bool Terminal::refused() const { return std::holds_alternative<RefusalPage>(app->frame().page); }

std::int64_t Terminal::received(std::string_view purchase) const {
  std::int64_t sum = 0;
  const auto lines = views->purchase_lines(PurchaseNumber::parse(purchase).value()).value();
  for (const PurchaseLineView& line : lines) sum += line.received.units();
  return sum;
}

OrderLineView Terminal::order_line(std::string_view order) const {
  return views->order_lines(OrderNumber::parse(order).value()).value().front();
}

LocationCode Terminal::place(std::string_view text) { return LocationCode::parse(text).value(); }

OperatorName Terminal::person(std::string_view text) { return OperatorName::parse(text).value(); }

ItemCode Terminal::item(std::string_view text) { return ItemCode::parse(text).value(); }

Quantity Terminal::units(std::int64_t number) { return Quantity::exactly(number); }

Date Terminal::date(std::string_view text) { return Date::parse(text).value(); }

Command Terminal::office(Action action) {
  return {CommandId::parse("office-" + std::to_string(++office_ids_)).value(), person("office"), clock.now(),
          std::move(action)};
}

OrderLineRow Terminal::order(std::string_view number, std::string_view what, std::int64_t quantity, int priority) {
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

PurchaseLineRow Terminal::purchase(std::string_view line, std::string_view what, std::int64_t quantity) {
  return {PurchaseLine::parse(line).value(), "Nordlager", item(what), units(quantity), date("2026-11-22"), {}};
}

Import Terminal::warehouse() {
  return {{ItemRow{item("BRG-6204"), "Bearing 6204-2RS, sealed", Tracking::none},
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

}  // namespace dockhand::test
