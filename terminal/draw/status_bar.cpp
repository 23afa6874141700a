#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr Type meta{Family::words, 24};

struct Item {
  Icon icon = Icon::none;
  std::string words;
};

float width_of(const Canvas& canvas, const Item& item) {
  const float icon = item.icon == Icon::none ? 0 : canvas.icon_px(24);
  const float words = canvas.fonts().face(Family::words, 24).width(item.words);
  return icon + words + (icon > 0 && words > 0 ? canvas.u(0.25F) : 0) + canvas.u(1.5F);
}

// Returns the items from the left. `spared` counts what gives way to a long name: first what the offline strip says as
// well, then the battery's number.
std::vector<Item> items_of(const StatusBar& status, int spared) {
  std::vector<Item> items;
  const bool strip = !status.offline_text.empty();
  if (status.hub_configured && !(spared > 0 && strip)) {
    items.push_back({Icon::sync, std::to_string(status.queue)});
  }
  if (status.hub_configured && !(spared > 0 && strip)) {
    items.push_back({status.online ? Icon::online : Icon::offline, ""});
  }
  if (status.battery) items.push_back({Icon::battery, spared > 1 ? "" : std::to_string(*status.battery) + " %"});
  items.push_back({Icon::none, status.time});
  return items;
}

float width_of(const Canvas& canvas, const std::vector<Item>& items) {
  float width = 0;
  for (const Item& item : items) width += width_of(canvas, item);
  return width;
}

void draw_item(Canvas& canvas, const Item& item, Rect box, Tint tint) {
  box.take_left(canvas.u(1.5F));
  if (item.icon != Icon::none) {
    canvas.icon(item.icon, 24, box.take_left(canvas.icon_px(24)), tint);
    if (!item.words.empty()) box.take_left(canvas.u(0.25F));
  }
  canvas.line(meta, item.words, box, tint);
}

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
  const float name = canvas.fonts().face(Family::words, 24).width(status.place_and_person);
  std::vector<Item> items = items_of(status, 0);
  for (int spared = 1; spared <= 2 && name + width_of(canvas, items) > rest.w; ++spared)
    items = items_of(status, spared);
  Rect right = rest.take_right(width_of(canvas, items));
  for (const Item& item : items) draw_item(canvas, item, right.take_left(width_of(canvas, item)), tint);
  canvas.line(meta, status.place_and_person, rest, tint);
  if (status.offline_text.empty()) return;
  canvas.fill(box, theme.raised);
  Rect strip = box.inset(canvas.u(2), 0);
  canvas.icon(Icon::offline, 24, strip.take_left(canvas.icon_px(24)), {theme.text, theme.raised});
  strip.take_left(canvas.u(1));
  canvas.line(meta, status.offline_text, strip, {theme.text, theme.raised});
}

}  // namespace dockhand
