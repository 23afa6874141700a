#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr Type meta{Family::words, 24};

// Lays icons and words from the right edge to the left.
class FromRight {
 public:
  FromRight(Canvas& canvas, Rect& rest, Tint tint) : canvas_(canvas), rest_(rest), tint_(tint) {}

  void words(const std::string& text) {
    const Fitted fitted = canvas_.fit(meta, text, rest_.w);
    canvas_.line(meta, text, rest_.take_right(fitted.width), tint_, Align::right);
    gap(1);
  }
  void icon(Icon icon, const std::string& label = {}) {
    if (!label.empty()) {
      words(label);
      rest_.w += canvas_.u(0.75F);  // closer to its icon than to its neighbour
    }
    canvas_.icon(icon, 24, rest_.take_right(canvas_.icon_px(24)), tint_.ink);
    gap(1.25F);
  }

 private:
  void gap(float mm) { rest_.take_right(canvas_.u(mm)); }

  Canvas& canvas_;
  Rect& rest_;
  Tint tint_;
};

}  // namespace

float status_height(const Canvas& canvas, const StatusBar& status) {
  return canvas.u(5.5F) + (status.offline_text.empty() ? 0 : canvas.u(5));
}

void draw_status(Canvas& canvas, const StatusBar& status, Rect box) {
  const Theme& theme = canvas.theme();
  Rect bar = box.take_top(canvas.u(5.5F));
  canvas.fill(bar, theme.status.fill);
  const Tint tint{theme.status.ink, theme.status.fill};
  Rect rest = bar.inset(canvas.u(2), 0);
  FromRight right(canvas, rest, tint);
  right.words(status.time);
  if (status.battery) right.icon(Icon::battery, std::to_string(*status.battery));
  if (status.hub_configured) right.icon(status.online ? Icon::online : Icon::offline);
  if (status.hub_configured || status.queue > 0) right.icon(Icon::sync, std::to_string(status.queue));
  canvas.line(meta, status.place_and_person, rest, tint);
  if (status.offline_text.empty()) return;
  canvas.fill(box, theme.raised);
  Rect strip = box.inset(canvas.u(2), 0);
  canvas.icon(Icon::offline, 24, strip.take_left(canvas.icon_px(24)), theme.text);
  strip.take_left(canvas.u(1));
  canvas.line(meta, status.offline_text, strip, {theme.text, theme.raised});
}

}  // namespace dockhand
