#include "terminal/window/window.h"

#include <SDL.h>

#include <atomic>
#include <cstdlib>
#include <optional>

#include "terminal/device/preferences.h"
#include "terminal/window/backlight.h"
#include "terminal/window/sound.h"
#include "terminal/window/vibration.h"

namespace dockhand {
namespace {

constexpr int frame_ms = 16;  // while something moves
constexpr int idle_ms = 250;  // a toast's end, a key after which nothing came
// When nothing has changed for a while, only the clock's minute and the light are left. Each wake-up costs battery.
constexpr int still_ms = 1000;
constexpr std::int64_t still_after_ms = 3'000;  // of a key, a touch or a scan
constexpr int poll_ms = 10;                     // where SDL cannot wait for an event without spinning

std::optional<Key> key_of(const SDL_KeyboardEvent& event) {
  switch (event.keysym.sym) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER: return Key::enter;
    case SDLK_TAB: return (event.keysym.mod & KMOD_SHIFT) != 0 ? Key::back_tab : Key::tab;
    case SDLK_UP: return Key::up;
    case SDLK_DOWN: return Key::down;
    case SDLK_LEFT: return Key::left;
    case SDLK_RIGHT: return Key::right;
    case SDLK_ESCAPE:
    case SDLK_AC_BACK: return Key::escape;
    case SDLK_BACKSPACE: return Key::backspace;
    case SDLK_F1: return Key::f1;
    case SDLK_F2: return Key::f2;
    case SDLK_F3: return Key::f3;
    case SDLK_F4: return Key::f4;
    case SDLK_F5: return Key::f5;
    case SDLK_F6: return Key::f6;
    default: return std::nullopt;
  }
}

// X11 and Wayland wait in poll() of their own; the dummy, offscreen and KMSDRM drivers look every millisecond.
bool driver_spins() {
  const char* driver = SDL_GetCurrentVideoDriver();
  const std::string name = driver == nullptr ? "" : driver;
  return name != "x11" && name != "wayland";
}

// Where it finds no display SDL draws into memory; that is only right for who has asked for it.
bool nobody_can_see() {
  const char* driver = SDL_GetCurrentVideoDriver();
  const std::string name = driver == nullptr ? "" : driver;
  return std::getenv("SDL_VIDEODRIVER") == nullptr && (name == "offscreen" || name == "dummy");
}

// Without this folder there is no Wayland, and its library complains of that on the terminal before our sentence comes.
void leave_out_wayland_without_a_folder() {
  if (std::getenv("XDG_RUNTIME_DIR") == nullptr && std::getenv("SDL_VIDEODRIVER") == nullptr)
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,kmsdrm");
}

std::int64_t milliseconds() { return static_cast<std::int64_t>(SDL_GetTicks64()); }

}  // namespace

struct Window::State {
  State(const WindowOptions& chosen)
      : options(chosen),
        surface(chosen.display, chosen.keyboard),
        vibrator(chosen.devices.empty() ? std::filesystem::path() : chosen.devices / "leds", !chosen.devices.empty()),
        backlight(chosen.devices.empty() ? std::filesystem::path() : chosen.devices / "backlight") {}
  ~State();

  Status open();
  bool handle(const SDL_Event& event);
  void handle_finger(const SDL_TouchFingerEvent& event, TouchPhase phase);
  void handle_mouse(Pos at, std::uint32_t source, TouchPhase phase);
  void resized(int width, int height);
  void follow_preferences();
  void give_inputs(Station& station);
  void answer(Sound sound);
  int patience(bool moving, bool has_toast);
  bool wait(int ms);

  WindowOptions options;
  Surface surface;
  Speaker speaker;
  Vibrator vibrator;
  Backlight backlight;
  SDL_Window* window = nullptr;
  std::unique_ptr<Presenter> presenter;  // goes before the window
  Uint32 wake_event = 0;
  bool spins = false;
  std::atomic<std::uint64_t> frames{0};
  std::atomic<bool> woken{false};  // only one wake event at a time is in SDL's queue
  bool closed = false;
  bool dirty = true;         // the picture has to be drawn again
  std::int64_t used_at = 0;  // by a person; a minute of the clock and what other threads tell are no use
  SDL_FingerID finger = 0;   // the one that counts; a second one is a palm
  bool finger_down = false;
};

Window::State::~State() {
  presenter.reset();
  if (window != nullptr) SDL_DestroyWindow(window);
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}

