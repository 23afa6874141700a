// The gallery: what every page must keep to, in portrait and landscape, by day and by night.
#include <algorithm>
#include <string>

#include "terminal/draw/checks.h"
#include "terminal/draw/renderer.h"
#include "terminal/draw/touch.h"
#include "tests/support/terminal/gallery.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static Display display(int width, int height, ThemeName theme = ThemeName::day) {
    return {width, height, Scale::of_display(width, height), theme};
  }
  static std::string joined(const std::vector<std::string>& faults) {
    std::string all;
    for (const auto& fault : faults) all += fault + "; ";
    return all;
  }
  static std::string on_screen(const Drawn& drawn) {
    std::string all;
    for (const auto& text : drawn.texts) all += text.text + " | ";
    return all;
  }

  const std::vector<Display> displays{display(480, 800), display(480, 800, ThemeName::night), display(1280, 800),
                                      display(1280, 800, ThemeName::night), display(720, 1280)};
};

TEST(realistic_pages_show_every_text_whole) {
  for (const Display& shown : displays) {
    Renderer renderer(shown);
    for (const auto& [name, frame] : test::realistic()) {
      INFO(name << " at " << shown.width << "x" << shown.height);
      REQUIRE(joined(misfits(renderer.draw(frame, {}))) == "");
    }
  }
}

TEST(crowded_pages_have_no_text_over_another_or_beyond_the_screen) {
  for (const Display& shown : displays) {
    Renderer renderer(shown);
    for (const auto& [name, frame] : test::worst()) {
      INFO(name << " at " << shown.width << "x" << shown.height);
      for (const std::string& fault : misfits(renderer.draw(frame, {}))) {
        INFO(fault);
        REQUIRE(fault.find(" is cut short") != std::string::npos);
      }
    }
  }
}

TEST(a_long_question_leaves_room_for_its_answers_with_large_text) {
  Renderer renderer({480, 800, Scale::of_display(480, 800, Scale::large_text), ThemeName::day});
  WorkPage page;
  page.instruction = {.verb = "Why SO-2026-0001184-PARTIAL-DELIVERY-7/1",
                      .task = "Société Générale d'Équipements Industriels S.A.R.L.",
                      .count = "0/120000",
                      .name = "Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfrei",
                      .code = "KLG-6204-2RS-STAINLESS-STEEL-FOOD",
                      .where_in_list = "Priority 1 · for 24 Nov"};
  page.strip =
      "Give 1234567 of Rillenkugellager 6204-2RS, beidseitig abgedichtet, rostfrei to "
      "SO-2026-0001184-PARTIAL-DELIVERY-7"
      "/1 ahead of all others? Who has them reserved loses them.";
  page.list_heading = "Choose one";
  page.rows = {{.id = "claim", .title = "Claim", .icon = Icon::person}};
  page.actions = {{"no", "No", Icon::back, ButtonRole::plain}};
  const Drawn& drawn = renderer.draw(Frame{{}, page, {}, 0}, {});
  REQUIRE(joined(misfits(drawn)) == "");
  for (const char* id : {"no", "claim"}) {
    const auto target =
        std::find_if(drawn.targets.begin(), drawn.targets.end(), [&](const auto& one) { return one.id == id; });
    REQUIRE(target != drawn.targets.end());
    REQUIRE(target->visible.h > 0);
  }
}

TEST(every_target_is_ten_millimetres_or_more) {
  for (const Display& shown : displays) {
    Renderer renderer(shown);
    for (const auto& pages : {test::realistic(), test::worst()}) {
      for (const auto& [name, frame] : pages) {
        INFO(name << " at " << shown.width << "x" << shown.height);
        REQUIRE(joined(small_targets(renderer.draw(frame, {}), 10, shown.scale.unit())) == "");
      }
    }
  }
}

TEST(every_text_has_seven_to_one_on_its_ground) {
  for (const Display& shown : displays) {
    Renderer renderer(shown);
    for (const auto& [name, frame] : test::realistic()) {
      INFO(name);
      REQUIRE(joined(faint_texts(renderer.draw(frame, {}), 7)) == "");
    }
  }
}

TEST(keypad_keys_are_seventeen_by_thirteen_millimetres) {
  for (const float text : {1.0F, Scale::large_text}) {
    Renderer renderer({480, 800, Scale::of_display(480, 800, text), ThemeName::day});
    const Drawn& drawn = renderer.draw(test::keypad(), {});
    int keys = 0;
    for (const TouchTarget& target : drawn.targets) {
      if (target.id.rfind("key:", 0) != 0) continue;
      ++keys;
      REQUIRE(target.rect.w >= 17 * 8);
      REQUIRE(target.rect.h >= 13 * 8);
    }
    REQUIRE(keys == 12);
    REQUIRE(joined(misfits(drawn)) == "");
  }
}

