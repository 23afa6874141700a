// The passes of the ladder: ways to look at one part of a picture.
//
// Decides: what each pass does to the part before the library looks at it. Leaves to others: which pass is made on
// which part, and in which order (scanner/reader/ladder.h), what is believed (scanner/reader/consensus.h). A pass works
// on its arguments alone; `go_on` is asked between two looks at the library.
#pragma once

#include <functional>

#include "scanner/bars/bar_fields.h"
#include "scanner/bars/symbol_lines.h"
#include "scanner/matrix/matrix_fields.h"
#include "scanner/reader/consensus.h"
#include "scanner/reader/decode.h"
#include "scanner/reader/locator.h"

namespace dockhand {

struct ReadContext {
  PictureView picture;
  DecodeOptions options;
  Consensus& consensus;
  std::function<bool()> go_on;  // false: the budget is spent
};

// Adds what a blur over `radius` pixels would take away, multiplied by `amount`.
struct Sharpening {
  float amount = 0;
  int radius = 1;
};
inline constexpr Sharpening not_at_all{};
inline constexpr Sharpening weak_blur{2, 3};
inline constexpr Sharpening strong_blur{4, 5};

// Returns the upright rectangle around a field.
Box box_around(const BarField& field);

// Says how many fields of matrix symbols one pass takes, the largest first. Each `turn` begins after the fields of the
// last one.
struct FieldShare {
  std::size_t flattened = max_matrix_fields;
  std::size_t fitted = 2 * max_matrix_fields;
  std::size_t turn = 0;
};

// Reads the part as it is. What is found here is believed at once.
void try_plainly(ReadContext& context, const Box& region);
// Does the same for matrix symbols alone, which costs half as much.
void try_matrix_plainly(ReadContext& context, const Box& box);
// Reads linear symbols. The bars are made upright, as the mean of `rows` rows along them, and sharpened for weak and
// for strong blur.
void try_straightened(ReadContext& context, const BarField& field, int rows);
// Does the same, also where something was read before, until `enough` says so.
void try_straightened_fully(ReadContext& context, const BarField& field, int rows, const std::function<bool()>& enough);
// Reads the modules of EAN, UPC, Code 128, Code 39 and ITF-14 behind a strong blur, noise or both. It takes the mean of
// all rows, or of each of `parts` parts of them, together with the lines that earlier looks have left. At most `most`
// kinds and lengths of symbols are tried on each.
void try_through_blur(ReadContext& context, const BarField& field, SymbolLines& lines, int parts,
                      std::size_t most = SymbolLines::every_kind);
// Reads matrix symbols that are seen at an angle or are turned: quadrilaterals of small squares are made square and
// read.
void try_flattened(ReadContext& context, const Box& region, const FieldShare& share = {});
// Reads the same symbols behind a blur that hides their edges. Their known modules say where the others are.
void try_fitted(ReadContext& context, const Box& region, const FieldShare& share = {});
// Reads it twice as large and sharpened, for small modules and matrix codes.
void try_enlarged(ReadContext& context, const Box& region, Sharpening sharpening);
// Reads it `factor` times smaller, where there is less noise.
void try_shrunk(ReadContext& context, int factor, Sharpening sharpening);
// Reads light symbols on dark.
void try_inverted(ReadContext& context);

}  // namespace dockhand
