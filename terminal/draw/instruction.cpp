#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr float bar_mm = 0.75F;

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

}  // namespace

InstructionLayout measure_instruction(const Canvas& canvas, const Instruction& in, float width) {
  const float inner = width - 2 * canvas.u(2), gap = canvas.u(2);
  const Face none = canvas.fonts().face(Family::words, 24);
  const Fitted empty{none, {}, false, 0, 0};
  InstructionLayout layout{empty, empty, empty, empty, empty, empty, empty};
  layout.task = canvas.fit({Family::words, 30}, in.task, inner * 0.5F);
  layout.verb = canvas.fit({Family::words, 30, 2}, in.verb, inner - layout.task.width - gap);
  layout.name_beside_count = in.location.empty() && !in.count.empty();
  if (layout.name_beside_count) {
    layout.count = canvas.fit({Family::codes, 96, 1}, in.count, inner * 0.6F);
    layout.name = canvas.fit({Family::words, 40, 3}, in.name, inner - layout.count.width - gap);
  } else {
    fit_side_by_side(canvas, in, inner, layout);
    layout.name = canvas.fit({Family::words, 40, 2}, in.name, inner);
  }
  layout.where = canvas.fit({Family::words, 24}, in.where_in_list, inner * 0.6F);
  layout.code = canvas.fit({Family::codes, 28, 2}, in.code, inner - layout.where.width - gap);

  const float verb = taller(layout.verb, layout.task), last = taller(layout.code, layout.where);
  const float middle = layout.name_beside_count ? taller(layout.name, layout.count)
                                                : taller(layout.location, layout.count) + height_of(layout.name);
  if (verb + middle + last == 0) return layout;
  layout.height = canvas.u(1) + verb + middle + last + canvas.u(in.progress ? 1.0F + bar_mm : 1.0F);
  if (middle > 0 && last > 0) layout.height += canvas.u(0.5F);
  return layout;
}

void draw_instruction(Canvas& canvas, const Instruction& in, const InstructionLayout& layout, Rect box) {
  const Theme& theme = canvas.theme();
  canvas.fill(box, theme.surface);
  if (in.progress) {
    Rect bar = box.take_bottom(canvas.u(bar_mm));
    canvas.fill(bar, theme.raised);
    canvas.fill(bar.take_left(std::round(bar.w * std::clamp(*in.progress, 0.0F, 1.0F))), theme.primary.fill);
  }
  const Tint first{theme.text, theme.surface}, second{theme.text2, theme.surface};
  Rect rest = box.inset(canvas.u(2), canvas.u(1));
  const Rect verb = rest.take_top(taller(layout.verb, layout.task));
  canvas.text(layout.verb, verb, second);
  canvas.text(layout.task, verb, second, Align::right);

  const Rect last = rest.take_bottom(taller(layout.code, layout.where));
  const auto at_bottom = [&](const Fitted& fitted) {
    return Rect{last.x, last.bottom() - fitted.height, last.w, fitted.height};
  };
  canvas.text(layout.code, at_bottom(layout.code), second);
  canvas.text(layout.where, at_bottom(layout.where), second, Align::right);

  const Fitted& beside = layout.name_beside_count ? layout.name : layout.location;
  const Rect middle = rest.take_top(taller(beside, layout.count));
  const auto centred = [&](const Fitted& fitted) {
    return Rect{middle.x, middle.y + std::floor((middle.h - fitted.height) / 2), middle.w, fitted.height};
  };
  canvas.text(beside, centred(beside), first);
  canvas.text(layout.count, centred(layout.count), first, Align::right);
  if (!layout.name_beside_count) canvas.text(layout.name, rest.take_top(layout.name.height), first);
}

}  // namespace dockhand
