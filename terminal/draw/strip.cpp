#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr Type usual{Family::words, 30, 12};
constexpr Type small{Family::words, 24, 12};

float icon_room(const Canvas& canvas) { return canvas.icon_px(40) + canvas.u(1.5F); }

Fitted fitted(const Canvas& canvas, const Type& type, const std::string& text, float width) {
  return canvas.fit(type, text, width - 2 * canvas.u(2) - icon_room(canvas));
}

float height_in(const Canvas& canvas, const Type& type, const std::string& text, float width) {
  return std::max(fitted(canvas, type, text, width).height, canvas.icon_px(40)) + 2 * canvas.u(1);
}

}  // namespace

float strip_height(const Canvas& canvas, const std::string& text, float width, float room) {
  if (text.empty()) return 0;
  const float height = height_in(canvas, usual, text, width);
  return height <= room ? height : height_in(canvas, small, text, width);
}

void draw_strip(Canvas& canvas, const std::string& text, Rect box) {
  const Pair& warning = canvas.theme().warning;
  canvas.fill(box, warning.fill);
  const bool fits = height_in(canvas, usual, text, box.w) <= box.h;
  const Fitted words = fitted(canvas, fits ? usual : small, text, box.w);
  Rect row = box.inset(canvas.u(2), canvas.u(1));
  const Rect mark = row.take_left(icon_room(canvas));
  canvas.icon(Icon::attention, 40, {mark.x, mark.y, canvas.icon_px(40), mark.h}, {warning.ink, warning.fill});
  row = row.inset(0, (row.h - words.height) / 2);
  canvas.text(words, row, {warning.ink, warning.fill});
}

}  // namespace dockhand
