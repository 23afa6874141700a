// One look at one picture through the barcode library.
//
// Decides: nothing but the mapping: the library's formats to ours, its text to ours, its corners to pixels.
// Leaves to others: where to look and how often (scanner/reader/reader.h), what to believe
// (scanner/reader/consensus.h), meaning (scanner/meaning/parse.h). Only
// scanner/reader/decode_zxing.cpp knows the library; it builds on ZXing 1.4, 2.3 and 3.1.
#pragma once

#include <vector>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

struct DecodeOptions {
  bool linear = true;     // EAN, UPC, Code 128, 39, 93, Codabar, ITF, DataBar
  bool matrix = true;     // QR, Micro QR, DataMatrix, Aztec, PDF417, MaxiCode
  bool upce = false;      // a slanted EAN-13 looks like one now and then
  bool downscale = true;  // also tries smaller copies, which the library makes
  bool rotate = true;     // also tries it turned by 90, 180 and 270 degrees
  bool harder = true;
  bool code39_full_ascii = false;  // "+A" is "a"; a HIBC begins like that, too
  int min_lines = 2;               // scan lines of a linear symbol that have to agree
};

// One symbol, and how surely it was read.
struct Detection {
  Symbol symbol;
  int lines = 0;           // scan lines that agreed; 0 for matrix codes
  bool explained = false;  // it explains the grey levels, and nothing else does (scanner/bars/symbol_lines.h)
};

// It never throws. A picture of no size has no symbols. Texts that are longer than Symbol::max_text are left out.
std::vector<Detection> decode(const PictureView& picture, const DecodeOptions& options);

}  // namespace dockhand
