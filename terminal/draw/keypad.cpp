#include <algorithm>
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

constexpr float key_mm = 13, least_key_mm = 10.25F;
constexpr float field_mm = 12, least_field_mm = 7.5F, field_below_toast_mm = 5;
constexpr float above_keys_mm = 1.5F, between_mm = 1;  // the gaps below the field and over it

float height_of_keys(const Canvas& canvas, float each_mm) { return 4 * canvas.u(each_mm) + 3 * canvas.u(1.5F); }

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

// What stands over the keys. A part of no height is not drawn.
struct Upper {
  Fitted title, subject;
  float subject_h = 0, field_h = 0;
  float words_h() const { return title.height + subject_h; }
};

bool is_whole(const Upper& upper, float height) {
  return upper.title.whole() && upper.subject.whole() && upper.words_h() <= height;
}

Upper fit_words(const Canvas& canvas, const KeypadPage& page, int title_size, float width, float height) {
  Fitted title = canvas.fit({Family::words, title_size, 3}, page.title, width, height / 2);
  Fitted subject = fit_steady(canvas, {Family::words, 40, 5}, page.subject, width, height - title.height);
  const float subject_h = subject.width > 0 ? subject.height : 0;
  return {std::move(title), std::move(subject), subject_h};
}

// The words step down where they would not be whole.
Upper fit_words(const Canvas& canvas, const KeypadPage& page, float width, float height) {
  Upper upper = fit_words(canvas, page, 30, width, height);
  return is_whole(upper, height) ? upper : fit_words(canvas, page, 24, width, height);
}

// Beside what is typed, or alone in the field.
Fitted fit_unit(const Canvas& canvas, const KeypadPage& page, float width) {
  return canvas.fit({Family::words, 24, 3}, page.unit, page.typed.empty() ? width : width * 0.5F);
}

// The field is as high as its words leave it, and as the words in it need.
Upper fit_upper(const Canvas& canvas, const KeypadPage& page, float width, float height, float at_least) {
  const float between = canvas.u(between_mm);
  const float in_field = page.unit.empty() ? 0 : fit_unit(canvas, page, width - canvas.u(3)).height + canvas.u(0.5F);
  const float least_field = std::max(at_least, in_field);
  Upper upper = fit_words(canvas, page, width, height - least_field - between);
  upper.field_h =
      std::clamp(height - upper.words_h() - between, least_field, std::max(least_field, canvas.u(field_mm)));
  return upper;
}

// For as long as a toast stands there: the words and the field make room for it. Of what does not fit beside it the
// field goes first, which the next key brings back, and never the title.
struct BesideToast {
  Upper upper;
  float toast;
};
BesideToast fit_beside_toast(const Canvas& canvas, const KeypadPage& page, const std::string& told, float width,
                             const Rect& both) {
  const float least = canvas.u(field_below_toast_mm), below_words = least + canvas.u(between_mm);
  const float roomy = toast_height(canvas, told, both.w), tight = least_toast_height(canvas, told, both.w);
  for (const float toast : {roomy, tight}) {
    const Upper upper = fit_upper(canvas, page, width, both.h - toast, least);
    if (is_whole(upper, both.h - toast - below_words)) return {upper, toast};
  }
  Upper upper = fit_words(canvas, page, width, both.h - tight);
  if (!is_whole(upper, both.h - tight)) {
    upper.title = canvas.fit({Family::words, 24, 3}, page.title, width, both.h - tight);
    upper.subject_h = 0;
  }
  return {upper, std::min(tight, both.h - upper.words_h())};
}

// What has been typed, in a field that is framed as the thing being worked on.
void draw_typed(Canvas& canvas, const KeypadPage& page, Rect box) {
  const Theme& theme = canvas.theme();
  canvas.panel(box, theme.surface, theme.primary.fill, theme.bg);
  Rect inner = box.inset(canvas.u(1.5F), canvas.u(0.25F));
  const Fitted unit = fit_unit(canvas, page, inner.w);
  const float top = std::max(inner.y, inner.bottom() - unit.height - canvas.u(1));
  const Rect left{inner.x, top, unit.width + 1, unit.height};
  canvas.text(unit, left, {theme.text2, theme.surface});
  inner.take_left(unit.width + canvas.u(1));
  canvas.line({Family::codes, page.keys == Keypad::number ? 96 : 56}, page.typed, inner, {theme.text, theme.surface},
              Align::right);
}

