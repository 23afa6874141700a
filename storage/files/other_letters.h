// Signs that a text of single bytes is not in Windows-1252, as which it would be read.
//
// Decides: that words which no language of that encoding has were written in another: a whole word of letters with
// accents (Cyrillic, Greek, Japanese), a byte that stands for nothing, or a sign of money or of fractions amid small
// letters (Polish). Leaves to others: which encoding it is, which nobody can know.
#pragma once

#include <cstddef>
#include <string_view>

namespace dockhand {

class OtherLetters {
 public:
  // The blocks of a file, one after the other.
  void feed(std::string_view bytes);
  bool found() const { return found_; }

 private:
  void take(unsigned char byte);

  std::size_t run_ = 0;  // letters with accents and signs, one after the other
  bool has_accent_ = false, has_other_ = false;
  unsigned char before_ = ' ', last_ = ' ';
  bool found_ = false;
};

}  // namespace dockhand
