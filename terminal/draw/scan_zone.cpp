#include <algorithm>
#include <array>
#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

void corner(Canvas& canvas, Pos at, float dx, float dy, Color color) {
  const float arm = canvas.u(3), thickness = canvas.u(0.5F);
  const auto bar = [&](float w, float h) {
    canvas.fill({dx > 0 ? at.x : at.x - w, dy > 0 ? at.y : at.y - h, w, h}, color);
  };
  bar(arm, thickness);
  bar(thickness, arm);
}

void draw_brackets(Canvas& canvas, Rect box, Color color) {
  canvas.mark("bracket", box, {color, canvas.theme().bg});
  corner(canvas, {box.x, box.y}, 1, 1, color);
  corner(canvas, {box.right(), box.y}, -1, 1, color);
  corner(canvas, {box.x, box.bottom()}, 1, -1, color);
  corner(canvas, {box.right(), box.bottom()}, -1, -1, color);
}

// Draws it as large as fits, upright, with the outline of what is read in it.
void draw_camera(Canvas& canvas, const CameraPicture& camera, Rect box) {
  canvas.picture(camera, box);
  const float scale = box.w / static_cast<float>(camera.width);
  for (const auto& code : camera.codes) {
    std::array<Pos, 4> corners;
    std::transform(code.begin(), code.end(), corners.begin(), [&](const Point& corner) {
      return Pos{box.x + scale * static_cast<float>(corner.x), box.y + scale * static_cast<float>(corner.y)};
    });
    canvas.clip(box);
    canvas.outline(corners, canvas.theme().success.fill, canvas.u(0.5F));
    canvas.unclip();
  }
}

// Draws the words beside the picture, or below it where there is more height than width.
void draw_viewfinder(Canvas& canvas, const std::string& prompt, const CameraPicture& camera, Rect frame) {
  const float gap = canvas.u(1), aspect = static_cast<float>(camera.width) / static_cast<float>(camera.height);
  const Tint tint{canvas.theme().primary.fill, canvas.theme().bg};
  const Type type{Family::words, 56, 2};
  Rect box = frame;
  if (frame.h > 0.7F * frame.w) {
    const Fitted words = canvas.fit(type, prompt, frame.w, frame.h / 3);
    canvas.text(words, box.take_bottom(words.height), tint, Align::centre);
    box.take_bottom(gap);
    const float width = std::min(box.w, box.h * aspect), height = width / aspect;
    box = {box.x + (box.w - width) / 2, box.y + (box.h - height) / 2, width, height};
  } else {
    const float width = std::min(0.55F * frame.w, frame.h * aspect), height = width / aspect;
    box = box.take_left(width).inset(0, (frame.h - height) / 2);
    const Rect right{box.right() + gap, frame.y, frame.right() - box.right() - gap, frame.h};
    const Fitted words = canvas.fit(type, prompt, right.w, right.h);
    canvas.text(words, right.inset(0, (right.h - words.height) / 2), tint, Align::centre);
  }
  draw_camera(canvas, camera, box.inset(canvas.u(0.75F), canvas.u(0.75F) / aspect));
  draw_brackets(canvas, box, canvas.theme().primary.fill);
}

void draw_prompt(Canvas& canvas, const std::string& prompt, Rect frame) {
  const Theme& theme = canvas.theme();
  const Color color = theme.primary.fill;
  draw_brackets(canvas, frame, color);
  const Rect inner = frame.inset(canvas.u(2), canvas.u(0.5F));
  const bool stacked = inner.h > canvas.u(22);
  const int size = inner.h < canvas.icon_px(56) + canvas.u(1) ? 40 : 56;
  const float icon = canvas.icon_px(size), gap = canvas.u(stacked ? 1 : 2);
  const Type type{Family::words, stacked ? 56 : 40, 2};
  const Fitted words = stacked ? fit_steady(canvas, type, prompt, inner.w, inner.h - icon - gap)
                               : fit_steady(canvas, type, prompt, inner.w - icon - gap, inner.h);
  const Tint tint{color, theme.bg};
  if (stacked) {
    Rect column = inner.inset(0, (inner.h - icon - gap - words.height) / 2);
    canvas.icon(Icon::scan, size, column.take_top(icon), tint);
    column.take_top(gap);
    canvas.text(words, column, tint, Align::centre);
  } else {
    Rect row = inner.inset((inner.w - icon - gap - words.width) / 2, (inner.h - words.height) / 2);
    canvas.icon(Icon::scan, size, row.take_left(icon), tint);
    row.take_left(gap);
    row.w += 1;  // the halves above were rounded
    canvas.text(words, row, tint);
  }
}

}  // namespace

void draw_scan_zone(Canvas& canvas, const WorkPage& page, const CameraPicture* camera, const Pointing& pointing,
                    Rect box) {
  if (page.search) {
    const Button search{.id = "search", .label = "Search", .icon = Icon::search};
    const float margin = canvas.u(2);
    Rect button = box;
    if (box.h > canvas.u(30)) {
      button = box.take_bottom(canvas.u(12.5F)).inset(margin, 0);
      button.take_bottom(canvas.u(1.5F));
    } else {
      button = box.take_right(canvas.u(14) + margin);
      button.take_right(margin);
      const float height = canvas.u(10.5F), spare = button.h - height;
      button = {button.x, button.y + std::floor(std::max(0.0F, (spare - canvas.u(1)) / 2)), button.w, height};
      box.w += margin - canvas.u(1.5F);
    }
    draw_button(canvas, search, pointing, button, TargetKind::key);
  }
  const Rect frame = box.inset(canvas.u(2), canvas.u(1.5F));
  if (camera != nullptr)
    draw_viewfinder(canvas, page.scan_prompt, *camera, frame);
  else
    draw_prompt(canvas, page.scan_prompt, frame);
}

}  // namespace dockhand
