#include "terminal/draw/checks.h"

#include <fmt/format.h>

#include <algorithm>

namespace dockhand {
namespace {

constexpr float tolerance = 1.5F;          // px: positions are rounded
constexpr std::size_t least_of_code = 14;  // bytes: less of a code is not enough to tell it from another

bool overlap(const DrawnText& a, const DrawnText& b) {
  if (a.overlay != b.overlay) return false;
  const Rect common = a.rect.common(b.rect);
  return common.w > tolerance && common.h > tolerance;
}

// Between two rectangles, across or along; negative: they overlap.
float gap_between(const Rect& a, const Rect& b) {
  const Rect common = a.common(b);
  return std::max(-common.w, -common.h);
}

bool is_on_button(const Drawn& drawn, const DrawnText& text) {
  return std::any_of(drawn.targets.begin(), drawn.targets.end(), [&](const TouchTarget& target) {
    return target.kind != TargetKind::row && target.visible.contains(text.rect.centre());
  });
}

// What is read or touched while the toast stands there.
void add_covered(const Drawn& drawn, std::vector<std::string>& faults) {
  if (drawn.toast.empty()) return;
  const auto covers = [&](const Rect& what) {
    const Rect common = drawn.toast.common(what);
    return common.w > tolerance && common.h > tolerance;
  };
  for (const TouchTarget& target : drawn.targets) {
    if (target.kind != TargetKind::row && covers(target.visible))
      faults.push_back("the toast covers \"" + target.label + '"');
  }
  if (covers(drawn.title)) faults.emplace_back("the toast covers the title of the keypad");
}

// "1234567/9999999", or what is left of it: without its middle it is another number, and nobody would see it.
bool is_number(std::string text) {
  constexpr std::string_view ellipsis = "\u2026";
  if (const auto gap = text.find(ellipsis); gap != std::string::npos) text.erase(gap, ellipsis.size());
  return !text.empty() && text.find_first_not_of("0123456789/., ") == std::string::npos;
}

std::string quoted(const DrawnText& text) { return '"' + text.text + '"'; }

}  // namespace

std::vector<std::string> misfits(const Drawn& drawn) {
  std::vector<std::string> faults;
  add_covered(drawn, faults);
  for (std::size_t i = 0; i < drawn.texts.size(); ++i) {
    const DrawnText& text = drawn.texts[i];
    if (text.broken && is_on_button(drawn, text)) faults.push_back(quoted(text) + " has a broken word");
    if (text.truncated || (text.shortened && (text.text.size() < least_of_code || is_number(text.text))))
      faults.push_back(quoted(text) + " is cut short");
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

std::vector<std::string> faint_marks(const Drawn& drawn, double least_contrast) {
  std::vector<std::string> faults;
  for (const DrawnMark& mark : drawn.marks) {
    const double ratio = contrast(mark.ink, mark.ground);
    if (ratio >= least_contrast) continue;
    faults.push_back(
        fmt::format("{} at {}, {} has a contrast of {:.1f}:1", mark.what, mark.rect.x, mark.rect.y, ratio));
  }
  return faults;
}

std::vector<std::string> close_targets(const Drawn& drawn, float least_mm, float px_per_mm) {
  std::vector<std::string> faults;
  const float least = least_mm * px_per_mm - 1;
  const auto is_row = [&](const TouchTarget& target) { return drawn.list.contains(target.visible.centre()); };
  for (std::size_t i = 0; i < drawn.targets.size(); ++i) {
    for (std::size_t k = i + 1; k < drawn.targets.size(); ++k) {
      const TouchTarget &a = drawn.targets[i], &b = drawn.targets[k];
      if (is_row(a) && is_row(b)) continue;
      const float gap = gap_between(a.visible, b.visible);
      if (gap >= least) continue;
      faults.push_back(fmt::format("\"{}\" and \"{}\" are {:.1f} mm apart", a.label, b.label, gap / px_per_mm));
    }
  }
  return faults;
}

std::vector<std::string> states_by_colour(const Page& page) {
  std::vector<std::string> faults;
  const auto* work = std::get_if<WorkPage>(&page);
  if (work == nullptr) return faults;
  for (const Row& a : work->rows) {
    for (const Row& b : work->rows) {
      // The one being worked on stands on another ground as well.
      const bool grounds = (a.stripe == Stripe::active) != (b.stripe == Stripe::active);
      const bool same_words = a.detail == b.detail && a.value_note == b.value_note;
      if (a.stripe >= b.stripe || grounds || a.icon != b.icon || !same_words) continue;
      faults.push_back(fmt::format("\"{}\" and \"{}\" differ in the colour of their stripe alone", a.title, b.title));
    }
  }
  return faults;
}

}  // namespace dockhand
