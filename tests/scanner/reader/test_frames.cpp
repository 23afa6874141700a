#include <random>

#include "scanner/camera/view_gate.h"
#include "scanner/reader/frames.h"
#include "tests/support/pictures/label_pictures.h"
#include "tests/support/pictures/synthetic_frames.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Draws a dock's wall with a label at this place, and the grain of a sensor.
  Picture frame(const Picture* what, int left, int top) {
    Picture wall(1280, 720, 120);
    if (what != nullptr) put(wall, *what, left, top);
    for (auto& pixel : wall.pixels)
      pixel = static_cast<std::uint8_t>(std::min<std::uint_fast32_t>(255, pixel + random() % 5));
    return wall;
  }

  std::mt19937 random{42};
  FrameReader reader{ReaderSettings{}, std::chrono::seconds(10)};
  ViewGate gate;
};
}  // namespace

TEST(a_label_that_comes_into_view_is_read) {
  const Picture one = label("po-7001");
  REQUIRE(reader.read(frame(nullptr, 0, 0).view()).empty());
  const auto symbols = reader.read(frame(&one, 300, 200).view());
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "PO-7001");
  REQUIRE(symbols[0].corners[0].x > 300);
}

TEST(a_label_held_before_the_camera_is_one_scan) {
  const Picture one = label("brg-6204");
  std::size_t scans = 0;
  for (int i = 0; i < 60; ++i) {
    const auto symbols = reader.read(frame(&one, 300 + i % 3, 200).view());
    scans += gate.pass(symbols, Instant{i * 33}).size();
  }
  REQUIRE(scans == 1);
}

TEST(a_still_scene_without_a_label_is_hardly_looked_at) {
  const Picture wall = frame(nullptr, 0, 0);
  int looks = 0;
  for (int i = 0; i < 30; ++i) {
    REQUIRE(reader.read(wall.view()).empty());
    looks += reader.looked_at() ? 1 : 0;
  }
  REQUIRE(looks <= 4);
}

TEST(several_labels_in_one_frame_are_all_read) {
  const Picture left = label("a-01-1");
  Picture wall = frame(&left, 0, 10);
  const Picture right = label("so-118-qr");
  put(wall, right, 740, 250);
  REQUIRE(reader.read(wall.view()).size() == 2);
}

TEST(what_a_budget_leaves_undone_is_done_in_the_next_frames) {
  const Picture one = label("tape-50");
  const Picture scene = frame(&one, 350, 150);
  FrameReader hurried(ReaderSettings{}, std::chrono::milliseconds(1));
  bool read = false;
  for (int i = 0; i < 40 && !read; ++i) read = !hurried.read(scene.view()).empty();
  REQUIRE(read);
}

TEST(a_label_held_before_a_slow_terminal_is_one_scan) {
  const Picture one = label("tape-50");
  FrameReader hurried(ReaderSettings{}, std::chrono::milliseconds(0));  // one step a frame
  std::size_t scans = 0, hurried_past = 0;
  for (int i = 0; i < 60; ++i) {
    const auto symbols = hurried.read(frame(&one, 350, 150).view());
    if (!hurried.looked_at()) continue;
    hurried_past += symbols.empty() ? 1 : 0;
    scans += gate.pass(symbols, Instant{i * 100}).size();
  }
  REQUIRE(hurried_past > 0);
  REQUIRE(scans == 1);
}

TEST(twins_before_a_slow_terminal_are_two_labels_and_no_more) {
  const Picture one = label("tape-50");
  FrameReader hurried(ReaderSettings{}, std::chrono::milliseconds(0));
  ViewGate each(std::chrono::milliseconds(600), Twins::each);
  std::size_t scans = 0;
  for (int i = 0; i < 40; ++i) {
    Picture wall = frame(&one, 20, 10);
    put(wall, one, 680, 300);
    const auto symbols = hurried.read(wall.view());
    if (hurried.looked_at()) scans += each.pass(symbols, Instant{i * 100}).size();
  }
  REQUIRE(scans == 2);
}

TEST(a_label_that_was_taken_away_has_left) {
  const Picture one = label("tape-50");
  REQUIRE(reader.read(frame(&one, 350, 150).view()).size() == 1);
  REQUIRE(reader.read(frame(nullptr, 0, 0).view()).empty());
}

TEST(a_small_label_that_comes_into_focus_is_read_though_nothing_moves) {
  Chance chance(4);
  Scene scene(1280, 720, chance);
  View view;
  view.module = 3;
  view.angle = 0.3;
  scene.add(print(Symbology::datamatrix, "PO-12345678", "PO-12345678"), view);
  Optics optics;
  optics.contrast = 60;
  MotionGate motion(1000);
  for (const double blur : {2.6, 2.4}) {
    optics.blur = blur;
    const Picture frame = scene.shoot(optics, chance);
    motion.changed(frame.view());
    REQUIRE(reader.read(frame.view()).empty());
  }
  optics.blur = 0.7;
  const Picture sharp = scene.shoot(optics, chance);
  REQUIRE_FALSE(motion.changed(sharp.view()));
  const auto symbols = reader.read(sharp.view());
  REQUIRE(symbols.size() == 1);
  REQUIRE(symbols[0].text == "PO-12345678");
}

TEST(what_cannot_be_read_is_given_up_while_it_stands_still) {
  Picture wall(1280, 720, 120);
  for (int y = 300; y < 400; ++y)
    for (int x = 500; x < 620; ++x) wall.row(y)[x] = random() % 2 == 0 ? 30 : 220;
  int early = 0, late = 0;
  for (int i = 0; i < 100; ++i) {
    REQUIRE(reader.read(wall.view()).empty());
    (i < 30 ? early : late) += reader.looked_at() ? 1 : 0;
  }
  REQUIRE(early > 20);
  REQUIRE(late < 10);
}
