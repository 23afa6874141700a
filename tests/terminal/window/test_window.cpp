// A window on SDL's display without a screen: what SDL hears becomes work, and the work is kept when the window closes.
#include <SDL.h>

#include <filesystem>
#include <thread>

#include "terminal/station/station.h"
#include "terminal/window/window.h"
#include "tests/support/terminal/terminal_fixture.h"
#include "tests/support/unity.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {

constexpr auto longer_than_a_page_must_rest = std::chrono::milliseconds(2 * Settled::rest);

struct Fixture {
  SystemClock clock;
  fs::path folder;
  std::unique_ptr<Window> window;
  std::unique_ptr<Station> station;

  void setUp() {
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    ::setenv("SDL_AUDIODRIVER", "dummy", 1);
    folder = fs::temp_directory_path() / ("dockhand-window-" + std::to_string(::getpid()));
    fs::remove_all(folder);
    fs::create_directories(folder);
    open();
  }
  void tearDown() {
    station.reset();
    window.reset();
    fs::remove_all(folder);
  }

  void open() {
    station.reset();
    window.reset();
    auto shown = Window::open({.display = Display{480, 800, Scale(8)}});
    if (!shown) FAIL(shown.error().sentence());
    window = std::move(shown).value();
    StationOptions options;
    options.database = folder / "books.db";
    options.demo = true;
    auto books = Station::open(options, clock, [this] { window->wake(); });
    if (!books) FAIL(books.error().sentence());
    station = std::move(books).value();
  }

  static void push(SDL_Event event) { REQUIRE(SDL_PushEvent(&event) == 1); }
  static void press(SDL_Keycode key) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = key;
    event.key.timestamp = SDL_GetTicks();
    push(event);
  }
  // Types as a scanner does that types.
  static void type(const std::string& code) {
    for (const char letter : code) {
      SDL_Event event{};
      event.type = SDL_TEXTINPUT;
      event.text.timestamp = SDL_GetTicks();
      event.text.text[0] = letter;
      push(event);
    }
    press(SDLK_RETURN);
  }
  static void click(Pos at) {
    for (const auto type : {SDL_MOUSEBUTTONDOWN, SDL_MOUSEBUTTONUP}) {
      SDL_Event event{};
      event.type = type;
      event.button.button = SDL_BUTTON_LEFT;
      event.button.x = static_cast<int>(at.x);
      event.button.y = static_cast<int>(at.y);
      push(event);
    }
  }
  // Resizes it as a display would say it; the one without a screen never does.
  static void resize(int width, int height) {
    SDL_Event event{};
    event.type = SDL_WINDOWEVENT;
    event.window.event = SDL_WINDOWEVENT_SIZE_CHANGED;
    event.window.data1 = width;
    event.window.data2 = height;
    push(event);
  }
  static void close() {
    SDL_Event event{};
    event.type = SDL_QUIT;
    push(event);
  }
  // Returns where the app's page has this target, on a screen of that size.
  Pos place_of(const std::string& label, int width, int height) const {
    Surface surface{Display{width, height, Scale(8)}};
    surface.show(station->app().frame(), 0);
    for (const TouchTarget& target : surface.drawn().targets) {
      if (target.label == label) return target.visible.centre();
    }
    FAIL("nothing is called " << label);
    return {};
  }
  // Runs what somebody does while the window runs. The window is closed afterwards.
  template <class Deeds>
  void during(const Deeds& deeds) {
    std::thread somebody([&] {
      std::this_thread::sleep_for(longer_than_a_page_must_rest);
      deeds();
      std::this_thread::sleep_for(longer_than_a_page_must_rest);
      close();
    });
    window->run(*station);
    somebody.join();
    station->settle();
  }
  std::string shown() const { return test::texts_of(station->app().frame()); }
};

}  // namespace

TEST(what_a_scanner_types_is_booked_though_the_window_closes_at_once) {
  type("PO-7001");
  type("5901234123457");
  type("5901234123457");
  close();
  window->run(*station);
  station->settle();
  REQUIRE(shown().find("2/24") != std::string::npos);
  open();
  type("PO-7001");
  close();
  window->run(*station);
  station->settle();
  REQUIRE(shown().find("2/68") != std::string::npos);
}

TEST(a_click_is_a_touch) {
  const Pos receive = place_of("Receive", 480, 800);
  during([&] { click(receive); });
  REQUIRE(shown().find("PO-7001") != std::string::npos);
}

TEST(a_window_of_another_size_is_laid_out_anew) {
  resize(1280, 800);
  const Pos receive = place_of("Receive", 1280, 800);
  REQUIRE(receive.x > 480);
  during([&] { click(receive); });
  REQUIRE(shown().find("PO-7001") != std::string::npos);
}

// The first picture, the plan of the night and the clock's minute are drawn whenever a full machine comes to them: it
// is looked for a while in which none of them came.
TEST(a_still_window_draws_nothing) {
  bool was_still = false;
  during([&] {
    for (int look = 0; look < 20 && !was_still; ++look) {
      const std::uint64_t before = window->frames();
      std::this_thread::sleep_for(longer_than_a_page_must_rest);
      was_still = before > 0 && window->frames() == before;
    }
  });
  REQUIRE(was_still);
}
