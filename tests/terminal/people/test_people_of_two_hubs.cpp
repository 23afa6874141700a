// PINs of two hub processes that share a real PostgreSQL: one takes the site over, with the key of the PINs or without.
//
// It is skipped where Debian's package postgresql is not installed.
#include <cstdio>
#include <fstream>
#include <thread>

#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/store/postgres_text.h"
#include "terminal/people/hub_people.h"
#include "tests/support/site/hub_process.h"
#include "tests/support/site/postgres_server.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr const char* two_people = "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\nbo,Bo K.,BADGE-2,operator\n";

PostgresServer* server() {
  static const std::unique_ptr<PostgresServer> one = PostgresServer::start();
  return one.get();
}

struct Fixture {
  void setUp() {
    static int sites = 0;
    site = "people_" + std::to_string(++sites);
    for (const char* one : {"first", "second", "a", "b"}) fs::create_directories(folder / one);
  }
  void tearDown() {}

  // False, and said so, where the package is not there. Bo has chosen a PIN at the terminal a, and the first hub has
  // it.
  bool begin() {
    if (server() == nullptr) {
      std::puts("skipped: no PostgreSQL in /usr/lib/postgresql (Debian's package postgresql)");
      return false;
    }
    std::ofstream(folder / "first" / "users.csv") << two_people;
    start("first");
    AccessRegister known(std::make_shared<PostgresText>(PostgresPlace{server()->url(), site}, "access"),
                         system_clock());
    for (const char* one : {"a", "b"}) {
      const EnrolmentCode code{"http://127.0.0.1:" + std::to_string(port), known.new_secret(one).value(), ""};
      Result<Enrolment> made = enrol(folder / one / "t.db", code);
      for (int i = 0; i < 100 && !made; ++i) {  // the hub may serve the site a moment later than it listens
        std::this_thread::sleep_for(100ms);
        made = enrol(folder / one / "t.db", code);
      }
      REQUIRE(made.ok());
    }
    REQUIRE(sync("a").ok());
    REQUIRE(door("a")->pins.set("bo", "471103").ok());
    REQUIRE(sync("a").ok());
    return true;
  }
  void start(const char* which) {
    hub.emplace((folder / which / "hub.db").string(), (folder / which / "log").string(), port,
                std::vector<std::string>{"--store", server()->url(), "--site", site});
    port = hub->port;
  }
  // The first one is gone, and another machine's owns the site.
  void take_over() {
    hub.reset();
    start("second");
  }
  Status sync(const char* at) const {
    const Upstream to = upstream_of("", "", folder / at / "t.db").value().value();
    Status met = meet_people(*make_connector(to).value(), to, folder / at / "users.csv");
    for (int i = 0; i < 300 && !met; ++i) {
      std::this_thread::sleep_for(100ms);
      met = meet_people(*make_connector(to).value(), to, folder / at / "users.csv");
    }
    return met;
  }
  std::unique_ptr<Door> door(const char* at) const { return Door::open(folder / at / "users.csv", {}).value(); }
  bool right(const char* at, const char* pin) const {
    return door(at)->pins.check("bo", pin, system_clock().now()).value() == Pins::Answer::right;
  }

  TemporaryFolder folder;
  std::string site;
  std::optional<HubProcess> hub;
  int port = 0;
};

}  // namespace

TEST(a_hub_that_takes_the_site_over_with_the_key_gives_the_pins_at_once) {
  if (!begin()) return;
  fs::copy_file(folder / "first" / "hub.db.pins.key", folder / "second" / "hub.db.pins.key");
  take_over();
  REQUIRE(sync("b").ok());
  REQUIRE(right("b", "471103"));
}

TEST(a_hub_that_takes_the_site_over_without_the_key_gets_the_pins_of_a_terminal_again) {
  if (!begin()) return;
  take_over();
  REQUIRE(sync("b").ok());
  REQUIRE_FALSE(door("b")->pins.has("bo"));
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  REQUIRE(right("b", "471103"));
  REQUIRE(right("a", "471103"));
}
