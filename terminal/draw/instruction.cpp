#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr float bar_mm = 0.75F;
constexpr float help_mm = 10, help_gap_mm = 1.5F;  // what can be tapped, and what lies between it and the next

Type smaller(Type type) {
  for (const int size : sizes_of(type.family)) {
    if (size < type.size) {
      type.size = size;
      return type;
    }
  }
  return type;
}

bool is_smallest(const Type& type) { return type.size == sizes_of(type.family).back(); }

// Location and count share one line: the larger steps down until both fit beside each other.
void fit_side_by_side(const Canvas& canvas, const Instruction& in, float width, InstructionLayout& layout) {
  Type place{Family::codes, 72}, count{Family::codes, 96};
  const float gap = canvas.u(2);
  const auto need = [&](const Type& type, const std::string& text) {
    return canvas.fonts().face(type.family, type.size).width(text);
  };
  while (need(place, in.location) + need(count, in.count) + gap > width &&
         !(is_smallest(place) && is_smallest(count))) {
    Type& larger = count.size >= place.size ? count : place;
    larger = smaller(larger);
  }
  layout.count = canvas.fit(count, in.count, in.location.empty() ? width : width * 0.6F);
  place.max_lines = 2;
  layout.location = canvas.fit(place, in.location, width - layout.count.width - gap);
}

float height_of(const Fitted& fitted) { return fitted.width > 0 ? fitted.height : 0; }
float taller(const Fitted& a, const Fitted& b) { return std::max(height_of(a), height_of(b)); }

// With a location the count stands beside it; without, beside the words of the task.
float words_height(const InstructionLayout& layout) {
  const float middle = (layout.has_place ? taller(layout.location, layout.count) : 0) + height_of(layout.name);
  if (layout.has_place) return middle + taller(layout.code, layout.where);
  const float code = height_of(layout.code) + height_of(layout.where);
  if (layout.beside_name) return std::max(middle + code, height_of(layout.count));
  return middle + std::max(code, height_of(layout.count));
}

// What is worked on is large; a sentence, which stands where there is nothing to work on, is as large as the verb.
Type type_of_name(const Instruction& in, bool compact, bool few) {
  const bool is_sentence = in.location.empty() && in.code.empty();
  const int size = is_sentence ? 30 : 40;
  return {Family::words, compact ? 24 : size, few ? 3 : 4};
}

// Without a place the count would be alone at the end of a line: it stands beside the name where that costs no height.
void fit_without_place(const Canvas& canvas, const Instruction& in, float inner, bool few, const Type& name,
                       InstructionLayout& layout) {
  layout.count = canvas.fit({Family::codes, 96}, in.count, inner * 0.7F);
  const float left = inner - layout.count.width - canvas.u(2);
  layout.where = canvas.fit({Family::words, 24, 3}, in.where_in_list, left);
  layout.code = canvas.fit({Family::codes, 28, few ? 2 : 4}, in.code, left);
  layout.name = fit_steady(canvas, name, in.name, inner);
  if (layout.count.width <= 0) return;
  InstructionLayout beside = layout;
  beside.beside_name = true;
  beside.name = fit_steady(canvas, name, in.name, left);
  const bool same_size = beside.name.face.px() >= layout.name.face.px() && !beside.name.broken;
  if (same_size && beside.name.whole() && words_height(beside) <= words_height(layout)) layout = std::move(beside);
}

}  // namespace

Fitted fit_steady(const Canvas& canvas, Type type, std::string_view text, float width, float max_height) {
  Type same = type;
  same.smallest = type.size;
  Fitted fitted = canvas.fit(same, text, width, max_height);
  const bool fits = fitted.whole() && !fitted.broken && fitted.height <= max_height;
  return fits ? fitted : canvas.fit(type, text, width, max_height);
}

InstructionLayout measure_instruction(const Canvas& canvas, const Instruction& in, float width, Squeeze squeeze,
                                      bool help) {
  const float inner = width - 2 * canvas.u(2), gap = canvas.u(2);
  const bool compact = squeeze != Squeeze::none, few = squeeze == Squeeze::lines;
  const Fitted empty{canvas.fonts().face(Family::words, 24), {}, false, false, 0, 0};
  InstructionLayout layout{empty, empty, empty, empty, empty, empty, empty, empty};
  if (help) layout.help = canvas.fit({Family::words, 24}, "Help", inner * 0.25F);
  const float corner = help ? layout.help.width + gap : 0;
  layout.has_place = !in.location.empty();
  layout.task = fit_steady(canvas, {Family::words, compact ? 24 : 30, 4}, in.task, inner * 0.5F);
  layout.verb = fit_steady(canvas, {Family::words, compact ? 24 : 30, few ? 5 : 6}, in.verb,
                           inner - layout.task.width - gap - corner);
  const Type name = type_of_name(in, compact, few);
  if (layout.has_place) {
    layout.name = fit_steady(canvas, name, in.name, inner);
    fit_side_by_side(canvas, in, inner, layout);
    layout.where = canvas.fit({Family::words, 24, 2}, in.where_in_list, inner * 0.6F);
    layout.code = canvas.fit({Family::codes, 28, few ? 2 : 3}, in.code, inner - layout.where.width - gap);
  } else {
    fit_without_place(canvas, in, inner, few, name, layout);
  }
  const float words = words_height(layout), content = taller(layout.verb, layout.task) + words;
  if (content == 0) return layout;
  layout.height = content + 2 * canvas.u(1) + (words > 0 ? canvas.u(0.5F) : 0);
  layout.above = canvas.u(1);
  // One line alone stands in the middle of the room that Help needs.
  if (const float least = canvas.u(help_mm + help_gap_mm); help && layout.height < least) {
    layout.above += std::floor((least - layout.height) / 2);
    layout.height = least;
  }
  if (in.progress) layout.height += canvas.u(bar_mm);
  return layout;
}

