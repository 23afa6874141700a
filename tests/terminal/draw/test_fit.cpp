#include "terminal/draw/fit.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  Fonts fonts{Scale(8)};
};

TEST(a_text_that_fits_keeps_its_size) {
  const Fitted fitted = fit(fonts, {Family::words, 40}, "Bearing", 400);
  REQUIRE(fitted.face.px() == 40);
  REQUIRE(fitted.lines == std::vector<std::string>{"Bearing"});
}

TEST(a_long_text_steps_down_before_it_wraps) {
  const Fitted fitted = fit(fonts, {Family::words, 56, 2}, "Bearing 6204-2RS, sealed", 448);
  REQUIRE(fitted.face.px() == 40);
  REQUIRE(fitted.lines.size() == 1);
}

TEST(a_longer_text_wraps_at_blanks) {
  const Fitted fitted = fit(fonts, {Family::words, 24, 3}, "Bearing 6204-2RS, sealed, stainless steel", 250);
  REQUIRE(fitted.lines.size() == 2);
  REQUIRE_FALSE(fitted.truncated);
  REQUIRE(fitted.shown() == "Bearing 6204-2RS, sealed, stainless steel");
  REQUIRE(fitted.width <= 250);
}

TEST(a_number_stays_with_the_word_behind_it) {
  for (float width = 120; width < 400; width += 4) {
    const Fitted fitted = fit(fonts, {Family::words, 24, 6}, "expected 25 Nov, 9 in 10 by 7 Dec, 0 % by 25 Nov", width);
    for (std::size_t i = 0; i + 1 < fitted.lines.size(); ++i) {
      INFO(width << " " << fitted.lines[i]);
      REQUIRE(fitted.lines[i].find_last_of("0123456789") + 1 != fitted.lines[i].size());
    }
  }
}

TEST(a_text_without_room_ends_in_an_ellipsis_and_says_so) {
  const Fitted fitted = fit(fonts, {Family::words, 24, 1}, "Bearing 6204-2RS, sealed, stainless steel", 150);
  REQUIRE(fitted.truncated);
  REQUIRE(fitted.lines.size() == 1);
  REQUIRE(fitted.lines[0].substr(fitted.lines[0].size() - 3) == "\u2026");
  REQUIRE(fitted.width <= 150);
}

TEST(a_word_wider_than_its_box_is_broken) {
  const Fitted fitted = fit(fonts, {Family::words, 24, 4}, "Donaudampfschifffahrtsgesellschaft", 150);
  REQUIRE_FALSE(fitted.truncated);
  REQUIRE(fitted.lines.size() > 1);
  REQUIRE(fitted.width <= 150);
}

TEST(a_line_feed_begins_a_new_line) {
  const Fitted fitted = fit(fonts, {Family::words, 24, 3}, "BRG-6204\nopen 2 cs", 400);
  REQUIRE(fitted.lines == std::vector<std::string>{"BRG-6204", "open 2 cs"});
  REQUIRE(fitted.height == 48);
}

TEST(codes_break_behind_hyphens) {
  const Fitted fitted = fit(fonts, {Family::codes, 28, 2}, "HOCHREGAL-12-07-3", 150);
  REQUIRE(fitted.lines[0].back() == '-');
}

TEST(digits_that_are_broken_are_broken_into_equal_parts) {
  const std::string sscc = "340123450000000017";
  const float each = fit(fonts, {Family::codes, 28}, "0", 100).width;
  for (const std::size_t in_line : {17U, 12U, 9U}) {
    const float width = each * static_cast<float>(in_line) + 1;
    const Fitted fitted = fit(fonts, {Family::codes, 28, 3}, sscc, width);
    REQUIRE(fitted.lines == std::vector<std::string>{"340123450", "000000017"});
  }
  REQUIRE(fit(fonts, {Family::codes, 28, 3}, sscc, each * 7 + 1).lines ==
          std::vector<std::string>{"340123", "450000", "000017"});
}

TEST(a_code_without_room_loses_its_middle_because_codes_differ_at_their_ends) {
  const Fitted fitted = fit(fonts, {Family::codes, 28, 1}, "PO-2026-000417-NORD-FRAME-7", 240);
  REQUIRE(fitted.shortened);
  REQUIRE_FALSE(fitted.truncated);
  REQUIRE(fitted.lines == std::vector<std::string>{"PO-2026-0\u2026-FRAME-7"});
  REQUIRE(fitted.width <= 240);
}

TEST(a_long_word_among_words_is_a_code_too) {
  const std::string shown = fit(fonts, {Family::words, 24, 1}, "PO-2026-000417-NORD-FRAME-7", 240).shown();
  REQUIRE(shown.starts_with("PO-"));
  REQUIRE(shown.ends_with("7"));
}

TEST(characters_that_the_large_face_lacks_take_a_smaller_one) {
  REQUIRE(fit(fonts, {Family::codes, 96}, "12/24", 900).face.px() == 96);
  REQUIRE(fit(fonts, {Family::codes, 96}, "Łódź", 900).face.px() == 40);
}

TEST(multibyte_characters_are_never_cut_in_two) {
  const Fitted fitted = fit(fonts, {Family::words, 24, 1}, "ééééééééééééééééééééééé", 100);
  REQUIRE(fitted.shortened);
  for (const std::string& line : fitted.lines) REQUIRE(line.size() % 2 == 1);  // whole pairs and a three-byte ellipsis
}

}  // namespace
