// How pictures are read: the switches of the reader.
//
// Decides: which switches there are, and what holds when nobody sets them. Leaves to others: how they are written in a
// command line and in a settings file (scanner/worker/decoder_options.h). Values only.
#pragma once

#include <chrono>

namespace dockhand {

struct ReaderSettings {
  // UPC-E is looked for where the bars were made upright, and nowhere else: there no line crosses only half of an
  // EAN-13.
  bool upce = true;
  bool code39_full_ascii = false;  // the site's choice: no symbol says so itself
  bool itf_any_length = false;     // otherwise Interleaved 2 of 5 has 14 digits and a right check digit
  // The CPU time of the calling thread for a picture that will not come again; zero is no limit. A step that has begun
  // is ended.
  std::chrono::milliseconds budget{0};
};

}  // namespace dockhand
