// The parts of a terminal: what is said of each, and when it is said unasked. And its battery.
#include <fstream>

#include "terminal/station/battery.h"
#include "terminal/station/health.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {
struct Fixture : test::Terminal {
  std::vector<Check> parts{{"Disk", Check::State::good, "900 MB are free."}};
  int looked = 0;
  Health health = [this] {
    ++looked;
    return parts;
  };

  void setUp() {
    Terminal::setUp();
    begin();
  }
  void begin() {
    app = std::make_unique<App>(*ledger, *views, clock,
                                AppSettings{.dock = place("DOCK-1"),
                                            .operator_name = person("Anna K."),
                                            .scanners = nullptr,
                                            .preferences = nullptr,
                                            .health = &health},
                                [] {});
    settle();
  }
  void after(int ms) {
    clock.advance(std::chrono::milliseconds(ms));
    settle();
  }
  // A file of the kernel's tree.
  void say(const fs::path& file, const std::string& text) const {
    fs::create_directories((folder / "supplies" / file).parent_path());
    std::ofstream(folder / "supplies" / file) << text << "\n";
  }
  Power power() const { return read_power(folder / "supplies"); }
};
}  // namespace

TEST(a_terminal_that_works_starts_at_home_and_says_its_parts_under_more) {
  after(2000);
  REQUIRE(std::string_view(app->screen()) == "home");
  tap("more");
  tap("health");
  REQUIRE(shows("This terminal works"));
  REQUIRE(shows("Disk | 900 MB are free. | good"));
  REQUIRE(shows("Dockhand " DOCKHAND_VERSION " | Receives at DOCK-1."));
}

TEST(a_part_that_fails_is_said_at_the_start_and_first_of_all) {
  parts.push_back({"Clock", Check::State::failed, "Set it."});
  begin();
  REQUIRE(std::string_view(app->screen()) == "home");
  after(2000);
  REQUIRE(shows("Not everything works"));
  REQUIRE(page().rows.front().title == "Clock");
  REQUIRE(app->take_sound() == Sound::attention);
  tap("back");
  after(60'000);
  REQUIRE(std::string_view(app->screen()) == "home");
}

TEST(what_is_only_weak_is_not_said_unasked) {
  parts.push_back({"Network", Check::State::weak, "Work goes on."});
  begin();
  after(2000);
  REQUIRE(std::string_view(app->screen()) == "home");
}

TEST(whoever_works_already_is_not_led_away) {
  parts.push_back({"Clock", Check::State::failed, "Set it."});
  begin();
  scan("PO-7");
  after(2000);
  REQUIRE(std::string_view(app->screen()) == "receive");
}

TEST(the_parts_are_looked_at_again_when_somebody_asks) {
  tap("health");
  const int before = looked;
  office_does(Receive{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("A-01"), {}, false});
  REQUIRE(looked == before);
  parts.front() = {"Disk", Check::State::failed, "Make room."};
  tap("again");
  REQUIRE(shows("Make room."));
}

TEST(a_card_that_looks_again_says_that_it_has_looked_though_nothing_has_changed) {
  tap("health");
  const int before = looked;
  scan("LOOK-AGAIN");
  REQUIRE(looked > before);
  REQUIRE(toast() == "Looked again. Nothing has changed.");
  REQUIRE(app->take_sound() == Sound::accepted);
}

// --- what is good enough -----------------------------------------------------------------------------------------

TEST(books_that_can_be_read_and_a_disk_with_room_are_good) {
  REQUIRE(check_database(file(), *views).state == Check::State::good);
  REQUIRE(check_database(file(), *views).says.find(", in " + folder.string()) != std::string::npos);
  REQUIRE(check_disk(file(), std::uint64_t{4} << 30).state == Check::State::good);
  REQUIRE(check_disk(file(), std::uint64_t{100} << 20).state == Check::State::weak);
  REQUIRE(check_disk(file(), std::uint64_t{10} << 20).state == Check::State::failed);
  REQUIRE(check_disk(folder / "nowhere" / "terminal.db", std::uint64_t{4} << 30).state == Check::State::failed);
  REQUIRE(fs::directory_iterator(folder) != fs::directory_iterator());
  for (const auto& entry : fs::directory_iterator(folder)) REQUIRE(entry.path().extension() != ".probe");
}

TEST(a_clock_before_what_was_booked_last_is_wrong) {
  REQUIRE(check_clock(*views, clock.now()).state == Check::State::good);
  REQUIRE(check_clock(*views, Instant{clock.now().ms - 3'600'000}).state == Check::State::failed);
  REQUIRE(check_clock(*views, Instant{0}).state == Check::State::failed);
}

TEST(a_hub_that_does_not_answer_is_no_reason_to_wait) {
  REQUIRE(check_hub({}, clock.now()).state == Check::State::absent);
  REQUIRE(check_hub({true, true, {}}, clock.now()).state == Check::State::good);
  REQUIRE(check_hub({true, false, clock.now()}, clock.now()).state == Check::State::weak);
  REQUIRE(check_hub({true, true, {}, "https://hub:8443"}, clock.now(), "Dock 4").says ==
          "The hub https://hub:8443 answers. It calls this terminal Dock 4.");
}

// --- the battery -------------------------------------------------------------------------------------------------

TEST(without_a_battery_of_its_own_a_terminal_lives_on_mains) {
  REQUIRE(power() == Power{});
  say("AC/type", "Mains");
  say("AC/online", "1");
  say("mouse/type", "Battery");
  say("mouse/scope", "Device");
  say("mouse/capacity", "3");
  REQUIRE(power() == Power{});
}

TEST(the_battery_is_what_the_kernel_says) {
  say("BAT0/type", "Battery");
  say("BAT0/capacity", "8");
  say("BAT0/status", "Discharging");
  REQUIRE(power() == Power{8, false});
  REQUIRE(power().low());
  say("BAT0/status", "Charging");
  REQUIRE(power() == Power{8, true});
  REQUIRE_FALSE(power().low());
  say("BAT0/status", "Not charging");
  say("AC/type", "Mains");
  say("AC/online", "1");
  REQUIRE_FALSE(power().low());
  say("BAT1/type", "Battery");
  say("BAT1/capacity", "98");
  say("BAT0/capacity", "nonsense");
  REQUIRE(power().battery == 98);
}

TEST(with_a_low_battery_nothing_new_is_begun_and_what_is_begun_is_finished) {
  scan("PO-7");
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  app->set_power({9, false});
  settle();
  REQUIRE(toast() == "The battery has 9 %. Finish what is begun, then charge.");
  REQUIRE(app->frame().status.battery == 9);
  scan("L1");
  REQUIRE(received("PO-7") == 1);
  tap("back");
  scan("PO-7");
  REQUIRE(toast() == "The battery has 9 %. Charge before you begin something new.");
  tap("count");
  REQUIRE(std::string_view(app->screen()) == "home");
  tap("lookup");
  REQUIRE(std::string_view(app->screen()) == "lookup");
  tap("back");
  app->set_power({9, true});
  scan("PO-7");
  REQUIRE(std::string_view(app->screen()) == "receive");
}

TEST(with_a_low_battery_what_was_begun_before_can_be_gone_on_with) {
  scan("PO-7");
  scan(gloves);
  begin();
  app->set_power({5, false});
  settle();
  tap("begun:receive:PO-7");
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  REQUIRE(received("PO-7") == 1);
}
