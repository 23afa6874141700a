#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr Type small_label{Family::words, 24, 2};

struct Look {
  Color fill, border, ink;
};

Look look_of(const Theme& theme, const Button& button, bool held) {
  switch (button.role) {
    case ButtonRole::primary: return {theme.primary.fill, held ? theme.text : theme.primary.fill, theme.primary.ink};
    case ButtonRole::warning: return {theme.warning.fill, held ? theme.text : theme.warning.fill, theme.warning.ink};
    case ButtonRole::plain: break;
  }
  return {held ? theme.raised : theme.bg, theme.border, theme.text};
}

// Icon and words side by side, where they fit in one line of at least body size.
bool draw_wide(Canvas& canvas, const Button& button, Rect inner, Tint tint) {
  const float icon = button.icon == Icon::none ? 0 : canvas.icon_px(40) + canvas.u(1);
  const Fitted words = canvas.fit({Family::words, 40, 1, 30}, button.label, inner.w - icon, inner.h);
  if (words.truncated) return false;
  Rect row = inner.inset(std::floor((inner.w - icon - words.width) / 2), 0);
  if (icon > 0) {
    const Rect mark = row.take_left(icon);
    canvas.icon(button.icon, 40, {mark.x, mark.y, canvas.icon_px(40), mark.h}, tint.ink);
  }
  row.w += 1;  // the halves were rounded
  canvas.text(words, {row.x, row.y + std::floor((row.h - words.height) / 2), row.w, words.height}, tint);
  return true;
}

// The icon over its label; two lines of label leave room for a small icon only.
void draw_stacked(Canvas& canvas, const Button& button, Rect inner, Tint tint) {
  const Fitted words = canvas.fit(small_label, button.label, inner.w, inner.h);
  int size = button.icon == Icon::none ? 0 : 40;
  if (size > 0 && canvas.icon_px(size) + words.height > inner.h) size = 24;
  if (size > 0 && canvas.icon_px(size) + words.height > inner.h) size = 0;
  const float icon = size > 0 ? canvas.icon_px(size) : 0;
  Rect column = inner.inset(0, std::floor((inner.h - icon - words.height) / 2));
  if (size > 0) canvas.icon(button.icon, size, column.take_top(icon), tint.ink);
  canvas.text(words, {column.x, column.y, column.w, words.height}, tint, Align::centre);
}

// What a side button needs for its label in one line, within what is reasonable.
float wanted_width(const Canvas& canvas, const Button& button, float most) {
  const Face face = canvas.fonts().face(Family::words, 24);
  return std::min(most, std::max(canvas.u(13), face.width(button.label) + 2 * canvas.u(1)));
}

}  // namespace

void draw_button(Canvas& canvas, const Button& button, const Pointing& pointing, Rect box) {
  const bool held = button.id == pointing.pressed;
  const Look look = look_of(canvas.theme(), button, held);
  canvas.target(button.id, button.label, box);
  canvas.panel(box, look.fill, look.border);
  const Rect inner = box.inset(canvas.u(0.75F), canvas.u(0.5F));
  const Tint tint{look.ink, look.fill};
  if (!draw_wide(canvas, button, inner, tint)) draw_stacked(canvas, button, inner, tint);
}

void draw_actions(Canvas& canvas, std::span<const Button> buttons, const Pointing& pointing, Rect box) {
  if (buttons.empty()) return;
  const float gap = canvas.u(1.5F);
  const bool landscape = box.w > canvas.u(100);
  const float middle = box.centre().x;
  Rect row = box.inset(canvas.u(2), canvas.u(1));
  const auto sides = buttons.first(buttons.size() - 1);
  const float count = static_cast<float>(sides.size());
  const float half = std::floor((middle - row.x - gap * count + canvas.u(0.5F)) / std::max(1.0F, count));
  const float most = std::floor((row.w - gap * count) * 0.6F / std::max(1.0F, count));
  for (const Button& button : sides) {
    const float width = landscape ? half : wanted_width(canvas, button, most);
    draw_button(canvas, button, pointing, row.take_left(width));
    row.take_left(gap);
  }
  draw_button(canvas, buttons.back(), pointing, row);
}

}  // namespace dockhand
