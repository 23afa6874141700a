// What a hand feels of an answer, and the lamp behind a screen that nobody uses, on files like the kernel's.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "terminal/window/backlight.h"
#include "terminal/window/vibration.h"
#include "tests/support/unity.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {
struct Fixture {
  fs::path root;

  void setUp() {
    static int number = 0;
    root = fs::temp_directory_path() / ("dockhand-felt-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
    say("leds/capslock/brightness", 0);
    say("leds/vibrator/duration", 0);
    say("leds/vibrator/activate", 0);
    say("backlight/panel/brightness", 200);
  }
  void tearDown() { fs::remove_all(root); }
  void say(const fs::path& file, int number) const {
    fs::create_directories((root / file).parent_path());
    std::ofstream(root / file) << number << '\n';
  }
  int read(const fs::path& file) const {
    std::ifstream stream(root / file);
    int number = -1;
    stream >> number;
    return number;
  }
  // Length of the pulse that was started since it was asked last; 0: none was.
  int started() const {
    const int ms = read("leds/vibrator/activate") == 1 ? read("leds/vibrator/duration") : 0;
    say("leds/vibrator/activate", 0);
    return ms;
  }
};
}  // namespace

TEST(a_refusal_is_three_pulses_and_an_accepted_scan_one) {
  REQUIRE(pulses_of(Sound::accepted).size() == 1);
  REQUIRE(pulses_of(Sound::attention).size() == 2);
  REQUIRE(pulses_of(Sound::refused).size() == 3);
  REQUIRE(pulses_of(Sound::none).empty());
}

TEST(pulses_come_one_after_the_other) {
  Vibrator vibrator(root / "leds");
  REQUIRE(vibrator.works());
  vibrator.play(Sound::refused, 1000);
  const Pulse first = pulses_of(Sound::refused)[0];
  REQUIRE(started() == first.ms);
  REQUIRE(vibrator.busy());
  vibrator.tick(1000 + first.ms);
  REQUIRE(started() == 0);
  vibrator.tick(1000 + first.ms + first.pause_ms);
  REQUIRE(started() == pulses_of(Sound::refused)[1].ms);
  vibrator.tick(5000);
  REQUIRE(started() > 0);
  REQUIRE_FALSE(vibrator.busy());
}

TEST(a_newer_answer_cuts_an_older_one_off) {
  Vibrator vibrator(root / "leds");
  vibrator.play(Sound::refused, 1000);
  vibrator.play(Sound::accepted, 1010);
  REQUIRE(started() == pulses_of(Sound::accepted)[0].ms);
  REQUIRE_FALSE(vibrator.busy());
}

TEST(a_weak_pulse_is_a_shorter_one_and_none_is_none) {
  Vibrator vibrator(root / "leds");
  vibrator.set_strength(50);
  vibrator.play(Sound::accepted, 1000);
  REQUIRE(started() == pulses_of(Sound::accepted)[0].ms / 2);
  vibrator.set_strength(0);
  vibrator.play(Sound::refused, 2000);
  REQUIRE(started() == 0);
}

TEST(a_terminal_without_a_vibrator_stays_still) {
  fs::remove_all(root / "leds" / "vibrator");
  Vibrator vibrator(root / "leds");
  REQUIRE_FALSE(vibrator.works());
  vibrator.play(Sound::accepted, 1000);
  REQUIRE_FALSE(vibrator.busy());
  REQUIRE(read("leds/capslock/brightness") == 0);
}

// --- the lamp ----------------------------------------------------------------------------------------------------

TEST(the_lamp_follows_the_screen_and_gets_back_what_it_had) {
  Backlight lamp(root / "backlight");
  lamp.show(Light::dark);
  REQUIRE(read("backlight/panel/brightness") == 20);
  lamp.show(Light::off);
  REQUIRE(read("backlight/panel/brightness") == 0);
  lamp.show(Light::on);
  REQUIRE(read("backlight/panel/brightness") == 200);
}

TEST(a_lamp_that_somebody_has_changed_meanwhile_gets_that_back) {
  Backlight lamp(root / "backlight");
  lamp.show(Light::off);
  lamp.show(Light::on);
  say("backlight/panel/brightness", 90);
  lamp.show(Light::dark);
  lamp.show(Light::on);
  REQUIRE(read("backlight/panel/brightness") == 90);
}

TEST(the_program_leaves_no_dark_lamp_behind) {
  {
    Backlight lamp(root / "backlight");
    lamp.show(Light::off);
  }
  REQUIRE(read("backlight/panel/brightness") == 200);
}

TEST(a_dark_lamp_is_not_off) {
  say("backlight/panel/brightness", 3);
  Backlight lamp(root / "backlight");
  lamp.show(Light::dark);
  REQUIRE(read("backlight/panel/brightness") == 1);
}
