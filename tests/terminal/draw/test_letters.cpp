// Letters and icons: which are made, when, and that each leaves ink.
#include <string>

#include "terminal/draw/renderer.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static Display display(int width, int height, ThemeName theme = ThemeName::day) {
    return {width, height, Scale::of_display(width, height), theme};
  }
  static std::string on_screen(const Drawn& drawn) {
    std::string all;
    for (const auto& text : drawn.texts) all += text.text + " | ";
    return all;
  }
};

Frame page_of(const std::string& name) {
  WorkPage page;
  page.instruction = {.verb = "Pick", .name = name, .code = "BRG-6204"};
  return Frame{{}, page, {}, 0};
}

}  // namespace

TEST(letters_that_no_word_of_the_program_has_are_there_on_the_first_frame_that_needs_them) {
  Renderer plain(display(480, 800)), used(display(480, 800));
  used.draw(page_of("Zażółć"), {});
  for (const std::string name : {"Société d'Équipements", "Łożysko", "Ölfilter ≥ 5 €"}) {
    plain.draw(page_of(name), {});
    const PixelBuffer first = plain.picture();
    used.draw(page_of(name), {});
    INFO(name);
    REQUIRE(first.pixels == used.picture().pixels);
    REQUIRE(on_screen(plain.drawn()).find(name) != std::string::npos);
  }
}

TEST(the_atlas_is_made_again_once_for_other_letters_and_never_for_words_of_the_program) {
  Renderer renderer(display(480, 800));
  const std::uint64_t begun = renderer.shapes().atlas_version;
  const int small = renderer.shapes().atlas.height;
  renderer.draw(page_of("12 × Bearing – “6204” · 4 ≥ 3 → A-01…"), {});
  REQUIRE(renderer.shapes().atlas_version == begun);
  for (const std::string name : {"Société", "Łożysko", "Bearing"}) renderer.draw(page_of(name), {});
  REQUIRE(renderer.shapes().atlas_version == begun + 1);
  REQUIRE(renderer.shapes().atlas.height > small);
  renderer.change(display(1280, 800, ThemeName::night));
  renderer.draw(page_of("Société"), {});
  REQUIRE(renderer.shapes().atlas_version <= begun + 2);
}

TEST(greek_and_cyrillic_names_are_drawn) {
  Renderer renderer(display(480, 800));
  for (const std::string name :
       {"Ελένη Παπαδοπούλου", "Анна Ковалёва", "Ґанок", "Ștefan Țurcanu", "Nguyễn Thị Hương"}) {
    renderer.draw(page_of(name), {});
    INFO(name);
    const Fonts fonts(Scale::of_display(480, 800));
    for (const int size : word_sizes) REQUIRE(fonts.face(Family::words, size).has_all(name));
    REQUIRE(on_screen(renderer.drawn()).find(name) != std::string::npos);
    PixelBuffer drawn = renderer.picture();
    renderer.draw(page_of("?????"), {});
    REQUIRE(drawn.pixels != renderer.picture().pixels);
  }
}

TEST(a_character_that_no_face_has_is_shown_by_its_number_in_names_and_in_codes) {
  Renderer renderer(display(480, 800));
  Frame frame = page_of("张伟");
  std::get<WorkPage>(frame.page).instruction.location = "深-1";
  std::get<WorkPage>(frame.page).instruction.code = "CN-\u200B7";
  renderer.draw(frame, {});
  for (const char* shown : {"[U+5F20][U+4F1F]", "[U+6DF1]-1", "CN-[U+200B]7"}) {
    INFO(on_screen(renderer.drawn()));
    CHECK(on_screen(renderer.drawn()).find(shown) != std::string::npos);
  }
  renderer.draw(page_of("Cafe\u0301 10\u00AD0"), {});
  REQUIRE(on_screen(renderer.drawn()).find("Café 10[U+00AD]0") != std::string::npos);
}

TEST(every_icon_leaves_ink_in_its_place) {
  Renderer renderer(display(480, 800));
  for (int number = 1; number <= static_cast<int>(Icon::person); ++number) {
    WorkPage page;
    page.instruction = {.verb = "Pick"};
    page.scan_prompt = "Scan item";
    page.rows = {{.id = "row", .title = "A row", .icon = static_cast<Icon>(number)}};
    page.actions = {{"back", "Back", static_cast<Icon>(number), ButtonRole::plain}};
    const Drawn drawn = renderer.draw(Frame{{}, page, {}, 0}, {});
    const PixelBuffer& picture = renderer.picture();
    for (const DrawnMark& mark : drawn.marks) {
      if (std::string(mark.what) != "icon") continue;
      const std::uint32_t ink = 0xFF000000U | static_cast<std::uint32_t>(mark.ink.r) << 16U |
                                static_cast<std::uint32_t>(mark.ink.g) << 8U | mark.ink.b;
      int inked = 0;
      for (int y = static_cast<int>(mark.rect.y); y < static_cast<int>(mark.rect.bottom()); ++y) {
        for (int x = static_cast<int>(mark.rect.x); x < static_cast<int>(mark.rect.right()); ++x) {
          inked += picture.at(x, y) == ink ? 1 : 0;
        }
      }
      INFO("icon " << number << " at " << mark.rect.x << ", " << mark.rect.y);
      CHECK(inked > 10);
    }
  }
}
