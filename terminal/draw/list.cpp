#include <algorithm>
#include <cmath>
#include <limits>

#include "terminal/draw/parts.h"

namespace dockhand {
namespace {

constexpr float row_mm = 11, pad_mm = 1.25F, band_mm = 1.5F, pad_empty_mm = 3, least_with_heading_mm = 2 * row_mm;

// Marks of a state stand at the right end, pictures of a kind at the left; in a list that has both, all at the left.
bool is_mark(Icon icon) { return icon == Icon::check || icon == Icon::attention || icon == Icon::error; }

// The columns are the same for all rows, so that values stand under each other.
struct Columns {
  float number = 0, lead = 0, trail = 0;
};

// Its own, or its place in the list as it is seen.
int number_of(std::span<const Row> rows, std::size_t i) {
  return rows[i].number != 0 ? rows[i].number : static_cast<int>(i) + 1;
}

// As wide as the longest number.
float number_width(const Canvas& canvas, std::span<const Row> rows) {
  int most = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) most = std::max(most, number_of(rows, i));
  return std::max(canvas.u(4), canvas.fonts().face(Family::codes, 28).width(std::to_string(most)) + canvas.u(1));
}

Columns columns_of(const Canvas& canvas, std::span<const Row> rows, bool numbered) {
  bool pictures = false, marks = false, chevrons = false;
  for (const Row& row : rows) {
    pictures = pictures || (row.icon != Icon::none && !is_mark(row.icon));
    marks = marks || is_mark(row.icon);
    chevrons = chevrons || !row.id.empty();
  }
  const bool trail = chevrons || (marks && !pictures);
  return {numbered ? number_width(canvas, rows) : 0, pictures ? canvas.icon_px(40) + canvas.u(1.5F) : 0,
          trail ? canvas.icon_px(40) + canvas.u(1) : 0};
}

struct RowLayout {
  Fitted title, detail, value, note;
  float height = 0;
};

// Titles wrap before they get smaller, so that the rows of one list look alike.
Fitted fit_title(const Canvas& canvas, const Row& row, float width) {
  if (row.title_is_code) return canvas.fit({Family::codes, 28, 3}, row.title, width);
  Fitted wrapped = canvas.fit({Family::words, 30, 2, 30}, row.title, width);
  return wrapped.whole() ? wrapped : canvas.fit({Family::words, 24, 10}, row.title, width);
}

// A number is never shortened: a part of a whole goes onto two lines first.
Fitted fit_value(const Canvas& canvas, const std::string& value, int size, float inner) {
  Fitted one = canvas.fit({Family::codes, size}, value, inner * 0.5F);
  const auto slash = value.find('/');
  if (one.whole() || slash == std::string::npos) return one;
  Fitted two =
      canvas.fit({Family::codes, 28, 2}, value.substr(0, slash + 1) + "\n" + value.substr(slash + 1), inner / 2);
  return two.whole() ? two : one;
}

RowLayout measure_beside(const Canvas& canvas, const Row& row, const Columns& columns, float width, int value_size) {
  const float inner = width - canvas.u(2) - canvas.u(1.5F) - columns.number - columns.lead - columns.trail;
  Fitted value = fit_value(canvas, row.value, value_size, inner);
  Fitted note = canvas.fit({Family::words, 24, 3}, row.value_note, inner * 0.45F);
  const float right = std::max(value.width, note.width);
  const float left = inner - right - (right > 0 ? canvas.u(1.5F) : 0);
  RowLayout layout{fit_title(canvas, row, left), canvas.fit({Family::words, 24, 30}, row.detail, left),
                   std::move(value), std::move(note)};
  const auto height = [](const Fitted& fitted) { return fitted.width > 0 ? fitted.height : 0; };
  const float words = height(layout.title) + height(layout.detail);
  const float numbers = height(layout.value) + height(layout.note);
  const float band = row.band ? canvas.u(band_mm + pad_mm) : 0;
  layout.height = std::max(canvas.u(row_mm), std::ceil(std::max(words, numbers) + band) + 2 * canvas.u(pad_mm));
  return layout;
}

// A long number is smaller before a word beside it is broken.
RowLayout measure(const Canvas& canvas, const Row& row, const Columns& columns, float width) {
  const auto breaks = [](const RowLayout& one) { return one.title.broken || one.detail.broken; };
  RowLayout layout = measure_beside(canvas, row, columns, width, 40);
  if (!breaks(layout) || row.value.empty()) return layout;
  RowLayout smaller = measure_beside(canvas, row, columns, width, 28);
  return breaks(smaller) ? layout : smaller;
}

// Draws two texts, one under the other, centred as a block.
void draw_block(Canvas& canvas, const Fitted& upper, const Fitted& lower, Rect box, Tint first, Tint second,
                Align align) {
  const float high = upper.width > 0 ? upper.height : 0, low = lower.width > 0 ? lower.height : 0;
  Rect block{box.x, box.y + std::floor((box.h - high - low) / 2), box.w, high + low};
  canvas.text(upper, block.take_top(high), first, align);
  canvas.text(lower, block, second, align);
}

Color stripe_color(const Theme& theme, Stripe stripe) {
  switch (stripe) {
    case Stripe::done: return theme.success_text;
    case Stripe::active: return theme.primary.fill;
    case Stripe::attention: return theme.warning.fill;
    case Stripe::error: return theme.error_text;
    case Stripe::none: break;
  }
  return theme.bg;
}

// Amber on white is hardly seen: what needs attention is striped as the edge of a step is.
void draw_stripe(Canvas& canvas, Stripe stripe, Rect box, Color ground) {
  const Theme& theme = canvas.theme();
  const bool attention = stripe == Stripe::attention;
  canvas.fill(box, stripe_color(theme, stripe));
  canvas.mark("stripe", box,
              {attention && contrast(theme.warning.fill, ground) < 3 ? theme.warning.ink : stripe_color(theme, stripe),
               ground});
  const float step = canvas.u(1);
  for (float y = box.y + step; attention && y < box.bottom(); y += 2 * step) {
    canvas.fill({box.x, y, box.w, std::min(step, box.bottom() - y)}, theme.warning.ink);
  }
}

void draw_icon(Canvas& canvas, Icon icon, Rect box, Color ground) {
  const Theme& theme = canvas.theme();
  if (icon == Icon::check) return canvas.icon(icon, 40, box, {theme.success_text, ground});
  if (icon == Icon::error) return canvas.icon(icon, 40, box, {theme.error_text, ground});
  if (icon != Icon::attention) return canvas.icon(icon, 40, box, {theme.text, ground});
  const float side = canvas.u(4.5F);
  const Rect plate{box.centre().x - side / 2, box.centre().y - side / 2, side, side};
  canvas.fill(plate, theme.warning.fill, canvas.u(0.75F));
  canvas.icon(icon, 24, plate, {theme.warning.ink, theme.warning.fill});
}

void draw_trail(Canvas& canvas, const Row& row, const Columns& columns, Rect box, Color ground) {
  const Rect place{box.right() - canvas.icon_px(40), box.y, canvas.icon_px(40), box.h};
  if (is_mark(row.icon) && columns.lead == 0) return draw_icon(canvas, row.icon, place, ground);
  if (!row.id.empty()) canvas.glyph(chevron_glyph, 40, place, {canvas.theme().border, ground});
}

// From low to high, on a line from nothing to the most of the list; what is likeliest stands across it.
void draw_band(Canvas& canvas, const Band& band, Rect box, Color ground) {
  const Theme& theme = canvas.theme();
  const auto at = [&](float share) { return box.x + std::clamp(share, 0.0F, 1.0F) * box.w; };
  const float hairline = canvas.u(0.25F), mark = canvas.u(0.5F);
  canvas.fill({box.x, box.centre().y - hairline / 2, box.w, hairline}, theme.border);
  const Rect likely{at(band.low), box.y + hairline, std::max(mark, at(band.high) - at(band.low)), box.h - 2 * hairline};
  canvas.fill(likely, theme.border);
  canvas.mark("band", likely, {theme.border, ground});
  const Rect middle{std::min(at(band.middle), box.right() - mark), box.y, mark, box.h};
  canvas.fill({middle.x - hairline, middle.y, middle.w + 2 * hairline, middle.h}, ground);
  canvas.fill(middle, theme.text);
  canvas.mark("band", middle, {theme.text, ground});
}

void draw_row(Canvas& canvas, const Row& row, int number, const RowLayout& layout, const Columns& columns,
              const Pointing& pointing, Rect box) {
  const Theme& theme = canvas.theme();
  const bool held = !row.id.empty() && row.id == pointing.pressed;
  const Color at_rest = row.stripe == Stripe::active ? theme.surface : theme.bg;
  const Color ground = held ? theme.raised : at_rest;
  canvas.target(row.id, row.title, box, TargetKind::row);
  const float hairline = canvas.u(0.25F);
  canvas.fill(box, ground);
  canvas.fill({box.x + canvas.u(2), box.bottom() - hairline, box.w - canvas.u(2), hairline}, theme.raised);
  if (row.stripe != Stripe::none) {
    draw_stripe(canvas, row.stripe, {box.x, box.y, canvas.u(1), box.h - hairline}, ground);
  }
  const Tint first{theme.text, ground}, second{theme.text2, ground};
  box.h -= hairline;
  box.take_left(canvas.u(2));
  box.take_right(canvas.u(1.5F));
  if (columns.number > 0) {
    const Rect place = box.take_left(columns.number);
    if (number > 0) canvas.line({Family::codes, 28}, std::to_string(number), place, second);
  }
  if (columns.lead > 0) {
    const Rect lead = box.take_left(columns.lead);
    draw_icon(canvas, row.icon, {lead.x, lead.y, canvas.icon_px(40), lead.h}, ground);
  }
  if (columns.trail > 0) draw_trail(canvas, row, columns, box.take_right(columns.trail), ground);
  if (row.band) {
    box.take_bottom(canvas.u(pad_mm));
    draw_band(canvas, *row.band, box.take_bottom(canvas.u(band_mm)), ground);
  }
  const float right = std::max(layout.value.width, layout.note.width);
  draw_block(canvas, layout.value, layout.note, box.take_right(right), first, second, Align::right);
  if (right > 0) box.take_right(canvas.u(1.5F));
  draw_block(canvas, layout.title, layout.detail, box, first, second, Align::left);
}

void draw_thumb(Canvas& canvas, const Drawn& drawn) {
  const Rect& list = drawn.list;
  if (drawn.content <= list.h) return;
  const float height = std::max(canvas.u(4), list.h * list.h / drawn.content);
  const float top = list.y + (list.h - height) * drawn.scroll / (drawn.content - list.h);
  const float width = canvas.u(0.5F);
  const Rect thumb{list.right() - width, top, width, height};
  canvas.fill(thumb, canvas.theme().border);
  canvas.mark("thumb", thumb, {canvas.theme().border, canvas.theme().bg});
}

Fitted fit_heading(const Canvas& canvas, const std::string& heading, float width) {
  return canvas.fit({Family::words, 24, 5}, heading, width - 2 * canvas.u(2));
}

float height_of_heading(const Canvas& canvas, const Fitted& words) {
  return words.height + 2 * canvas.u(0.75F) + canvas.u(0.25F);
}

void draw_heading(Canvas& canvas, const std::string& heading, Rect& box) {
  const Theme& theme = canvas.theme();
  const float hairline = canvas.u(0.25F);
  const Fitted words = fit_heading(canvas, heading, box.w);
  Rect head = box.take_top(height_of_heading(canvas, words));
  canvas.fill(head.take_bottom(hairline), theme.raised);
  canvas.text(words, head.inset(canvas.u(2), canvas.u(0.75F)), {theme.text2, theme.bg});
}

void draw_rows(Canvas& canvas, std::span<const Row> rows, std::span<const float> heights, bool numbered,
               const Pointing& pointing, Drawn& drawn) {
  const Columns columns = columns_of(canvas, rows, numbered);
  drawn.numbered = numbered;
  drawn.rows.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].stripe == Stripe::active && drawn.active.empty()) {
      drawn.active = {0, drawn.content, drawn.list.w, heights[i]};
    }
    const float bottom = drawn.content + heights[i];
    if (!rows[i].id.empty()) drawn.rows.push_back({rows[i].id, drawn.content, bottom, number_of(rows, i)});
    drawn.content = bottom;
  }
  drawn.scroll = std::clamp(std::round(pointing.scroll), 0.0F, std::max(0.0F, drawn.content - drawn.list.h));
  float y = drawn.list.y - drawn.scroll;
  canvas.clip(drawn.list);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Rect box{drawn.list.x, y, drawn.list.w, heights[i]};
    if (!box.common(drawn.list).empty()) {
      draw_row(canvas, rows[i], number_of(rows, i), measure(canvas, rows[i], columns, drawn.list.w), columns, pointing,
               box);
    }
    y += box.h;
  }
  canvas.unclip();
  draw_thumb(canvas, drawn);
}

