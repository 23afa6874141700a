// Several sites in one hub: each has what is its own.
#include <fstream>
#include <iterator>

#include "sync/connector.h"
#include "sync/http/http_client.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_command_line.h"
#include "sync/hub/site_runner.h"
#include "sync/session.h"
#include "tests/support/raw_socket.h"
#include "tests/support/site/hub_process.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {
    HubOptions options;
    options.port = 0;
    const HubSite first{"hamburg", folder / "hamburg.db"}, second{"berlin", folder / "berlin.db"};
    hub = Hub::start({first, second}, options, log).value();
  }
  void tearDown() {}

  // Serves it with one item, which the other site has not.
  LedgerThread& serve(const std::string& name, const std::string& its_item) {
    auto books = Ledger::open(folder / (name + ".db"), LedgerRole::hub, system_clock()).value();
    Import import;
    import.rows = {ItemRow{item(its_item), "Thing of " + name, Tracking::none}, LocationRow {
                     place("DOCK-1"),
                     LocationKind::dock,
                     0
                   }};
    const Command command{CommandId::parse("import").value(), OperatorName::parse("office").value(),
                          system_clock().now(), std::move(import)};
    REQUIRE(std::holds_alternative<Accepted>(books->execute(command).value()));
    return hub->serve(name, std::move(books));
  }
  std::unique_ptr<Ledger> terminal(const std::string& file) const {
    return Ledger::open(folder / file, LedgerRole::terminal, system_clock()).value();
  }
  Status sync(Ledger& terminal, const std::string& site) const {
    const auto link = make_connector({hub->address() + site}).value();
    return sync_once(on_this_thread(terminal), *link, system_clock()).status;
  }
  static Result<Outcome> receive(Ledger& ledger, const std::string& of) {
    return ledger.execute({CommandId::parse("receipt-of-" + of).value(), OperatorName::parse("anna").value(),
                           system_clock().now(),
                           Receive{Units{item(of), units(2), {}, {}, {}}, place("DOCK-1"), {}, false}});
  }
  // Every page of it but the first, and its log.
  static void spoil(const std::filesystem::path& file) {
    constexpr std::size_t page = 4096;
    for (const std::filesystem::path& part : {file, std::filesystem::path(file.string() + "-wal")}) {
      std::error_code none;
      const auto bytes = std::filesystem::file_size(part, none);
      if (none) continue;
      std::fstream stream(part, std::ios::in | std::ios::out | std::ios::binary);
      for (std::size_t at = page; at + page <= bytes; at += page) {
        stream.seekp(static_cast<std::streamoff>(at));
        stream << std::string(page / 2, '!');
      }
    }
  }
  std::string get(const std::string& path) const {
    const RawSocket socket = RawSocket::to(hub->port());
    socket.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    return socket.receive(5s);
  }

  TemporaryFolder folder;
  HubLog log{nullptr, system_clock()};
  std::unique_ptr<Hub> hub;
};

}  // namespace

TEST(each_terminal_works_with_the_site_of_its_address) {
  serve("hamburg", "HH-1");
  serve("berlin", "B-1");
  const auto one = terminal("one.db"), other = terminal("other.db"), third = terminal("third.db");
  REQUIRE(sync(*one, "").ok());  // the first site's
  REQUIRE(sync(*other, "/v1/sites/berlin").ok());
  REQUIRE(sync(*third, "/v1/sites/hamburg/").ok());
  REQUIRE(std::holds_alternative<Accepted>(*receive(*one, "HH-1")));
  REQUIRE(std::holds_alternative<Refused>(*receive(*one, "B-1")));
  REQUIRE(std::holds_alternative<Accepted>(*receive(*other, "B-1")));
  REQUIRE(sync(*one, "").ok());
  REQUIRE(sync(*other, "/v1/sites/berlin").ok());
  REQUIRE(sync(*third, "/v1/sites/hamburg").ok());
  REQUIRE(get("/v1/stock").find("HH-1") != std::string::npos);
  REQUIRE(get("/v1/stock").find("B-1\"") == std::string::npos);
  REQUIRE(get("/v1/sites/berlin/stock").find("\"B-1\"") != std::string::npos);
  REQUIRE(get("/v1/sites/berlin/stock").find("HH-1") == std::string::npos);
}