TEST(targets_never_overlap) {
  for (const Display& shown : displays) {
    Renderer renderer(shown);
    for (const auto& [name, frame] : test::realistic()) {
      const auto& targets = renderer.draw(frame, {}).targets;
      for (std::size_t i = 0; i < targets.size(); ++i) {
        for (std::size_t k = i + 1; k < targets.size(); ++k) {
          INFO(name << ": " << targets[i].label << " and " << targets[k].label);
          REQUIRE(targets[i].visible.common(targets[k].visible).empty());
        }
      }
    }
  }
}

TEST(scrolling_shows_the_last_row_and_no_further) {
  Renderer renderer(display(480, 800));
  Pointing pointing;
  pointing.scroll = 1e6F;
  const Drawn& drawn = renderer.draw(test::pick(), pointing);
  REQUIRE(drawn.scroll == drawn.content - drawn.list.h);
  REQUIRE(on_screen(drawn).find("Bearing 6204-2RS, sealed 29") != std::string::npos);
}

TEST(rows_are_measured_again_when_they_or_their_room_change) {
  Renderer renderer(display(480, 800));
  WorkPage page;
  page.rows = {{.id = "row:1", .title = "Bolt", .detail = "A-01-1"}, {.id = "row:2", .title = "Nut"}};
  const auto height = [&] { return renderer.draw({test::status_bar(), page, {}, 0}, {}).content; };
  const float short_rows = height();
  REQUIRE(height() == short_rows);
  page.rows[0].detail = std::string(300, 'w');
  const float long_rows = height();
  REQUIRE(long_rows > short_rows);
  renderer.change(display(480, 1600));
  REQUIRE(height() == long_rows);
  Display wide = renderer.display();
  wide.width = 960;
  renderer.change(wide);
  REQUIRE(height() < long_rows);
}

TEST(a_row_without_a_number_shows_none_beside_rows_that_have_one) {
  Frame frame;
  WorkPage page{.rows = {{.id = "a", .title = "Keep"}, {.title = "Bearing", .number = Row::no_number}}};
  page.numbered = true;
  frame.page = page;
  Renderer renderer(display(480, 800));
  REQUIRE(on_screen(renderer.draw(frame, {})).find("-1") == std::string::npos);
}

TEST(offline_is_said_in_words) {
  Renderer renderer(display(480, 800));
  REQUIRE(on_screen(renderer.draw(test::crowded(), {})).find("Offline since 14:02") != std::string::npos);
}

TEST(a_refusal_is_dark_red_below_the_status_bar) {
  Renderer renderer(display(480, 800));
  renderer.draw(test::refusal(), {});
  REQUIRE(renderer.picture().at(4, 400) == 0xFFA3001B);
  REQUIRE(renderer.picture().at(476, 60) == 0xFFA3001B);
}

TEST(an_accepted_scan_frames_the_screen_in_green) {
  Renderer renderer(display(480, 800));
  renderer.draw(test::receive(), {});
  REQUIRE(renderer.picture().at(2, 400) == 0xFF3DDC84);
}

TEST(the_scan_zone_has_neither_fill_nor_border_between_its_brackets) {
  Renderer renderer(display(480, 800));
  const Drawn& drawn = renderer.draw(test::pick(), {});
  for (const DrawnText& text : drawn.texts) {
    if (text.text != "Scan item") continue;
    REQUIRE(text.ground == theme_of(ThemeName::day).bg);
    const int y = static_cast<int>(text.rect.centre().y);
    REQUIRE(renderer.picture().at(17, y) == 0xFFFFFFFF);
    REQUIRE(target_at(drawn, text.rect.centre()) == nullptr);
    return;
  }
  FAIL("the prompt is not on the screen");
}

TEST(the_scan_zone_shows_what_the_camera_sees_and_what_is_read_in_it) {
  for (const Display& shown : displays) {
    INFO(shown.width << "x" << shown.height);
    Renderer renderer(shown);
    const auto count = [&](const Frame& frame, std::uint32_t colour) {
      renderer.draw(frame, {});
      const auto& pixels = renderer.picture().pixels;
      return std::count(pixels.begin(), pixels.end(), colour);
    };
    const Color read = theme_of(shown.theme).success.fill;
    const std::uint32_t green = 0xFF000000U | std::uint32_t{read.r} << 16U | std::uint32_t{read.g} << 8U | read.b;
    constexpr std::uint32_t grey = 0xFF636363;  // level 100, as white over black blends
    REQUIRE(count(test::pick(), grey) == 0);
    REQUIRE(count(test::with_camera(test::pick()), grey) > 60 * 40);
    REQUIRE(count(test::with_camera(test::pick()), green) > count(test::pick(), green) + 50);
    REQUIRE(on_screen(renderer.drawn()).find("Scan item") != std::string::npos);
  }
}

