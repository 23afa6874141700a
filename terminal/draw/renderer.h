// A frame becomes shapes, and shapes become a picture.
//
// Decides: which part goes where, in portrait and in landscape, and what gives way when room is short.
// Leaves to others: each part (terminal/draw/parts.h), touch (terminal/draw/touch.h), the window
// (terminal/window/window.h), and who fills the shapes: the software rasteriser, when picture() is asked for, or OpenGL
// ES (terminal/window/window_gles.cpp). One thread: ImGui's context is global, so all Renderers of a program live on
// one thread.
#pragma once

#include <memory>

#include "terminal/draw/canvas.h"
#include "terminal/draw/parts.h"
#include "terminal/draw/raster.h"
#include "terminal/kit/page.h"

namespace dockhand {

struct Display {
  int width = 480, height = 800;  // px; 1 to max_side
  Scale scale{8};
  ThemeName theme = ThemeName::day;
  bool mirrored = false;       // the action bar is for the left hand: the primary action is on the left
  std::int64_t dim_after = 0;  // ms without use until it gets dark; 0: never
  std::int64_t off_after = 0;  // and until it is off
  static constexpr int max_side = 8192;
};

// What was drawn last, as triangles. All of it stays valid until the next draw() or change().
struct Shapes {
  const ImDrawData& data;
  Coverage atlas;
  std::uint64_t atlas_version;  // another one: the atlas was made again
};

class Renderer {
 public:
  explicit Renderer(const Display& display);
  ~Renderer();

  const Display& display() const;
  // The fonts are made again when the scale changes, and by the first text with letters that no word of the program
  // has.
  void change(const Display& display);

  // The references stay valid until the next call.
  const Drawn& draw(const Frame& frame, const Pointing& pointing);
  const Drawn& drawn() const;
  Shapes shapes() const;
  // Returns the picture of what was drawn last. It is rasterised once, when it is asked for.
  const PixelBuffer& picture() const;

 private:
  struct State;
  const Drawn& draw_once(const Frame& frame, const Pointing& pointing);
  void begin_anew(const Display& display, Letters letters);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
