// A scanner that is a keyboard: streams of key events as scanners send them, through the seam of the input devices.
#include <linux/input-event-codes.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <deque>
#include <map>

#include "scanner/ports/hid_scanner.h"
#include "scanner/ports/keymap.h"
#include "scanner/source/device.h"
#include "storage/model/tools/descriptor.h"
#include "tests/support/heard.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace std::string_literals;

namespace {

// A stream as `evtest` records it: a key's code, and behind the number 1 for pressed or 0 for released.
using Stream = std::vector<KeyEvent>;

Stream press(std::initializer_list<int> codes) {
  Stream stream;
  for (const int code : codes) {
    stream.push_back({static_cast<std::uint16_t>(code), true});
    stream.push_back({static_cast<std::uint16_t>(code), false});
  }
  return stream;
}
Stream with(int modifier, Stream keys) {
  keys.insert(keys.begin(), {static_cast<std::uint16_t>(modifier), true});
  keys.push_back({static_cast<std::uint16_t>(modifier), false});
  return keys;
}
Stream operator+(Stream a, const Stream& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

class FakeEvents final : public EventSystem {
 public:
  void plug_in() {
    const std::lock_guard lock(mutex_);
    plugged_ = true;
  }
  void unplug() {
    const std::lock_guard lock(mutex_);
    plugged_ = false;
    wake();
  }
  void play(const Stream& stream, bool lost = false) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({stream, lost});
    wake();
  }
  bool grabbed() {
    const std::lock_guard lock(mutex_);
    return grabbed_;
  }

  Result<std::unique_ptr<EventDevice>> open(const std::string& path, bool grab) override {
    const std::lock_guard lock(mutex_);
    if (!plugged_) return device_error(path, ENOENT);
    grabbed_ = grab;
    return std::unique_ptr<EventDevice>(std::make_unique<Device>(*this));
  }

 private:
  class Device final : public EventDevice {
   public:
    explicit Device(FakeEvents& events) : events_(events) {}
    int descriptor() const override { return events_.bell_.get(); }
    Result<Read> read() override {
      const std::lock_guard lock(events_.mutex_);
      std::uint64_t rung = 0;
      [[maybe_unused]] const auto got = ::read(events_.bell_.get(), &rung, sizeof rung);
      if (!events_.plugged_) return device_error("scanner", ENODEV);
      Read all;
      for (; !events_.waiting_.empty(); events_.waiting_.pop_front()) {
        if (events_.waiting_.front().lost && !all.keys.empty()) {
          events_.wake();
          return all;
        }
        all.lost = events_.waiting_.front().lost;
        for (const KeyEvent& key : events_.waiting_.front().keys) all.keys.push_back(key);
      }
      return all;
    }

   private:
    FakeEvents& events_;
  };

  void wake() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell_.get(), &one, sizeof one);
  }

  std::mutex mutex_;
  Descriptor bell_{::eventfd(0, EFD_NONBLOCK)};
  std::deque<EventDevice::Read> waiting_;
  bool plugged_ = true;
  bool grabbed_ = false;
};

struct Fixture {
  void setUp() {
    settings.where = "/dev/input/event7";
    REQUIRE(settings.options.set("retry_ms", std::int64_t{20}).ok());
  }
  void tearDown() { source.reset(); }

  void listen(const char* layout = "us") {
    REQUIRE(settings.options.set("layout", std::string(layout)).ok());
    auto opened = start_hid_scanner(events, settings, heard.events());
    if (!opened) FAIL(opened.error().sentence());
    source = std::move(opened).value();
    REQUIRE(heard.ready());
  }
  // XKB compiles a layout in some milliseconds: each once.
  static std::string typed(const std::string& layout, const Stream& stream) {
    static std::map<std::string, Keymap> keymaps;
    if (!keymaps.contains(layout)) keymaps.emplace(layout, std::move(Keymap::of(layout)).value());
    Keymap& keymap = keymaps.at(layout);
    keymap.release();
    std::string text;
    for (const KeyEvent& key : stream) text += keymap.key(key.code, key.pressed);
    return text;
  }

  FakeEvents events;
  SourceSettings settings{"", SourceOptions(hid_options())};
  test::HeardReadings heard;
  std::unique_ptr<Source> source;
};

const Stream enter = press({KEY_ENTER});

}  // namespace

TEST(a_gs1_code_survives_with_its_separator_and_aim_identifier) {
  listen();
  events.play(press({KEY_RIGHTBRACE}) + with(KEY_LEFTSHIFT, press({KEY_C})) + press({KEY_1, KEY_1, KEY_0}) +
              with(KEY_LEFTSHIFT, press({KEY_L})) + with(KEY_LEFTCTRL, press({KEY_RIGHTBRACE})) +
              press({KEY_2, KEY_1}) + with(KEY_RIGHTSHIFT, press({KEY_S, KEY_APOSTROPHE, KEY_2})) + enter);
  REQUIRE(heard.readings(1));
  REQUIRE(heard.reading(0).symbol.aim == "]C1");
  REQUIRE(heard.reading(0).symbol.text == "10L\x1d"s + "21S\"@");
  REQUIRE(events.grabbed());
}

