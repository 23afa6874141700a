#include <cmath>
#include <string>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

// A key and what it types; the corner keys differ from one kind of keypad to the other.
struct Key {
  std::string id;
  std::string label;    // large
  std::string letters;  // small, under it
  Icon icon = Icon::none;
};

constexpr float least_key_mm = 10.25F, least_aside_mm = 20;
constexpr int toast_lines = 5;  // of the smallest words, which are read over what the number is of

float toast_room(const Canvas& canvas) {
  return toast_lines * canvas.fonts().face(Family::words, 24).px() + canvas.u(1.5F);
}

constexpr const char* letters[] = {"", "- . /", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"};

Key digit_key(Keypad keys, int digit) {
  const std::string name = std::to_string(digit);
  if (keys == Keypad::number) return {"key:" + name, name, ""};
  if (keys == Keypad::letters && digit > 0) return {"abc:" + name, letters[digit], ""};
  return {"abc:" + name, name, letters[digit]};
}

// Places are counted from the top left: 1 to 9, then the left corner, 0, the right corner.
Key key_at(Keypad keys, int place) {
  if (place < 9) return digit_key(keys, place + 1);
  if (place == 10) return digit_key(keys, 0);
  const bool number = keys == Keypad::number;
  if (place == 11) return {number ? "key:delete" : "abc:delete", "Delete", "", Icon::backspace};
  if (number) return {"key:clear", "Clear", ""};
  return {"abc:mode", keys == Keypad::letters ? "123" : "ABC", ""};
}

bool is_corner(int place) { return place == 9 || place == 11; }

void draw_label(Canvas& canvas, const Key& key, bool corner, Rect inner, Tint tint) {
  if (key.icon != Icon::none) {
    const float icon = canvas.icon_px(40), words = canvas.fonts().face(Family::words, 24).px();
    inner = inner.inset(0, std::floor((inner.h - icon - words) / 2));
    canvas.icon(key.icon, 40, inner.take_top(icon), tint);
    return canvas.line({Family::words, 24}, key.label, inner, tint, Align::centre);
  }
  if (corner) return canvas.line({Family::words, 30}, key.label, inner, tint, Align::centre);
  if (!key.letters.empty()) {
    canvas.line({Family::words, 24}, key.letters, inner.take_bottom(std::floor(inner.h * 0.4F)), tint, Align::centre);
  }
  const int size = key.label.size() == 1 && key.letters.empty() ? 56 : 40;
  canvas.line({Family::codes, size}, key.label, inner, tint, Align::centre);
}

void draw_key(Canvas& canvas, const Key& key, bool corner, const Pointing& pointing, Rect box) {
  const Theme& theme = canvas.theme();
  const bool held = pointing.pressed == key.id;
  const Color at_rest = corner ? theme.raised : theme.surface;
  const Color ground = held ? theme.border : at_rest;
  canvas.target(key.id, key.label, box);
  canvas.panel(box, ground, theme.border, theme.bg);
  draw_label(canvas, key, corner, box.inset(canvas.u(0.5F)), {held ? theme.bg : theme.text, ground});
}

void draw_keys(Canvas& canvas, Keypad keys, const Pointing& pointing, Rect box) {
  const float gap = canvas.u(1.5F);
  const float w = std::floor((box.w - 2 * gap) / 3), h = std::floor((box.h - 3 * gap) / 4);
  for (int place = 0; place < 12; ++place) {
    const auto x = static_cast<float>(place % 3), y = static_cast<float>(place / 3);
    draw_key(canvas, key_at(keys, place), is_corner(place), pointing,
             {box.x + x * (w + gap), box.y + y * (h + gap), w, h});
  }
}

struct Subject {
  Fitted title, subject;
  float height() const { return title.height + (subject.width > 0 ? subject.height : 0); }
};

// The keys keep their size: what is written over them steps down first, the title too where a toast would not be whole
// below it.
Subject fit_subject(const Canvas& canvas, const KeypadPage& page, float width, float height, float most_title) {
  Fitted title = canvas.fit({Family::words, 30, 3}, page.title, width, height / 2);
  if (title.height > most_title) title = canvas.fit({Family::words, 24, 3}, page.title, width, height / 2);
  const float left = height - title.height;
  return {std::move(title), fit_steady(canvas, {Family::words, 40, 5}, page.subject, width, left)};
}

void draw_subject(Canvas& canvas, const Subject& subject, Rect box, Drawn& drawn) {
  const Theme& theme = canvas.theme();
  drawn.title = box.take_top(subject.title.height);
  canvas.text(subject.title, drawn.title, {theme.text2, theme.bg});
  canvas.text(subject.subject, box, {theme.text, theme.bg});
}

// What a toast may hide, across the whole column: what the number is of is said by the title.
Rect below_title(Rect column, const Subject& subject, float bottom, float margin) {
  column.take_top(subject.title.height);
  column.h = bottom - column.y;
  return column.inset(-margin, 0);
}

// What has been typed, in a field that is framed as the thing being worked on.
void draw_typed(Canvas& canvas, const KeypadPage& page, Rect box) {
  const Theme& theme = canvas.theme();
  canvas.panel(box, theme.surface, theme.primary.fill, theme.bg);
  Rect inner = box.inset(canvas.u(1.5F), canvas.u(0.25F));
  const Fitted unit = canvas.fit({Family::words, 24, 3}, page.unit, inner.w * 0.5F);
  const Rect left{inner.x, inner.bottom() - unit.height - canvas.u(1), unit.width + 1, unit.height};
  canvas.text(unit, left, {theme.text2, theme.surface});
  inner.take_left(unit.width + canvas.u(1));
  canvas.line({Family::codes, page.keys == Keypad::number ? 96 : 56}, page.typed, inner, {theme.text, theme.surface},
              Align::right);
}

// A list takes the place of what the number is about.
void draw_with_list(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, RowHeights& heights,
                    Drawn& drawn) {
  static const std::string no_heading;
  const ListPart list{no_heading, page.rows, page.empty_text};
  const float margin = canvas.u(2), field = canvas.u(9);
  const float keys = 4 * canvas.u(least_key_mm) + 3 * canvas.u(1.5F);
  Rect left = is_landscape(box) ? box.take_left(std::floor(box.w / 2)) : box;
  Rect right = is_landscape(box) ? box.inset(margin, canvas.u(1)) : left.take_bottom(keys).inset(margin, 0);
  if (!is_landscape(box) || box.h < left.h) left.take_bottom(canvas.u(1.5F));
  draw_typed(canvas, page, left.take_top(field + canvas.u(1.5F)).inset(margin, canvas.u(0.75F)));
  draw_list(canvas, list, pointing, left, heights, drawn);
  draw_keys(canvas, page.keys, pointing, right);
}

}  // namespace

