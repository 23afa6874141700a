// The faces that text is drawn with.
//
// Decides: which sizes and which characters exist: Latin with its extensions A, and the punctuation that screens use.
// The large sizes hold fewer characters, to keep the atlas small; `has_all` tells. Leaves to others: which face a text
// gets (terminal/draw/fit.h). Only one thread may use it. A Face points into its Fonts and lives no longer.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
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
  explicit Fonts(Scale scale);
  ~Fonts();

  Face face(Family family, int size) const;
  // Icons come in the sizes 24, 40 and 56, as the words do.
  Face icons(int size) const;
  Coverage coverage() const;
  ImFontAtlas* atlas() const { return atlas_.get(); }
  const Scale& scale() const { return scale_; }

 private:
  Scale scale_;
  std::unique_ptr<ImFontAtlas> atlas_;
  std::array<const ImFont*, word_sizes.size()> words_{};
  std::array<const ImFont*, code_sizes.size()> codes_{};
  std::array<const ImFont*, word_sizes.size()> icons_{};
};

// Returns the glyph of an icon as UTF-8. It is empty for Icon::none.
std::string_view glyph_of(Icon icon);
inline constexpr std::string_view chevron_glyph = "\uE5CC";

}  // namespace dockhand
