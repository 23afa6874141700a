// The terminal with scanners: what they send arrives in the app, in order and whole, and is remembered.
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "terminal/settings/dockhand_toml.h"
#include "terminal/station/station.h"
#include "tests/support/heard.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

struct Fixture {
  void setUp() {
    ::setenv("TZ", "UTC", 1);
    folder = fs::temp_directory_path() / ("dockhand-scanners-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  void tearDown() {
    scanners.reset();
    station.reset();
    fs::remove_all(folder);
  }

  static ScannerSettings scanner(const std::string& name, const std::string& driver, const fs::path& where) {
    const Driver* one = driver_named(driver);
    return {name, one, one->settings(where.string())};
  }
  fs::path typed(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  void open(const std::vector<ScannerSettings>& settings) {
    auto opened = Scanners::open(settings, {clock, [this] { ++woken; }, nullptr, folder / "memory.jsonl"});
    if (!opened) FAIL(opened.error().sentence());
    scanners = std::move(opened).value();
  }
  // What has come, once there is so much of it; or after ten seconds.
  Scanners::News take(std::size_t scans, std::size_t troubles = 0) {
    Scanners::News all;
    for (int i = 0; i < 1000 && (all.scans.size() < scans || all.troubles.size() < troubles); ++i) {
      for (auto& scan : scanners->take().scans) all.scans.push_back(std::move(scan));
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return all;
  }
  void start(std::vector<ScannerSettings> settings, const SiteSettings& site = {{}, {}, false}) {
    StationOptions options;
    options.site = site;
    options.database = folder / "terminal.db";
    options.demo = true;
    options.scanners = std::move(settings);
    options.keep_log = true;
    auto opened = Station::open(options, clock, [this] { ++woken; });
    if (!opened) FAIL(opened.error().sentence());
    station = std::move(opened).value();
  }
  bool comes_to_show(const std::string& text) {
    for (int i = 0; i < 1000; ++i) {
      station->settle();
      if (test::texts_of(station->app().frame()).find(text) != std::string::npos) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  std::string content(const char* file) const {
    std::ifstream input(folder / file);
    return {std::istreambuf_iterator<char>(input), {}};
  }

  fs::path folder;
  ManualClock clock{Instant::parse("2026-11-22T14:00:00Z").value()};
  std::atomic<int> woken = 0;
  std::unique_ptr<Scanners> scanners;
  std::unique_ptr<Station> station;
};

}  // namespace

TEST(scans_of_a_scanner_do_what_typed_ones_do) {
  start({scanner("gun", "wedge", typed("gun", "PO-7001\n5901234123457\n"))});
  REQUIRE(comes_to_show("1 of 1 → SO-118 (1)"));
  REQUIRE(woken > 0);
}

TEST(the_screen_shows_what_a_camera_sees_until_it_is_silent) {
  const fs::path pictures = folder / "pictures";
  fs::create_directories(pictures);
  fs::copy_file(fs::path(DOCKHAND_LABELS_DIR) / "po-7001.png", pictures / "1.png");
  ScannerSettings camera = scanner("camera", "image", pictures);
  REQUIRE(camera.source.options.set("fps", std::int64_t{30}).ok());
  REQUIRE(camera.source.options.set("worker", false).ok());
  start({camera});
  const auto comes = [&](bool wanted) {
    for (int i = 0; i < 1000; ++i) {
      station->tick();
      if ((station->app().frame().camera != nullptr) == wanted) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  };
  REQUIRE(comes(true));
  REQUIRE(comes(false));
}

TEST(ten_thousand_scans_all_arrive_in_their_order) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "S-" + std::to_string(i) + "\n";
  open({scanner("gun", "wedge", typed("gun", text))});
  const Scanners::News news = take(10'000);
  REQUIRE(news.scans.size() == 10'000);
  for (std::size_t i = 0; i < news.scans.size(); ++i)
    REQUIRE(news.scans[i].front().reading.symbol.text == "S-" + std::to_string(i));
}

TEST(a_full_queue_holds_its_source_up_and_the_end_of_the_program_does_not_wait_for_it) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "S\n";
  open({scanner("gun", "wedge", typed("gun", text))});
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  scanners.reset();  // nobody has taken anything
  SUCCEED();
}

TEST(each_scanner_is_shown_with_what_it_said_last_and_what_that_means) {
  open({scanner("gun", "wedge", typed("gun", "]C10104012345678901{GS}10L1\n")),
        scanner("pen", "wedge", typed("pen", ""))});
  REQUIRE(take(1).scans.size() == 1);
  const auto& views = scanners->views();
  REQUIRE(views.size() == 3);
  REQUIRE(views[0].name == "keyboard");
  REQUIRE(views[1].last->raw == "]C10104012345678901{GS}10L1");
  REQUIRE(views[1].last->aim == "]C1");
  REQUIRE(views[1].last->meaning == "gtin (01) 04012345678901 (10) L1");
  REQUIRE(views[1].last->latency_ms >= 0);
  REQUIRE_FALSE(views[2].last.has_value());
}

TEST(what_is_typed_while_somebody_signs_on_is_written_nowhere_and_others_cannot_read_the_log) {
  const fs::path log = folder / "log", put_aside = folder / "log.1";
  std::ofstream(put_aside) << "as an older program has left it\n";
  fs::permissions(put_aside, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
  auto journal = Journal::open(log);
  REQUIRE(journal.ok());
  struct stat about {};
  REQUIRE(::stat(log.c_str(), &about) == 0);
  REQUIRE((about.st_mode & 0777U) == 0600);
  REQUIRE(fs::status(put_aside).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  auto opened = Scanners::open({}, {clock, [] {}, journal->get(), folder / "memory.jsonl"});
  REQUIRE(opened.ok());
  scanners = std::move(opened).value();
  for (const bool secret : {false, true}) {
    Reading reading;
    reading.symbol.text = secret ? "471103" : "DOCK-1";
    REQUIRE(scanners->typed(reading));
    REQUIRE(scanners->take(secret).scans.front().front().reading.symbol.text == reading.symbol.text);
  }
  scanners.reset();
  REQUIRE(content("log").find("DOCK-1") != std::string::npos);
  REQUIRE(content("log").find("somebody signed on") != std::string::npos);
  for (const char* file : {"log", "memory.jsonl"}) REQUIRE(content(file).find("471103") == std::string::npos);
}

TEST(what_was_said_last_is_known_after_the_program_was_ended) {
  open({scanner("gun", "wedge", typed("gun", "DOCK-1\n"))});
  REQUIRE(take(1).scans.size() == 1);
  scanners.reset();
  open({scanner("gun", "wedge", typed("gun", ""))});
  REQUIRE(scanners->views()[1].last->raw == "DOCK-1");
  REQUIRE(scanners->views()[1].scans == 0);
}

TEST(a_damaged_memory_is_nothing_to_stop_for) {
  typed("memory.jsonl", "{\"scanner\":\"gun\"}\nnonsense\n\xff\n");
  open({scanner("gun", "wedge", typed("gun", "A\n"))});
  REQUIRE_FALSE(scanners->views()[1].last.has_value());
  REQUIRE(take(1).scans.size() == 1);
}

TEST(a_scanner_that_is_not_there_is_told_once_and_the_others_work) {
  ScannerSettings gone = scanner("gone", "serial", "/dev/there-is-none");
  REQUIRE(gone.source.options.set("retry_ms", std::int64_t{10}).ok());
  start({gone, scanner("gun", "wedge", typed("gun", "PO-7001\n"))});
  REQUIRE(comes_to_show("is it plugged in?"));
  REQUIRE(comes_to_show("PO-7001"));
  REQUIRE(content("dockhand.log").find("scanner gone: /dev/there-is-none") != std::string::npos);
}

TEST(settings_that_cannot_be_right_are_refused_before_anything_starts) {
  ScannerSettings wrong = scanner("gun", "serial", "/dev/ttyACM0");
  REQUIRE(wrong.source.options.set("baud", std::int64_t{9601}).ok());
  const auto opened = Scanners::open({wrong}, {clock, [] {}, nullptr, {}});
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().place == "scanner gun");
}

TEST(the_self_test_shows_bytes_and_meaning_and_books_nothing) {
  const fs::path pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::fstream gun(pipe);  // both ends: it does not wait for a reader
  start({scanner("gun", "wedge", pipe)});
  station->app().tap("selftest");
  REQUIRE(comes_to_show("Nothing is booked here"));
  gun << "PO-7001\n" << std::flush;
  REQUIRE(comes_to_show("plain PO-7001"));
  gun << "]E05901234123450\n" << std::flush;
  REQUIRE(comes_to_show("Not understood"));
  REQUIRE(std::holds_alternative<WorkPage>(station->app().frame().page));
  gun << "BACK\n" << std::flush;
  REQUIRE(comes_to_show("Ready at"));
  REQUIRE(content("dockhand.log").find("scan from gun:  plain PO-7001 in ") != std::string::npos);
}

TEST(what_is_typed_is_shown_on_the_self_test_too) {
  start({});
  station->app().tap("selftest");
  Reading reading;
  reading.symbol.text = "DOCK-1";
  reading.raw = "DOCK-1";
  station->scan(reading);
  REQUIRE(comes_to_show("plain DOCK-1"));
}

TEST(what_is_typed_waits_in_the_same_queue_and_is_refused_aloud_when_that_is_full) {
  start({});
  Reading reading;
  reading.symbol.text = "PO-7001";
  reading.raw = "PO-7001";
  station->scan(reading);
  REQUIRE(test::texts_of(station->app().frame()).find("PO-7001") == std::string::npos);
  for (int i = 0; i < 999; ++i) station->scan(reading);
  REQUIRE(station->app().take_sound() == Sound::none);
  station->scan(reading);
  REQUIRE(station->app().take_sound() == Sound::attention);
  REQUIRE(comes_to_show("PO-7001"));
}

TEST(the_self_test_shows_what_a_code_means_at_this_site) {
  start({scanner("gun", "wedge", typed("gun", ""))}, {{{"shelf", "L:([A-Z]-[0-9]+)"}}, {}, true});
  station->app().tap("selftest");
  Reading reading;
  for (const auto& [typed, meaning] : {std::pair("L:A-07", "shelf A-07"), std::pair("10LOT~d02921S", "(10) LOT (21) S"),
                                       std::pair("10LOT~d02921S", "~d029 stands in the data")}) {
    reading.symbol.text = typed;
    station->scan(reading);
    REQUIRE(comes_to_show(meaning));
  }
}

TEST(every_certain_scanner_is_used_without_a_configuration_and_nothing_else) {
  const auto certain = certain_scanners({{DeviceKind::serial, "/dev/ttyACM0", "Arduino", false, true},
                                         {DeviceKind::serial, "/dev/ttyACM1", "Voyager", true, true},
                                         {DeviceKind::keyboard, "/dev/input/event3", "Keyboard", false, true},
                                         {DeviceKind::camera, "/dev/video0", "Camera", false, true}});
  REQUIRE(certain.size() == 1);
  REQUIRE(certain[0].name == "ttyACM1");
  REQUIRE(certain[0].driver == driver_named("serial"));
}
