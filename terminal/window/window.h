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

#include "terminal/device/health.h"
#include "terminal/draw/surface.h"
#include "terminal/station/station.h"
#include "terminal/window/presenter.h"

namespace dockhand {

struct WindowOptions {
  Display display;
  bool unit_given = false;  // otherwise a resized window guesses its unit again
  bool fullscreen = false;
  Drawing drawing = Drawing::software;
  WedgeSettings keyboard = {};  // the settings of the scanner that types
  // the folder sys/class, for lamps and vibrators; empty: there are none
  std::filesystem::path devices = {};
  const PreferenceStore* preferences = nullptr;                 // followed while it runs; may be none
  std::function<ThemeName(const std::string&)> theme_now = {};  // which one "auto" is
};

class Window {
 public:
  // An Error of kind `unknown` says that there is no display at all. Any other says that a display, or a way of
  // drawing, does not work.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();

  // May be called on any thread when run() has something to do.
  void wake();
  // Returns what it knows about its own devices: the loudspeaker.
  std::vector<Check> devices();
  // Returns how often the picture was drawn since it was opened. It may be called on any thread.
  std::uint64_t frames() const;
  // Runs until the window is closed.
  void run(Station& station);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
