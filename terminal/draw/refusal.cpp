#include <cmath>
#include <optional>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

struct Block {
  const std::string* text;
  Type type;
  Tint tint;
  float gap_mm = 0;  // the gap above it
};

// Returns every block, `steps` steps smaller on the type scale. Words take more lines before one of them is smaller
// than its neighbours.
std::vector<Fitted> fitted_blocks(const Canvas& canvas, const std::vector<Block>& blocks, float width, int steps) {
  std::vector<Fitted> all;
  for (const Block& block : blocks) {
    Type type = block.type;
    for (int i = 0; i < steps; ++i) {
      for (const int size : sizes_of(type.family)) {
        if (size >= type.size) continue;
        type.size = size;
        break;
      }
    }
    const bool words = type.family == Family::words;
    all.push_back(words ? fit_steady(canvas, type, *block.text, width) : canvas.fit(type, *block.text, width));
  }
  return all;
}

float height_of(const Canvas& canvas, const std::vector<Block>& blocks, const std::vector<Fitted>& fitted) {
  float height = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].text->empty()) height += fitted[i].height + canvas.u(blocks[i].gap_mm);
  }
  return height;
}

void draw_blocks(Canvas& canvas, const std::vector<Block>& blocks, const std::vector<Fitted>& fitted, Rect box) {
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].text->empty()) continue;
    if (blocks[i].gap_mm > 0) box.take_top(canvas.u(blocks[i].gap_mm));
    canvas.text(fitted[i], box.take_top(fitted[i].height), blocks[i].tint);
  }
}

class RefusalDrawing {
 public:
  RefusalDrawing(Canvas& canvas, const RefusalPage& page) : canvas_(canvas), page_(page) {
    const Theme& theme = canvas.theme();
    const Tint red{theme.error.ink, theme.error.fill}, paper{theme.paper.ink, theme.paper.fill};
    const bool nothing_scanned = page.scanned_name.empty() && page.scanned_code.empty();
    scanned_ = {{nothing_scanned ? &empty_ : &you_scanned_, {Family::words, 30}, red, 2.5F},
                {&page.scanned_name, {Family::words, 40, 3}, red},
                {&page.scanned_code, {Family::codes, 28, 3}, red, 0.25F}};
    expected_ = {{&page.expected_heading, {Family::words, 30, 2}, {theme_of(ThemeName::day).error_text, paper.ground}},
                 {&page.expected_name, {Family::words, 40, 3}, paper},
                 {&page.expected_code, {Family::codes, 28, 2}, paper, 0.25F},
                 {&page.expected_location, {Family::codes, 72, 2}, paper}};
    advice_ = {{&page.advice, {Family::words, 30, 8}, red, 2.5F}};
  }

  // `band` is the height that a toast wants above the buttons. Where the words need more they are as small as they get,
  // and the toast has what is left. Returns its place; it is empty where nothing is left.
  Rect draw(Rect box, float band) {
    canvas_.fill(box, canvas_.theme().error.fill);
    Rect rest = box;
    Rect bar = rest.take_bottom(canvas_.u(13));
    draw_button(help_button(),
                canvas_.mirrored() ? bar.take_right(canvas_.u(help_mm)) : bar.take_left(canvas_.u(help_mm)),
                TargetKind::help);
    draw_button(page_.acknowledge, bar);
    if (!page_.other.id.empty()) draw_button(page_.other, rest.take_bottom(canvas_.u(13)));
    const auto fit = [&](Rect whole, int steps) {
      const Rect inner = whole.inset(canvas_.u(2), canvas_.u(2));
      return is_landscape(canvas_.screen()) ? fit_beside(inner, steps) : fit_below(inner, steps);
    };
    Rect above = rest;
    Rect toast = above.take_bottom(band);
    Words words = fit(above, 0);
    if (band > 0 && !words.whole) {
      above = rest;
      words = fit(above, most_steps);
      toast = rest.take_bottom(std::max(0.0F, words.left) + canvas_.u(2));
    }
    const Rect inner = above.inset(canvas_.u(2), canvas_.u(2));
    if (is_landscape(canvas_.screen()))
      draw_beside(words, inner);
    else
      draw_below(words, inner);
    return toast;
  }

 private:
  static constexpr int most_steps = 3;
  static constexpr float help_mm = 18;
  struct Words {
    Fitted title;
    std::vector<Fitted> scanned, expected, advice;
    float scanned_h = 0, box_h = 0;
    float left = 0;      // of the height of their place
    bool whole = false;  // they fit into it
  };
  bool has_box() const { return !page_.expected_heading.empty(); }

