// The terminal in a window of SDL: touch, mouse, keyboard and the scanner that types.
//
// Decides: what an SDL event means to the surface, when the picture is drawn again (only when something changed), and
// how the program waits while nothing happens. Leaves to others: everything that is shown and done.
// SDL is included in window*.cpp, sound.cpp and vibration.cpp and nowhere else. One thread: the main one; `wake` is for
// any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "terminal/draw/surface.h"
#include "terminal/kit/health.h"
#include "terminal/station/station.h"
#include "terminal/window/presenter.h"

namespace dockhand {

struct WindowOptions {
  Display display;
  bool unit_given = false;  // otherwise a resized window guesses its unit again
  bool fullscreen = false;
  Drawing drawing = Drawing::software;
  WedgeSettings keyboard = {};                                  // of the scanner that types
  std::filesystem::path devices = {};                           // /sys/class: lamps and vibrators; empty: none
  const PreferenceStore* preferences = nullptr;                 // followed while it runs; may be none
  std::function<ThemeName(const std::string&)> theme_now = {};  // which one "auto" is
};

class Window {
 public:
  // Error kind `unknown`: there is no display at all. Anything else is a display, or a way of
  // drawing, that does not work.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();

  // Any thread: run() has something to do.
  void wake();
  // What it knows of its own devices: the loudspeaker.
  std::vector<Check> devices();
  // How often the picture was drawn since it was opened. Any thread.
  std::uint64_t frames() const;
  // Until the window is closed.
  void run(Station& station);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
