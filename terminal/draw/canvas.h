// The parts of a screen draw on this.
//
// Decides: how a rectangle, a text and an icon become ImGui primitives, and that every text and every touch target is
// recorded with where it is and how it looks: the touch layer, the script driver and the tests read the record.
// Leaves to others: where things go (the parts), pixels (terminal/draw/raster.h). ImGui is included in canvas.cpp,
// fonts.cpp, raster.cpp and renderer.cpp and nowhere else.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/draw/fit.h"
#include "terminal/draw/geometry.h"
#include "terminal/draw/theme.h"
#include "terminal/kit/page.h"

struct ImDrawList;

namespace dockhand {

// Says where a target is: on a keypad or beside the scan zone; in the list; in the action bar; beside the task of the
// instruction.
enum class TargetKind { key, row, action, help };

// Something that can be tapped.
struct TouchTarget {
  std::string id;     // what App::tap gets
  std::string label;  // the words that stand on it
  Rect rect;          // whole, also where it is scrolled out of sight
  Rect visible;       // the part that can be touched
  TargetKind kind = TargetKind::key;
};

struct DrawnText {
  std::string text;  // as shown: lines joined with blanks, with its ellipsis when it was cut
  Rect rect;         // where its ink may be
  Rect box;          // where it had to stay
  float px = 0;
  Color ink, ground;
  bool truncated = false;  // an ellipsis stands for the rest
  bool shortened = false;  // a code with an ellipsis in its middle
  bool broken = false;     // a line ends within a word
  bool overlay = false;    // it is on a toast, and so may cover what is below
};

// Something that is said without words: an icon, a border, a stripe.
struct DrawnMark {
  const char* what;
  Rect rect;
  Color ink, ground;
};

// Says where a row that can be tapped lies within the list's content, also when it is scrolled out of sight.
struct RowPlace {
  std::string id;
  float top, bottom;
  int number = 0;  // that chooses it; Row::no_number: none does
};

// What one frame has drawn.
struct Drawn {
  std::vector<TouchTarget> targets;
  std::vector<DrawnText> texts;
  std::vector<DrawnMark> marks;
  std::vector<RowPlace> rows;
  bool numbered = false;  // rows are chosen by their number
  std::string enter;      // the button that Enter presses where nothing has the focus; empty: none
  Rect screen;
  Rect list;               // where dragging scrolls; empty without a list
  float content = 0;       // the height of all rows together
  float scroll = 0;        // as used: 0 to the content that the list has no room for
  Rect title{0, 0, 0, 0};  // on a keypad: its title and what the number is about
  Rect aside{0, 0, 0, 0};  // on a keypad and a red page: where a toast hides least
  Rect toast{0, 0, 0, 0};
  Rect active{0, 0, 0, 0};  // the row that is being worked on, in content coordinates; empty when there is none
};

enum class Align { left, centre, right };

// The colours of a text: its own, and that of the ground under it.
struct Tint {
  Color ink, ground;
};

class Canvas {
 public:
  Canvas(ImDrawList& list, const Fonts& fonts, const Theme& theme, Drawn& drawn, bool mirrored = false);

  const Theme& theme() const { return theme_; }
  const Fonts& fonts() const { return fonts_; }
  float u(float mm) const { return fonts_.scale().px(mm); }
  const Rect& screen() const { return drawn_.screen; }
  bool mirrored() const { return mirrored_; }

  void fill(Rect rect, Color color, float radius = 0);
  // Draws a filled rectangle inside a border of U/4, with corners of 3/4 U. `around` is the colour of the ground
  // outside.
  void panel(Rect rect, Color inside, Color border, Color around);
  void fade(Rect rect, Color color, float alpha, float radius = 0);
  void ring(Rect rect, Color color, float alpha, float thickness, float radius);

  Fitted fit(const Type& type, std::string_view text, float width,
             float max_height = std::numeric_limits<float>::max()) const;
  // Draws lines from the top of `box`. `fit` has cut them to it.
  void text(const Fitted& fitted, Rect box, Tint tint, Align align = Align::left);
  // Fits the words and centres them vertically.
  void line(const Type& type, std::string_view words, Rect box, Tint tint, Align align = Align::left);
  // The picture is as large as `box`. It must still exist when the shapes are drawn.
  void picture(const CameraPicture& picture, Rect box);
  // Draws the outline through these points.
  void outline(std::span<const Pos> corners, Color color, float thickness);
  // Draws the icon in the middle of `box`. The size is one of word_sizes.
  void icon(Icon icon, int size, Rect box, Tint tint);
  void glyph(std::string_view glyph, int size, Rect box, Tint tint);
  float icon_px(int size) const { return fonts_.icons(size).px(); }

  // Notes that something which has to be seen was filled in `ink`, on `ground`.
  void mark(const char* what, Rect rect, Tint tint);
  void target(std::string_view id, std::string_view label, Rect rect, TargetKind kind = TargetKind::key);

  // What is drawn from here on is cut to `rect`.
  void clip(Rect rect);
  void unclip();
  void overlay(bool on) { overlay_ = on; }

 private:
  ImDrawList& list_;
  const Fonts& fonts_;
  const Theme& theme_;
  Drawn& drawn_;
  Rect clip_;
  bool mirrored_;
  bool overlay_ = false;
};

}  // namespace dockhand
