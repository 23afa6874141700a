// The symbol behind lines of grey levels that cross it, of one frame or of several.
//
// Decides: what the lines show together, and whether they show it well enough to be believed. Each line is a channel of
// its own (scanner/bars/line_channel.h), with its own place, light and blur; what they have in common are the modules,
// so that what they say about each module adds up. Of all symbols of the kinds that fit
// (scanner/bars/symbol_templates.h) the likeliest is the answer, when its check digit is right, it explains the lines
// as well as any modules do, and every other would explain them far worse. Leaves to others: where lines come from
// (scanner/bars/bar_trails.h, scanner/reader/passes.h). Only one thread may use it.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "scanner/bars/module_fit.h"
#include "scanner/bars/symbol_templates.h"
#include "scanner/bars/viterbi.h"
#include "storage/model/scan.h"

namespace dockhand {

struct Explained {
  Symbol symbol;      // it has no corners
  double margin = 0;  // twice the log likelihood ratio to the next best symbol
};

class SymbolLines {
 public:
  // Adds a line straight across the bars, with two samples for each pixel, and with quiet on both sides. Returns false
  // when there is no symbol on it.
  bool add(std::vector<float> levels);
  // Returns what all lines together show. Every kind of symbol that may have this length is tried roughly. Then those
  // that explain the newest line best are tried in full, until `go_on` says no. What is not reached is tried with the
  // next line. At most `most` kinds are tried, the likeliest first.
  std::optional<Explained> read(const std::function<bool()>& go_on, std::size_t most = every_kind);
  static constexpr std::size_t every_kind = 1000;
  // Says where the symbol begins and ends on the newest line, in samples.
  const BarRun& newest() const { return lines_.back().run; }

 private:
  struct Line {
    std::vector<float> levels;
    BarRun run;
    double sharpness = 0;
    std::vector<LineChannel> fitted = {};  // one a kind that may be the right one
  };
  // Says how well a kind explained the last line on which it was tried.
  struct Attempt {
    const SymbolTemplate* kind;
    double error = 0;
    int tries = 0;
  };
  std::vector<Attempt*> open_attempts();
  static LineChannel fit_roughly(const Line& line, const SymbolTemplate& kind);
  static LineChannel& fit(Line& line, const SymbolTemplate& kind);
  std::optional<Explained> read_as(const SymbolTemplate& kind, const std::function<bool()>& go_on);

  std::vector<Line> lines_;  // at most max_lines, with the newest at the end
  std::vector<Attempt> attempts_;
  static constexpr std::size_t max_lines = 4;
};

}  // namespace dockhand
