// A serial scanner over a real pseudo-terminal: this end plays the scanner.
#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <filesystem>
#include <string_view>
#include <thread>

#include "scanner/source/source.h"
#include "storage/model/tools/descriptor.h"
#include "tests/support/heard.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace std::string_literals;

namespace {

struct Fixture {
  void setUp() {
    folder = std::filesystem::temp_directory_path() / ("dockhand-serial-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    link = folder / "scanner";
    plug_in();
    settings.where = link.string();
    set("retry_ms", 20);
  }
  void tearDown() {
    source.reset();
    std::filesystem::remove_all(folder);
  }

  // It does what a USB scanner does: it is another device each time, under the same name.
  void plug_in() {
    scanner = Descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    char name[64] = {};
    INFO("a pseudo-terminal of this machine, from /dev/ptmx and /dev/pts");
    REQUIRE(::grantpt(scanner.get()) == 0);
    REQUIRE(::unlockpt(scanner.get()) == 0);
    REQUIRE(::ptsname_r(scanner.get(), name, sizeof name) == 0);
    std::filesystem::remove(link);
    std::filesystem::create_symlink(name, link);
  }
  void unplug() {
    std::filesystem::remove(link);
    scanner = Descriptor();
  }
  void set(const char* name, int value) { REQUIRE(settings.options.set(name, std::int64_t{value}).ok()); }
  void set(const char* name, const std::string& value) { REQUIRE(settings.options.set(name, value).ok()); }

  void listen() {
    auto opened = driver_named("serial")->open(settings, heard.events());
    if (!opened) FAIL(opened.error().sentence());
    source = std::move(opened).value();
    REQUIRE(heard.ready());
  }
  void send(std::string_view bytes) {
    REQUIRE(::write(scanner.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }

  std::filesystem::path folder, link;
  Descriptor scanner;
  SourceSettings settings = driver_named("serial")->settings("");
  test::HeardReadings heard;
  std::unique_ptr<Source> source;
};

}  // namespace

TEST(a_line_is_a_scan_whatever_the_pieces_that_it_comes_in) {
  listen();
  send("59012");
  send("34123457\r\nDOCK");
  REQUIRE(heard.readings(1));
  send("-1\r");
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts() == std::vector{"5901234123457"s, "DOCK-1"s});
}

TEST(the_line_is_raw_so_that_no_byte_is_changed_or_echoed) {
  listen();
  send("]C10104012345678901\x1d"s + "10L\x03\x7f\xe9\r");
  REQUIRE(heard.readings(1));
  REQUIRE(heard.reading(0).symbol.aim == "]C1");
  REQUIRE(heard.reading(0).symbol.text == "0104012345678901\x1d"s + "10L\x03\x7f\xe9");
  REQUIRE(heard.reading(0).raw == "]C10104012345678901\x1d"s + "10L\x03\x7f\xe9");
  termios mode{};
  ::tcgetattr(scanner.get(), &mode);
  REQUIRE((mode.c_lflag & static_cast<tcflag_t>(ECHO | ICANON | ISIG)) == 0);
}

TEST(speed_and_framing_are_set) {
  set("baud", 115200);
  set("data_bits", 7);
  set("parity", "odd");
  set("stop_bits", 2);
  listen();
  termios mode{};
  ::tcgetattr(scanner.get(), &mode);
  REQUIRE(::cfgetospeed(&mode) == B115200);
  REQUIRE((mode.c_cflag & static_cast<tcflag_t>(PARODD)) != 0);
  REQUIRE((mode.c_cflag & static_cast<tcflag_t>(CSTOPB)) != 0);
}

TEST(a_speed_that_no_line_has_is_refused_at_once) {
  set("baud", 9601);
  const auto opened = driver_named("serial")->open(settings, heard.events());
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().sentence().find("9600, 19200") != std::string::npos);
}

TEST(prefix_suffix_and_separator_are_as_the_scanner_was_set) {
  set("prefix", "\x02");
  set("suffix", "\x03");
  set("gs", "^]");
  listen();
  send(
      "\x02"
      "10L^]21S\x03"
      "half\x03"
      "\x02"
      "A\rB\x03");
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts() == std::vector{"10L\x1d"s + "21S", "A\rB"s});
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("without its prefix") != std::string::npos);
}

TEST(aim_identifiers_can_be_left_in_the_text) {
  REQUIRE(settings.options.set("aim", false).ok());
  listen();
  send("]C1X\r");
  REQUIRE(heard.readings(1));
  REQUIRE(heard.texts() == std::vector{"]C1X"s});
}

TEST(a_scan_that_never_ends_is_told_and_its_late_end_makes_no_scan_of_the_rest) {
  set("timeout_ms", 100);
  listen();
  send("590123");
  REQUIRE(heard.troubles(1));
  send("4123457\rDOCK-1\r");
  REQUIRE(heard.readings(1));
  REQUIRE(heard.texts() == std::vector{"DOCK-1"s});
  REQUIRE(heard.trouble_count() == 1);
}

TEST(a_scanner_that_was_unplugged_is_found_again_and_the_half_scan_is_not_completed) {
  listen();
  send("A\r59012");
  REQUIRE(heard.readings(1));
  unplug();
  REQUIRE(heard.troubles(2));
  REQUIRE(heard.trouble(0).message.find("cut off") != std::string::npos);
  REQUIRE(heard.trouble(1).message.find("unplugged") != std::string::npos);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  REQUIRE(heard.trouble_count() == 2);  // that it is not there was said already
  plug_in();
  REQUIRE(heard.ready(2));
  send("34123457\rB\r");
  REQUIRE(heard.readings(3));
  REQUIRE(heard.texts() == std::vector{"A"s, "34123457"s, "B"s});
}

TEST(a_scanner_that_is_not_there_yet_is_waited_for_and_told_once) {
  unplug();
  auto opened = driver_named("serial")->open(settings, heard.events());
  REQUIRE(opened.ok());
  source = std::move(opened).value();
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("is it plugged in?") != std::string::npos);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  REQUIRE(heard.trouble_count() == 1);
  plug_in();
  REQUIRE(heard.ready());
  send("A\r");
  REQUIRE(heard.readings(1));
}

TEST(a_line_in_use_is_told) {
  listen();
  test::HeardReadings second;
  auto opened = driver_named("serial")->open(settings, second.events());
  REQUIRE(second.troubles(1));
  REQUIRE(second.trouble(0).kind == ErrorKind::busy);
}

TEST(a_file_is_no_serial_line) {
  settings.where = "/dev/null";
  auto opened = driver_named("serial")->open(settings, heard.events());
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message == "this is no serial line");
}
