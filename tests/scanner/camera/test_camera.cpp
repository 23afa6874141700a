#include <atomic>
#include <list>
#include <random>
#include <thread>

#include "scanner/camera/camera_source.h"
#include "scanner/camera/frame_scans.h"
#include "scanner/worker/direct_decoder.h"
#include "tests/support/heard.h"
#include "tests/support/pictures/fake_video.h"
#include "tests/support/pictures/label_pictures.h"
#include "tests/support/unity.h"

using namespace dockhand;
using dockhand::test::label;
using namespace std::literals;

namespace {

constexpr int width = 640;
constexpr int height = 480;

// Notes the first pixel of each frame, and can be held up.
struct Notes {
  std::mutex mutex;
  std::vector<int> seen;
  std::atomic<bool> held = false;
  std::atomic<int> begun = 0;
};
class NotingDecoder final : public FrameDecoder {
 public:
  explicit NotingDecoder(Notes& notes) : notes_(notes) {}
  FrameLook look(const PictureView& frame) override {
    ++notes_.begun;
    while (notes_.held) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::lock_guard lock(notes_.mutex);
    notes_.seen.push_back(frame.at(0, 0));
    Symbol symbol;
    symbol.text = std::to_string(frame.at(0, 0));
    return {true, false, {symbol}};
  }

 private:
  Notes& notes_;
};

// Says what it is told to.
class ScriptedDecoder final : public FrameDecoder {
 public:
  explicit ScriptedDecoder(std::vector<FrameLook> looks) : looks_(std::move(looks)) {}
  FrameLook look(const PictureView&) override { return looks_[std::min(next_++, looks_.size() - 1)]; }

 private:
  std::vector<FrameLook> looks_;
  std::size_t next_ = 0;
};

struct Fixture {
  void setUp() { REQUIRE(settings.options.set("retry_ms", std::int64_t{20}).ok()); }
  void tearDown() { source.reset(); }

  void start(test::FakeVideo& video, std::unique_ptr<FrameDecoder> decoder = std::make_unique<DirectDecoder>()) {
    settings.where = "/dev/video0";
    auto opened = start_camera(video, std::move(decoder), settings, heard.events());
    if (!opened) FAIL(opened.error().sentence());
    source = std::move(opened).value();
  }
  // What each code says of those after it, where such frames come one after the other.
  std::vector<bool> more_follow(const std::vector<FrameLook>& looks, std::chrono::milliseconds apart) {
    std::vector<bool> said;
    SourceEvents events = heard.events();
    events.deliver = [&](const Reading& reading) { said.push_back(reading.more_follow); };
    FrameScans scans(std::make_unique<ScriptedDecoder>(looks), events);
    const Picture picture(8, 8);
    for (int i = 0; i < 4; ++i) scans.frame(picture.view(), FrameScans::Moment(apart * i));
    return said;
  }
  Picture wall(const Picture* label = nullptr) {
    Picture picture(width, height, 120);
    if (label != nullptr)
      for (int y = 0; y < label->height; ++y) std::copy_n(label->view().row(y), label->width, picture.row(60 + y) + 40);
    for (auto& pixel : picture.pixels)
      pixel = static_cast<std::uint8_t>(std::min<std::uint_fast32_t>(255, pixel + random() % 5));
    return picture;
  }
  // Plays 30 frames a second, as long as it takes, but at most ten seconds.
  template <class Until>
  bool play(test::FakeVideo& video, const Picture& picture, const Until& until) {
    for (int i = 0; i < 300; ++i) {
      video.play(picture);
      if (until()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(33));
    }
    return false;
  }
  bool play_until_read(test::FakeVideo& video, const Picture& picture, std::size_t readings) {
    return play(video, picture, [&] { return heard.texts().size() >= readings; });
  }
  void play_for(test::FakeVideo& video, const Picture& picture, int frames) {
    for (int i = 0; i < frames; ++i) {
      video.play(picture);
      std::this_thread::sleep_for(std::chrono::milliseconds(33));
    }
  }

  // They outlive the sources.
  test::FakeVideo& camera(std::vector<CameraMode> modes, std::vector<std::uint32_t> controls = {}) {
    return cameras.emplace_back(std::move(modes), std::move(controls));
  }

  std::list<test::FakeVideo> cameras;
  Notes notes;
  std::mt19937 random{42};
  SourceSettings settings{"", SourceOptions(camera_options())};
  test::HeardReadings heard;
  std::unique_ptr<Source> source;
};

}  // namespace

