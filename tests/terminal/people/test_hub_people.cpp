// People and PINs of a real hub's process at two terminals: chosen at one, typed at the other without a network.
#include <fstream>
#include <sstream>

#include "sync/enrolment.h"
#include "sync/hub/hub_terminals.h"
#include "terminal/people/hub_people.h"
#include "tests/support/site/hub_process.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* two_people = "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\nbo,Bo K.,BADGE-2,operator\n";
constexpr const char* ada_alone = "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\n";

struct Fixture {
  void setUp() {
    for (const char* one : {"hub", "a", "b"}) fs::create_directories(folder / one);
    list(two_people);
    start_hub();
    for (const char* one : {"a", "b"}) {
      const EnrolmentCode code{"http://127.0.0.1:" + std::to_string(hub->port), terminals().new_secret(one).value(),
                               ""};
      REQUIRE(enrol(folder / one / "t.db", code).ok());
    }
  }
  void tearDown() {}

  void start_hub() {
    hub.reset();
    hub.emplace((folder / "hub" / "hub.db").string(), (folder / "hub" / "log").string(), port);
    port = hub->port;
  }
  void list(const char* text) const { std::ofstream(folder / "hub" / "users.csv") << text; }
  AccessRegister terminals() const { return AccessRegister(folder / "hub" / "hub.db", system_clock()); }
  fs::path users(const char* at) const { return folder / at / "users.csv"; }
  Status sync(const char* at) const {
    const Upstream to = upstream_of("", "", folder / at / "t.db").value().value();
    return meet_people(*make_connector(to).value(), to, users(at));
  }
  std::unique_ptr<Door> door(const char* at) const { return Door::open(users(at), {}).value(); }
  void choose(const char* at, const char* user, const char* pin) const { REQUIRE(door(at)->pins.set(user, pin).ok()); }
  bool right(const char* at, const char* user, const char* pin) const {
    return door(at)->pins.check(user, pin, system_clock().now()).value() == Pins::Answer::right;
  }

  TemporaryFolder folder;
  std::optional<HubProcess> hub;
  int port = 0;
};

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST(a_pin_that_was_chosen_at_one_terminal_signs_on_at_another_without_a_network) {
  REQUIRE(sync("a").ok());
  REQUIRE(door("a")->people.by_badge("BADGE-2")->name.text() == "Bo K.");
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  hub.reset();
  REQUIRE(right("b", "bo", "471103"));
  REQUIRE_FALSE(right("b", "bo", "471104"));
  REQUIRE_FALSE(door("b")->pins.has("ada"));
}

TEST(a_copy_of_a_terminals_files_without_its_key_signs_nobody_on) {
  REQUIRE(sync("a").ok());
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  fs::create_directories(folder / "copy");
  for (const char* file : {"users.csv", "pins.json"}) fs::copy_file(folder / "b" / file, folder / "copy" / file);
  REQUIRE_FALSE(Door::open(users("copy"), {}).ok());
  std::ofstream(folder / "copy" / "pins.key") << std::string(64, '7');
  REQUIRE_FALSE(right("copy", "bo", "471103"));
}

TEST(a_changed_pin_replaces_the_one_of_the_other_terminal_which_says_so_and_keeps_its_own_locks) {
  REQUIRE(sync("a").ok());
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  const auto here = door("b");
  for (int i = 0; i < Pins::free_tries; ++i) {
    REQUIRE(here->pins.check("bo", "000000", system_clock().now()).value() == Pins::Answer::wrong);
  }
  choose("a", "bo", "222222");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  REQUIRE(door("b")->pins.is_from_elsewhere("bo"));
  REQUIRE(door("b")->pins.locked_until("bo", system_clock().now()));
  const Instant later{system_clock().now().ms + Pins::first_lock_ms + 1};
  REQUIRE(door("b")->pins.check("bo", "222222", later).value() == Pins::Answer::right);
  REQUIRE_FALSE(door("b")->pins.is_from_elsewhere("bo"));
  REQUIRE_FALSE(right("b", "bo", "471103"));
  REQUIRE_FALSE(door("a")->pins.locked_until("bo", system_clock().now()));
}

