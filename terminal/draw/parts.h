// The parts of a screen, one .cpp each.
//
// Decides: how each part is laid out inside the rectangle it gets. A part is measured first, then drawn, because the
// list gets what the others leave. Leaves to others: which part goes where (terminal/draw/renderer.cpp).
#pragma once

#include <span>
#include <vector>

#include "terminal/draw/canvas.h"
#include "terminal/draw/dimmer.h"
#include "terminal/kit/page.h"

namespace dockhand {

// Says on what the finger or the focus is, and how far the list is scrolled.
struct Pointing {
  std::string pressed, focused;  // ids of targets; empty: none
  float scroll = 0;              // px; clamped to what the list has
  Light light = Light::on;       // less when nobody has used the screen for a while
  std::string typed{};           // what was typed on the keyboard and not ended yet
};

// Texts of one rank have one size on every screen: more lines come before a smaller size, which is for what is crowded.
Fitted fit_steady(const Canvas& canvas, Type type, std::string_view text, float width,
                  float max_height = std::numeric_limits<float>::max());

// Bar of 5.5 U, and under it, while offline, the strip that says so.
float status_height(const Canvas& canvas, const StatusBar& status);
void draw_status(Canvas& canvas, const StatusBar& status, Rect box);

struct InstructionLayout {
  Fitted verb, task, location, count, name, code, where, help;
  bool has_place = false;    // the location and the count share the largest line
  bool beside_name = false;  // the count stands beside the name and the code
  float height = 0;          // 0: there is nothing to say
  float above = 0;           // and below: from the edge to the words
};
// Says what gives way on a screen that has to show everything at once: first the size of the words, then their lines.
enum class Squeeze { none, sizes, lines };
InstructionLayout measure_instruction(const Canvas& canvas, const Instruction& instruction, float width,
                                      Squeeze squeeze = Squeeze::none, bool help = false);
void draw_instruction(Canvas& canvas, const Instruction& instruction, const InstructionLayout& layout,
                      const Pointing& pointing, Rect box);

// Draws corner brackets, with no fill and no border, because it must never look like a button. It shows what the camera
// sees, when there is one. Where it can be searched, the button for that stands beside it, or below it where there is
// more height.
void draw_scan_zone(Canvas& canvas, const WorkPage& page, const CameraPicture* camera, const Pointing& pointing,
                    Rect box);

// Draws an amber strip that asks or warns. It grows with its text. When the text needs more than there is room for, its
// words are small.
float strip_height(const Canvas& canvas, const std::string& text, float width, float room);
void draw_strip(Canvas& canvas, const std::string& text, Rect box);

// Draws the heading, the rows and the scroll thumb, and fills the list's part of the record.
struct ListPart {
  const std::string& heading;
  const std::vector<Row>& rows;
  const std::string& empty_text;
  bool numbered = false;
};
// Keeps the heights of the rows that were drawn last. Rows that come again are not measured again; in a list of 10,000
// that is nearly all of a frame's work. It is for one scale: make a new one when the fonts change.
class RowHeights {
 public:
  // Returns one height for each row, in px. They are valid until the next call.
  std::span<const float> of(const Canvas& canvas, const std::vector<Row>& rows, bool numbered, float width);

 private:
  std::vector<Row> rows_;
  bool numbered_ = false;
  float width_ = 0;
  std::vector<float> heights_;
};
// Returns how high a list of rows is at least: a row and a half, or what leaves its heading room above them.
float least_height(const Canvas& canvas, const ListPart& list, float row_and_half);
// Returns what the heading and the words that stand instead of rows need.
float height_without_rows(const Canvas& canvas, const ListPart& list, float width);
void draw_list(Canvas& canvas, const ListPart& list, const Pointing& pointing, Rect box, RowHeights& heights,
               Drawn& drawn);

// The bar has a height of 13 U. In landscape the last button is as wide as the right half. When it is mirrored, it is
// as seen in a mirror.
void draw_actions(Canvas& canvas, std::span<const Button> buttons, const Pointing& pointing, Rect box);
// Where no instruction has the word Help in its corner, a button beside the last says it. No key of the bar presses it.
std::vector<Button> with_help(const std::vector<Button>& buttons);
Button help_button();
// How icon and label stand: beside each other where they fit so, or the icon above.
enum class ButtonForm { any, stacked };
void draw_button(Canvas& canvas, const Button& button, const Pointing& pointing, Rect box,
                 TargetKind kind = TargetKind::action, ButtonForm form = ButtonForm::any);

// `told` is what a toast will say over it; empty: nothing.
void draw_keypad(Canvas& canvas, const KeypadPage& page, const Pointing& pointing, Rect box, const std::string& told,
                 RowHeights& heights, Drawn& drawn);
// `band` is how much of its lower part a toast wants.
void draw_refusal(Canvas& canvas, const RefusalPage& page, Rect box, float band, Drawn& drawn);

// Both lie over everything: they never take room and never take a touch. They stand on the lower edge of `above`, and
// are cut when there is no room for all of them.
void draw_toast(Canvas& canvas, const Toast& toast, Rect above, Drawn& drawn);
void draw_typed(Canvas& canvas, const std::string& typed, Rect above);
bool toast_fits(const Canvas& canvas, const std::string& text, const Rect& above);
float toast_height(const Canvas& canvas, const std::string& text, float width);        // with the whole text
float least_toast_height(const Canvas& canvas, const std::string& text, float width);  // in its smallest letters
void draw_flash(Canvas& canvas, float strength, Rect screen);
void draw_dark(Canvas& canvas, Light light, Rect screen);
void draw_focus(Canvas& canvas, const Pointing& pointing, const Drawn& drawn);

// Is asked of the whole screen: what is left between its bars may be wide and yet too narrow for two halves.
inline bool is_landscape(const Rect& screen) { return screen.w > screen.h; }

}  // namespace dockhand
