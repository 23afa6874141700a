// The symbol behind lines of grey levels that cross it, of one frame or of several.
//
// Decides: what the lines show together, and whether they show it well enough to be believed. Each line is a channel of
// its own (scanner/line_channel.h), with its own place, light and blur; what they have in common are the modules, so
// that what they say about each module adds up. Of all symbols of the kinds that fit (scanner/layouts.h) the likeliest
// is the answer, when its check digit is right, it explains the lines as well as any modules do, and every other would
// explain them far worse.
// Leaves to others: where lines come from (scanner/bar_trail.h, scanner/rungs.h). One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "scanner/layouts.h"
#include "scanner/modules.h"
#include "storage/model/scan.h"

namespace dockhand {

struct Explanation {
  Symbol symbol;      // without corners
  double margin = 0;  // twice the log likelihood ratio to the next best
};

class SymbolLines {
 public:
  // Straight across the bars, two samples a pixel, with quiet on both sides. False: there is no symbol on it.
  bool add(std::vector<float> levels);
  // What all lines together show. Numbers of modules are tried one after the other, the likeliest first, and those
  // first that were tried less often before, until `go_on` says no.
  std::optional<Explanation> read(const std::function<bool()>& go_on, std::size_t most_counts);
  // Where the symbol begins and ends on the newest line, samples.
  const Stretch& newest() const { return lines_.back().stretch; }

 private:
  struct Fitted {
    int count;
    LineChannel channel;
  };
  struct Line {
    std::vector<float> levels;
    Stretch stretch;
    double sharpness = 0;
    std::vector<Fitted> fitted = {};
  };
  std::vector<int> likely_counts() const;
  static LineChannel& fit(Line& line, int count);
  std::optional<Explanation> read_as(int count);

  std::vector<Line> lines_;  // at most max_lines, the newest last
  std::map<int, int> tries_;  // of each number of modules
  static constexpr std::size_t max_lines = 4;
};

}  // namespace dockhand
