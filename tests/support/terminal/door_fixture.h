// A terminal where people sign on: Ada, a supervisor, and Bo, who have chosen their PINs, and Cy, who has not.
#pragma once

#include <fstream>

#include "terminal/people/door.h"
#include "tests/support/terminal/terminal_fixture.h"

namespace dockhand::test {

struct SignedOnTerminal : Terminal {
  std::unique_ptr<Door> door;

  void setUp() {
    Terminal::setUp();
    std::ofstream(folder / "users.csv") << "user,name,badge,role\n"
                                           "ada,Ada L.,BADGE-1,supervisor\n"
                                           "bo,Bo K.,BADGE-2,operator\n"
                                           "cy,Cy M.,BADGE-3,operator\n";
    open_door();
    REQUIRE(door->pins.set("ada", "111111").ok());
    REQUIRE(door->pins.set("bo", "222222").ok());
  }

  // This also happens when the program was ended and started again.
  void open_door() {
    app.reset();
    door = Door::open(folder / "users.csv", std::chrono::minutes(5)).value();
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{
            .dock = place("DOCK-1"), .operator_name = person("Nobody"), .scanners = nullptr, .door = door.get()},
        [] {});
    settle();
  }
  void pin(std::string_view digits) {
    for (const char digit : digits) tap(std::string("key:") + digit);
    tap("confirm");
  }
  void sign_on(std::string_view badge, std::string_view digits) {
    scan(badge);
    pin(digits);
  }
  std::string who() const { return app->frame().status.place_and_person; }
  std::string last_by() const { return views->events(1).value().front().by.text(); }
  std::string last_allowed_by() const {
    const auto supervisor = views->deeds("").value().front().command.allowed_by;
    return supervisor ? supervisor->text() : "";
  }
};

}  // namespace dockhand::test
