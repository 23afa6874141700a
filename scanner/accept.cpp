#include "scanner/accept.h"

#include <algorithm>
#include <cstdlib>

namespace dockhand {
namespace {

bool is_matrix(Symbology symbology) {
  switch (symbology) {
    case Symbology::aztec:
    case Symbology::datamatrix:
    case Symbology::maxicode:
    case Symbology::micro_qr:
    case Symbology::pdf417:
    case Symbology::qr: return true;
    default: return false;
  }
}

struct Box {
  int left, top, right, bottom;
};
Box box_of(const Symbol& symbol) {
  const auto [left, right] = std::minmax_element(symbol.corners.begin(), symbol.corners.end(),
                                                 [](const Point& a, const Point& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(symbol.corners.begin(), symbol.corners.end(),
                                                 [](const Point& a, const Point& b) { return a.y < b.y; });
  return {left->x, top->y, right->x, bottom->y};
}

}  // namespace

bool acceptable(const Sighting& sighting, const AcceptRules& rules) {
  const Symbol& symbol = sighting.symbol;
  if (is_matrix(symbol.symbology)) return true;
  if (sighting.lines < rules.min_lines) return false;
  if (symbol.symbology != Symbology::itf || rules.itf_any_length) return true;
  return symbol.text.size() == 14 && Gtin::parse(symbol.text).ok();
}

bool needs_agreement(Symbology symbology) {
  switch (symbology) {
    case Symbology::codabar:
    case Symbology::code39:
    case Symbology::ean8:
    case Symbology::ean13:
    case Symbology::itf:
    case Symbology::upca:
    case Symbology::upce: return true;
    default: return false;
  }
}

bool same_symbol(const Symbol& a, const Symbol& b) {
  if (a.symbology != b.symbology || a.text != b.text) return false;
  const Box here = box_of(a);
  const Box there = box_of(b);
  const int size = std::max(here.right - here.left, here.bottom - here.top);
  const int apart = std::max(std::abs(here.left + here.right - there.left - there.right),
                             std::abs(here.top + here.bottom - there.top - there.bottom)) /
                    2;
  return apart < std::max(size / 2, 8);
}

void Findings::add(const Sighting& sighting, bool sure) {
  if (!acceptable(sighting, rules_)) return;
  const Symbol& symbol = sighting.symbol;
  const auto is_it = [&](const Symbol& other) { return same_symbol(symbol, other); };
  if (std::any_of(accepted_.begin(), accepted_.end(), is_it)) return;
  const bool seen = std::any_of(waiting_.begin(), waiting_.end(), is_it);
  if (sure || seen || !needs_agreement(symbol.symbology)) {
    accepted_.push_back(symbol);
  } else {
    waiting_.push_back(symbol);
  }
}

bool Findings::covers(int left, int top, int width, int height) const {
  const int x = left + width / 2;
  const int y = top + height / 2;
  return std::any_of(accepted_.begin(), accepted_.end(), [&](const Symbol& symbol) {
    const Box box = box_of(symbol);
    const bool in_box = x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const int cx = (box.left + box.right) / 2;
    const int cy = (box.top + box.bottom) / 2;
    const bool in_region = cx >= left && cx < left + width && cy >= top && cy < top + height;
    return in_box || in_region;
  });
}

}  // namespace dockhand