TEST(whoever_is_removed_at_the_hub_signs_on_nowhere_and_comes_back_without_a_pin) {
  REQUIRE(sync("a").ok());
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  list(ada_alone);
  REQUIRE(sync("b").ok());
  REQUIRE(door("b")->people.by_user("bo") == nullptr);
  list(two_people);
  REQUIRE(sync("a").ok());  // has not heard of it meanwhile
  REQUIRE(sync("b").ok());
  REQUIRE_FALSE(door("a")->pins.has("bo"));
  REQUIRE_FALSE(door("b")->pins.has("bo"));
  choose("b", "bo", "333333");
  REQUIRE(sync("b").ok());
  REQUIRE(sync("a").ok());
  REQUIRE(right("a", "bo", "333333"));
}

TEST(a_terminal_that_was_revoked_gets_no_pin) {
  REQUIRE(sync("a").ok());
  AccessRegister known = terminals();
  const std::string id = read_enrolment(folder / "b" / "t.db").value()->terminal;
  REQUIRE(revoke_terminal(known, folder / "hub" / "hub.db", id, system_clock()).ok());
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").error().kind == ErrorKind::refused);
  REQUIRE(door("b") == nullptr);
}

TEST(a_hub_that_lost_its_pins_or_their_key_gets_them_of_the_terminals_again) {
  REQUIRE(sync("a").ok());
  choose("a", "bo", "471103");
  REQUIRE(sync("a").ok());
  for (const char* lost : {"hub.db.pins.key", "hub.db.pins"}) {
    hub.reset();
    REQUIRE(fs::remove(folder / "hub" / lost));
    start_hub();
    REQUIRE(sync("a").ok());
  }
  REQUIRE(sync("b").ok());
  REQUIRE(right("b", "bo", "471103"));
}

TEST(neither_a_pin_nor_its_hash_stands_in_what_a_hub_writes) {
  REQUIRE(sync("a").ok());
  choose("a", "bo", "471103");
  const std::string hash = door("a")->pins.to_tell().at(0).hash;
  REQUIRE(hash.size() == 64);
  REQUIRE(sync("a").ok());
  REQUIRE(door("a")->pins.to_tell().at(0).hash.empty());
  REQUIRE(hub->terminate() == 0);
  int files = 0;
  for (const auto& one : fs::recursive_directory_iterator(folder / "hub")) {
    if (!one.is_regular_file()) continue;
    INFO(one.path().string());
    ++files;
    REQUIRE(content(one.path()).find(hash) == std::string::npos);
    REQUIRE(content(one.path()).find("471103") == std::string::npos);
  }
  REQUIRE(files > 3);
  REQUIRE(content(folder / "a" / "pins.json").find(hash) == std::string::npos);
}

TEST(pins_that_were_chosen_before_there_was_a_hub_reach_it_and_the_own_list_is_put_aside) {
  std::ofstream(users("a")) << "user,name,badge,role\nada,Ada,B-1,supervisor\n";
  choose("a", "ada", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(door("a")->people.by_user("ada")->name.text() == "Ada L.");
  REQUIRE(fs::exists(folder / "a" / "users.csv.own"));
  REQUIRE(sync("b").ok());
  REQUIRE(right("b", "ada", "471103"));
}

TEST(a_hub_that_does_not_know_who_works_here_leaves_a_terminals_people_alone) {
  fs::remove(folder / "hub" / "users.csv");
  std::ofstream(users("a")) << two_people;
  choose("a", "ada", "471103");
  REQUIRE(sync("a").ok());
  REQUIRE(right("a", "ada", "471103"));
  list(two_people);  // it is told now
  REQUIRE(sync("a").ok());
  REQUIRE(sync("b").ok());
  REQUIRE(right("b", "ada", "471103"));
}
