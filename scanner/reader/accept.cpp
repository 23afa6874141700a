#include "scanner/reader/accept.h"

#include <algorithm>
#include <cstdlib>

#include "scanner/bars/module_codes.h"

namespace dockhand {

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

namespace {

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

bool acceptable(const Symbol& symbol, const ReaderSettings& settings) {
  if (symbol.symbology != Symbology::itf || settings.itf_any_length) return true;
  return symbol.text.size() == 14 && Gtin::parse(symbol.text).ok();
}

bool checks_itself_weakly(Symbology symbology) {
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

namespace {
bool same_place(const Symbol& a, const Symbol& b) {
  const Box here = box_of(a);
  const Box there = box_of(b);
  const int size = std::max(here.right - here.left, here.bottom - here.top);
  const int apart = std::max(std::abs(here.left + here.right - there.left - there.right),
                             std::abs(here.top + here.bottom - there.top - there.bottom)) /
                    2;
  return apart < std::max(size / 2, 8);
}

bool middle_in(const Symbol& symbol, int left, int top, int width, int height) {
  const Box box = box_of(symbol);
  const int x = (box.left + box.right) / 2 - left, y = (box.top + box.bottom) / 2 - top;
  return x >= 0 && x < width && y >= 0 && y < height;
}

}  // namespace

bool same_symbol(const Symbol& a, const Symbol& b) {
  return a.symbology == b.symbology && a.text == b.text && same_place(a, b);
}

bool Findings::known(const Symbol& symbol) const {
  return std::any_of(accepted_.begin(), accepted_.end(), [&](const Symbol& s) { return same_symbol(symbol, s); });
}

Findings::Candidate& Findings::note(const Sighting& sighting) {
  const auto found = std::find_if(candidates_.begin(), candidates_.end(),
                                  [&](const Candidate& c) { return same_symbol(c.symbol, sighting.symbol); });
  if (found != candidates_.end()) {
    found->symbol.corners = sighting.symbol.corners;
    found->lines += sighting.lines;
    ++found->looks;
    found->age = 0;
    return *found;
  }
  if (candidates_.size() == max_candidates)
    candidates_.erase(std::max_element(candidates_.begin(), candidates_.end(),
                                       [](const Candidate& a, const Candidate& b) { return a.age < b.age; }));
  return candidates_.emplace_back(Candidate{sighting.symbol, sighting.lines});
}

namespace {
// Sharpening makes no modules of its own in an EAN or UPC of this size.
bool is_large(const Symbol& symbol) {
  static constexpr double module = 1.57;  // pixels
  const Box box = box_of(symbol);
  const int length = std::max(box.right - box.left, box.bottom - box.top);
  return length >= module * static_cast<double>(modules_of(symbol).size());
}
}  // namespace

// What nothing speaks for has to be the only text that was read there: by a plain look, or by several others where it
// is large.
bool Findings::often(const Candidate& candidate) const {
  static constexpr int looks = 4;
  if (!candidate.sure && (candidate.looks < looks || !is_large(candidate.symbol))) return false;
  return std::none_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
    return other.symbol.text != candidate.symbol.text && same_place(other.symbol, candidate.symbol);
  });
}

bool Findings::believable(const Candidate& candidate) const {
  if (candidate.sure || is_matrix(candidate.symbol.symbology)) return true;
  if (!checks_itself_weakly(candidate.symbol.symbology)) return candidate.lines >= 2;
  const auto rivals = [&](const Candidate& other) {
    return other.verdict != Verdict::refuted && other.symbol.text != candidate.symbol.text &&
           same_place(other.symbol, candidate.symbol) && other.lines * 3 > candidate.lines;
  };
  // The left half of an EAN-13, crossed at a slant, is a UPC-E: more has to speak for one.
  const int lines = candidate.symbol.symbology == Symbology::upce ? 3 * agreeing_lines : agreeing_lines;
  return candidate.looks >= 2 && candidate.lines >= lines &&
         std::none_of(candidates_.begin(), candidates_.end(), rivals);
}

void Findings::next_frame() {
  accepted_.clear();
  for (Candidate& candidate : candidates_) {
    ++candidate.age;
    candidate.sure = false;
    if (candidate.verdict == Verdict::refuted) candidate.verdict.reset();  // this frame may show more
  }
  std::erase_if(candidates_, [](const Candidate& candidate) { return candidate.age > max_age; });
}

void Findings::add(const std::vector<Sighting>& look, bool enhanced) {
  for (const Sighting& sighting : look) {
    if (!acceptable(sighting.symbol, settings_) || known(sighting.symbol)) continue;
    Candidate& candidate = note(sighting);
    candidate.sure |= sighting.explained || (!enhanced && sighting.lines >= agreeing_lines);
    if (sighting.explained) candidate.verdict = Verdict::proven;
  }
  for (Candidate& candidate : candidates_)
    if (candidate.age == 0 && !known(candidate.symbol) && believable(candidate)) accept(candidate);
}

bool Findings::doubtful(const Candidate& candidate) {
  return candidate.verdict == Verdict::unknown && has_proof(candidate.symbol.symbology);
}

// What is proven takes the place of what only nothing spoke against.
void Findings::displace_doubtful(const Symbol& proven) {
  for (const Candidate& other : candidates_) {
    if (!doubtful(other) || other.symbol.text == proven.text || !same_place(other.symbol, proven)) continue;
    std::erase_if(accepted_, [&](const Symbol& symbol) { return same_symbol(symbol, other.symbol); });
  }
}

void Findings::accept(Candidate& candidate) {
  if (!candidate.verdict) candidate.verdict = proof_ ? proof_(candidate.symbol) : Verdict::proven;
  if (candidate.verdict == Verdict::refuted) return;
  if (doubtful(candidate) && !(candidate.sure && often(candidate))) return;
  if (candidate.verdict == Verdict::proven) displace_doubtful(candidate.symbol);
  accepted_.push_back(candidate.symbol);
}

bool Findings::waits(const Candidate& candidate, int most_age) const {
  return candidate.age <= most_age && doubtful(candidate) && !known(candidate.symbol) && believable(candidate) &&
         often(candidate);
}
bool Findings::has_doubtful_in(int left, int top, int width, int height) const {
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
    return waits(candidate, 0) && middle_in(candidate.symbol, left, top, width, height);
  });
}
void Findings::accept_doubtful_in(int left, int top, int width, int height, int most_age) {
  for (const Candidate& candidate : candidates_)
    if (waits(candidate, most_age) && middle_in(candidate.symbol, left, top, width, height))
      accepted_.push_back(candidate.symbol);
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
    const int size = std::max(box.right - box.left, box.bottom - box.top);
    return in_box || (in_region && 2 * size >= std::max(width, height));
  });
}

bool Findings::has_in(int left, int top, int width, int height) const {
  return std::any_of(accepted_.begin(), accepted_.end(),
                     [&](const Symbol& symbol) { return middle_in(symbol, left, top, width, height); });
}

}  // namespace dockhand