TEST(a_label_is_read_in_every_pixel_format) {
  const Picture one = label("po-7001");
  for (const PixelFormat format : {PixelFormat::grey, PixelFormat::nv12, PixelFormat::yuyv, PixelFormat::mjpeg}) {
    INFO(static_cast<int>(format));
    test::FakeVideo& video = camera({{format, width, height, 30}});
    test::HeardReadings own;
    const auto opened =
        start_camera(video, std::make_unique<DirectDecoder>(), {"/dev/video0", settings.options}, own.events());
    REQUIRE(own.ready());
    REQUIRE(play(video, wall(&one), [&] { return !own.texts().empty(); }));
    REQUIRE(own.texts() == std::vector{"PO-7001"s});
  }
}

TEST(a_code_held_in_view_is_one_scan_and_counts_again_after_it_left) {
  test::FakeVideo& video = camera({{PixelFormat::grey, width, height, 30}});
  const Picture one = label("po-7001");
  const Picture with = wall(&one);
  start(video);
  REQUIRE(play_until_read(video, with, 1));
  play_for(video, with, 40);
  REQUIRE(heard.texts().size() == 1);
  const auto watched = [this] { return source->counters().frames - source->counters().dropped; };
  const auto left_after = watched() + 30;
  REQUIRE(play(video, wall(), [&] { return watched() >= left_after; }));
  REQUIRE(play_until_read(video, with, 2));
  REQUIRE(source->counters().frames > 60);
}

TEST(the_newest_frame_wins_and_the_others_are_counted) {
  test::FakeVideo& video = camera({{PixelFormat::grey, width, height, 30}});
  start(video, std::make_unique<NotingDecoder>(notes));
  REQUIRE(heard.ready());
  notes.held = true;
  REQUIRE(video.play(Picture(width, height, 1)));
  while (notes.begun == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  while (video.play(Picture(width, height, 2))) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  notes.held = false;
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts().front() == "1");
  REQUIRE(play(video, Picture(width, height, 9), [&] { return heard.texts().back() == "9"; }));
  REQUIRE(source->counters().dropped > 0);
}

TEST(an_unplugged_camera_is_opened_again_when_it_is_back) {
  test::FakeVideo& video = camera({{PixelFormat::grey, width, height, 30}});
  const Picture one = label("po-7001");
  start(video);
  REQUIRE(heard.ready());
  video.unplug();
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("unplugged") != std::string::npos);
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  video.plug_in();
  REQUIRE(heard.ready(2));
  REQUIRE(play_until_read(video, wall(&one), 1));
}

TEST(several_cameras_read_at_once) {
  test::FakeVideo& left = camera({{PixelFormat::grey, width, height, 30}});
  test::FakeVideo& right = camera({{PixelFormat::yuyv, width, height, 30}});
  const Picture one = label("po-7001");
  const Picture two = label("tape-50");
  start(left);
  test::HeardReadings other;
  auto second =
      start_camera(right, std::make_unique<DirectDecoder>(), {"/dev/video2", settings.options}, other.events());
  REQUIRE(play_until_read(left, wall(&one), 1));
  REQUIRE(play(right, wall(&two), [&] { return !other.texts().empty(); }));
  REQUIRE(heard.texts() == std::vector{"PO-7001"s});
  REQUIRE(other.texts() == std::vector{"8712345678906"s});
}

TEST(damaged_frames_are_passed_over) {
  test::FakeVideo& video = camera({{PixelFormat::mjpeg, width, height, 30}});
  const Picture one = label("po-7001");
  start(video);
  REQUIRE(heard.ready());
  for (int i = 0; i < 5; ++i) {
    video.play(wall(&one), true);
    std::this_thread::sleep_for(std::chrono::milliseconds(33));
  }
  REQUIRE(play_until_read(video, wall(&one), 1));
  REQUIRE(source->counters().dropped >= 1);
  REQUIRE(heard.trouble_count() == 0);
}