TEST(a_frame_drawn_twice_is_the_same_picture) {
  Renderer first(display(480, 800)), second(display(480, 800));
  first.draw(test::home(), {});
  first.draw(test::pick(), {});
  second.draw(test::pick(), {});
  REQUIRE(first.picture().pixels == second.picture().pixels);
}

}  // namespace

// --- buttons and words ----------------------------------------------------------------------------------------------

namespace {

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

TEST(no_word_of_a_button_is_broken_where_there_are_four_of_them) {
  WorkPage receive;
  receive.instruction = {.verb = "Receive at DOCK-1", .task = "PO-7001", .name = "Scan each item or case"};
  receive.actions = {{"back", "Back", Icon::back},
                     {"undo", "Undo", Icon::undo},
                     {"damaged", "Damage", Icon::attention},
                     {"number", "Quantity", Icon::keypad, ButtonRole::primary}};
  for (const Display& shown : small_and_large()) {
    Renderer renderer(shown);
    INFO(shown.width << "x" << shown.height << " text " << shown.scale.text());
    const Drawn& drawn = renderer.draw(Frame{{}, receive, {}, 0}, {});
    REQUIRE(joined(misfits(drawn)) == "");
    REQUIRE(joined(small_targets(drawn, 10, shown.scale.unit())) == "");
  }
}

namespace {
float px_of(const Drawn& drawn, std::string_view text) {
  const auto found =
      std::find_if(drawn.texts.begin(), drawn.texts.end(), [&](const auto& one) { return one.text == text; });
  REQUIRE(found != drawn.texts.end());
  return found->px;
}
Rect rect_of(const Drawn& drawn, std::string_view text) {
  const auto found =
      std::find_if(drawn.texts.begin(), drawn.texts.end(), [&](const auto& one) { return one.text == text; });
  REQUIRE(found != drawn.texts.end());
  return found->rect;
}
}  // namespace

TEST(the_words_of_a_refusal_take_more_lines_before_they_become_smaller) {
  RefusalPage page{"Unknown code", "", "HELLO-1"};
  page.expected_heading = "Expected here";
  page.expected_name = "An order, a purchase, an item or a place";
  page.advice = "Wrong check digit in 8717163099999: it ends in 9, 5 was expected. Nothing was booked.";
  for (const Display& shown : small_and_large()) {
    Renderer renderer(shown);
    INFO(shown.width << "x" << shown.height << " text " << shown.scale.text());
    const Drawn& drawn = renderer.draw(Frame{{}, page, {}, 0}, {});
    REQUIRE(px_of(drawn, page.advice) == px_of(drawn, page.expected_heading));
    REQUIRE(px_of(drawn, page.expected_name) >= px_of(drawn, page.expected_heading));
  }
}

TEST(help_is_reached_by_touch_on_keypads_and_red_pages_too) {
  KeypadPage keypad{"Received", "Bearing 6204-2RS, sealed", "", "ea", {}};
  keypad.actions = {{.id = "back", .label = "Back"}, {.id = "confirm", .label = "Confirm"}};
  RefusalPage red{"Unknown code", "", "HELLO-1"};
  red.acknowledge = {.id = "confirm", .label = "Confirm"};
  for (const Display& shown : small_and_large()) {
    Renderer renderer(shown);
    for (const Page& page : {Page(keypad), Page(red)}) {
      const Drawn& drawn = renderer.draw(Frame{{}, page, {}, 0}, {});
      const auto help = std::find_if(drawn.targets.begin(), drawn.targets.end(),
                                     [](const TouchTarget& target) { return target.id == "help"; });
      REQUIRE(help != drawn.targets.end());
      REQUIRE(help->kind == TargetKind::help);  // no key of the action bar presses it
      REQUIRE(joined(misfits(drawn)) == "");
    }
  }
}

TEST(a_count_without_a_place_stands_beside_its_words) {
  WorkPage receive;
  receive.instruction = {.verb = "To know and to do", .task = "Notices", .count = "12", .name = "Tap one to act on it"};
  Renderer renderer(display(480, 800));
  const Drawn& drawn = renderer.draw(Frame{{}, receive, {}, 0}, {});
  const Rect count = rect_of(drawn, "12"), name = rect_of(drawn, "Tap one to act on it");
  REQUIRE(name.y >= count.y);
  REQUIRE(name.bottom() <= count.bottom());
}

TEST(a_long_number_is_smaller_before_a_word_beside_it_is_broken) {
  WorkPage list;
  list.rows = {{.id = "a",
                .title = "PO-7",
                .detail = "Vereinigte Kugellagerwerke GmbH",
                .value = "250000",
                .icon = Icon::purchase}};
  Renderer renderer(Display{480, 800, Scale::of_display(480, 800, Scale::large_text), ThemeName::day});
  const Drawn& drawn = renderer.draw(Frame{{}, list, {}, 0}, {});
  REQUIRE(std::none_of(drawn.texts.begin(), drawn.texts.end(), [](const DrawnText& one) { return one.broken; }));
}
