#include "scanner/reader/consensus.h"

#include <algorithm>
#include <cstdlib>

#include "scanner/bars/symbol_codec.h"
#include "storage/model/add_on.h"

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
  static constexpr int least = 8;  // pixels: corners of one symbol shake by that much from one pass to the next
  const Box here = box_of(a.corners);
  const Point one = here.middle(), other = box_of(b.corners).middle();
  return std::max(std::abs(one.x - other.x), std::abs(one.y - other.y)) < std::max(here.size() / 2, least);
}

bool middle_in(const Symbol& symbol, const Box& place) { return place.contains(box_of(symbol.corners).middle()); }

}  // namespace

bool same_symbol(const Symbol& a, const Symbol& b) {
  return a.symbology == b.symbology && a.text == b.text && same_label(a, b);
}

bool same_label(const Symbol& a, const Symbol& b) {
  if (!same_number(a, b)) return false;
  const Box here = box_of(a.corners), there = box_of(b.corners);
  return same_place(a, b) || here.contains(there.middle()) || there.contains(here.middle());
}

bool Consensus::known(const Symbol& symbol) const {
  return std::any_of(accepted_.begin(), accepted_.end(),
                     [&](const Symbol& other) { return same_label(symbol, other) && !adds_to(symbol, other); });
}

Consensus::Candidate& Consensus::note(const Detection& detection) {
  const auto found = std::find_if(candidates_.begin(), candidates_.end(),
                                  [&](const Candidate& c) { return same_symbol(c.symbol, detection.symbol); });
  if (found != candidates_.end()) {
    found->symbol.corners = detection.symbol.corners;
    found->lines += detection.lines;
    ++found->looks;
    found->age = 0;
    return *found;
  }
  if (candidates_.size() == max_candidates)
    candidates_.erase(std::max_element(candidates_.begin(), candidates_.end(),
                                       [](const Candidate& a, const Candidate& b) { return a.age < b.age; }));
  return candidates_.emplace_back(Candidate{detection.symbol, detection.lines});
}

namespace {
// Sharpening makes no modules of its own in an EAN or UPC of this size.
bool is_large(const Symbol& symbol) {
  // In pixels. It is there against false texts and costs hardly a read: of 150 hard frames 142 are read within the
  // budget, 142 with half of it and 143 with twice, none wrongly (`bench_scanner --only hard`).
  static constexpr double module = 1.57;
  return box_of(symbol.corners).size() >= module * static_cast<double>(modules_of(symbol).size());
}
}  // namespace

// What nothing speaks for has to be the only text that was read there: by a plain look, or by several others where it
// is large.
bool Consensus::often(const Candidate& candidate) const {
  static constexpr int looks = 4;  // twice as many as where lines agree
  if (!candidate.sure && (candidate.looks < looks || !is_large(candidate.symbol))) return false;
  return std::none_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
    return !same_number(other.symbol, candidate.symbol) && same_place(other.symbol, candidate.symbol);
  });
}

bool Consensus::believable(const Candidate& candidate) const {
  if (candidate.sure || is_matrix(candidate.symbol.symbology)) return true;
  if (!checks_itself_weakly(candidate.symbol.symbology)) return candidate.lines >= 2;
  const auto rivals = [&](const Candidate& other) {
    return other.outcome != TestOutcome::rejected && !same_number(other.symbol, candidate.symbol) &&
           same_place(other.symbol, candidate.symbol) && other.lines * 3 > candidate.lines;
  };
  // The left half of an EAN-13, crossed at a slant, is a UPC-E: more has to speak for one.
  const int lines = candidate.symbol.symbology == Symbology::upce ? 3 * agreeing_lines : agreeing_lines;
  return candidate.looks >= 2 && candidate.lines >= lines &&
         std::none_of(candidates_.begin(), candidates_.end(), rivals);
}

