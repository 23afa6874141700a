#include "terminal/draw/canvas.h"

#include <imgui.h>

#include <cmath>

namespace dockhand {
namespace {

ImU32 packed(Color c, float alpha = 1) {
  return IM_COL32(c.r, c.g, c.b, static_cast<int>(std::round(std::clamp(alpha, 0.0F, 1.0F) * 255)));
}
// Returns the room to the left of a text, of all the room that it leaves.
float before(Align align, float spare) {
  switch (align) {
    case Align::left: return 0;
    case Align::right: return spare;
    case Align::centre: return spare / 2;
  }
  return 0;
}

ImVec2 top_left(const Rect& r) { return {std::round(r.x), std::round(r.y)}; }
ImVec2 bottom_right(const Rect& r) { return {std::round(r.right()), std::round(r.bottom())}; }

}  // namespace

Canvas::Canvas(ImDrawList& list, const Fonts& fonts, const Theme& theme, Drawn& drawn, bool mirrored)
    : list_(list), fonts_(fonts), theme_(theme), drawn_(drawn), clip_(drawn.screen), mirrored_(mirrored) {}

void Canvas::fill(Rect rect, Color color, float radius) { fade(rect, color, 1, radius); }

void Canvas::fade(Rect rect, Color color, float alpha, float radius) {
  if (!rect.empty()) list_.AddRectFilled(top_left(rect), bottom_right(rect), packed(color, alpha), radius);
}

void Canvas::panel(Rect rect, Color inside, Color border, Color around) {
  mark("border", rect, {contrast(border, around) > contrast(inside, around) ? border : inside, around});
  const float thickness = u(0.25F), radius = u(0.75F);
  fill(rect, border, radius);
  fill(rect.inset(thickness), inside, radius - thickness);
}

void Canvas::ring(Rect rect, Color color, float alpha, float thickness, float radius) {
  const Rect middle = rect.inset(thickness / 2);
  list_.AddRect({middle.x, middle.y}, {middle.right(), middle.bottom()}, packed(color, alpha), radius, 0, thickness);
}

Fitted Canvas::fit(const Type& type, std::string_view text, float width, float max_height) const {
  return dockhand::fit(fonts_, type, text, width, max_height);
}

void Canvas::text(const Fitted& fitted, Rect box, Tint tint, Align align) {
  if (fitted.lines.empty() || (fitted.lines.size() == 1 && fitted.lines[0].empty())) return;
  Rect ink{0, std::round(box.y), 0, fitted.height};
  float y = ink.y;
  for (const std::string& line : fitted.lines) {
    const float width = fitted.face.width(line), spare = box.w - width;
    const float x = std::round(box.x + before(align, spare));
    list_.AddText(const_cast<ImFont*>(fitted.face.font()), fitted.face.px(), {x, y}, packed(tint.ink), line.data(),
                  line.data() + line.size());
    const Rect joined =
        ink.w == 0 ? Rect{x, ink.y, width, ink.h}
                   : Rect{std::min(ink.x, x), ink.y, std::max(ink.right(), x + width) - std::min(ink.x, x), ink.h};
    ink = joined;
    y += fitted.face.px();
  }
  const Rect visible = ink.common(clip_);
  if (visible.empty()) return;
  drawn_.texts.push_back({fitted.shown(), visible, box.common(clip_), fitted.face.px(), tint.ink, tint.ground,
                          fitted.truncated, fitted.shortened, fitted.broken, overlay_});
}

void Canvas::line(const Type& type, std::string_view words, Rect box, Tint tint, Align align) {
  const Fitted fitted = fit(type, words, box.w, box.h);
  const Rect centred{box.x, box.y + std::floor((box.h - fitted.height) / 2), box.w, fitted.height};
  text(fitted, centred, tint, align);
}

// The picture is drawn as white over black, in proportion to the levels. So it is coverage like a glyph, and is filled
// like one.
void Canvas::picture(const CameraPicture& picture, Rect box) {
  if (box.empty() || picture.levels.empty()) return;
  fill(box, Color{0, 0, 0});
  list_.AddImage(const_cast<CameraPicture*>(&picture), top_left(box), bottom_right(box));
}

void Canvas::outline(std::span<const Pos> corners, Color color, float thickness) {
  for (const Pos& corner : corners) list_.PathLineTo({corner.x, corner.y});
  list_.PathStroke(packed(color), ImDrawFlags_Closed, thickness);
}

void Canvas::icon(Icon icon, int size, Rect box, Tint tint) { glyph(glyph_of(icon), size, box, tint); }

void Canvas::glyph(std::string_view glyph, int size, Rect box, Tint tint) {
  if (glyph.empty()) return;
  mark("icon", box, tint);
  const Face face = fonts_.icons(size);
  const ImVec2 at{std::round(box.centre().x - face.width(glyph) / 2), std::round(box.centre().y - face.px() / 2)};
  list_.AddText(const_cast<ImFont*>(face.font()), face.px(), at, packed(tint.ink), glyph.data(),
                glyph.data() + glyph.size());
}

void Canvas::mark(const char* what, Rect rect, Tint tint) {
  const Rect visible = rect.common(clip_);
  if (!visible.empty()) drawn_.marks.push_back({what, visible, tint.ink, tint.ground});
}

void Canvas::target(std::string_view id, std::string_view label, Rect rect, TargetKind kind) {
  const Rect visible = rect.common(clip_);
  if (id.empty() || visible.empty()) return;
  drawn_.targets.push_back({std::string(id), std::string(label), rect, visible, kind});
}

void Canvas::clip(Rect rect) {
  clip_ = rect.common(drawn_.screen);
  list_.PushClipRect(top_left(clip_), bottom_right(clip_), false);
}

void Canvas::unclip() {
  list_.PopClipRect();
  clip_ = drawn_.screen;
}

}  // namespace dockhand
