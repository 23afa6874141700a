#include "scanner/reader/add_on.h"

#include <algorithm>
#include <cmath>

#include "scanner/bars/straighten.h"
#include "scanner/image/enhance.h"
#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

constexpr double widest_add_on = 47 + 12;  // modules: five digits, and the widest gap before them (GS1, 5.2.3.4)

std::size_t digits_of_number(Symbology symbology) {
  if (symbology == Symbology::ean13) return 13;
  return symbology == Symbology::upca ? 12 : 8;
}
bool has_add_on(const Symbol& symbol) { return symbol.text.size() > digits_of_number(symbol.symbology); }

// Says how a symbol lies: its left and right end half way down, and its height.
struct Axis {
  PointF left, right;
  double height = 0, length = 0, module = 0;  // pixels

  explicit Axis(const Symbol& symbol) {
    const auto& [a, b, c, d] = symbol.corners;
    left = {(a.x + d.x) / 2.0, (a.y + d.y) / 2.0};
    right = {(b.x + c.x) / 2.0, (b.y + c.y) / 2.0};
    length = std::hypot(right.x - left.x, right.y - left.y);
    height = (std::hypot(d.x - a.x, d.y - a.y) + std::hypot(c.x - b.x, c.y - b.y)) / 2;
    module = length / modules_of_number(symbol.symbology);
  }
  // So many modules behind the right end, or before it.
  PointF beyond(double modules) const {
    const double part = modules * module / length;
    return {right.x + (right.x - left.x) * part, right.y + (right.y - left.y) * part};
  }
};

std::vector<float> levels_between(const PictureView& picture, PointF from, PointF to, double samples) {
  std::vector<float> levels(static_cast<std::size_t>(samples));
  add_levels(picture, from, to, levels);
  return levels;
}

}  // namespace

bool awaits_add_on(const PictureView& picture, const Symbol& symbol) {
  static constexpr double per_module = 4;  // samples
  static constexpr double least_gap = 4,
                          most_gap = 16;    // modules; 7 to 12 by the standard, and what the corners are off
  static constexpr double two_digits = 20;  // modules of the smaller add-on
  static constexpr int fewest_changes =
      6;  // between bars and spaces; the smaller one has 13, a blur takes the narrow ones
  if (!may_have_add_on(symbol.symbology) || has_add_on(symbol)) return false;
  const Axis axis(symbol);
  if (axis.module < 0.5) return false;
  const auto number = levels_between(picture, axis.left, axis.right, per_module * axis.length / axis.module);
  const auto beside = levels_between(picture, axis.right, axis.beyond(widest_add_on), per_module * widest_add_on);
  const auto [dark, light] = std::minmax_element(number.begin(), number.end());
  // Grey walls and noise are neither: what is a bar is dark for certain, what is paper light for certain.
  const float bar = *dark + 0.35F * (*light - *dark), paper = *dark + 0.65F * (*light - *dark);
  const auto gap = beside.begin() + static_cast<std::ptrdiff_t>(least_gap * per_module);
  const auto first = std::find_if(gap, beside.end(), [&](float level) { return level < bar; });
  const double begins = static_cast<double>(first - beside.begin()) / per_module;
  if (first == gap || first == beside.end() || begins > most_gap) return false;
  if (*std::max_element(gap - 2, first) < paper) return false;
  const auto end =
      beside.begin() + std::min<std::ptrdiff_t>(beside.end() - beside.begin(),
                                                first - beside.begin() + std::lround(1.1 * two_digits * per_module));
  int changes = 0;
  bool dark_now = true;
  for (auto level = first; level < end; ++level) {
    const bool changed = dark_now ? *level > paper : *level < bar;
    if (!changed) continue;
    dark_now = !dark_now;
    ++changes;
  }
  return changes >= fewest_changes;
}

void try_add_on(ReadContext& context, const Symbol& symbol) {
  static constexpr double least_height = 0.15;  // of the length: corners of a few lines that agreed lie close together
  const Axis axis(symbol);
  const PointF end = axis.beyond(widest_add_on);
  BarField field;
  field.x = (axis.left.x + end.x) / 2;
  field.y = (axis.left.y + end.y) / 2;
  field.angle = std::atan2(end.y - axis.left.y, end.x - axis.left.x);
  field.length = std::hypot(end.x - axis.left.x, end.y - axis.left.y);
  field.height = std::max(axis.height, least_height * axis.length);
  const auto read = [&] {
    const auto& symbols = context.consensus.symbols();
    return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& other) { return adds_to(other, symbol); });
  };
  for (const int rows : {3, 6})
    if (context.go_on() && !read()) try_straightened_fully(context, field, rows, read);
}

void try_add_ons(ReadContext& context) {
  const std::vector<Symbol> symbols = context.consensus.symbols();
  for (const Symbol& symbol : symbols)
    if (context.go_on() && awaits_add_on(context.picture, symbol)) try_add_on(context, symbol);
}

bool AddOnWait::still_waits(const PictureView& frame, const Symbol& symbol) {
  if (!awaits_add_on(frame, symbol)) return false;
  const auto same = [&](const HeldSymbol& waiting) { return waiting.symbol.text == symbol.text; };
  auto found = std::find_if(waiting_.begin(), waiting_.end(), same);
  if (found == waiting_.end()) found = waiting_.insert(found, {symbol});
  found->unseen = 0;
  if (found->seen < patience) ++found->seen;
  return found->seen < patience;
}

std::vector<Symbol> AddOnWait::settled(const PictureView& frame, const std::vector<Symbol>& symbols) {
  for (HeldSymbol& waiting : waiting_) ++waiting.unseen;
  std::vector<Symbol> settled;
  for (const Symbol& symbol : symbols)
    if (!still_waits(frame, symbol)) settled.push_back(symbol);
  std::erase_if(waiting_, [](const HeldSymbol& waiting) { return waiting.unseen > forgotten; });
  return settled;
}

}  // namespace dockhand
