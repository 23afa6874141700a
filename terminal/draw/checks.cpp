#include "terminal/draw/checks.h"

#include <fmt/format.h>

namespace dockhand {
namespace {

constexpr float tolerance = 1.5F;  // px: positions are rounded

bool overlap(const DrawnText& a, const DrawnText& b) {
  if (a.overlay != b.overlay) return false;
  const Rect common = a.rect.common(b.rect);
  return common.w > tolerance && common.h > tolerance;
}

std::string quoted(const DrawnText& text) { return '"' + text.text + '"'; }

}  // namespace

std::vector<std::string> misfits(const Drawn& drawn) {
  std::vector<std::string> faults;
  for (std::size_t i = 0; i < drawn.texts.size(); ++i) {
    const DrawnText& text = drawn.texts[i];
    if (text.truncated) faults.push_back(quoted(text) + " is cut short");
    if (!text.box.inset(-tolerance).contains(text.rect)) faults.push_back(quoted(text) + " leaves its box");
    if (!drawn.screen.contains(text.rect)) faults.push_back(quoted(text) + " leaves the screen");
    for (std::size_t k = i + 1; k < drawn.texts.size(); ++k) {
      if (overlap(text, drawn.texts[k])) faults.push_back(quoted(text) + " overlaps " + quoted(drawn.texts[k]));
    }
  }
  return faults;
}

std::vector<std::string> faint_texts(const Drawn& drawn, double least_contrast) {
  std::vector<std::string> faults;
  for (const DrawnText& text : drawn.texts) {
    const double ratio = contrast(text.ink, text.ground);
    if (ratio < least_contrast) faults.push_back(fmt::format("{} has a contrast of {:.1f}:1", quoted(text), ratio));
  }
  return faults;
}

std::vector<std::string> small_targets(const Drawn& drawn, float least_mm, float px_per_mm) {
  std::vector<std::string> faults;
  const float least = least_mm * px_per_mm - 1;
  for (const TouchTarget& target : drawn.targets) {
    if (target.rect.w >= least && target.rect.h >= least) continue;
    faults.push_back(fmt::format("\"{}\" is {:.1f} x {:.1f} mm", target.label, target.rect.w / px_per_mm,
                                 target.rect.h / px_per_mm));
  }
  return faults;
}

}  // namespace dockhand