TEST(a_site_that_is_not_open_is_answered_503_and_the_others_are_served) {
  serve("hamburg", "HH-1");
  REQUIRE(get("/healthz").starts_with("HTTP/1.1 200"));
  REQUIRE(get("/sites/hamburg/healthz").starts_with("HTTP/1.1 200"));
  const std::string closed = get("/sites/berlin/healthz");
  REQUIRE(closed.starts_with("HTTP/1.1 503"));
  REQUIRE(closed.find("Retry-After: 1") != std::string::npos);
  const auto waits = terminal("t.db");
  REQUIRE_FALSE(sync(*waits, "/v1/sites/berlin").ok());
  serve("berlin", "B-1");
  REQUIRE(sync(*waits, "/v1/sites/berlin").ok());
  REQUIRE(get("/sites/berlin/healthz").starts_with("HTTP/1.1 200"));
}

TEST(a_site_whose_file_is_damaged_says_so_and_the_others_are_served) {
  HubOptions options;
  options.port = 0;
  HubSite shut{"berlin", folder / "berlin.db"};
  shut.shut = Error{ErrorKind::corrupt, "berlin", "is not served: the database is damaged"};
  hub = Hub::start({HubSite{"hamburg", folder / "hamburg.db"}, shut}, options, log).value();
  serve("hamburg", "HH-1");
  REQUIRE(get("/healthz").starts_with("HTTP/1.1 200"));
  for (const char* path : {"/sites/berlin/healthz", "/v1/sites/berlin/stock"}) {
    const std::string said = get(path);
    REQUIRE(said.starts_with("HTTP/1.1 503"));
    REQUIRE(said.find("the database is damaged") != std::string::npos);
  }
}

TEST(nothing_is_acknowledged_into_a_file_of_which_a_list_has_found_that_it_is_damaged) {
  serve("hamburg", "HH-1");
  serve("berlin", "B-1");
  const auto works = terminal("t.db");
  REQUIRE(sync(*works, "/v1/sites/berlin").ok());
  spoil(folder / "berlin.db");
  REQUIRE(get("/v1/sites/berlin/stock").starts_with("HTTP/1.1 503"));
  REQUIRE(get("/sites/berlin/healthz").find("salvage") != std::string::npos);
  REQUIRE(std::holds_alternative<Accepted>(*receive(*works, "B-1")));
  REQUIRE_FALSE(sync(*works, "/v1/sites/berlin").ok());
  REQUIRE(works->pending().value() == 1);
  REQUIRE_FALSE(hub->fit("berlin").ok());
  REQUIRE(hub->fit("hamburg").ok());
  REQUIRE(get("/v1/stock").starts_with("HTTP/1.1 200"));
}

TEST(damage_that_anybody_meets_in_the_books_stops_all_that_write_there) {
  const LedgerThread& first = serve("hamburg", "HH-1");
  LedgerThread& books = serve("berlin", "B-1");
  const Error of_another_file{ErrorKind::corrupt, (folder / "berlin.db.exports").string(), "is no JSON"};
  hub->met("berlin", of_another_file);
  REQUIRE(hub->fit("berlin").ok());
  REQUIRE(get("/sites/berlin/metrics").find("dockhand_hub_file_good 1\n") != std::string::npos);
  hub->met("berlin", Error{ErrorKind::corrupt, (folder / "berlin.db").string(), "the database is damaged"});
  REQUIRE_FALSE(hub->fit("berlin").ok());
  REQUIRE_FALSE(books.run([](Ledger&) {}));
  const Status plans = on_ledger_thread(books)([](Ledger&) {});
  REQUIRE_FALSE(plans.ok());
  REQUIRE(plans.error().sentence().find("salvage") != std::string::npos);
  const std::string numbers = get("/sites/berlin/metrics");
  REQUIRE(numbers.find("dockhand_hub_file_good 0\n") != std::string::npos);
  REQUIRE(numbers.find("dockhand_hub_books_answer 0\n") != std::string::npos);
  REQUIRE(get("/metrics").find("dockhand_hub_owns_site 1\n") != std::string::npos);
  REQUIRE(first.owns());
}

TEST(a_site_that_cannot_be_served_says_so_where_the_office_leaves_its_files) {
  HubCommandLine options;
  options.site = "berlin";
  options.drop.in = folder / "in";
  std::filesystem::create_directory(options.drop.in);
  REQUIRE_FALSE(shut_site(options, Error{ErrorKind::network, "PostgreSQL", "is not reached"}, log));
  REQUIRE_FALSE(std::filesystem::exists(options.drop.in / "NOT-TAKEN.txt"));
  REQUIRE(shut_site(options, Error{ErrorKind::corrupt, "berlin.db", "the database is damaged"}, log));
  std::ifstream note(options.drop.in / "NOT-TAKEN.txt");
  const std::string said{std::istreambuf_iterator<char>(note), {}};
  REQUIRE(said.find("the database is damaged") != std::string::npos);
}

