#include <algorithm>
#include <cmath>
#include <numeric>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr Type small_label{Family::words, 24, 2};
constexpr float side_mm = 0.75F;  // between a button's edge and its words
constexpr float least_button_mm = 10.25F;
constexpr const char* help_id = "help";

struct Look {
  Color fill, border, ink;
};

Look look_of(const Theme& theme, const Button& button, bool held) {
  switch (button.role) {
    case ButtonRole::primary: return {theme.primary.fill, held ? theme.text : theme.primary.fill, theme.primary.ink};
    // Amber on white is hardly seen without a border.
    case ButtonRole::warning: return {theme.warning.fill, held ? theme.text : theme.warning.ink, theme.warning.ink};
    case ButtonRole::plain: break;
  }
  return {held ? theme.raised : theme.bg, theme.border, theme.text};
}

Rect inside(const Canvas& canvas, const Rect& box) { return box.inset(canvas.u(side_mm), canvas.u(0.5F)); }

float icon_width(const Canvas& canvas, const Button& button) {
  return button.icon == Icon::none ? 0 : canvas.icon_px(40) + canvas.u(1);
}

// Icon and words stand side by side where they fit in one line of at least body size.
Fitted in_one_line(const Canvas& canvas, const Button& button, const Rect& inner) {
  return canvas.fit({Family::words, 40, 1, 30}, button.label, inner.w - icon_width(canvas, button), inner.h);
}

void draw_wide(Canvas& canvas, const Button& button, const Fitted& words, Rect inner, Tint tint) {
  const float icon = icon_width(canvas, button);
  Rect row = inner.inset(std::floor((inner.w - icon - words.width) / 2), 0);
  if (icon > 0) {
    const Rect mark = row.take_left(icon);
    canvas.icon(button.icon, 40, {mark.x, mark.y, canvas.icon_px(40), mark.h}, tint);
  }
  row.w += 1;  // the halves were rounded
  canvas.text(words, {row.x, row.y + std::floor((row.h - words.height) / 2), row.w, words.height}, tint);
}

// Draws the icon over its label. Two lines of label leave room only for a small icon.
void draw_stacked(Canvas& canvas, const Button& button, Rect inner, Tint tint) {
  const Fitted words = canvas.fit(small_label, button.label, inner.w, inner.h);
  int size = button.icon == Icon::none ? 0 : 40;
  if (size > 0 && canvas.icon_px(size) + words.height > inner.h) size = 24;
  if (size > 0 && canvas.icon_px(size) + words.height > inner.h) size = 0;
  const float icon = size > 0 ? canvas.icon_px(size) : 0;
  Rect column = inner.inset(0, std::floor((inner.h - icon - words.height) / 2));
  if (size > 0) canvas.icon(button.icon, size, column.take_top(icon), tint);
  canvas.text(words, {column.x, column.y, column.w, words.height}, tint, Align::centre);
}

