// The rungs of the ladder: ways to look at one part of a picture, from plain to laborious.
//
// Decides: what each rung does to the part before the library looks at it. Leaves to others: which rung is tried on
// which part, and when (scanner/reader/reader.h, scanner/reader/frames.h), what is believed (scanner/reader/accept.h).
// A rung works on its arguments alone; `go_on` is asked between two looks.
#pragma once

#include <functional>

#include "scanner/bars/bar_fields.h"
#include "scanner/bars/symbol_lines.h"
#include "scanner/matrix/matrix_fields.h"
#include "scanner/reader/accept.h"
#include "scanner/reader/decode.h"
#include "scanner/reader/locator.h"

namespace dockhand {

struct Climb {
  PictureView picture;
  DecodeOptions options;
  Findings& findings;
  std::function<bool()> go_on;  // false: the budget is spent
};

// How much of what a blur over so many pixels would take away is added.
struct Sharpening {
  float amount = 0;
  int radius = 1;
};
inline constexpr Sharpening not_at_all{};
inline constexpr Sharpening weak_blur{2, 3};
inline constexpr Sharpening strong_blur{4, 5};

Region region_of(const BarField& field);

// The part as it is. What is found here is believed at once.
void look_plainly(Climb& climb, const Region& region);
// Bars made upright, the mean of so many rows along them, sharpened for weak and for strong blur: linear symbols.
void look_straightened(Climb& climb, const BarField& field, int rows);
// The modules of EAN, UPC, Code 128, Code 39 and ITF-14 behind a strong blur, noise or both: from the mean of all rows,
// or of each of so many parts of them, together with the lines that earlier looks have left. `most`: kinds and lengths
// of symbols that are tried on each.
void look_through_blur(Climb& climb, const BarField& field, SymbolLines& lines, int parts,
                       std::size_t most = SymbolLines::every_kind);
// Quadrilaterals of small squares seen straight on: matrix symbols that are seen aslant or lie off the picture's axes.
// So many of them, the largest first, or in each `turn` the next ones.
void look_flattened(Climb& climb, const Region& region, std::size_t most = max_matrix_fields, std::size_t turn = 0);
// The same symbols behind a blur that hides their edges: their modules as the known ones among them say. So many
// fields, as above.
void look_fitted(Climb& climb, const Region& region, std::size_t most = 2 * max_matrix_fields, std::size_t turn = 0);
// Twice as large and sharpened: small modules and matrix codes.
void look_enlarged(Climb& climb, const Region& region, Sharpening sharpening);
// So many times smaller, with less noise.
void look_shrunk(Climb& climb, int factor, Sharpening sharpening);
// Light on dark.
void look_inverted(Climb& climb);

}  // namespace dockhand