TEST(the_mode_is_fast_enough_then_near_in_size_then_cheap_to_read) {
  const WantedMode wanted;
  const auto best = [&](std::vector<CameraMode> modes) { return best_mode(modes, wanted); };
  REQUIRE(best({{PixelFormat::yuyv, 1280, 720, 10}, {PixelFormat::mjpeg, 1280, 720, 30}}).format == PixelFormat::mjpeg);
  REQUIRE(best({{PixelFormat::mjpeg, 1920, 1080, 30},
                {PixelFormat::yuyv, 640, 480, 30},
                {PixelFormat::mjpeg, 1280, 800, 60}})
              .height == 800);
  REQUIRE(best({{PixelFormat::mjpeg, 1280, 720, 30}, {PixelFormat::grey, 1280, 720, 30}}).format == PixelFormat::grey);
  REQUIRE(best({{PixelFormat::yuyv, 1280, 720, 5}}).fps == 5);
}

TEST(the_chosen_mode_and_only_the_controls_that_are_offered_are_set) {
  test::FakeVideo& video = camera({{PixelFormat::yuyv, 320, 240, 30}, {PixelFormat::mjpeg, 1280, 720, 30}},
                                  {V4L2_CID_FOCUS_AUTO, V4L2_CID_EXPOSURE_AUTO_PRIORITY});
  start(video);
  REQUIRE(heard.ready());
  REQUIRE(video.mode().width == 1280);
  REQUIRE(video.values() ==
          std::map<std::uint32_t, int>{{V4L2_CID_FOCUS_AUTO, 1}, {V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0}});
}

TEST(focus_and_exposure_can_be_fixed) {
  test::FakeVideo& video =
      camera({{PixelFormat::grey, width, height, 30}},
             {V4L2_CID_FOCUS_AUTO, V4L2_CID_FOCUS_ABSOLUTE, V4L2_CID_EXPOSURE_AUTO, V4L2_CID_EXPOSURE_ABSOLUTE});
  REQUIRE(settings.options.set("focus", std::int64_t{40}).ok());
  REQUIRE(settings.options.set("exposure_100us", std::int64_t{20}).ok());
  start(video);
  REQUIRE(heard.ready());
  const auto values = video.values();
  REQUIRE(values.at(V4L2_CID_FOCUS_AUTO) == 0);
  REQUIRE(values.at(V4L2_CID_FOCUS_ABSOLUTE) == 40);
  REQUIRE(values.at(V4L2_CID_EXPOSURE_AUTO) == V4L2_EXPOSURE_MANUAL);
  REQUIRE(values.at(V4L2_CID_EXPOSURE_ABSOLUTE) == 20);
}

TEST(what_is_no_camera_is_told) {
  test::FakeVideo& metadata = camera({});
  metadata.no_camera = true;
  start(metadata);
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("gives no pictures") != std::string::npos);
  test::FakeVideo& strange = camera({});
  test::HeardReadings other;
  const auto second =
      start_camera(strange, std::make_unique<DirectDecoder>(), {"/dev/video0", settings.options}, other.events());
  REQUIRE(other.troubles(1));
  REQUIRE(other.trouble(0).message.find("GREY, NV12, YUYV or MJPEG") != std::string::npos);
  test::HeardReadings third;
  const auto file =
      start_camera(linux_video(), std::make_unique<DirectDecoder>(), {"/dev/null", settings.options}, third.events());
  REQUIRE(third.troubles(1));
  REQUIRE(third.trouble(0).message == "this is no camera");
}

TEST(a_code_stays_in_view_over_frames_that_nobody_looked_at_or_that_were_lost) {
  Symbol code;
  code.text = "A";
  const FrameLook seen{true, false, {code}};
  const FrameLook still{false, false, {}};
  const FrameLook lost{false, true, {}};
  FrameScans scans(std::make_unique<ScriptedDecoder>(std::vector{seen, still, lost, seen}), heard.events());
  const Picture picture(8, 8);
  const auto begin = FrameScans::Moment(std::chrono::seconds(1000));
  for (int i = 0; i < 4; ++i) scans.frame(picture.view(), begin + i * std::chrono::milliseconds(500));
  REQUIRE(heard.texts().size() == 1);
  REQUIRE(scans.counters().lost == 1);
}

TEST(a_code_that_was_not_seen_to_leave_is_not_counted_again_however_slow_the_frames) {
  Symbol code;
  code.text = "A";
  const FrameLook seen{true, false, {code}};
  const FrameLook gone{true, false, {}};
  std::vector<FrameLook> looks{seen, seen, seen};
  looks.insert(looks.end(), 20, gone);
  looks.push_back(seen);
  FrameScans scans(std::make_unique<ScriptedDecoder>(looks), heard.events());
  const Picture picture(8, 8);
  auto now = FrameScans::Moment(std::chrono::seconds(1000));
  for (int i = 0; i < 3; ++i) scans.frame(picture.view(), now += std::chrono::seconds(5));
  REQUIRE(heard.texts().size() == 1);
  for (int i = 0; i < 23; ++i) scans.frame(picture.view(), now += std::chrono::milliseconds(33));
  REQUIRE(heard.texts().size() == 2);
}