TEST(a_hub_whose_store_is_not_reached_listens_and_says_why_it_answers_nothing) {
  HubCommandLine options;
  options.database = folder / "stored.db";
  options.store = "postgresql://127.0.0.1:1/nowhere";
  HubOptions listen;
  listen.port = 0;
  const auto runner = SiteRunner::prepare(options, system_clock(), log, [] { return false; });
  REQUIRE(runner.ok());
  hub = Hub::start({(*runner)->site()}, listen, log).value();
  REQUIRE((*runner)->begin(*hub).ok());
  for (const char* path : {"/healthz", "/v1/stock"}) {
    const std::string said = get(path);
    INFO(said);
    REQUIRE(said.starts_with("HTTP/1.1 503"));
    REQUIRE(said.find("Retry-After: 1") != std::string::npos);
    REQUIRE(said.find("waits for its store") != std::string::npos);
  }
}

TEST(beside_a_hub_whose_site_is_in_a_store_the_store_has_to_be_said) {
  HubCommandLine options;
  options.database = folder / "cached.db";
  REQUIRE(access_of(options, system_clock()).ok());
  Ledger::open(options.database, LedgerRole::hub, system_clock()).value().reset();
  REQUIRE(access_of(options, system_clock()).ok());
  {
    const auto engine = Engine::open(options.database, Access::read_write).value();
    engine->run("INSERT INTO setting(name, value) VALUES('store', 'main of a store')");
    REQUIRE_FALSE(engine->failed());
  }
  const auto refused = access_of(options, system_clock());
  REQUIRE_FALSE(refused.ok());
  INFO(refused.error().sentence());
  REQUIRE(refused.error().sentence().find("say --store") != std::string::npos);
  options.store = "postgresql:///d";
  REQUIRE(check_store_is_said(options).ok());
}

TEST(a_site_that_is_not_there_is_answered_404) {
  serve("hamburg", "HH-1");
  for (const char* path : {"/v1/sites/munich/stock", "/v1/sites/", "/v1/sites/berlin", "/sites//healthz"}) {
    CAPTURE(path);
    REQUIRE(get(path).starts_with("HTTP/1.1 404"));
  }
}

TEST(a_new_token_is_that_of_every_site_also_of_one_that_is_opened_later) {
  serve("hamburg", "HH-1");
  REQUIRE(hub->take_token("0123456789abcdef").ok());
  serve("berlin", "B-1");
  REQUIRE(get("/v1/stock").starts_with("HTTP/1.1 401"));
  REQUIRE(get("/v1/sites/berlin/stock").starts_with("HTTP/1.1 401"));
}

TEST(the_address_of_a_site_is_that_of_its_hub_with_its_name) {
  const auto plain = parse_hub_address("http://hub.local:8470/");
  REQUIRE(plain.ok());
  REQUIRE(plain->at("/v1/push") == "/v1/push");
  const auto site = parse_hub_address("https://hub.local/v1/sites/berlin");
  REQUIRE(site.ok());
  REQUIRE(site->server.host == "hub.local");
  REQUIRE(site->server.secure);
  REQUIRE(site->at("/v1/push") == "/v1/sites/berlin/push");
  for (const char* wrong :
       {"http://hub/v1/sites/", "http://hub/v1/sites/a/b", "http://hub/v1/sites/a?b", "http://hub/x"}) {
    CAPTURE(wrong);
    REQUIRE_FALSE(parse_hub_address(wrong).ok());
  }
}

TEST(a_site_has_webhooks_letters_and_a_drop_folder_of_its_own_when_it_is_told) {
  HubCommandLine options;
  options.database = "hamburg.db";
  options.site = "hamburg";
  options.webhooks = "hooks.json";
  options.drop.in = "in";
  options.users = "people.csv";
  options.also = {"berlin=berlin.db", "essen=essen.db"};
  options.of_site = {"berlin:webhooks=berlin.json", "berlin:messages=letters.json", "berlin:files_in=in-b",
                     "berlin:files-skip-bad=true",  "munich:db=munich.db",          "munich:users=munich.csv"};
  const auto all = sites_of(options);
  REQUIRE(all.ok());
  REQUIRE(all->size() == 4);
  const HubCommandLine &first = (*all)[0], &berlin = (*all)[1], &essen = (*all)[2], &munich = (*all)[3];
  REQUIRE(first.webhooks == "hooks.json");
  REQUIRE(berlin.webhooks == "berlin.json");
  REQUIRE(berlin.messages == "letters.json");
  REQUIRE(berlin.drop.in == "in-b");
  REQUIRE(berlin.drop.skip_bad);
  REQUIRE(berlin.users == "people.csv");
  REQUIRE(essen.webhooks.empty());
  REQUIRE(essen.drop.in.empty());
  REQUIRE(munich.site == "munich");
  REQUIRE(munich.database == "munich.db");
  REQUIRE(munich.users == "munich.csv");
}