Window::~Window() {
  state_.reset();
  SDL_Quit();
}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // our pixels are ready: no OpenGL, and none of its memory
  leave_out_wayland_without_a_folder();
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    return Error{ErrorKind::unknown, "", std::string("there is no display (") + SDL_GetError() + ")"};
  }
  if (nobody_can_see()) {
    SDL_Quit();
    return Error{ErrorKind::unknown, "", "there is no display"};
  }
  auto state = std::make_unique<State>(options);
  if (auto opened = state->open(); !opened) {
    state.reset();
    SDL_Quit();
    return opened.error();
  }
  state->wake_event = SDL_RegisterEvents(1);
  state->spins = driver_spins();
  const auto [width, height] = state->presenter->size();
  state->resized(width, height);
  SDL_StartTextInput();
  return std::unique_ptr<Window>(new Window(std::move(state)));
}

Status Window::State::open() {
  const bool gles = options.drawing == Drawing::gles;
  Uint32 flags = SDL_WINDOW_RESIZABLE | (gles ? gles_window_flags() : 0);
  if (options.fullscreen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  window = SDL_CreateWindow("Dockhand", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.display.width,
                            options.display.height, flags);
  if (window == nullptr) {
    return Error{ErrorKind::io, "", std::string("no window can be opened (") + SDL_GetError() + ")"};
  }
  auto opened = gles ? open_gles_presenter(*window) : open_software_presenter(*window);
  if (!opened) return opened.error();
  presenter = std::move(*opened);
  return Done{};
}

void Window::wake() {
  if (state_->woken.exchange(true)) return;
  SDL_Event event{};
  event.type = state_->wake_event;
  SDL_PushEvent(&event);
}

void Window::State::resized(int width, int height) {
  Display display = surface.display();
  display.width = std::clamp(width, 1, Display::max_side);
  display.height = std::clamp(height, 1, Display::max_side);
  if (!options.unit_given) display.scale = Scale::of_display(display.width, display.height, display.scale.text());
  surface.change(display);
  dirty = true;
}

// What a person has chosen on the screen Settings holds at once; by the time of day the theme changes by itself.
void Window::State::follow_preferences() {
  if (options.preferences == nullptr) return;
  const Preferences& wanted = options.preferences->now;
  speaker.set_volume(wanted.volume);
  vibrator.set_strength(wanted.vibration);
  Display display = surface.display();
  const Display before = display;
  display.theme = options.theme_now(wanted.theme);
  display.mirrored = wanted.mirrored;
  const float text = wanted.text == "large" ? Scale::large_text : 1;
  if (text != before.scale.text()) {
    display.scale =
        options.unit_given ? Scale(before.scale.unit(), text) : Scale::of_display(display.width, display.height, text);
  }
  if (display.theme == before.theme && display.mirrored == before.mirrored && display.scale == before.scale) return;
  surface.change(display);
  dirty = true;
}

void Window::State::handle_finger(const SDL_TouchFingerEvent& event, TouchPhase phase) {
  if (finger_down && event.fingerId != finger) return;
  if (!finger_down && phase != TouchPhase::down) return;
  finger = event.fingerId;
  finger_down = phase != TouchPhase::up;
  const Display& display = surface.display();
  surface.touch({phase,
                 {event.x * static_cast<float>(display.width), event.y * static_cast<float>(display.height)},
                 static_cast<std::int64_t>(event.timestamp)});
  dirty = true;
}

void Window::State::handle_mouse(Pos at, std::uint32_t source, TouchPhase phase) {
  if (source == SDL_TOUCH_MOUSEID) return;  // the finger itself is heard
  surface.touch({phase, at, milliseconds()});
  dirty = true;
}

// True when the event may have changed what is shown.
bool Window::State::handle(const SDL_Event& event) {
  const auto at = [](auto x, auto y) { return Pos{static_cast<float>(x), static_cast<float>(y)}; };
  switch (event.type) {
    case SDL_QUIT: closed = true; break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) resized(event.window.data1, event.window.data2);
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED) dirty = true;
      break;
    case SDL_FINGERDOWN: handle_finger(event.tfinger, TouchPhase::down); break;
    case SDL_FINGERMOTION: handle_finger(event.tfinger, TouchPhase::move); break;
    case SDL_FINGERUP: handle_finger(event.tfinger, TouchPhase::up); break;
    case SDL_MOUSEBUTTONDOWN:
      if (event.button.button == SDL_BUTTON_LEFT)
        handle_mouse(at(event.button.x, event.button.y), event.button.which, TouchPhase::down);
      break;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button == SDL_BUTTON_LEFT)
        handle_mouse(at(event.button.x, event.button.y), event.button.which, TouchPhase::up);
      break;
    case SDL_MOUSEMOTION:
      if (event.motion.state != 0)
        handle_mouse(at(event.motion.x, event.motion.y), event.motion.which, TouchPhase::move);
      break;
    case SDL_MOUSEWHEEL:
      surface.wheel(-8 * static_cast<float>(event.wheel.y));
      dirty = true;
      break;
    case SDL_TEXTINPUT:
      surface.text(event.text.text, static_cast<std::int64_t>(event.text.timestamp));
      dirty = true;
      break;
    case SDL_KEYDOWN:
      // Scanners that type send the separator 0x1D as Ctrl+], for which no text comes.
      if ((event.key.keysym.mod & KMOD_CTRL) != 0 && event.key.keysym.scancode == SDL_SCANCODE_RIGHTBRACKET)
        surface.text("\x1d", static_cast<std::int64_t>(event.key.timestamp));
      if (const auto key = key_of(event.key)) surface.press(*key, static_cast<std::int64_t>(event.key.timestamp));
      dirty = true;
      break;
    default: break;
  }
  if (event.type == wake_event) woken.store(false);
  return dirty;
}