float longest_word(const Face& face, std::string_view text) {
  float longest = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    longest = std::max(longest, face.width(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

// Returns the room for the label in one line, or where that is too much, for its longest word.
float wanted_width(const Canvas& canvas, const Button& button) {
  const Face face = canvas.fonts().face(Family::words, 24);
  const float one_line = face.width(button.label);
  const float words = one_line <= canvas.u(15) ? one_line : std::max(canvas.u(13), longest_word(face, button.label));
  return std::max(canvas.u(13), std::ceil(words) + 2 * canvas.u(1));
}

// Less would break a word, or be missed by a thumb.
float least_width(const Canvas& canvas, const Button& button) {
  const Face face = canvas.fonts().face(Family::words, 24);
  return std::max(canvas.u(least_button_mm), std::ceil(longest_word(face, button.label)) + 2 * canvas.u(side_mm) + 1);
}

// What is too much is taken from what the buttons would like beyond their least.
void shrink(std::vector<float>& widths, const std::vector<float>& least, float most) {
  const float wanted = std::accumulate(widths.begin(), widths.end(), 0.0F);
  const float needed = std::accumulate(least.begin(), least.end(), 0.0F);
  if (wanted <= most) return;
  const float kept = wanted > needed ? std::clamp((most - needed) / (wanted - needed), 0.0F, 1.0F) : 0;
  const float scale = std::min(1.0F, most / needed);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const float low = least[i] * scale;
    widths[i] = std::floor(low + std::max(0.0F, widths[i] - low) * kept);
  }
}

// In portrait the side buttons take what they need, in landscape the left half between them.
std::vector<float> side_widths(const Canvas& canvas, std::span<const Button> sides, float row, float last,
                               bool halves) {
  const float gap = canvas.u(1.5F), count = static_cast<float>(sides.size());
  std::vector<float> widths;
  if (halves) {
    const float half = row / 2 - canvas.u(2);
    widths.assign(sides.size(), std::floor((half - gap * (count - 1)) / count));
    return widths;
  }
  std::vector<float> least;
  for (const Button& button : sides) {
    widths.push_back(wanted_width(canvas, button));
    least.push_back(least_width(canvas, button));
  }
  shrink(widths, least, row - gap * count - last);
  return widths;
}

// The button is as wide as it would like to be, where the others have what they need beside it.
float last_width(const Canvas& canvas, std::span<const Button> buttons, float row) {
  float others = 0;
  for (const Button& button : buttons.first(buttons.size() - 1)) others += least_width(canvas, button) + canvas.u(1.5F);
  return std::max(least_width(canvas, buttons.back()), std::min(wanted_width(canvas, buttons.back()), row - others));
}

}  // namespace

void draw_button(Canvas& canvas, const Button& button, const Pointing& pointing, Rect box, TargetKind kind,
                 ButtonForm form) {
  const bool held = button.id == pointing.pressed;
  const Look look = look_of(canvas.theme(), button, held);
  canvas.target(button.id, button.label, box, kind);
  canvas.panel(box, look.fill, look.border, canvas.theme().bg);
  const Rect inner = inside(canvas, box);
  const Tint tint{look.ink, look.fill};
  const Fitted words = in_one_line(canvas, button, inner);
  if (form == ButtonForm::any && words.whole()) return draw_wide(canvas, button, words, inner, tint);
  draw_stacked(canvas, button, inner, tint);
}

std::vector<Button> with_help(const std::vector<Button>& buttons) {
  std::vector<Button> all = buttons;
  all.insert(all.empty() ? all.end() : all.end() - 1, help_button());
  return all;
}

Button help_button() { return {.id = help_id, .label = "Help", .icon = Icon::why}; }

void draw_actions(Canvas& canvas, std::span<const Button> buttons, const Pointing& pointing, Rect box) {
  if (buttons.empty()) return;
  const bool halves = box.w > canvas.u(100);
  const auto place = [&](Rect button) {
    if (canvas.mirrored()) button.x = box.x + box.right() - button.right();
    return button;
  };
  // The row is 11 mm high, and never nearer than 1.5 mm to what is above.
  Rect row = box.inset(canvas.u(2), 0);
  row.take_top(canvas.u(1.5F));
  row.take_bottom(canvas.u(0.5F));
  const auto sides = buttons.first(buttons.size() - 1);
  const auto widths = side_widths(canvas, sides, row.w, last_width(canvas, buttons, row.w), halves);
  std::vector<Rect> boxes;
  boxes.reserve(sides.size());
  // Neighbours look alike: when one has its icon above its label, all have.
  ButtonForm form = ButtonForm::any;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    boxes.push_back(row.take_left(widths[i]));
    row.take_left(canvas.u(1.5F));
    if (!in_one_line(canvas, sides[i], inside(canvas, boxes[i])).whole()) form = ButtonForm::stacked;
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    draw_button(canvas, sides[i], pointing, place(boxes[i]),
                sides[i].id == help_id ? TargetKind::help : TargetKind::action, form);
  }
  if (halves && !sides.empty()) row = {box.centre().x + canvas.u(2), row.y, box.w / 2 - 2 * canvas.u(2), row.h};
  draw_button(canvas, buttons.back(), pointing, place(row));
}

}  // namespace dockhand