TEST(a_code_for_a_terminal_of_a_further_site_knows_the_certificate_of_the_process) {
  const TemporaryFolder files;
  HubCommandLine options;
  options.database = files / "hamburg.db";
  options.listen = "127.0.0.1:8470";
  options.tls = "on";
  options.also = {"berlin=" + (files / "berlin.db").string()};
  const auto served = hub_options_of(options);
  REQUIRE(served.ok());
  REQUIRE(leave_how_to_reach(options, *served).ok());
  HubCommandLine berlin = options;
  berlin.also.clear();
  berlin.database = files / "berlin.db";
  berlin.site = "berlin";
  const NewTerminal terminal = new_terminal_of(berlin).value();
  REQUIRE(terminal.pin == pin_of(*served->tls).value());
  REQUIRE(terminal.address == "https://127.0.0.1:8470/v1/sites/berlin");
  REQUIRE_FALSE(std::filesystem::exists(files / "berlin.db.certificate.pem"));
}

TEST(a_code_says_where_the_hub_listens_that_serves_the_database) {
  const TemporaryFolder files;
  HubCommandLine options;
  options.database = files / "hub.db";
  REQUIRE(new_terminal_of(options).value().address == "http://127.0.0.1:8470");  // nobody has served it yet
  HubCommandLine serving = options;
  serving.listen = "0.0.0.0:8504";
  const auto served = hub_options_of(serving);
  REQUIRE(served.ok());
  REQUIRE(leave_how_to_reach(serving, *served).ok());
  const NewTerminal terminal = new_terminal_of(options).value();
  REQUIRE(terminal.address.starts_with("https://"));
  REQUIRE(terminal.address.ends_with(":8504"));
  REQUIRE(terminal.pin == pin_of(*served->tls).value());
  // A name that the office says goes with the same key.
  options.address = "https://hub.example:8504";
  const NewTerminal named = new_terminal_of(options).value();
  REQUIRE(named.address == options.address);
  REQUIRE(named.pin == terminal.pin);
  options.address.clear();
  options.listen = "127.0.0.1:9000";  // and what it says goes before what was left
  REQUIRE(new_terminal_of(options).value().address == "http://127.0.0.1:9000");
}

TEST(a_process_that_cannot_serve_leaves_what_another_one_has_said_of_where_it_listens) {
  const TemporaryFolder files;
  const std::string database = files / "hub.db", its_log = files / "log";
  HubProcess serving(database, its_log);
  HubCommandLine options;
  options.database = database;
  const std::string address = "http://127.0.0.1:" + std::to_string(serving.port);
  REQUIRE(new_terminal_of(options).value().address == address);
  REQUIRE_THROWS(HubProcess(database, its_log, 0, {"--tls", "on"}));  // the database is in use
  REQUIRE(new_terminal_of(options).value().address == address);
  REQUIRE_THROWS(HubProcess(files / "other.db", its_log, serving.port));  // the port is in use
  REQUIRE_FALSE(std::filesystem::exists(files / "other.db.address"));
  serving.terminate();
  REQUIRE(new_terminal_of(options).value().address == address);  // it listens there again, as far as anybody knows
}

TEST(what_a_site_cannot_have_for_itself_is_told) {
  for (const char* wrong :
       {"berlin", "berlin:webhooks", "Berlin:webhooks=x", "berlin:listen=0.0.0.0:1", "berlin:files_make=perhaps",
        "main:webhooks=x", "munich:webhooks=x", "berlin:db=main.db", "berlin:db=./main.db", "berlin:files_in=in",
        "berlin:files_in=./in", "berlin:files_out=in"}) {
    CAPTURE(wrong);
    HubCommandLine options;
    options.database = "main.db";
    options.drop.in = "in";
    options.also = {"berlin=berlin.db"};
    options.of_site = {wrong};
    const auto all = sites_of(options);
    REQUIRE_FALSE(all.ok());
    REQUIRE(all.error().kind == ErrorKind::bad_input);
  }
}

TEST(what_goes_out_does_not_come_in_again) {
  HubCommandLine options;
  options.database = "main.db";
  options.drop.in = "files";
  options.drop.out = "other/../files";
  REQUIRE_FALSE(sites_of(options).ok());
  options.drop.out = "out";
  REQUIRE(sites_of(options).ok());
}