void Consensus::next_frame() {
  accepted_.clear();
  for (Candidate& candidate : candidates_) {
    ++candidate.age;
    candidate.sure = false;
    if (candidate.outcome == TestOutcome::rejected) candidate.outcome.reset();  // this frame may show more
  }
  std::erase_if(candidates_, [](const Candidate& candidate) { return candidate.age > max_age; });
}

void Consensus::add(const std::vector<Detection>& look, bool enhanced) {
  for (const Detection& detection : look) {
    if (!acceptable(detection.symbol, settings_) || known(detection.symbol)) continue;
    Candidate& candidate = note(detection);
    candidate.sure |= detection.explained || (!enhanced && detection.lines >= agreeing_lines);
    if (detection.explained) candidate.outcome = TestOutcome::confirmed;
  }
  for (Candidate& candidate : candidates_)
    if (candidate.age == 0 && !known(candidate.symbol) && believable(candidate)) accept(candidate);
}

bool Consensus::doubtful(const Candidate& candidate) {
  return candidate.outcome == TestOutcome::inconclusive && is_testable(candidate.symbol.symbology);
}

// What is proven takes the place of what only nothing spoke against.
void Consensus::displace_doubtful(const Symbol& proven) {
  for (const Candidate& other : candidates_) {
    if (!doubtful(other) || same_number(other.symbol, proven) || !same_place(other.symbol, proven)) continue;
    std::erase_if(accepted_, [&](const Symbol& symbol) { return same_symbol(symbol, other.symbol); });
  }
}

namespace {
// A finder of a QR code, with what is next to it, looks like a Micro QR code of few digits.
bool is_part_of(const Symbol& part, const Symbol& whole) {
  return part.symbology == Symbology::micro_qr && whole.symbology == Symbology::qr &&
         box_of(whole.corners).contains(box_of(part.corners).middle());
}
}  // namespace

void Consensus::accept(Candidate& candidate) {
  const auto has = [&](const Symbol& other) { return is_part_of(candidate.symbol, other); };
  if (std::any_of(accepted_.begin(), accepted_.end(), has)) return;
  if (!candidate.outcome) candidate.outcome = test_ ? test_(candidate.symbol) : TestOutcome::confirmed;
  if (candidate.outcome == TestOutcome::rejected) return;
  if (doubtful(candidate) && !(candidate.sure && often(candidate))) return;
  if (candidate.outcome == TestOutcome::confirmed) displace_doubtful(candidate.symbol);
  std::erase_if(accepted_, [&](const Symbol& symbol) {
    return same_label(candidate.symbol, symbol) || is_part_of(symbol, candidate.symbol);
  });
  accepted_.push_back(candidate.symbol);
}

bool Consensus::waits(const Candidate& candidate, int most_age) const {
  return candidate.age <= most_age && doubtful(candidate) && !known(candidate.symbol) && believable(candidate) &&
         often(candidate);
}
bool Consensus::has_doubtful_in(const Box& place) const {
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
    return waits(candidate, 0) && middle_in(candidate.symbol, place);
  });
}
void Consensus::accept_doubtful_in(const Box& place, int most_age) {
  for (const Candidate& candidate : candidates_)
    if (waits(candidate, most_age) && middle_in(candidate.symbol, place)) accepted_.push_back(candidate.symbol);
}

bool Consensus::covers(const Box& place) const {
  return std::any_of(accepted_.begin(), accepted_.end(), [&](const Symbol& symbol) {
    Box box = box_of(symbol.corners);
    ++box.width;  // its corners are part of it: a linear symbol may be one row high
    ++box.height;
    return box.contains(place.middle()) || (place.contains(box.middle()) && 2 * box.size() >= place.size());
  });
}

bool Consensus::has_in(const Box& place) const {
  return std::any_of(accepted_.begin(), accepted_.end(),
                     [&](const Symbol& symbol) { return middle_in(symbol, place); });
}

}  // namespace dockhand