void draw_upper(Canvas& canvas, const KeypadPage& page, const Upper& upper, Rect box, Drawn& drawn) {
  const Theme& theme = canvas.theme();
  drawn.title = {box.x, box.y, box.w, upper.words_h()};
  canvas.text(upper.title, box.take_top(upper.title.height), {theme.text2, theme.bg});
  if (upper.subject_h > 0) canvas.text(upper.subject, box.take_top(upper.subject_h), {theme.text, theme.bg});
  box.take_top(canvas.u(between_mm));
  if (upper.field_h > 0) draw_typed(canvas, page, box.take_top(upper.field_h));
}

// A list takes the place of what the number is about.
void draw_with_list(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, RowHeights& heights,
                    Drawn& drawn) {
  static const std::string no_heading;
  const ListPart list{no_heading, page.rows, page.empty_text};
  const float margin = canvas.u(2), field = canvas.u(9);
  const float keys = height_of_keys(canvas, least_key_mm);
  Rect left = is_landscape(canvas.screen()) ? box.take_left(std::floor(box.w / 2)) : box;
  Rect right = is_landscape(canvas.screen()) ? box.inset(margin, canvas.u(1)) : left.take_bottom(keys).inset(margin, 0);
  if (!is_landscape(canvas.screen()) || box.h < left.h) left.take_bottom(canvas.u(1.5F));
  draw_typed(canvas, page, left.take_top(field + canvas.u(1.5F)).inset(margin, canvas.u(0.75F)));
  draw_list(canvas, list, pointing, left, heights, drawn);
  draw_keys(canvas, page.keys, pointing, right);
}

// The toast stands below the field.
void draw_beside_keys(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box,
                      const std::string& told, Drawn& drawn) {
  const float margin = canvas.u(2);
  Rect column = box.take_left(std::floor(box.w / 2)).inset(0, canvas.u(1.5F));
  const float width = column.w - 2 * margin;
  Upper upper = fit_upper(canvas, page, width, column.h, canvas.u(field_mm));
  if (!told.empty()) {
    const BesideToast both = fit_beside_toast(canvas, page, told, width, column);
    drawn.aside = column;
    column = drawn.aside.take_top(column.h - both.toast);
    upper = both.upper;
  }
  draw_upper(canvas, page, upper, column.inset(margin, 0), drawn);
  Rect right = box.inset(margin, canvas.u(1.5F));
  right.h += canvas.u(0.5F);
  draw_keys(canvas, page.keys, pointing, right);
}

// The keys have the design's size where the words over them are whole then, and stay where they are when a toast comes.
// It lies over the status bar, and as far below it as it needs.
void draw_over_keys(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, const std::string& told,
                    Drawn& drawn) {
  const float margin = canvas.u(2), gap = canvas.u(above_keys_mm), least = canvas.u(least_field_mm);
  Rect rest = box.inset(margin, canvas.u(1));
  const auto beside = [&](float key) {
    return fit_upper(canvas, page, rest.w, rest.h - height_of_keys(canvas, key) - gap, least);
  };
  Upper upper = beside(key_mm);
  const float room =
      rest.h - height_of_keys(canvas, key_mm) - gap - std::max(least, upper.field_h) - canvas.u(between_mm);
  if (!is_whole(upper, room)) upper = beside(least_key_mm);
  Rect over = rest.take_top(upper.words_h() + canvas.u(between_mm) + upper.field_h);
  rest.take_top(gap);
  draw_keys(canvas, page.keys, pointing, rest);
  if (!told.empty()) {
    const Rect& screen = canvas.screen();
    const BesideToast both =
        fit_beside_toast(canvas, page, told, over.w, {screen.x, screen.y, screen.w, over.bottom() - screen.y});
    drawn.aside = {screen.x, screen.y, screen.w, both.toast};
    over.take_top(std::max(0.0F, drawn.aside.bottom() - over.y));
    upper = both.upper;
  }
  draw_upper(canvas, page, upper, over, drawn);
}

}  // namespace

void draw_keypad(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, const std::string& told,
                 RowHeights& heights, Drawn& drawn) {
  draw_actions(canvas, with_help(page.actions), pointing, box.take_bottom(canvas.u(13)));
  if (page.has_list) return draw_with_list(canvas, page, pointing, box, heights, drawn);
  is_landscape(canvas.screen()) ? draw_beside_keys(canvas, page, pointing, box, told, drawn)
                                : draw_over_keys(canvas, page, pointing, box, told, drawn);
}

}  // namespace dockhand