namespace {

// Draws a word in the corner, underlined. The area around it that can be tapped is larger than the word.
void draw_help(Canvas& canvas, const InstructionLayout& layout, const Pointing& pointing, Rect box, Rect& verb) {
  const Theme& theme = canvas.theme();
  const float side = std::max(canvas.u(help_mm), layout.help.width + canvas.u(2));
  const Rect corner{box.right() - side - canvas.u(help_gap_mm), box.y, side, canvas.u(help_mm)};
  const Color ground = pointing.pressed == "help" ? theme.raised : theme.surface;
  if (pointing.pressed == "help") canvas.fill(corner, ground);
  canvas.target("help", "Help", corner, TargetKind::help);
  Rect word = verb.take_right(layout.help.width);
  verb.take_right(canvas.u(2));
  canvas.text(layout.help, word, {theme.text, ground});
  const Rect line{word.x, word.y + layout.help.height, word.w, canvas.u(0.25F)};
  canvas.fill(line, theme.text);
}

Rect low(const Fitted& fitted, const Rect& box) { return {box.x, box.bottom() - fitted.height, box.w, fitted.height}; }

Rect centred(const Fitted& fitted, const Rect& box) {
  return {box.x, box.y + std::floor((box.h - fitted.height) / 2), box.w, fitted.height};
}

void draw_at_place(Canvas& canvas, const InstructionLayout& layout, Rect box) {
  const Theme& theme = canvas.theme();
  const Tint first{theme.text, theme.surface}, second{theme.text2, theme.surface};
  const Rect last = box.take_bottom(taller(layout.code, layout.where));
  const Rect middle = box.take_top(taller(layout.location, layout.count));
  canvas.text(layout.location, centred(layout.location, middle), first);
  canvas.text(layout.count, centred(layout.count, middle), first, Align::right);
  canvas.text(layout.where, low(layout.where, last), second, Align::right);
  canvas.text(layout.code, low(layout.code, last), second);
  canvas.text(layout.name, box.take_top(layout.name.height), first);
}

void draw_without_place(Canvas& canvas, const InstructionLayout& layout, Rect box) {
  const Theme& theme = canvas.theme();
  const Tint first{theme.text, theme.surface}, second{theme.text2, theme.surface};
  canvas.text(layout.count, layout.beside_name ? centred(layout.count, box) : low(layout.count, box), first,
              Align::right);
  const float words = height_of(layout.name) + height_of(layout.code) + height_of(layout.where);
  if (layout.beside_name) box = {box.x, box.y + std::floor((box.h - words) / 2), box.w, words};
  canvas.text(layout.where, low(layout.where, box), second);
  if (layout.where.width > 0) box.take_bottom(layout.where.height);
  canvas.text(layout.code, low(layout.code, box), second);
  canvas.text(layout.name, box.take_top(layout.name.height), first);
}

}  // namespace

void draw_instruction(Canvas& canvas, const Instruction& in, const InstructionLayout& layout, const Pointing& pointing,
                      Rect box) {
  const Theme& theme = canvas.theme();
  canvas.fill(box, theme.surface);
  if (in.progress) {
    Rect bar = box.take_bottom(canvas.u(bar_mm));
    canvas.fill(bar, theme.raised);
    canvas.mark("progress", bar, {theme.primary.fill, theme.raised});
    canvas.fill(bar.take_left(std::round(bar.w * std::clamp(*in.progress, 0.0F, 1.0F))), theme.primary.fill);
  }
  const Tint second{theme.text2, theme.surface};
  Rect rest = box.inset(canvas.u(2), 0);
  rest.take_top(layout.above);
  rest.take_bottom(layout.above);
  Rect verb = rest.take_top(taller(layout.verb, layout.task));
  if (layout.help.width > 0) draw_help(canvas, layout, pointing, box, verb);
  canvas.text(layout.verb, verb, second);
  canvas.text(layout.task, verb, second, Align::right);
  if (layout.has_place) return draw_at_place(canvas, layout, rest);
  draw_without_place(canvas, layout, rest);
}

}  // namespace dockhand
