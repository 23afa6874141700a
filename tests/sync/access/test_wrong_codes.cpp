// A code that does not hold is a guess, and each is counted once.
#include "sync/access/access_register.h"
#include "sync/access/guesses.h"
#include "sync/enrolment.h"
#include "sync/hub/hub.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    const HubOptions options{"127.0.0.1", 0, "0123456789abcdef", folder / "hub.db", TerminalsBy::key, {}};
    hub = Hub::start(Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value(), options).value();
    first = enrol(folder / "a.db", code()).value();
  }
  void tearDown() {}

  AccessRegister terminals() const { return AccessRegister(folder / "hub.db", system_clock()); }
  EnrolmentCode code() const { return {hub->address(), terminals().new_secret("Dock 1").value(), ""}; }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Hub> hub;
  std::optional<Enrolment> first;
};

}  // namespace

TEST(a_terminal_that_enrols_anew_may_mistype_its_code_as_often_as_a_new_one) {
  for (int i = 0; i < Guesses::free - 1; ++i) {
    EnrolmentCode wrong = code();
    wrong.secret.back() = wrong.secret.back() == '2' ? '3' : '2';
    REQUIRE(enrol(folder / "a.db", wrong).error().kind == ErrorKind::refused);
  }
  REQUIRE(enrol(folder / "a.db", code()).ok());
}

TEST(a_right_code_that_a_revoked_key_shows_is_no_guess) {
  std::string before = first->terminal;
  for (int i = 0; i < Guesses::free + 1; ++i) {
    REQUIRE(terminals().revoke(before).ok());
    const auto anew = enrol(folder / "a.db", code());
    REQUIRE(anew.ok());
    REQUIRE(anew->terminal != before);
    before = anew->terminal;
  }
}