  Words fit_words(float width, float box_width, int steps) const {
    Words words{fit_title(width, steps), fitted_blocks(canvas_, scanned_, width, steps),
                fitted_blocks(canvas_, expected_, box_width, steps), fitted_blocks(canvas_, advice_, width, steps)};
    words.scanned_h = height_of(canvas_, scanned_, words.scanned);
    words.box_h = height_of(canvas_, expected_, words.expected);
    return words;
  }
  float height_beside_box(const Words& words) const {
    return title_height(words.title) + words.scanned_h + height_of(canvas_, advice_, words.advice);
  }

  Words fit_below(Rect rest, int steps) const {
    const float pad = canvas_.u(1.5F);
    for (;; ++steps) {
      Words words = fit_words(rest.w, rest.w - 2 * pad, steps);
      words.box_h = has_box() ? words.box_h + 2 * pad : 0;
      words.left = rest.h - height_beside_box(words) - canvas_.u(2.5F) - words.box_h;
      words.whole = words.left >= 0;
      if (words.whole || steps == most_steps) return words;
    }
  }

  void draw_below(const Words& words, Rect rest) {
    draw_title(words.title, rest.take_top(title_height(words.title)));
    draw_blocks(canvas_, scanned_, words.scanned, rest.take_top(words.scanned_h));
    rest.take_top(canvas_.u(2.5F));
    if (has_box()) draw_box(words.expected, rest.take_top(words.box_h));
    draw_blocks(canvas_, advice_, words.advice, rest);
  }

  // The box stands in the right half.
  Rect take_right_half(Rect& rest) const {
    const float pad = canvas_.u(2);
    const Rect right = rest.take_right(std::floor(rest.w / 2));
    rest.take_right(pad);
    if (!has_box()) rest.w += right.w + pad;
    return right;
  }

  Words fit_beside(Rect rest, int steps) const {
    const float pad = canvas_.u(2);
    const Rect right = take_right_half(rest);
    for (;; ++steps) {
      Words words = fit_words(rest.w, right.w - 2 * pad, steps);
      words.box_h += 2 * pad;
      words.left = rest.h - std::max(height_beside_box(words), has_box() ? words.box_h : 0);
      words.whole = words.left >= 0;
      if (words.whole || steps == most_steps) return words;
    }
  }

  void draw_beside(const Words& words, Rect rest) {
    Rect right = take_right_half(rest);
    draw_title(words.title, rest.take_top(title_height(words.title)));
    draw_blocks(canvas_, scanned_, words.scanned, rest.take_top(words.scanned_h));
    draw_blocks(canvas_, advice_, words.advice, rest);
    if (has_box()) draw_box(words.expected, right.take_top(words.box_h));
  }

  float icon_room() const { return canvas_.icon_px(56) + canvas_.u(1.5F); }
  Fitted fit_title(float width, int steps) const {
    return canvas_.fit({Family::words, steps < 2 ? 56 : 40, 4, 30}, page_.title, width - icon_room());
  }
  float title_height(const Fitted& title) const { return std::max(title.height, canvas_.icon_px(56)); }

  void draw_title(const Fitted& title, Rect box) {
    const Pair& error = canvas_.theme().error;
    const Rect mark = box.take_left(icon_room());
    canvas_.icon(Icon::error, 56, {mark.x, mark.y, canvas_.icon_px(56), mark.h}, {error.ink, error.fill});
    canvas_.text(title, box.inset(0, std::floor((box.h - title.height) / 2)), {error.ink, error.fill});
  }

  void draw_box(const std::vector<Fitted>& expected, Rect box) {
    const float pad = canvas_.u(is_landscape(canvas_.screen()) ? 2 : 1.5F);
    canvas_.fill(box, canvas_.theme().paper.fill, canvas_.u(0.75F));
    draw_blocks(canvas_, expected_, expected, box.inset(pad));
  }

  void draw_button(const Button& button, Rect bar, TargetKind kind = TargetKind::action) {
    const Pair& paper = canvas_.theme().paper;
    const Rect box = bar.inset(canvas_.u(2), canvas_.u(1));
    canvas_.target(button.id, button.label, box, kind);
    canvas_.fill(box, paper.fill, canvas_.u(0.75F));
    canvas_.line({Family::words, 40, 2}, button.label, box.inset(canvas_.u(1), 0),
                 {theme_of(ThemeName::day).error_text, paper.fill}, Align::centre);
  }

  Canvas& canvas_;
  const RefusalPage& page_;
  const std::string empty_, you_scanned_ = "You scanned";
  std::vector<Block> scanned_, expected_, advice_;
};

}  // namespace

void draw_refusal(Canvas& canvas, const RefusalPage& page, Rect box, float band, Drawn& drawn) {
  const Rect toast = RefusalDrawing(canvas, page).draw(box, band);
  if (band > 0) drawn.aside = toast;
}

}  // namespace dockhand
