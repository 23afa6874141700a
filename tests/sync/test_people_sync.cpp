// When a terminal asks who works there, and that only its hub's answer to its own question counts.
#include "sync/access/sealing.h"
#include "sync/people_sync.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const SigningKey& hub_key() {
  static const SigningKey key = SigningKey::make().value();
  return key;
}

// A hub that answers as it is told.
struct FakeHub final : Connector {
  Result<PushReply> push(const Push&) override { return Error{ErrorKind::network, "", "is not asked"}; }
  Result<Changes> pull(const PullRequest&) override { return Error{ErrorKind::network, "", "is not asked"}; }
  void cancel() override {}
  Result<std::string> people(const std::string& sealed) override {
    ++asked;
    if (failure) return *failure;
    const auto question = parse_people_question(opened_from(terminal, hub_key(), sealed).value());
    before = std::exchange(last, question->asked);
    PeopleAnswer answer{plays_an_old_one ? before : question->asked, true};
    answer.pins = {{"ada", 1, std::string(32, 'a'), std::string(64, 'a')}};
    return sealed_for(terminal, signs, to_json(answer));
  }

  std::string terminal;  // its public key
  SigningKey signs = hub_key();
  std::optional<Error> failure;
  bool plays_an_old_one = false;
  std::string last, before;
  int asked = 0;
};

struct Fixture {
  void setUp() {
    hub.terminal = own.public_key();
    sync.emplace(Upstream{"http://hub", "", TerminalIdentity{"hub", own}, "", hub_key().public_key()},
                 PeopleSync::Calls{[this] { return here; }, [this](PeopleTold) { ++told; }});
  }
  void tearDown() {}

  Status run(bool answered, std::int64_t later_ms = 0) {
    now.ms += later_ms;
    return sync->run(hub, now, answered, false);
  }

  SigningKey own = SigningKey::make().value();
  FakeHub hub;
  PeopleHere here;
  int told = 0;
  std::optional<PeopleSync> sync;
  Instant now{1'800'000'000'000};
};

}  // namespace

TEST(the_hub_is_asked_after_it_has_answered_and_not_more_often_than_it_has_to_be) {
  REQUIRE(run(false).ok());
  REQUIRE(hub.asked == 0);
  REQUIRE(run(true).ok());
  REQUIRE(told == 1);
  REQUIRE(run(true, 1'000).ok());
  REQUIRE(hub.asked == 1);
  REQUIRE(run(true, PeopleSync::every.count()).ok());
  REQUIRE(hub.asked == 2);
}

TEST(a_pin_that_was_chosen_here_is_told_at_once) {
  REQUIRE(run(true).ok());
  here.pins = {{"bo", 1, std::string(32, 'b'), std::string(64, 'b')}};
  REQUIRE(run(false, 10).ok());
  REQUIRE(told == 2);
}

TEST(after_a_failure_the_hub_is_asked_again_after_a_while_and_one_that_keeps_no_people_much_later) {
  hub.failure = Error{ErrorKind::network, "", "is busy"};
  REQUIRE_FALSE(run(true).ok());
  REQUIRE(run(true, 1'000).ok());
  REQUIRE_FALSE(run(true, PeopleSync::after_failure.count()).ok());
  hub.failure = Error{ErrorKind::unknown, "", "keeps none"};
  REQUIRE_FALSE(run(true, PeopleSync::after_failure.count()).ok());
  REQUIRE(run(true, PeopleSync::every.count()).ok());
  hub.failure.reset();
  REQUIRE(run(true, PeopleSync::after_refusal.count()).ok());
  REQUIRE(told == 1);
}

TEST(an_answer_that_another_one_gave_or_that_was_given_before_does_not_count) {
  hub.signs = SigningKey::make().value();
  REQUIRE(run(true).error().kind == ErrorKind::refused);
  hub.signs = hub_key();
  hub.plays_an_old_one = true;
  REQUIRE(run(true, PeopleSync::after_refusal.count()).error().kind == ErrorKind::network);
  REQUIRE(told == 0);
}

TEST(a_terminal_that_has_not_enrolled_does_not_ask) {
  REQUIRE(ask_for_people(hub, Upstream{"http://hub", "token"}, here).error().kind == ErrorKind::unknown);
  REQUIRE(hub.asked == 0);
}
