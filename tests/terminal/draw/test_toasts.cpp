// Toasts: whole, and over nothing that is read or pressed.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "terminal/draw/checks.h"
#include "terminal/draw/renderer.h"
#include "tests/support/terminal/gallery.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static std::string joined(const std::vector<std::string>& faults) {
    std::string all;
    for (const auto& fault : faults) all += fault + "; ";
    return all;
  }
};

const Toast long_toast{
    ToastKind::attention,
    "3 missing, to be counted. Go on at A-01-2: 3 there. 7 of 12 go to SO-118, 3 to SO-131, and 2 to "
    "SO-140, which waits for four more that are expected on 24 Nov."};

std::vector<Display> small_and_large() {
  std::vector<Display> all;
  for (const auto& [width, height] : {std::pair{480, 800}, {800, 480}, {1280, 800}}) {
    for (const float text : {1.0F, Scale::large_text}) {
      all.push_back({width, height, Scale::of_display(width, height, text), ThemeName::day});
    }
  }
  return all;
}

}  // namespace

TEST(a_toast_is_whole_and_covers_no_key_no_button_and_no_title_of_a_keypad) {
  WorkPage count;
  count.instruction = {.verb = "Count everything at", .task = "Count", .location = "B-12"};
  count.scan_prompt = "Scan item";
  count.empty_text = "Scan each item or case, or type its number.";
  count.search = count.help = true;
  count.actions = {{"back", "Back", Icon::back, ButtonRole::plain}, {"done", "It is empty", Icon::check}};
  for (const Display& shown : small_and_large()) {
    Renderer renderer(shown);
    for (const Frame& frame : {test::keypad(), Frame{{}, count, {}, 0}}) {
      Frame with_toast = frame;
      with_toast.toast = long_toast;
      INFO(shown.width << "x" << shown.height << " text " << shown.scale.text());
      const Drawn& drawn = renderer.draw(with_toast, {});
      REQUIRE(!drawn.toast.empty());
      REQUIRE(joined(misfits(drawn)) == "");
    }
  }
}

TEST(what_a_keypad_asks_about_and_its_number_are_read_beside_a_toast_and_no_key_moves) {
  for (const Display& shown : small_and_large()) {
    INFO(shown.width << "x" << shown.height << " text " << shown.scale.text());
    Renderer renderer(shown);
    Frame frame = test::keypad();
    const auto keys = renderer.draw(frame, {}).targets;
    frame.toast = Toast{ToastKind::attention, "Confirm what you typed first. Scan not booked."};
    const Drawn& drawn = renderer.draw(frame, {});
    const auto reads = [&](std::string_view words) {
      return std::any_of(drawn.texts.begin(), drawn.texts.end(), [&](const DrawnText& text) {
        return text.text == words && text.rect.common(drawn.toast).empty();
      });
    };
    for (const char* words : {"Received", "Bearing 6204-2RS, sealed", "24", "pcs · expected 24"}) CHECK(reads(words));
    REQUIRE(keys.size() == drawn.targets.size());
    for (std::size_t i = 0; i < keys.size(); ++i) CHECK(keys[i].rect == drawn.targets[i].rect);
  }
}

TEST(a_toast_on_a_red_page_covers_none_of_its_words) {
  for (const Display& shown : small_and_large()) {
    Renderer renderer(shown);
    Frame told = test::refusal();
    told.toast =
        Toast{ToastKind::attention, "The card \"Undo\" does nothing here. Scan CONFIRM first. Nothing was booked."};
    const Drawn& drawn = renderer.draw(told, {});
    REQUIRE(!drawn.toast.empty());
    REQUIRE(joined(misfits(drawn)) == "");
    for (const DrawnText& text : drawn.texts) {
      INFO(text.text << " at " << shown.width << "x" << shown.height << " text " << shown.scale.text());
      CHECK((text.overlay || text.rect.common(drawn.toast).empty()));
    }
  }
}

TEST(a_toast_that_is_not_whole_is_a_fault) {
  Frame keypad = test::keypad();
  std::string far_too_long;
  for (int i = 0; i < 9; ++i) far_too_long += long_toast.text + " ";
  keypad.toast = {ToastKind::attention, far_too_long};
  Renderer renderer(small_and_large().front());
  REQUIRE(joined(misfits(renderer.draw(keypad, {}))).find("is cut short") != std::string::npos);
}

TEST(a_toast_over_a_button_or_over_a_keypads_title_is_a_fault) {
  Drawn drawn;
  drawn.screen = {0, 0, 480, 800};
  drawn.toast = {0, 600, 480, 100};
  drawn.targets = {{"row", "Row", {0, 650, 480, 80}, {0, 650, 480, 80}, TargetKind::row}};
  REQUIRE(joined(misfits(drawn)) == "");
  drawn.targets.front().kind = TargetKind::key;
  REQUIRE(joined(misfits(drawn)) == "the toast covers \"Row\"; ");
  drawn.targets.clear();
  drawn.title = {0, 690, 480, 30};
  REQUIRE(joined(misfits(drawn)) == "the toast covers the title of the keypad; ");
}
