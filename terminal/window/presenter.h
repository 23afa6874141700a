// This brings a drawn frame into the window.
//
// Decides: who fills the shapes. `software`: the own rasteriser, and SDL only copies the pixels; needs no graphics
// driver and a tenth of its memory, and is the default. `gles`: OpenGL ES 2, for displays with so many pixels that
// filling them in software is what a frame costs. Leaves to others: what is drawn (terminal/draw/), events
// (terminal/window/window.h). The main thread only.
#pragma once

#include <memory>
#include <string_view>

#include "terminal/draw/surface.h"

struct SDL_Window;

namespace dockhand {

enum class Drawing { software, gles };
Result<Drawing> parse_drawing(std::string_view text);  // reads "software" or "gles"

class Presenter {
 public:
  virtual ~Presenter() = default;
  // Returns the pixels of the window; each is at least 1.
  virtual std::pair<int, int> size() const = 0;
  virtual void present(const Surface& surface) = 0;
};

// The window must outlive it. An error says what is missing and what to do about it.
Result<std::unique_ptr<Presenter>> open_software_presenter(SDL_Window& window);
// The window has to be opened with gles_window_flags().
Result<std::unique_ptr<Presenter>> open_gles_presenter(SDL_Window& window);
// Is for SDL_CreateWindow. It has to be asked before that call, because SDL takes some of it from its attributes.
std::uint32_t gles_window_flags();

}  // namespace dockhand