TEST(quote_and_at_are_where_the_scanners_layout_has_them) {
  const Stream shift_2 = with(KEY_LEFTSHIFT, press({KEY_2}));
  REQUIRE(typed("us", shift_2) == "@");
  REQUIRE(typed("de", shift_2) == "\"");
  REQUIRE(typed("fr", shift_2) == "2");
  REQUIRE(typed("de", with(KEY_RIGHTALT, press({KEY_Q}))) == "@");
  REQUIRE(typed("fr", with(KEY_RIGHTALT, press({KEY_0}))) == "@");
  REQUIRE(typed("fr", press({KEY_3})) == "\"");
}

TEST(swapped_letters_and_signs_come_out_right) {
  REQUIRE(typed("de", press({KEY_Y, KEY_Z, KEY_SLASH})) == "zy-");
  REQUIRE(typed("de", with(KEY_LEFTSHIFT, press({KEY_7, KEY_SLASH}))) == "/_");
  REQUIRE(typed("fr", press({KEY_Q, KEY_A, KEY_SEMICOLON, KEY_6})) == "aqm-");
  REQUIRE(typed("fr", with(KEY_LEFTSHIFT, press({KEY_1, KEY_DOT, KEY_Q}))) == "1/A");
  REQUIRE(typed("us", press({KEY_Y, KEY_SLASH, KEY_KP7})) == "y/7");
}

TEST(every_layout_types_every_printable_ascii_character) {
  for (const char* layout : {"us", "de", "fr"}) {
    std::string typable;
    for (std::uint16_t code = 1; code < 128; ++code) {
      for (const int modifier : {0, KEY_LEFTSHIFT, KEY_RIGHTALT})
        typable += typed(layout, modifier == 0 ? press({code}) : with(modifier, press({code})));
    }
    for (char c = ' '; c <= '~'; ++c) {
      INFO(layout << " " << c);
      REQUIRE(typable.find(c) != std::string::npos);
    }
  }
}

TEST(a_layout_that_nobody_has_written_down_here_is_known_by_its_xkb_name) {
  REQUIRE(typed("cz", press({KEY_2, KEY_Y})) == "ěz");
  REQUIRE(typed("gb", with(KEY_LEFTSHIFT, press({KEY_3}))) == "£");
  REQUIRE(typed("us(dvorak)", press({KEY_S, KEY_D})) == "oe");
  REQUIRE(typed("de(nodeadkeys)", press({KEY_GRAVE, KEY_EQUAL})) == "^´");
}

TEST(a_dead_key_types_its_own_character_and_waits_for_none) {
  REQUIRE(typed("de", press({KEY_GRAVE, KEY_E})) == "^e");
  REQUIRE(typed("fr", press({KEY_LEFTBRACE, KEY_Q})) == "^a");
}

TEST(caps_lock_turns_letters_round_and_leaves_digits) {
  REQUIRE(typed("us", press({KEY_CAPSLOCK, KEY_A, KEY_1}) + with(KEY_LEFTSHIFT, press({KEY_A}))) == "A1a");
}

TEST(alt_codes_of_scanners_that_trust_no_layout_are_characters) {
  REQUIRE(typed("de", with(KEY_LEFTALT, press({KEY_KP0, KEY_KP0, KEY_KP2, KEY_KP9}))) == "\x1d");
  REQUIRE(typed("us", with(KEY_LEFTALT, press({KEY_KP0, KEY_KP0, KEY_KP6, KEY_KP4}))) == "@");
  REQUIRE(typed("us", with(KEY_LEFTALT, press({KEY_KP0, KEY_KP2, KEY_KP5, KEY_KP2}))) == "ü");
}

TEST(no_key_of_any_keyboard_is_a_terminator_but_enter_and_tab) {
  for (std::uint16_t code = 1; code < 0x2ff; ++code) {
    const std::string text = typed("us", press({code}));
    const bool ends = text.find_first_of("\r\n\t") != std::string::npos;
    INFO(code);
    REQUIRE(ends == (code == KEY_ENTER || code == KEY_KPENTER || code == KEY_TAB));
  }
}

TEST(a_scan_with_lost_keys_is_dropped_whole_and_the_next_one_counts) {
  listen();
  events.play(press({KEY_5, KEY_9}));
  events.play(press({KEY_7}) + enter + press({KEY_A}) + enter, true);
  REQUIRE(heard.readings(1));
  REQUIRE(heard.texts() == std::vector{"a"s});
  REQUIRE(heard.troubles(1));
  REQUIRE(heard.trouble(0).message.find("keys were lost") != std::string::npos);
}

TEST(an_unplugged_scanner_comes_back_with_all_keys_up) {
  listen();
  events.play(Stream{{KEY_LEFTSHIFT, true}} + press({KEY_1}) + enter);
  REQUIRE(heard.readings(1));
  events.unplug();
  REQUIRE(heard.troubles(1));
  events.plug_in();
  REQUIRE(heard.ready(2));
  events.play(press({KEY_1}) + enter);
  REQUIRE(heard.readings(2));
  REQUIRE(heard.texts() == std::vector{"!"s, "1"s});
}

TEST(a_layout_that_is_not_known_is_refused) {
  for (const char* name : {"klingon", "de(nowhere)", "", "(", "../../etc/passwd"}) {
    INFO(name);
    REQUIRE(settings.options.set("layout", std::string(name)).ok());
    const auto opened = start_hid_scanner(events, settings, heard.events());
    REQUIRE_FALSE(opened.ok());
    REQUIRE(opened.error().message.find("us, de, fr or de(nodeadkeys)") != std::string::npos);
  }
}

TEST(a_file_is_no_input_device) {
  const auto opened = linux_events().open("/dev/null", true);
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().message.find("no input device") != std::string::npos);
}
