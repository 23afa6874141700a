// Whom the office means by a terminal's name, and where a terminal shows that it has enrolled.
#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/hub/hub.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  AccessRegister known{folder / "hub.db", clock};
};

}  // namespace

TEST(of_two_devices_of_one_image_the_one_that_was_in_touch_last_has_the_name) {
  const SigningKey key = SigningKey::make().value();
  const std::string id = known.enrol(known.new_secret("Dock 1").value(), key.public_key()).value().id;
  const std::string old(32, 'a'), copy(32, 'b');
  const auto means = [&] { return known.terminal(id).value()->writers.back(); };
  REQUIRE(known.claim(id, old).ok());
  REQUIRE(known.claim(id, copy).ok());
  REQUIRE(means() == copy);
  REQUIRE(known.claim(id, old).ok());
  REQUIRE(means() == old);
  // The register is not written with each question of two that are both in touch.
  REQUIRE(known.claim(id, copy).ok());
  REQUIRE(means() == old);
  clock.advance(2min);
  REQUIRE(known.claim(id, copy).ok());
  REQUIRE(means() == copy);
  REQUIRE(known.terminal(id).value()->writers.size() == 2);
}

TEST(a_terminal_that_has_enrolled_shows_its_key_at_another_address_over_tls_and_nowhere_else) {
  const HubOptions options{"127.0.0.1", 0, "0123456789abcdef", folder / "hub.db", TerminalsBy::key, {}};
  const auto hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
  AccessRegister terminals(folder / "hub.db", system_clock());
  REQUIRE(enrol(folder / "a.db", {hub->address(), terminals.new_secret("Dock 1").value(), ""}).ok());
  const Upstream other = upstream_of("https://second:8470", "", folder / "a.db").value().value();
  REQUIRE(other.address == "https://second:8470");
  REQUIRE(other.identity.has_value());
  REQUIRE_FALSE(upstream_of("http://127.0.0.1:1", "", folder / "a.db").value()->identity.has_value());
}
