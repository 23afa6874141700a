// Which PIN holds, as a hub decides it, and what is kept of it.
#include <fstream>
#include <sstream>

#include "sync/access/kept_file.h"
#include "sync/site/people_desk.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* two_people = "user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\nbo,Bo K.,BADGE-2,operator\n";

struct Fixture {
  void setUp() { list(two_people); }
  void tearDown() {}

  void list(const char* text) const { std::ofstream(folder / "users.csv") << text; }
  // As another program that is started on the same files.
  PeopleDesk desk() const {
    return PeopleDesk({folder / "users.csv", folder / "hub.key", folder / "hub.db"},
                      std::make_unique<KeptFile>(folder / "hub.pins"), system_clock());
  }
  static PersonPin pin(const std::string& user, std::int64_t revision, char digit) {
    return {user, revision, std::string(32, digit), std::string(64, digit)};
  }
  static PersonPin known(PersonPin one) {
    one.hash.clear();
    return one;
  }
  PeopleAnswer told(const std::vector<PersonPin>& pins) const {
    return desk().answer({"once", "", pins}, "terminal").value();
  }
  std::string content(const char* file) const {
    std::ostringstream text;
    text << std::ifstream(folder / file).rdbuf();
    return text.str();
  }

  TemporaryFolder folder;
};

}  // namespace

TEST(a_terminal_is_told_who_works_here_and_the_pins_that_others_have_told) {
  REQUIRE(told({pin("ada", 1, 'a')}).pins.empty());
  const PeopleAnswer other = told({});
  REQUIRE(other.asked == "once");
  REQUIRE(other.list->find("Bo K.") != std::string::npos);
  REQUIRE(other.pins.size() == 1);
  REQUIRE(other.pins[0].user == "ada");
  REQUIRE(other.pins[0].hash == std::string(64, 'a'));
}

TEST(who_has_the_same_list_and_pins_is_told_neither) {
  told({pin("ada", 1, 'a')});
  const std::string same = digest_of_list(People::read(folder / "users.csv")->all());
  const PeopleAnswer again = desk().answer({"x", same, {known(pin("ada", 1, 'a'))}}, "terminal").value();
  REQUIRE(again.has_list);
  REQUIRE_FALSE(again.list);
  REQUIRE(again.pins.empty());
  REQUIRE(again.wanted.empty());
}

TEST(a_pin_that_was_changed_replaces_the_older_one_and_an_older_one_does_not_come_back) {
  told({pin("ada", 1, 'a')});
  REQUIRE(told({pin("ada", 2, 'b')}).pins.empty());
  const PeopleAnswer late = told({pin("ada", 1, 'a')});
  REQUIRE(late.pins.size() == 1);
  REQUIRE(late.pins[0].hash == std::string(64, 'b'));
}

TEST(of_two_pins_that_were_chosen_apart_the_first_at_the_hub_holds) {
  told({pin("ada", 1, 'a')});
  const PeopleAnswer second = told({pin("ada", 1, 'b')});
  REQUIRE(second.pins.size() == 1);
  REQUIRE(second.pins[0].hash == std::string(64, 'a'));
}

TEST(whoever_is_removed_has_no_pin_anywhere_and_an_old_one_does_not_come_back) {
  told({pin("bo", 3, 'b')});
  list("user,name,badge,role\nada,Ada L.,BADGE-1,supervisor\n");
  const PeopleAnswer gone = told({known(pin("bo", 3, 'b'))});
  REQUIRE(gone.pins.size() == 1);
  REQUIRE(gone.pins[0].hash.empty());
  REQUIRE(gone.pins[0].revision == 4);
  list(two_people);  // comes back, and one terminal was away all the time
  const PeopleAnswer late = told({known(pin("bo", 3, 'b'))});
  REQUIRE(late.pins.size() == 1);
  REQUIRE(late.pins[0].hash.empty());
  REQUIRE(told({pin("bo", 5, 'c')}).pins.empty());
}

TEST(a_pin_of_nobody_is_not_taken_and_goes_at_the_terminal_that_told_it) {
  const PeopleAnswer answer = told({pin("zoe", 7, 'z')});
  REQUIRE(answer.pins.size() == 1);
  REQUIRE(answer.pins[0].hash.empty());
  REQUIRE(answer.pins[0].revision == 7);
  REQUIRE(told({}).pins.empty());
}

TEST(what_is_kept_tells_no_hash_and_opens_with_the_key_alone) {
  told({pin("ada", 1, 'a')});
  for (const char* file : {"hub.pins", "hub.db.audit"}) {
    INFO(file);
    REQUIRE(content(file).find("ada") != std::string::npos);
    REQUIRE(content(file).find(std::string(64, 'a')) == std::string::npos);
  }
  std::filesystem::remove(folder / "hub.key");
  REQUIRE(told({}).pins.empty());
}

TEST(under_another_key_the_terminals_give_their_pins_again) {
  told({pin("ada", 1, 'a')});
  std::filesystem::remove(folder / "hub.key");
  REQUIRE(told({known(pin("ada", 1, 'a'))}).wanted == std::vector<std::string>{"ada"});
  REQUIRE(told({pin("ada", 1, 'a')}).wanted.empty());
  REQUIRE(told({}).pins.size() == 1);
}

TEST(a_hub_that_was_set_back_or_is_new_is_told_again) {
  told({pin("ada", 1, 'a')});
  REQUIRE(told({known(pin("ada", 4, 'd'))}).wanted == std::vector<std::string>{"ada"});
  std::filesystem::remove(folder / "hub.pins");
  REQUIRE(told({known(pin("ada", 4, 'd'))}).wanted == std::vector<std::string>{"ada"});
  told({pin("ada", 4, 'd')});
  REQUIRE(told({}).pins[0].revision == 4);
}

TEST(a_pin_that_is_put_in_anothers_place_does_not_open) {
  told({pin("bo", 1, 'b')});
  std::string text = content("hub.pins");
  text.replace(text.find("\"bo\""), 4, "\"ada\"");
  std::ofstream(folder / "hub.pins") << text;
  REQUIRE(told({}).pins.empty());
}

TEST(a_hub_without_a_list_says_nothing_and_keeps_nothing) {
  std::filesystem::remove(folder / "users.csv");
  const PeopleAnswer answer = told({pin("ada", 1, 'a')});
  REQUIRE_FALSE(answer.has_list);
  REQUIRE(answer.pins.empty());
  REQUIRE_FALSE(std::filesystem::exists(folder / "hub.pins"));
}

TEST(a_message_about_people_reads_as_it_was_written) {
  const PeopleQuestion asked{"r", "d", {pin("ada", 2, 'a'), known(pin("bo", 3, 'b'))}};
  const PeopleQuestion read = parse_people_question(to_json(asked)).value();
  REQUIRE(read.pins.size() == 2);
  REQUIRE(read.pins[0].hash == std::string(64, 'a'));
  REQUIRE(read.pins[1].hash.empty());
  PeopleAnswer answer{"r", true, "user,name\n", {pin("ada", 2, 'a')}, {"bo"}};
  const PeopleAnswer back = parse_people_answer(to_json(answer)).value();
  REQUIRE(back.list == answer.list);
  REQUIRE(back.wanted == answer.wanted);
  REQUIRE_FALSE(parse_people_question(R"({"asked":"r","list":"","pins":[{"user":"a","revision":1,"salt":"x"}]})").ok());
  REQUIRE_FALSE(parse_people_answer(to_json(asked)).ok());
}
