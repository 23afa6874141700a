#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

void corner(Canvas& canvas, Pos at, float dx, float dy, Color color) {
  const float arm = canvas.u(3), thickness = canvas.u(0.5F);
  const auto bar = [&](float w, float h) {
    canvas.fill({dx > 0 ? at.x : at.x - w, dy > 0 ? at.y : at.y - h, w, h}, color);
  };
  bar(arm, thickness);
  bar(thickness, arm);
}

void draw_brackets(Canvas& canvas, Rect box, Color color) {
  corner(canvas, {box.x, box.y}, 1, 1, color);
  corner(canvas, {box.right(), box.y}, -1, 1, color);
  corner(canvas, {box.x, box.bottom()}, 1, -1, color);
  corner(canvas, {box.right(), box.bottom()}, -1, -1, color);
}

}  // namespace

void draw_scan_zone(Canvas& canvas, const std::string& prompt, Rect box) {
  const Theme& theme = canvas.theme();
  const Color color = theme.primary.fill;
  const Rect frame = box.inset(canvas.u(2), canvas.u(1.5F));
  draw_brackets(canvas, frame, color);
  const Rect inner = frame.inset(canvas.u(2), canvas.u(0.5F));
  const bool stacked = inner.h > canvas.u(22);
  const int size = inner.h < canvas.icon_px(56) + canvas.u(1) ? 40 : 56;
  const float icon = canvas.icon_px(size), gap = canvas.u(stacked ? 1 : 2);
  const Type type{Family::words, 56, 2};
  const Fitted words = stacked ? canvas.fit(type, prompt, inner.w, inner.h - icon - gap)
                               : canvas.fit(type, prompt, inner.w - icon - gap, inner.h);
  const Tint tint{color, theme.bg};
  if (stacked) {
    Rect column = inner.inset(0, (inner.h - icon - gap - words.height) / 2);
    canvas.icon(Icon::scan, size, column.take_top(icon), color);
    column.take_top(gap);
    canvas.text(words, column, tint, Align::centre);
  } else {
    Rect row = inner.inset((inner.w - icon - gap - words.width) / 2, (inner.h - words.height) / 2);
    canvas.icon(Icon::scan, size, row.take_left(icon), color);
    row.take_left(gap);
    row.w += 1;  // rounding of the halves above
    canvas.text(words, row, tint);
  }
}

}  // namespace dockhand
