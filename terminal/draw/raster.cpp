#include "terminal/draw/raster.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "terminal/kit/page.h"

namespace dockhand {
namespace {

struct Clip {
  int left, top, right, bottom;
};

// The channels have 0 to 255, in ImGui's packed order. They are floats because triangles need them.
struct Ink {
  float r, g, b, a;
};

constexpr std::uint32_t alpha_of(ImU32 col) { return col >> IM_COL32_A_SHIFT & 0xFFU; }

constexpr std::uint32_t argb(ImU32 col) {
  return 0xFF000000U | (col >> IM_COL32_R_SHIFT & 0xFFU) << 16 | (col >> IM_COL32_G_SHIFT & 0xFFU) << 8 |
         (col >> IM_COL32_B_SHIFT & 0xFFU);
}

// Blends `source` over `target` with alpha 0 to 255. Red and blue are in one multiplication, green is in another.
std::uint32_t blend(std::uint32_t target, std::uint32_t source, std::uint32_t alpha) {
  const std::uint32_t a = alpha + (alpha >> 7);  // 0 to 256
  const std::uint32_t rb = ((source & 0xFF00FFU) * a + (target & 0xFF00FFU) * (256 - a)) >> 8 & 0xFF00FFU;
  const std::uint32_t g = ((source & 0x00FF00U) * a + (target & 0x00FF00U) * (256 - a)) >> 8 & 0x00FF00U;
  return 0xFF000000U | rb | g;
}

class Rasteriser {
 public:
  Rasteriser(const Coverage& atlas, PixelBuffer& picture) : atlas_(atlas), picture_(picture) {}

  void draw(const ImDrawList& list) {
    for (const ImDrawCmd& cmd : list.CmdBuffer) {
      if (cmd.UserCallback == nullptr) draw(list, cmd);
    }
  }

 private:
  void draw(const ImDrawList& list, const ImDrawCmd& cmd) {
    clip_ = {std::max(0, static_cast<int>(cmd.ClipRect.x)), std::max(0, static_cast<int>(cmd.ClipRect.y)),
             std::min(picture_.width, static_cast<int>(cmd.ClipRect.z)),
             std::min(picture_.height, static_cast<int>(cmd.ClipRect.w))};
    if (clip_.left >= clip_.right || clip_.top >= clip_.bottom) return;
    texture_ = texture_of(cmd, atlas_);
    const ImDrawIdx* idx = list.IdxBuffer.Data + cmd.IdxOffset;
    const ImDrawVert* vtx = list.VtxBuffer.Data + cmd.VtxOffset;
    for (unsigned i = 0; i < cmd.ElemCount;) {
      if (i + 6 <= cmd.ElemCount && quad(vtx, idx + i)) {
        i += 6;
      } else {
        triangle(vtx[idx[i]], vtx[idx[i + 1]], vtx[idx[i + 2]]);
        i += 3;
      }
    }
  }

  // ImGui writes a rectangle as a, b, c, a, c, d, clockwise from the top left.
  bool quad(const ImDrawVert* vtx, const ImDrawIdx* idx) {
    if (idx[0] != idx[3] || idx[2] != idx[4]) return false;
    const ImDrawVert &a = vtx[idx[0]], &b = vtx[idx[1]], &c = vtx[idx[2]], &d = vtx[idx[5]];
    const bool upright = a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x;
    const bool one_colour = a.col == b.col && a.col == c.col && a.col == d.col;
    if (!upright || !one_colour || c.pos.x < a.pos.x || c.pos.y < a.pos.y) return false;
    if (a.uv.x == c.uv.x && a.uv.y == c.uv.y) {
      fill(a, c);
    } else {
      glyph(a, c);
    }
    return true;
  }

  void fill(const ImDrawVert& a, const ImDrawVert& c) {
    const int left = std::max(clip_.left, first(a.pos.x)), right = std::min(clip_.right, first(c.pos.x));
    const int top = std::max(clip_.top, first(a.pos.y)), bottom = std::min(clip_.bottom, first(c.pos.y));
    if (left >= right) return;
    const std::uint32_t colour = argb(a.col), alpha = alpha_of(a.col);
    for (int y = top; y < bottom; ++y) span(picture_.row(y) + left, right - left, colour, alpha);
  }

  static void span(std::uint32_t* at, int count, std::uint32_t colour, std::uint32_t alpha) {
    if (alpha == 255) {
      std::fill_n(at, count, colour);
    } else {
      for (int i = 0; i < count; ++i) at[i] = blend(at[i], colour, alpha);
    }
  }

