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

  void draw(Rect box) {
    canvas_.fill(box, canvas_.theme().error.fill);
    Rect rest = box;
    draw_button(page_.acknowledge, rest.take_bottom(canvas_.u(13)));
    if (!page_.other.id.empty()) draw_button(page_.other, rest.take_bottom(canvas_.u(13)));
    rest = rest.inset(canvas_.u(2), canvas_.u(2));
    if (is_landscape(box)) return draw_beside(rest);
    draw_below(rest);
  }

 private:
  static constexpr int most_steps = 3;
  bool has_box() const { return !page_.expected_heading.empty(); }

  void draw_below(Rect rest) {
    const float pad = canvas_.u(1.5F), width = rest.w;
    for (int steps = 0;; ++steps) {
      const Fitted title = fit_title(width, steps);
      const auto scanned = fitted_blocks(canvas_, scanned_, width, steps);
      const auto expected = fitted_blocks(canvas_, expected_, width - 2 * pad, steps);
      const auto advice = fitted_blocks(canvas_, advice_, width, steps);
      const float scanned_h = height_of(canvas_, scanned_, scanned);
      const float box_h = has_box() ? height_of(canvas_, expected_, expected) + 2 * pad : 0;
      const float total =
          title_height(title) + scanned_h + canvas_.u(2.5F) + box_h + height_of(canvas_, advice_, advice);
      if (total > rest.h && steps < most_steps) continue;
      draw_title(title, rest.take_top(title_height(title)));
      draw_blocks(canvas_, scanned_, scanned, rest.take_top(scanned_h));
      rest.take_top(canvas_.u(2.5F));
      if (has_box()) draw_box(expected, rest.take_top(box_h));
      return draw_blocks(canvas_, advice_, advice, rest);
    }
  }

  void draw_beside(Rect rest) {
    const float pad = canvas_.u(2);
    Rect right = rest.take_right(std::floor(rest.w / 2));
    rest.take_right(pad);
    if (!has_box()) rest.w += right.w + pad;
    for (int steps = 0;; ++steps) {
      const Fitted title = fit_title(rest.w, steps);
      const auto scanned = fitted_blocks(canvas_, scanned_, rest.w, steps);
      const auto advice = fitted_blocks(canvas_, advice_, rest.w, steps);
      const auto expected = fitted_blocks(canvas_, expected_, right.w - 2 * pad, steps);
      const float scanned_h = height_of(canvas_, scanned_, scanned);
      const float box_h = height_of(canvas_, expected_, expected) + 2 * pad;
      const float total = title_height(title) + scanned_h + height_of(canvas_, advice_, advice);
      if ((total > rest.h || box_h > right.h) && steps < most_steps) continue;
      draw_title(title, rest.take_top(title_height(title)));
      draw_blocks(canvas_, scanned_, scanned, rest.take_top(scanned_h));
      draw_blocks(canvas_, advice_, advice, rest);
      if (has_box()) draw_box(expected, right.take_top(box_h));
      return;
    }
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

  void draw_button(const Button& button, Rect bar) {
    const Pair& paper = canvas_.theme().paper;
    const Rect box = bar.inset(canvas_.u(2), canvas_.u(1));
    canvas_.target(button.id, button.label, box, TargetKind::action);
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

void draw_refusal(Canvas& canvas, const RefusalPage& page, const Pointing&, Rect box) {
  RefusalDrawing(canvas, page).draw(box);
}

}  // namespace dockhand
