#include <cmath>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

struct ToastLook {
  Pair pair;
  Icon icon;
};

ToastLook look_of(const Theme& theme, ToastKind kind) {
  switch (kind) {
    case ToastKind::accepted: return {theme.success, Icon::check};
    case ToastKind::attention: return {theme.warning, Icon::attention};
    case ToastKind::refused: break;
  }
  return {theme.error, Icon::error};
}

constexpr Type toast_type{Family::words, 30, 12};

// Around the words, in mm, and how large its icon is.
struct ToastFrame {
  float side, pad, over, gap;
  int icon;
};
constexpr ToastFrame roomy{2, 1.5F, 1, 0.5F, 40}, tight{1, 1, 0.5F, 0.25F, 24};
constexpr float least_toast_mm = 8;

Fitted fit_toast(const Canvas& canvas, const ToastFrame& frame, const std::string& text, const Rect& above) {
  const float width = above.w - 2 * canvas.u(frame.side) - 3 * canvas.u(frame.pad) - canvas.icon_px(frame.icon);
  return canvas.fit(toast_type, text, width, above.h - 2 * canvas.u(frame.gap) - 2 * canvas.u(frame.over));
}

// Where its words do not fit into `above`, what is around them gives way, and never the words.
ToastFrame frame_of_toast(const Canvas& canvas, const std::string& text, const Rect& above) {
  return fit_toast(canvas, roomy, text, above).whole() ? roomy : tight;
}

}  // namespace

float toast_height(const Canvas& canvas, const std::string& text, float width) {
  constexpr float any_height = 1e6F;
  const Fitted words = fit_toast(canvas, roomy, text, {0, 0, width, any_height});
  return std::max(canvas.u(least_toast_mm), words.height + 2 * canvas.u(roomy.over)) + 2 * canvas.u(roomy.gap);
}

float least_toast_height(const Canvas& canvas, const std::string& text, float width) {
  const Type smallest{toast_type.family, 24, toast_type.max_lines};
  const float inner = width - 2 * canvas.u(tight.side) - 3 * canvas.u(tight.pad) - canvas.icon_px(tight.icon);
  const float words = canvas.fit(smallest, text, inner).height;
  return std::max(canvas.u(least_toast_mm), words + 2 * canvas.u(tight.over)) + 2 * canvas.u(tight.gap);
}

bool toast_fits(const Canvas& canvas, const std::string& text, const Rect& above) {
  return fit_toast(canvas, frame_of_toast(canvas, text, above), text, above).whole();
}

void draw_toast(Canvas& canvas, const Toast& toast, Rect above, Drawn& drawn) {
  const auto [pair, icon] = look_of(canvas.theme(), toast.kind);
  const ToastFrame frame = frame_of_toast(canvas, toast.text, above);
  const float mark = canvas.icon_px(frame.icon), pad = canvas.u(frame.pad);
  const Fitted words = fit_toast(canvas, frame, toast.text, above);
  const float height = std::max(canvas.u(least_toast_mm), words.height + 2 * canvas.u(frame.over));
  Rect box{above.x + canvas.u(frame.side), above.bottom() - height - canvas.u(frame.gap),
           above.w - 2 * canvas.u(frame.side), height};
  drawn.toast = box;
  canvas.overlay(true);
  canvas.fill({above.x, box.y - canvas.u(frame.gap), above.w, height + 2 * canvas.u(frame.gap)}, canvas.theme().bg);
  canvas.panel(box, pair.fill, canvas.theme().status.fill, canvas.theme().bg);
  box.take_left(pad);
  canvas.icon(icon, frame.icon, box.take_left(mark), {pair.ink, pair.fill});
  box.take_left(pad);
  box.take_right(pad);
  canvas.text(words, box.inset(0, std::floor((box.h - words.height) / 2)), {pair.ink, pair.fill});
  canvas.overlay(false);
}

// What is typed by hand is seen while it is typed.
void draw_typed(Canvas& canvas, const std::string& typed, Rect above) {
  const Theme& theme = canvas.theme();
  const float pad = canvas.u(1.5F), mark = canvas.icon_px(40);
  const float width = above.w - 2 * canvas.u(2);
  const Fitted words = canvas.fit({Family::codes, 40, 3}, typed, width - 3 * pad - mark);
  const float height = std::max(canvas.u(8), words.height + 2 * canvas.u(1));
  Rect box{above.x + canvas.u(2), above.bottom() - height - canvas.u(0.5F), width, height};
  canvas.overlay(true);
  canvas.fill({above.x, box.y - canvas.u(0.5F), above.w, height + canvas.u(1)}, theme.bg);
  canvas.panel(box, theme.surface, theme.primary.fill, theme.bg);
  box.take_left(pad);
  canvas.icon(Icon::keypad, 40, box.take_left(mark), {theme.text, theme.surface});
  box.take_left(pad);
  box.take_right(pad);
  canvas.text(words, box.inset(0, std::floor((box.h - words.height) / 2)), {theme.text, theme.surface});
  canvas.overlay(false);
}

void draw_flash(Canvas& canvas, float strength, Rect screen) {
  if (strength <= 0) return;
  const float t = canvas.u(1);
  const Color green = canvas.theme().success.fill;
  canvas.fade(screen.take_top(t), green, strength);
  canvas.fade(screen.take_bottom(t / 2), green, strength);  // the buttons end there
  canvas.fade(screen.take_left(t), green, strength);
  canvas.fade(screen.take_right(t), green, strength);
}

// A fifth of the light: enough to see that the terminal is on.
void draw_dark(Canvas& canvas, Light light, Rect screen) { canvas.fade(screen, {}, light == Light::off ? 1.0F : 0.8F); }

void draw_focus(Canvas& canvas, const Pointing& pointing, const Drawn& drawn) {
  if (pointing.focused.empty()) return;
  for (const TouchTarget& target : drawn.targets) {
    if (target.id != pointing.focused) continue;
    // Two rings of opposite luminance: visible on every fill.
    const Theme& theme = canvas.theme();
    canvas.ring(target.visible, theme.text, 1, canvas.u(0.5F), canvas.u(0.75F));
    canvas.ring(target.visible.inset(canvas.u(0.5F)), theme.bg, 1, canvas.u(0.25F), canvas.u(0.5F));
    return;
  }
}

}  // namespace dockhand
