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

float middle_height(const InstructionLayout& layout) {
  return (layout.has_place ? taller(layout.location, layout.count) : 0) + height_of(layout.name);
}

// With a location the count stands beside it; without, beside the code and the place in the list.
float last_height(const InstructionLayout& layout) {
  if (layout.has_place) return taller(layout.code, layout.where);
  return std::max(height_of(layout.code) + height_of(layout.where), height_of(layout.count));
}

// What is worked on is large; a sentence, which stands where there is nothing to work on, is as large as the verb.
Type type_of_name(const Instruction& in, bool compact, bool few) {
  const bool is_sentence = in.location.empty() && in.code.empty() && in.count.empty();
  const int size = is_sentence ? 30 : 40;
  return {Family::words, compact ? 24 : size, few ? 3 : 4};
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
  layout.name = fit_steady(canvas, type_of_name(in, compact, few), in.name, inner);
  if (layout.has_place) {
    fit_side_by_side(canvas, in, inner, layout);
    layout.where = canvas.fit({Family::words, 24, 2}, in.where_in_list, inner * 0.6F);
    layout.code = canvas.fit({Family::codes, 28, few ? 2 : 3}, in.code, inner - layout.where.width - gap);
  } else {
    layout.count = canvas.fit({Family::codes, 96}, in.count, inner * 0.7F);
    const float left = inner - layout.count.width - gap;
    layout.where = canvas.fit({Family::words, 24, 3}, in.where_in_list, left);
    layout.code = canvas.fit({Family::codes, 28, few ? 2 : 4}, in.code, left);
  }
  const float content = taller(layout.verb, layout.task) + middle_height(layout) + last_height(layout);
  if (content == 0) return layout;
  const bool more_than_verb = middle_height(layout) + last_height(layout) > 0;
  layout.height = content + 2 * canvas.u(1) + (more_than_verb ? canvas.u(0.5F) : 0);
  if (help) layout.height = std::max(layout.height, canvas.u(help_mm + help_gap_mm));
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
  const Tint first{theme.text, theme.surface}, second{theme.text2, theme.surface};
  Rect rest = box.inset(canvas.u(2), canvas.u(1));
  Rect verb = rest.take_top(taller(layout.verb, layout.task));
  if (layout.help.width > 0) draw_help(canvas, layout, pointing, box, verb);
  canvas.text(layout.verb, verb, second);
  canvas.text(layout.task, verb, second, Align::right);
  Rect last = rest.take_bottom(last_height(layout));
  const auto low = [](const Fitted& fitted, const Rect& in_box) {
    return Rect{in_box.x, in_box.bottom() - fitted.height, in_box.w, fitted.height};
  };
  if (layout.has_place) {
    const Rect middle = rest.take_top(taller(layout.location, layout.count));
    const auto centred = [&](const Fitted& fitted) {
      return Rect{middle.x, middle.y + std::floor((middle.h - fitted.height) / 2), middle.w, fitted.height};
    };
    canvas.text(layout.location, centred(layout.location), first);
    canvas.text(layout.count, centred(layout.count), first, Align::right);
    canvas.text(layout.where, low(layout.where, last), second, Align::right);
    canvas.text(layout.code, low(layout.code, last), second);
  } else {
    canvas.text(layout.count, low(layout.count, last), first, Align::right);
    canvas.text(layout.where, low(layout.where, last), second);
    if (layout.where.width > 0) last.take_bottom(layout.where.height);
    canvas.text(layout.code, low(layout.code, last), second);
  }
  canvas.text(layout.name, rest.take_top(layout.name.height), first);
}

}  // namespace dockhand
