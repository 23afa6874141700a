#include "terminal/script/script.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static ScriptStep only(std::string_view line) {
    const auto script = parse_script("s.ui", line);
    REQUIRE(script.ok());
    REQUIRE(script->steps.size() == 1);
    return script->steps[0];
  }
  static std::string refusal(std::string_view text) {
    const auto script = parse_script("s.ui", text);
    REQUIRE_FALSE(script.ok());
    return script.error().sentence();
  }
};

TEST(comments_and_blank_lines_are_no_steps) {
  const auto script = parse_script("s.ui", "# one\n\n  tap \"Go\"  # two\r\n");
  REQUIRE(script.ok());
  REQUIRE(script->steps.size() == 1);
  REQUIRE(script->steps[0].line == 3);
  REQUIRE(script->steps[0].text == "Go");
}

TEST(quotes_may_hold_hashes_and_escaped_quotes) { REQUIRE(only("expect \"a \\\"b\\\" # c\"").text == "a \"b\" # c"); }

TEST(a_drag_goes_the_way_it_says) {
  REQUIRE(only("drag \"List\" up 30mm").numbers == std::vector<double>{0, -30});
  REQUIRE(only("drag \"List\" right 5mm").numbers == std::vector<double>{5, 0});
  REQUIRE(only("drag 10 600 10 300").numbers == std::vector<double>{10, 600, 10, 300});
}

TEST(a_wait_is_in_milliseconds) {
  REQUIRE(only("wait 2s").numbers == std::vector<double>{2000});
  REQUIRE(only("wait 350ms").numbers == std::vector<double>{350});
  REQUIRE(only("wait 36000s").numbers == std::vector<double>{36'000'000});
  REQUIRE_FALSE(parse_script("night.ui", "wait 90000s").ok());  // no night is as long
}

TEST(a_picture_is_scanned_by_its_file) {
  REQUIRE(only("scan image \"a.png\"").kind == StepKind::scan_image);
  REQUIRE(only("scan \"image\"").kind == StepKind::scan);
}

TEST(an_unknown_step_is_refused_with_its_line) {
  const std::string said = refusal("tap \"A\"\npoke \"B\"\n");
  REQUIRE(said.find("s.ui:2") == 0);
  REQUIRE(said.find("\"poke\" is not a step") != std::string::npos);
}

TEST(an_open_quotation_is_refused) { REQUIRE(refusal("tap \"A").find("never closed") != std::string::npos); }

TEST(a_hub_and_a_file_of_its_office_are_steps_and_give_a_script_its_hub) {
  REQUIRE(only("hub off").text == "off");
  REQUIRE(only("office \"a.csv\"").kind == StepKind::office);
  REQUIRE(refusal("hub away").find("it is on or off") != std::string::npos);
  REQUIRE(parse_script("s.ui", "hub off")->has_hub());
  REQUIRE_FALSE(parse_script("s.ui", "tap \"Go\"")->has_hub());
}

TEST(a_battery_a_light_and_a_picture_without_colours_are_steps) {
  REQUIRE(only("battery 8%").numbers == std::vector<double>{8});
  REQUIRE(only("battery 8% charging").text == "charging");
  REQUIRE(only("dims 30s 500ms").numbers == std::vector<double>{30000, 500});
  REQUIRE(only("light dark").text == "dark");
  REQUIRE(only("shot a grey").numbers.size() == 1);
  REQUIRE(only("shot a").numbers.empty());
  for (const char* odd : {"battery 101%", "battery", "dims 30s", "light bright", "shot a red"}) refusal(odd);
}

TEST(a_shot_may_not_leave_its_folder) { REQUIRE(refusal("shot ../x").find("letters") != std::string::npos); }

TEST(sizes_have_bounds) {
  REQUIRE(only("size 1280x800").numbers == std::vector<double>{1280, 800});
  REQUIRE(refusal("size 10x9999999").find("200x200") != std::string::npos);
}

}  // namespace
