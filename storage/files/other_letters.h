// Signs that a text of single bytes is not in Windows-1252, as which it would be read.
//
// Decides: that words which no language of that encoding has were written in another: a whole word of letters with
// accents (Cyrillic, Greek, Japanese), a byte that stands for nothing, a sign of money or of fractions amid small
// letters (Polish), or letters with a caron beside others that no language has with them (Slovenian, Croatian). Leaves
// to others: which encoding it is, which nobody can know.
#pragma once

#include <cstddef>
#include <string_view>

namespace dockhand {

class OtherLetters {
 public:
  // The blocks of a file, one after the other.
  void feed(std::string_view bytes);
  bool found() const;

 private:
  // Letters of the encoding of Central Europe that are other letters here: one with a caron is the same in both, one
  // with a grave accent or an ae would be a letter with a caron or an acute accent.
  struct Word {
    std::size_t letters = 0;
    unsigned char before = ' ', last = ' ';
    bool has_caron = false, has_other = false;
  };
  void take(unsigned char byte);
  void take_of_word(unsigned char byte);

  std::size_t run_ = 0;  // letters with accents and signs, one after the other
  bool has_accent_ = false, has_other_ = false;
  unsigned char before_ = ' ', last_ = ' ';
  Word word_{};
  std::size_t carons_ = 0, others_ = 0;  // words that have some
  bool found_ = false;
};

}  // namespace dockhand