// Blocks until an event is there or the time is over.
bool Window::State::wait(int ms) {
  if (!spins) return SDL_WaitEventTimeout(nullptr, ms) != 0;
  for (int waited = 0; waited < ms; waited += poll_ms) {
    SDL_PumpEvents();
    if (SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT) == SDL_TRUE) return true;
    SDL_Delay(poll_ms);
  }
  return false;
}

void Window::State::give_inputs(Station& station) {
  while (auto input = surface.next_input()) {
    if (const auto* one = std::get_if<KeyTap>(&*input)) station.app().tap(one->id);
    if (const auto* one = std::get_if<KeyScan>(&*input)) station.scan(*one);
    if (std::holds_alternative<KeyBack>(*input)) station.app().back();
    if (const auto* one = std::get_if<KeyTrouble>(&*input)) station.app().warn("Scanner: " + one->message);
    station.tick();
    surface.show(station.app().frame(), milliseconds());  // the next touch is judged against what is there now
    dirty = true;
  }
}

std::uint64_t Window::frames() const { return state_->frames; }

std::vector<Check> Window::devices() {
  const bool heard = state_->speaker.works(), felt = state_->vibrator.works();
  if (heard) return {{"Sound", Check::State::good, felt ? "A loudspeaker and a vibrator." : "A loudspeaker."}};
  return {{"Sound", Check::State::weak, "There is no loudspeaker: look at the screen after each scan."}};
}

// An answer is heard and felt at once.
void Window::State::answer(Sound sound) {
  const std::int64_t now = milliseconds();
  speaker.play(sound, now);
  vibrator.play(sound, now);
  speaker.tick(now);
  vibrator.tick(now);
}

// How long to wait for an event.
int Window::State::patience(bool moving, bool has_toast) {
  if (moving) return frame_ms;
  return has_toast || milliseconds() - used_at < still_after_ms ? idle_ms : still_ms;
}

void Window::run(Station& station) {
  State& s = *state_;
  s.surface.show(station.app().frame(), milliseconds());
  while (!s.closed) {
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
      s.handle(event);
      s.give_inputs(station);
    }
    s.surface.rest(milliseconds());
    s.give_inputs(station);
    bool used = s.dirty;
    if (station.tick()) s.dirty = true;
    if (station.take_scanned()) {
      s.surface.wake();
      used = true;
    }
    s.follow_preferences();
    s.answer(station.app().take_sound());
    const bool moving = s.surface.moving() || station.app().frame().flash > 0 || s.vibrator.busy();
    if (s.dirty || moving || s.surface.due(milliseconds())) {
      s.dirty = false;
      s.surface.show(station.app().frame(), milliseconds());
      s.presenter->present(s.surface);
      ++s.frames;
      s.backlight.show(s.surface.light());
    }
    if (used || moving) s.used_at = milliseconds();
    s.wait(s.patience(moving, station.app().frame().toast.has_value()));
  }
}

}  // namespace dockhand
