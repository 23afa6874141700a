// A frame becomes a picture.
//
// Decides: which part goes where, in portrait and in landscape, and what gives way when room is short.
// Leaves to others: each part (terminal/draw/parts.h), touch (terminal/draw/touch.h), the window (terminal/window.h).
// One thread: ImGui's context is global, so all Renderers of a program live on one thread.
#pragma once

#include <memory>

#include "terminal/draw/canvas.h"
#include "terminal/draw/parts.h"
#include "terminal/draw/raster.h"
#include "terminal/page.h"

namespace dockhand {

struct Display {
  int width = 480, height = 800;  // px; 1 to max_side
  Scale scale{8};
  ThemeName theme = ThemeName::day;
  static constexpr int max_side = 8192;
};

class Renderer {
 public:
  explicit Renderer(const Display& display);
  ~Renderer();

  const Display& display() const;
  // The fonts are made again only when the scale changes.
  void change(const Display& display);

  // The references stay valid until the next call.
  const Drawn& draw(const Frame& frame, const Pointing& pointing);
  const Drawn& drawn() const;
  const PixelBuffer& picture() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
