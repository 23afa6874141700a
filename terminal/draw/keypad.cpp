#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

struct Key {
  const char* id;
  const char* label;
  Icon icon;
};

constexpr Key keys[4][3] = {
    {{"key:1", "1", Icon::none}, {"key:2", "2", Icon::none}, {"key:3", "3", Icon::none}},
    {{"key:4", "4", Icon::none}, {"key:5", "5", Icon::none}, {"key:6", "6", Icon::none}},
    {{"key:7", "7", Icon::none}, {"key:8", "8", Icon::none}, {"key:9", "9", Icon::none}},
    {{"key:clear", "Clear", Icon::none}, {"key:0", "0", Icon::none}, {"key:delete", "Delete", Icon::backspace}}};

bool is_digit_key(const Key& key) { return key.label[1] == '\0'; }

void draw_key(Canvas& canvas, const Key& key, const Pointing& pointing, Rect box) {
  const Theme& theme = canvas.theme();
  const bool held = pointing.pressed == key.id;
  const Color ground = held ? theme.border : is_digit_key(key) ? theme.surface : theme.raised;
  const Tint tint{held ? theme.bg : theme.text, ground};
  canvas.target(key.id, key.label, box);
  canvas.panel(box, ground, theme.border);
  Rect inner = box.inset(canvas.u(0.5F));
  if (is_digit_key(key)) return canvas.line({Family::codes, 56}, key.label, inner, tint, Align::centre);
  if (key.icon == Icon::none) return canvas.line({Family::words, 30}, key.label, inner, tint, Align::centre);
  const float icon = canvas.icon_px(40), words = canvas.fonts().face(Family::words, 24).px();
  inner = inner.inset(0, std::floor((inner.h - icon - words) / 2));
  canvas.icon(key.icon, 40, inner.take_top(icon), tint.ink);
  canvas.line({Family::words, 24}, key.label, inner, tint, Align::centre);
}

void draw_keys(Canvas& canvas, const Pointing& pointing, Rect box) {
  const float gap = canvas.u(1.5F);
  const float w = std::floor((box.w - 2 * gap) / 3), h = std::floor((box.h - 3 * gap) / 4);
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 3; ++x) {
      const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
      draw_key(canvas, keys[y][x], pointing, {box.x + fx * (w + gap), box.y + fy * (h + gap), w, h});
    }
  }
}

float subject_height(const Canvas& canvas, const KeypadPage& page, float width) {
  const Fitted title = canvas.fit({Family::words, 30}, page.title, width);
  const Fitted subject = canvas.fit({Family::words, 40, 2}, page.subject, width);
  return title.height + (subject.width > 0 ? subject.height : 0);
}

void draw_subject(Canvas& canvas, const KeypadPage& page, Rect box) {
  const Theme& theme = canvas.theme();
  const Fitted title = canvas.fit({Family::words, 30}, page.title, box.w);
  canvas.text(title, box.take_top(title.height), {theme.text2, theme.bg});
  canvas.text(canvas.fit({Family::words, 40, 2}, page.subject, box.w), box, {theme.text, theme.bg});
}

// What has been typed, in a field that is framed as the thing being worked on.
void draw_typed(Canvas& canvas, const KeypadPage& page, Rect box) {
  const Theme& theme = canvas.theme();
  canvas.panel(box, theme.surface, theme.primary.fill);
  Rect inner = box.inset(canvas.u(1.5F), canvas.u(0.25F));
  const Fitted unit = canvas.fit({Family::words, 24, 3}, page.unit, inner.w * 0.5F);
  const Rect left{inner.x, inner.bottom() - unit.height - canvas.u(1), unit.width + 1, unit.height};
  canvas.text(unit, left, {theme.text2, theme.surface});
  inner.take_left(unit.width + canvas.u(1));
  canvas.line({Family::codes, 96}, page.typed, inner, {theme.text, theme.surface}, Align::right);
}

}  // namespace

void draw_keypad(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box) {
  const float margin = canvas.u(2), field = canvas.u(13);
  draw_actions(canvas, page.actions, pointing, box.take_bottom(canvas.u(13)));
  if (is_landscape(box)) {
    Rect left = box.take_left(std::floor(box.w / 2)).inset(margin, canvas.u(1.5F));
    draw_subject(canvas, page, left.take_top(subject_height(canvas, page, left.w)));
    left.take_top(canvas.u(1.5F));
    draw_typed(canvas, page, left.take_top(field));
    Rect right = box.inset(margin, canvas.u(1.5F));
    right.h += canvas.u(0.5F);
    return draw_keys(canvas, pointing, right);
  }
  Rect rest = box.inset(margin, canvas.u(1));
  draw_subject(canvas, page, rest.take_top(subject_height(canvas, page, rest.w)));
  rest.take_top(canvas.u(1));
  draw_typed(canvas, page, rest.take_top(field));
  rest.take_top(canvas.u(1.5F));
  draw_keys(canvas, pointing, rest);
}

}  // namespace dockhand
