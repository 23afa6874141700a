// From a keyboard, or a wedge scanner that plays one, to lines, digits and focus.
//
// Decides: that a scan ends with its terminator and never with a pause; that digits go to an open keypad as they come,
// and that a line too long for a quantity is a scan even there; where the focus goes.
// Leaves to others: what a line means (scanner/), what a tap does. One thread; standard library only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "terminal/draw/canvas.h"

namespace dockhand {

enum class Key { enter, tab, back_tab, up, down, left, right, escape, backspace };

// What came of a key.
struct KeyTap {
  std::string id;
};
struct KeyLine {
  std::string text;
};
struct KeyBack {};
using KeyAction = std::variant<KeyTap, KeyLine, KeyBack>;

class Keys {
 public:
  // As long as the longest symbol (storage/model/scan.h); the rest of a longer line is dropped, and the line with it.
  static constexpr std::size_t max_line = 7089;
  // A quantity has nine digits at most and the shortest product code eight: a line of up to seven is a quantity.
  static constexpr std::size_t max_typed = 7;

  // `drawn` is what is on the screen; it is a keypad when it has the key "key:0".
  std::vector<KeyAction> text(std::string_view utf8, const Drawn& drawn);
  std::vector<KeyAction> press(Key key, const Drawn& drawn);

  const std::string& focused() const { return focused_; }
  void drop_focus() { focused_.clear(); }

 private:
  std::vector<KeyAction> enter(const Drawn& drawn);
  void move(Key key, const Drawn& drawn);

  std::string line_;
  bool overflow_ = false;
  std::string focused_;
};

}  // namespace dockhand