// What is said instead of rows.
Fitted fit_empty_text(const Canvas& canvas, const std::string& text, float width, float height) {
  return fit_steady(canvas, {Family::words, 30, 4}, text, width - 2 * canvas.u(pad_empty_mm), height);
}

}  // namespace

float least_height(const Canvas& canvas, const ListPart& list, float row_and_half) {
  return list.heading.empty() ? row_and_half : std::ceil(canvas.u(least_with_heading_mm)) + 1;
}

float height_without_rows(const Canvas& canvas, const ListPart& list, float width) {
  const float heading = list.heading.empty() ? 0 : height_of_heading(canvas, fit_heading(canvas, list.heading, width));
  const Fitted words = fit_empty_text(canvas, list.empty_text, width, std::numeric_limits<float>::max());
  const float whole = heading + words.height + 2 * canvas.u(pad_empty_mm);
  return list.heading.empty() ? whole : std::max(whole, std::ceil(canvas.u(least_with_heading_mm)) + 1);
}

std::span<const float> RowHeights::of(const Canvas& canvas, const std::vector<Row>& rows, bool numbered, float width) {
  if (rows == rows_ && numbered == numbered_ && width == width_) return heights_;
  const Columns columns = columns_of(canvas, rows, numbered);
  heights_.clear();
  for (const Row& row : rows) heights_.push_back(measure(canvas, row, columns, width).height);
  rows_ = rows;
  numbered_ = numbered;
  width_ = width;
  return heights_;
}

void draw_list(Canvas& canvas, const ListPart& list, const Pointing& pointing, Rect box, RowHeights& heights,
               Drawn& drawn) {
  if (!list.heading.empty() && box.h > canvas.u(least_with_heading_mm)) draw_heading(canvas, list.heading, box);
  drawn.list = box;
  if (!list.rows.empty()) {
    return draw_rows(canvas, list.rows, heights.of(canvas, list.rows, list.numbered, box.w), list.numbered, pointing,
                     drawn);
  }
  const Fitted words = fit_empty_text(canvas, list.empty_text, box.w, box.h);
  const Rect middle = box.inset(canvas.u(pad_empty_mm), std::floor((box.h - words.height) / 2));
  canvas.text(words, middle, {canvas.theme().text2, canvas.theme().bg}, Align::centre);
}

}  // namespace dockhand