namespace {

Symbol code_of(const char* text) {
  Symbol code;
  code.text = text;
  return code;
}

}  // namespace

TEST(the_codes_of_one_frame_say_that_they_belong_together) {
  const FrameLook both{true, false, {code_of("A"), code_of("B")}};
  REQUIRE(more_follow({both, both}, 33ms) == std::vector{true, false});
}

TEST(codes_that_come_into_view_in_neighbouring_frames_belong_together) {
  Symbol one, other;
  one.text = "A";
  other.text = "B";
  std::vector<std::pair<std::string, bool>> delivered;
  SourceEvents events = heard.events();
  events.deliver = [&](const Reading& reading) { delivered.emplace_back(reading.symbol.text, reading.more_follow); };
  const FrameLook first{true, false, {one}}, second{true, false, {other}}, both{true, false, {one, other}};
  FrameScans scans(std::make_unique<ScriptedDecoder>(std::vector{first, second, both}), events);
  const Picture picture(8, 8);
  const auto begin = FrameScans::Moment(std::chrono::seconds(1000));
  scans.frame(picture.view(), begin);
  scans.frame(picture.view(), begin + std::chrono::milliseconds(33));
  REQUIRE(delivered.empty());
  scans.frame(picture.view(), begin + std::chrono::milliseconds(66));
  REQUIRE(delivered == std::vector<std::pair<std::string, bool>>{{"A", true}, {"B", false}});
}

TEST(what_has_come_into_view_is_delivered_when_the_camera_gives_no_more_frames) {
  Symbol code;
  code.text = "A";
  FrameScans scans(std::make_unique<ScriptedDecoder>(std::vector{FrameLook{true, false, {code}}}), heard.events());
  const Picture picture(8, 8);
  scans.frame(picture.view(), FrameScans::Moment(std::chrono::seconds(1000)));
  scans.rest();
  REQUIRE(heard.texts() == std::vector{"A"s});
  scans.rest();
  REQUIRE(heard.texts().size() == 1);
}

TEST(what_slow_frames_show_one_after_another_does_not_belong_together) {
  const std::vector looks{FrameLook{true, false, {code_of("A")}}, FrameLook{true, false, {code_of("B")}}};
  REQUIRE(more_follow(looks, 500ms) == std::vector{false, false});
}

TEST(what_a_camera_sees_is_shown_small_ten_times_a_second_with_what_is_read_in_it) {
  Symbol code;
  code.text = "A";
  code.corners = {Point{40, 80}, {400, 80}, {400, 200}, {40, 200}};
  std::vector<Glimpse> glimpses;
  SourceEvents events = heard.events();
  events.glimpse = [&](Glimpse glimpse) { glimpses.push_back(std::move(glimpse)); };
  FrameScans scans(std::make_unique<ScriptedDecoder>(std::vector{FrameLook{true, false, {code}}}), events);
  const Picture picture(1280, 720, 90);
  const auto begin = FrameScans::Moment(std::chrono::seconds(1000));
  for (int i = 0; i < 60; ++i) scans.frame(picture.view(), begin + i * std::chrono::milliseconds(20));
  REQUIRE(glimpses.size() == 12);  // in 1.2 seconds
  REQUIRE(glimpses[0].picture.width == 320);
  REQUIRE(glimpses[0].picture.height == 180);
  REQUIRE(glimpses[0].picture.view().at(100, 100) == 90);
  REQUIRE(glimpses[0].codes.size() == 1);
  REQUIRE(glimpses[0].codes[0][2].x == 100);
  REQUIRE(glimpses[0].codes[0][2].y == 50);
}

TEST(when_every_frame_is_lost_it_is_told_once) {
  FrameScans scans(std::make_unique<ScriptedDecoder>(std::vector{FrameLook{false, true, {}}}), heard.events());
  const Picture picture(8, 8);
  for (int i = 0; i < 50; ++i) scans.frame(picture.view(), FrameScans::Moment(std::chrono::milliseconds(i * 33)));
  REQUIRE(heard.trouble_count() == 1);
  REQUIRE(scans.counters().lost == 50);
}
