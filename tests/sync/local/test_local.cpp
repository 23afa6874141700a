// A program that has the database open is asked by others through a socket beside it.
#include <sys/stat.h>
#include <sys/un.h>

#include <fstream>

#include "sync/local/desk.h"
#include "tests/support/raw_socket.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    {
      Floor floor{db, LedgerRole::terminal, clock, "a"};
      floor.open_warehouse();
    }
    start();
  }
  void tearDown() {}

  void start() {
    ledger = std::make_unique<LedgerThread>(Ledger::open(db, LedgerRole::terminal, clock).value());
    server = LocalServer::open(db, desk_handler(*ledger, clock, [this] { ++answered; })).value();
  }
  void stop() {
    server.reset();
    ledger.reset();
  }
  std::unique_ptr<Desk> desk() { return open_desk(db, LedgerRole::terminal, clock).value(); }
  Command receipt(const std::string& id, std::int64_t count, const std::string& of = "BRG") const {
    return Command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock.now(),
                   Receive{Units{item(of), units(count), {}, {}, {}}, place("DOCK-1"), {}, false}};
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return folder / name;
  }
  // Returns the lines that come back to a question, as they are.
  std::vector<std::string> ask(const std::string& question) const {
    std::vector<std::string> lines;
    const auto code = ask_local(db, question, [&](const std::string& line) { lines.push_back(line); });
    lines.push_back(code ? std::to_string(code->value_or(-1)) : code.error().sentence());
    return lines;
  }

  TemporaryFolder folder;
  std::filesystem::path db = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::atomic<int> answered{0};
  std::unique_ptr<LedgerThread> ledger;
  std::unique_ptr<LocalServer> server;
};

const OperatorName office = OperatorName::parse("office").value();

}  // namespace

TEST(a_command_is_done_by_who_has_the_database_open) {
  const auto distant = desk();
  const auto outcome = distant->execute(receipt("r1", 5));
  REQUIRE(std::get<Accepted>(outcome.value()).quantity == units(5));
  REQUIRE_FALSE(std::get<Accepted>(outcome.value()).repeated);
  REQUIRE(std::get<Accepted>(distant->execute(receipt("r1", 5)).value()).repeated);
  REQUIRE(std::get<Refused>(distant->execute(receipt("r1", 6)).value()).error.kind == ErrorKind::conflict);
  REQUIRE(std::holds_alternative<Refused>(distant->execute(receipt("r2", 1, "NONE")).value()));
  REQUIRE(answered >= 4);
}

TEST(files_are_imported_in_any_order_and_bad_ones_are_told_by_line) {
  const auto orders =
      write("orders.csv", "order,line,customer,item,quantity,promised\nSO-9,1,NEWCO,NEW,4,2026-12-01\n");
  const auto customers = write("customers.csv", "customer,name\nNEWCO,New company\n");
  const auto items = write("items.csv", "item,name\nNEW,New thing\n");
  const auto bad = write("bad.csv", "item,name\nX,Fine\n,Nameless\n");
  const auto refused = desk()->import({orders, bad}, {}, office, {}).value();
  REQUIRE(refused.size() == 2);
  REQUIRE_FALSE(refused[0].booked);
  REQUIRE(refused[0].report.errors.size() == 1);
  REQUIRE(refused[0].report.errors[0].place.find("bad.csv:3") != std::string::npos);
  const auto done = desk()->import({orders, customers, items}, {}, office, {}).value();
  REQUIRE(done.size() == 3);
  for (const ImportedFile& one : done) REQUIRE(one.booked);
  REQUIRE(done.back().report.kind == "orders");
  REQUIRE(desk()->import({items}, {}, office, {}).value()[0].report.repeated);
  const auto relative = std::filesystem::relative(items);
  REQUIRE(desk()->import({relative}, {}, office, {}).value()[0].file == relative);
  REQUIRE(desk()->import({folder / "none.csv"}, {}, office, {}).error().kind == ErrorKind::io);
}

TEST(without_another_program_the_database_is_opened) {
  stop();
  REQUIRE(std::holds_alternative<Accepted>(desk()->execute(receipt("r1", 5)).value()));
  start();
  REQUIRE(std::get<Accepted>(desk()->execute(receipt("r1", 5)).value()).repeated);
}

TEST(a_database_that_is_open_elsewhere_without_a_socket_is_told_so) {
  server.reset();
  REQUIRE(open_desk(db, LedgerRole::terminal, clock).error().kind == ErrorKind::busy);
}

TEST(the_socket_is_for_its_user_alone_and_goes_with_the_program) {
  struct stat seen {};
  const std::string file = db.string() + ".sock";
  REQUIRE(::stat(file.c_str(), &seen) == 0);
  REQUIRE(S_ISSOCK(seen.st_mode));
  REQUIRE((seen.st_mode & 0777) == 0600);
  stop();
  REQUIRE(::stat(file.c_str(), &seen) != 0);
}

TEST(a_socket_that_a_crash_left_behind_is_taken_over) {
  const std::filesystem::path file = db.string() + ".sock";
  std::filesystem::rename(file, folder / "kept");
  stop();
  std::filesystem::rename(folder / "kept", file);
  start();
  REQUIRE(std::holds_alternative<Accepted>(desk()->execute(receipt("r1", 5)).value()));
}

TEST(nonsense_gets_an_error_and_no_effect) {
  for (const char* question :
       {"", "hello", "[]", "{}", R"({"ask":"rule"})", R"({"ask":"do"})", R"({"ask":"do","command":7})",
        R"({"ask":"import","by":"office","files":[1]})", R"({"ask":"do","command":"{}","more":1})"}) {
    INFO(question);
    const auto lines = ask(question);
    REQUIRE(lines.size() == 2);
    REQUIRE(lines[0].find("\"error\"") != std::string::npos);
    REQUIRE(lines[1] == "1");
  }
  REQUIRE(ask(std::string(max_local_question + 100'000, 'x')).size() == 1);
  REQUIRE(std::holds_alternative<Accepted>(desk()->execute(receipt("r1", 5)).value()));
}

TEST(who_connects_and_says_nothing_does_not_hold_up_the_others) {
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  const std::string file = db.string() + ".sock";
  REQUIRE(file.size() < sizeof(name.sun_path));
  file.copy(name.sun_path, file.size());
  std::vector<RawSocket> silent;
  for (int i = 0; i < local_threads - 1; ++i) {
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    silent.emplace_back(descriptor);
    REQUIRE(::connect(descriptor, reinterpret_cast<const sockaddr*>(&name), sizeof(name)) == 0);
  }
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(std::holds_alternative<Accepted>(desk()->execute(receipt("r1", 5)).value()));
  REQUIRE(std::chrono::steady_clock::now() < begin + std::chrono::seconds(5));
  silent.clear();
}
