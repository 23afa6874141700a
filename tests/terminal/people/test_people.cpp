// Who may sign on, and what a wrong PIN costs, also over a restart.
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "terminal/people/door.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  std::filesystem::path folder;
  Instant now{1'800'000'000'000};

  void setUp() {
    static int number = 0;
    folder = std::filesystem::temp_directory_path() /
             ("dockhand-people-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    std::filesystem::create_directories(folder);
  }
  void tearDown() { std::filesystem::remove_all(folder); }

  Result<People> read(const std::string& text) const {
    std::ofstream(folder / "users.csv", std::ios::binary) << text;
    return People::read(folder / "users.csv");
  }
  Pins pins() const { return Pins::open(folder / "pins.json", folder / "pins.key").value(); }
  std::string kept() const {
    std::ostringstream text;
    text << std::ifstream(folder / "pins.json").rdbuf();
    return text.str();
  }
};

}  // namespace

TEST(people_come_from_a_table_in_any_order_of_its_columns) {
  const auto people = read("role;badge;user;name;language\nsupervisor;B-1;ada;Ada L.;en\noperator;B-2;bo;Bo K.;\n");
  REQUIRE(people.ok());
  REQUIRE(people->all().size() == 2);
  REQUIRE(people->by_badge("B-1")->role == Role::supervisor);
  REQUIRE(people->by_user("bo")->name.text() == "Bo K.");
  REQUIRE(people->by_badge("B-3") == nullptr);
}

TEST(people_as_a_spreadsheet_saves_them_are_read) {
  const auto people = read("\xEF\xBB\xBFUser;Name;Badge;Role;\r\nada; Ada L. ;B-1;supervisor;\r\n;;;;\r\n");
  REQUIRE(people.ok());
  REQUIRE(people->by_badge("B-1")->name.text() == "Ada L.");
}

TEST(a_table_that_is_wrong_names_its_line) {
  REQUIRE(read("user,name,badge\nada,Ada L.,B-1\n").error().message.find("\"role\" is missing") != std::string::npos);
  REQUIRE(read("user,name,badge,role\nada,Ada L.,B-1,boss\n").error().place.ends_with("users.csv:2"));
  const auto twice = read("user,name,badge,role\nada,Ada L.,B-1,operator\nbo,Bo K.,B-1,operator\n");
  REQUIRE(twice.error().place.ends_with("users.csv:3"));
}

TEST(a_right_pin_is_right_and_is_not_kept) {
  Pins here = pins();
  REQUIRE_FALSE(here.has("ada"));
  REQUIRE(here.set("ada", "471103").ok());
  REQUIRE(here.has("ada"));
  REQUIRE(here.check("ada", "471103", now).value() == Pins::Answer::right);
  REQUIRE(here.check("ada", "471104", now).value() == Pins::Answer::wrong);
  REQUIRE(kept().find("471103") == std::string::npos);
  REQUIRE_FALSE(here.set("ada", "4711").ok());
  REQUIRE_FALSE(here.set("ada", "4711a3").ok());
}

TEST(the_file_of_pins_is_worth_nothing_under_another_terminals_key) {
  REQUIRE(pins().set("ada", "471103").ok());
  std::filesystem::remove(folder / "pins.key");
  REQUIRE_FALSE(Pins::open(folder / "pins.json", folder / "pins.key").ok());
  std::ofstream(folder / "pins.key") << std::string(64, '7');
  REQUIRE(pins().check("ada", "471103", now).value() == Pins::Answer::wrong);
}

TEST(nobody_else_of_the_machine_reads_what_concerns_pins) {
  REQUIRE(pins().set("ada", "471103").ok());
  for (const char* file : {"pins.json", "pins.key"}) {
    using std::filesystem::perms;
    const perms open_to = std::filesystem::status(folder / file).permissions();
    REQUIRE((open_to & (perms::group_all | perms::others_all)) == perms::none);
  }
}