  // Takes the nearest pixel. This is exact for glyphs at their own size on whole pixels, as all of ours are, and good
  // enough for a camera's picture.
  void glyph(const ImDrawVert& a, const ImDrawVert& c) {
    const auto tex_w = static_cast<float>(texture_.width), tex_h = static_cast<float>(texture_.height);
    const float du = (c.uv.x - a.uv.x) * tex_w / (c.pos.x - a.pos.x);
    const float dv = (c.uv.y - a.uv.y) * tex_h / (c.pos.y - a.pos.y);
    const int left = std::max(clip_.left, first(a.pos.x)), right = std::min(clip_.right, first(c.pos.x));
    const int top = std::max(clip_.top, first(a.pos.y)), bottom = std::min(clip_.bottom, first(c.pos.y));
    const std::uint32_t colour = argb(a.col), alpha = alpha_of(a.col);
    const float u0 = a.uv.x * tex_w + (static_cast<float>(left) + 0.5F - a.pos.x) * du;
    for (int y = top; y < bottom; ++y) {
      const int v = texel(a.uv.y * tex_h + (static_cast<float>(y) + 0.5F - a.pos.y) * dv, texture_.height);
      const std::uint8_t* source =
          texture_.data + static_cast<std::size_t>(v) * static_cast<std::size_t>(texture_.width);
      std::uint32_t* at = picture_.row(y);
      float u = u0;
      for (int x = left; x < right; ++x, u += du) {
        const std::uint32_t covered = source[texel(u, texture_.width)] * alpha / 255;
        if (covered != 0) at[x] = covered == 255 ? colour : blend(at[x], colour, covered);
      }
    }
  }

  // Every other triangle carries colours only: its texture coordinates point at the atlas's white pixel.
  void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const float area = (b.pos.x - a.pos.x) * (c.pos.y - a.pos.y) - (c.pos.x - a.pos.x) * (b.pos.y - a.pos.y);
    if (area == 0) return;
    const bool flat = a.col == b.col && a.col == c.col;
    const float low = std::min({a.pos.y, b.pos.y, c.pos.y}), high = std::max({a.pos.y, b.pos.y, c.pos.y});
    for (int y = std::max(clip_.top, first(low)); y < std::min(clip_.bottom, first(high)); ++y) {
      const auto [from, to] = crossing(a, b, c, static_cast<float>(y) + 0.5F);
      const int left = std::max(clip_.left, first(from)), right = std::min(clip_.right, first(to));
      if (left >= right) continue;
      if (flat) {
        span(picture_.row(y) + left, right - left, argb(a.col), alpha_of(a.col));
      } else {
        shade(a, b, c, area, y, left, right);
      }
    }
  }

  // Returns the x range of a triangle on the line at `y`.
  static std::pair<float, float> crossing(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, float y) {
    float from = 1e9F, to = -1e9F;
    const ImVec2 corners[] = {a.pos, b.pos, c.pos, a.pos};
    for (int i = 0; i < 3; ++i) {
      const ImVec2 p = corners[i], q = corners[i + 1];
      if ((p.y <= y) == (q.y <= y)) continue;
      const float x = p.x + (q.x - p.x) * (y - p.y) / (q.y - p.y);
      from = std::min(from, x);
      to = std::max(to, x);
    }
    return {from, to};
  }

  void shade(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, float area, int y, int left, int right) {
    const float py = static_cast<float>(y) + 0.5F;
    const Ink ia = ink(a.col), ib = ink(b.col), ic = ink(c.col);
    std::uint32_t* at = picture_.row(y);
    for (int x = left; x < right; ++x) {
      const float px = static_cast<float>(x) + 0.5F;
      const float wb = ((px - a.pos.x) * (c.pos.y - a.pos.y) - (c.pos.x - a.pos.x) * (py - a.pos.y)) / area;
      const float wc = ((b.pos.x - a.pos.x) * (py - a.pos.y) - (px - a.pos.x) * (b.pos.y - a.pos.y)) / area;
      const float wa = 1 - wb - wc;
      const auto mix = [&](float Ink::*part) {
        return static_cast<std::uint32_t>(
            std::clamp(ia.*part * wa + ib.*part * wb + ic.*part * wc + 0.5F, 0.0F, 255.0F));
      };
      at[x] = blend(at[x], mix(&Ink::r) << 16 | mix(&Ink::g) << 8 | mix(&Ink::b), mix(&Ink::a));
    }
  }

  static Ink ink(ImU32 col) {
    const std::uint32_t c = argb(col);
    return {static_cast<float>(c >> 16 & 0xFF), static_cast<float>(c >> 8 & 0xFF), static_cast<float>(c & 0xFF),
            static_cast<float>(alpha_of(col))};
  }

  // Returns the first pixel whose centre is at or beyond `x`. So pixels of triangles that touch are neither missed nor
  // drawn twice.
  static int first(float x) { return static_cast<int>(std::ceil(std::clamp(x, -1e6F, 1e6F) - 0.5F)); }
  static int texel(float u, int size) { return std::clamp(static_cast<int>(u), 0, size - 1); }

  const Coverage atlas_;
  Coverage texture_ = atlas_;  // the texture of the command that is being drawn
  PixelBuffer& picture_;
  Clip clip_{};
};

}  // namespace

Coverage texture_of(const ImDrawCmd& cmd, const Coverage& atlas) {
  const auto* picture = static_cast<const CameraPicture*>(cmd.GetTexID());
  return picture == nullptr ? atlas : Coverage{picture->levels.data(), picture->width, picture->height};
}

void rasterise(const ImDrawData& data, const Coverage& atlas, PixelBuffer& picture) {
  Rasteriser rasteriser(atlas, picture);
  for (int i = 0; i < data.CmdListsCount; ++i) rasteriser.draw(*data.CmdLists[i]);
}

}  // namespace dockhand
