// A software rasteriser for ImGui's draw data.
//
// Decides: which pixels a draw list covers and with what colour. Most of a screen is axis-aligned rectangles and glyphs
// on whole pixels, which are filled and blended row by row; everything else is triangles, drawn as spans.
// Leaves to others: where the pixels go (a window, a PNG). Knows nothing of SDL; works with imgui 1.86 and 1.90.
#pragma once

#include <cstdint>
#include <vector>

#include "terminal/draw/fonts.h"

struct ImDrawCmd;
struct ImDrawData;

namespace dockhand {

// Each pixel is 0xAARRGGBB in the machine's byte order, as in SDL_PIXELFORMAT_ARGB8888, and always opaque. The rows are
// contiguous.
struct PixelBuffer {
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;

  PixelBuffer() = default;
  PixelBuffer(int w, int h) : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
  std::uint32_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
  std::uint32_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

// Returns what a command is filled with: the atlas, or a camera's picture (Canvas::picture).
Coverage texture_of(const ImDrawCmd& cmd, const Coverage& atlas);

// Blends everything over what is in the picture already.
void rasterise(const ImDrawData& data, const Coverage& atlas, PixelBuffer& picture);

}  // namespace dockhand
