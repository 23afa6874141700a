// What waits for the hub, when it answered last, and what it questions.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void hub_is(bool online, const std::string& problem = {}) {
    HubState state{true, online, clock.now(), "https://hub.local:8470", problem, {}};
    if (online) state.last_answer = clock.now();
    app->set_hub(state);
  }
};

}  // namespace

TEST(a_terminal_without_a_hub_says_so_and_has_nothing_to_try) {
  tap("sync");
  REQUIRE(shows("This terminal works alone"));
  REQUIRE_FALSE(shows("[Try now]"));
  REQUIRE(app->asked_hub() == 0);
}

TEST(what_waits_and_the_last_answer_are_shown) {
  hub_is(true);
  tap("sync");
  REQUIRE(shows("Last answer: 14:00"));
  REQUIRE(shows("https://hub.local:8470"));
  REQUIRE(shows(std::to_string(views->sync()->pending) + " scan"));
}

TEST(why_the_hub_does_not_answer_is_told_and_it_is_asked_again_on_demand) {
  hub_is(false, "the hub cannot be reached: is it running, and is the network there?");
  tap("sync");
  REQUIRE(shows("Offline since 14:00"));
  REQUIRE(shows("is the network there?"));
  tap("ask");
  REQUIRE(app->asked_hub() == 1);
  REQUIRE(toast() == "The hub is asked now");
}

TEST(a_hub_that_answers_and_takes_nothing_is_no_hub_that_is_in_touch) {
  hub_is(true, "this terminal was revoked");
  REQUIRE_FALSE(app->frame().status.online);
  REQUIRE(app->frame().status.offline_text.find("Nothing goes to the hub") == 0);
  tap("sync");
  REQUIRE(shows("The hub takes nothing"));
  REQUIRE(shows("this terminal was revoked"));
}

TEST(what_the_hub_questioned_stands_there_with_what_to_do) {
  hub_is(true);
  office_does(Tell{Tell::Trouble::missing_scans, "This is a copy of the database"});
  tap("sync");
  REQUIRE(shows("Count again what was handled since."));
  REQUIRE(shows("copy of the database"));
}