void draw_keypad(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, RowHeights& heights,
                 Drawn& drawn) {
  const float margin = canvas.u(2), field = canvas.u(12);
  draw_actions(canvas, page.actions, pointing, box.take_bottom(canvas.u(13)));
  if (page.has_list) return draw_with_list(canvas, page, pointing, box, heights, drawn);
  if (is_landscape(box)) {
    Rect left = box.take_left(std::floor(box.w / 2)).inset(margin, canvas.u(1.5F));
    const Subject subject = fit_subject(canvas, page, left.w, left.h - field - canvas.u(3), left.h);
    const Rect over = left;
    draw_subject(canvas, subject, left.take_top(subject.height()), drawn);
    left.take_top(canvas.u(1.5F));
    draw_typed(canvas, page, left.take_top(field));
    left.take_top(canvas.u(1));
    drawn.aside =
        left.h >= canvas.u(least_aside_mm) ? left.inset(-margin, 0) : below_title(over, subject, left.y, margin);
    Rect right = box.inset(margin, canvas.u(1.5F));
    right.h += canvas.u(0.5F);
    return draw_keys(canvas, page.keys, pointing, right);
  }
  Rect rest = box.inset(margin, canvas.u(1));
  const float keys = 4 * canvas.u(least_key_mm) + 3 * canvas.u(1.5F);
  // The field may be hidden for a moment as well: what is typed next takes the toast away.
  const float room = rest.h - keys - field - canvas.u(3), beside = toast_room(canvas) - field - canvas.u(1);
  const Subject subject = fit_subject(canvas, page, rest.w, room, room - beside);
  const Rect over = rest;
  const float least = std::min(subject.title.height + beside, room);
  draw_subject(canvas, subject, rest.take_top(std::max(least, subject.height())), drawn);
  rest.take_top(canvas.u(1));
  draw_typed(canvas, page, rest.take_top(field));
  drawn.aside = below_title(over, subject, rest.y, margin);
  rest.take_top(canvas.u(1.5F));
  draw_keys(canvas, page.keys, pointing, rest);
}

}  // namespace dockhand