TEST(five_wrong_pins_lock_a_badge_also_over_a_restart_and_longer_each_time) {
  REQUIRE(pins().set("ada", "471103").ok());
  for (int i = 0; i < Pins::free_tries; ++i) {
    REQUIRE(pins().check("ada", "000000", now).value() == Pins::Answer::wrong);  // each in a program of its own
  }
  REQUIRE(pins().check("ada", "471103", now).value() == Pins::Answer::locked);
  now.ms += Pins::first_lock_ms;
  REQUIRE_FALSE(pins().locked_until("ada", now));
  REQUIRE(pins().check("ada", "000000", now).value() == Pins::Answer::wrong);
  REQUIRE(pins().locked_until("ada", now)->ms == now.ms + 2 * Pins::first_lock_ms);
  now.ms += 2 * Pins::first_lock_ms;
  REQUIRE(pins().check("ada", "471103", now).value() == Pins::Answer::right);
  REQUIRE_FALSE(pins().locked_until("ada", now));
  REQUIRE(pins().check("ada", "000000", now).value() == Pins::Answer::wrong);  // counted from none again
  REQUIRE_FALSE(pins().locked_until("ada", now));
}

TEST(a_lock_that_was_begun_while_the_clock_was_ahead_lasts_no_longer_than_any) {
  REQUIRE(pins().set("ada", "471103").ok());
  const Instant ahead{now.ms + 400LL * 86'400'000};
  for (int i = 0; i < Pins::free_tries; ++i) {
    REQUIRE(pins().check("ada", "000000", ahead).value() == Pins::Answer::wrong);
  }
  Pins opened = pins();
  REQUIRE(opened.locked_until("ada", now)->ms == now.ms + Pins::first_lock_ms);
  now.ms += Pins::first_lock_ms;
  REQUIRE_FALSE(opened.locked_until("ada", now));
  REQUIRE(opened.check("ada", "471103", now).value() == Pins::Answer::right);
}

TEST(a_pin_that_an_older_program_has_kept_is_right_and_reaches_the_hub_once_it_was_typed) {
  std::ofstream(folder / "pins.key") << std::string(64, '7');
  std::ofstream(folder / "pins.json")
      << R"({"pins":[{"user":"ada","salt":"11111111111111111111111111111111",)"
      << R"("hash":"cfe6546d31103a573b110e9ccf11a07534e1433f7143faffe4047bd99857641b","wrong":0,"locked_until":0}]})";
  Pins here = pins();
  REQUIRE(here.has("ada"));
  REQUIRE(here.to_tell().empty());
  REQUIRE(here.check("ada", "471104", now).value() == Pins::Answer::wrong);
  REQUIRE(here.to_tell().empty());
  REQUIRE(here.check("ada", "471103", now).value() == Pins::Answer::right);
  REQUIRE(here.to_tell().at(0).revision == 1);
  REQUIRE(here.to_tell().at(0).hash.size() == 64);
  REQUIRE(pins().check("ada", "471103", now).value() == Pins::Answer::right);
}

TEST(whoever_writes_the_file_of_pins_cannot_give_anothers_pin_to_a_supervisor) {
  REQUIRE(pins().set("bo", "222222").ok());
  std::string text = kept();
  text.replace(text.find("\"bo\""), 4, "\"ada\"");
  std::ofstream(folder / "pins.json") << text;
  REQUIRE(pins().has("ada"));
  REQUIRE(pins().check("ada", "222222", now).value() == Pins::Answer::wrong);
}

TEST(a_pin_that_was_chosen_while_the_hub_was_asked_stays_and_is_told_next) {
  Pins here = pins();
  REQUIRE(here.set("ada", "111111").ok());
  const auto told = here.to_tell();
  REQUIRE(here.set("ada", "222222").ok());
  REQUIRE(here.heard(told, {}, {}).ok());
  REQUIRE(here.to_tell().at(0).revision == 2);
  REQUIRE_FALSE(here.to_tell().at(0).hash.empty());
  REQUIRE(here.heard(here.to_tell(), {{"ada", 1, std::string(32, 'a'), std::string(64, 'a')}}, {}).ok());
  REQUIRE(here.check("ada", "222222", now).value() == Pins::Answer::right);
}

TEST(a_guess_that_cannot_be_written_down_is_not_checked) {
  Pins here = pins();
  REQUIRE(here.set("ada", "471103").ok());
  std::filesystem::remove_all(folder);
  REQUIRE_FALSE(here.check("ada", "471103", now).ok());
  std::filesystem::create_directories(folder);
}

TEST(without_a_file_of_users_there_is_no_door) {
  const auto door = Door::open(folder / "users.csv", std::chrono::minutes(5));
  REQUIRE(door.ok());
  REQUIRE(*door == nullptr);
}
