// What to believe of what was read.
//
// Decides: which sightings are too weak to be a scan at all, and which need a second one that agrees.
// Leaves to others: whether the code makes sense (scanner/parse.h).
#pragma once

#include <vector>

#include "scanner/decode.h"

namespace dockhand {

struct AcceptRules {
  bool itf_any_length = false;  // else Interleaved 2 of 5 has 14 digits and a right check digit
  int min_lines = 3;            // scan lines of a linear symbol that agree
};

bool acceptable(const Sighting& sighting, const AcceptRules& rules);
// EAN, UPC, ITF, Code 39 and Codabar check themselves so little that sharpened noise can pass for one.
bool needs_agreement(Symbology symbology);
// The same symbol, though seen twice: symbology, text, and about the same place.
bool same_symbol(const Symbol& a, const Symbol& b);

// Collects what one picture shows: keeps each symbol once, and holds what needs agreement until it was seen twice.
class Findings {
 public:
  explicit Findings(AcceptRules rules) : rules_(rules) {}

  // `sure`: read from the picture as it is; false: from one that was enhanced.
  void add(const Sighting& sighting, bool sure);
  const std::vector<Symbol>& symbols() const { return accepted_; }
  // Some accepted symbol covers the middle of this place.
  bool covers(int left, int top, int width, int height) const;

 private:
  const AcceptRules rules_;
  std::vector<Symbol> accepted_;
  std::vector<Symbol> waiting_;  // seen once
};

}  // namespace dockhand
