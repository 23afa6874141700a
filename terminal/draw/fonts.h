// The faces that text is drawn with.
//
// Decides: which sizes and which characters exist: Latin with its extensions A, Greek, Cyrillic, and the punctuation
// that screens use; a character that no face has is shown by its number, because a code has to be told from another.
// The large sizes hold fewer characters, to keep the atlas small; `has_all` tells. The program's own words need few of
// them, so a start makes these alone. Leaves to others: which face a text gets (terminal/draw/fit.h), making all
// letters when a text needs more (terminal/draw/renderer.h). Only one thread may use it. A Face points into its Fonts
// and lives no longer.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "terminal/draw/theme.h"
#include "terminal/kit/page.h"

struct ImFont;
struct ImFontAtlas;

namespace dockhand {

enum class Family {
  words,  // Inter SemiBold
  codes,  // JetBrains Mono Bold, for every code and quantity; it has tabular digits and a slashed zero
};

// The type scale in px at 8 px per mm, largest first. Nothing is smaller than its last size.
inline constexpr std::array<int, 4> word_sizes{56, 40, 30, 24};
inline constexpr std::array<int, 5> code_sizes{96, 72, 56, 40, 28};
std::span<const int> sizes_of(Family family);
// The size 30 is the only one without icons.
inline constexpr std::array<int, 3> icon_sizes{56, 40, 24};

enum class Letters {
  english,  // ASCII and the punctuation of the program's own words: a third of the time and of the memory
  latin,    // with the accents of Western and Central Europe
  european  // with Greek and Cyrillic; all that are drawn
};

// Returns the text as it is drawn: a character that no face has is "[U+6DF1]", also where it would leave no ink.
std::string visible(std::string_view text);

class Face {
 public:
  Face(const ImFont* font, float px) : font_(font), px_(px) {}
  float px() const { return px_; }  // the height of a line: ascent and descent
  float width(std::string_view text) const;
  bool has_all(std::string_view text) const;
  const ImFont* font() const { return font_; }

 private:
  const ImFont* font_;
  float px_;
};

// The atlas, with one byte of coverage for each pixel.
struct Coverage {
  const std::uint8_t* data;
  int width, height;
};

class Fonts {
 public:
  explicit Fonts(Scale scale, Letters letters = Letters::european);
  ~Fonts();

  Face face(Family family, int size) const;
  Face icons(int size) const;
  Letters letters() const { return letters_; }
  // A text is going to be drawn: says which letters it needs.
  void note(std::string_view text) const;
  // Gives the letters that were made, or more where some text needs more.
  Letters wanted() const { return wanted_; }
  Coverage coverage() const;
  ImFontAtlas* atlas() const { return atlas_.get(); }
  const Scale& scale() const { return scale_; }

 private:
  Scale scale_;
  Letters letters_;
  mutable Letters wanted_;
  std::unique_ptr<ImFontAtlas> atlas_;
  std::array<const ImFont*, word_sizes.size()> words_{};
  std::array<const ImFont*, code_sizes.size()> codes_{};
  std::array<const ImFont*, icon_sizes.size()> icons_{};
};

// Returns what stands for an icon in the faces of icons. It is empty for Icon::none.
std::string_view glyph_of(Icon icon);
inline constexpr std::string_view chevron_glyph = "!";

}  // namespace dockhand
