// This turns the keys of a keyboard, or of a scanner that types, into lines, digits and focus.
//
// Decides: that digits go to an open keypad as they come, that a line too long for a quantity is a scan even there, and
// that so is one whose last characters and suffix came in one burst, as no hand types: time decides that alone. The
// suffix ends a scan, always. That on a page with numbers before its rows a number of one or two digits with Enter is
// the row of that number, and so is a digit after which nothing comes, where nothing is asked; that the number of an
// answer that is not wholly in sight gives it the focus, so that it comes into view and a second Enter gives it; that
// elsewhere it is the quantity, where the page has one. That Enter alone presses the button that the page has for
// it, but on a red page not the second Enter of a scanner. Where the focus goes; which keys mean what lies there, and
// when they were aimed at it. Leaves to others: whether it had come to rest there (settled.h), where a scan ends
// (scanner/source/wedge.h), what it means, what a tap does. Only one thread may use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scanner/source/wedge.h"
#include "terminal/draw/canvas.h"

namespace dockhand {

// F1 to F4 press the buttons of the action bar from the left, F5 the search, F6 the help.
enum class Key { enter, tab, back_tab, up, down, left, right, escape, backspace, f1, f2, f3, f4, f5, f6 };

// What a key has brought about.
struct KeyTap {
  std::string id;
  // When the person pressed what he saw there, in ms. None: the key itself says what it means, as a digit does.
  std::optional<std::int64_t> aimed_at{};
};
struct KeyScan : Reading {};
struct KeyBack {};
struct KeyTrouble {
  std::string message;  // why a scan was not taken
};
using KeyAction = std::variant<KeyTap, KeyScan, KeyBack, KeyTrouble>;

class Keys {
 public:
  // Enter ends a line whatever `lines` says, because people type, too.
  explicit Keys(const WedgeSettings& lines = {});
  Keys(const Keys&) = delete;  // the wedge delivers here
  Keys& operator=(const Keys&) = delete;

  // A quantity has at most nine digits, and the shortest product code eight. So a line of up to seven digits is a
  // quantity.
  static constexpr std::size_t max_typed = 7;
  static constexpr std::size_t max_row_number = 2;  // digits
  // Characters that follow each other within this time, in ms, are a burst of a scanner. The slowest scanners that type
  // need 20, and the fastest hands 60.
  static constexpr std::int64_t burst_gap = 35;

  // `drawn` is what is on the screen. It is a keypad when it has the key "key:0". `now` is in ms of any one clock.
  std::vector<KeyAction> text(std::string_view utf8, const Drawn& drawn, std::int64_t now);
  std::vector<KeyAction> press(Key key, const Drawn& drawn, std::int64_t now);

  // When nothing more was typed for this long, in ms, a digit chooses its row.
  static constexpr std::int64_t lone_digit = 600;
  std::vector<KeyAction> rest(const Drawn& drawn, std::int64_t now);
  // An answer that its number has brought into view is looked at for this long, in ms, before Enter gives it.
  static constexpr std::int64_t look = 400;
  // Returns what was typed by hand and not ended yet. It is empty when a keypad has taken it.
  std::string pending() const;

  const std::string& focused() const { return focused_; }
  void drop_focus() { focused_.clear(); }

 private:
  void forget_given(const Drawn& drawn, std::int64_t now);
  std::vector<KeyAction> enter(const Drawn& drawn, std::int64_t now);
  std::vector<KeyAction> end_scan();
  std::vector<KeyAction> end_burst(const Drawn& drawn);
  void move(Key key, const Drawn& drawn);
  void erase_last();

  bool ends_line(char c) const { return terminators_.find(c) != std::string::npos; }

  const std::string terminators_;
  std::vector<KeyAction> heard_;  // the wedge's, until they are handed out
  Wedge wedge_;
  std::int64_t last_at_ = 0;     // the time of the character before
  std::size_t burst_begin_ = 0;  // where in the line the burst that still goes on began
  std::size_t given_ = 0;        // bytes of the line that the keypad has got
  bool begun_on_pad_ = false;    // the line that is pending
  std::string focused_;
  std::int64_t came_into_view_ = -look;  // when a number brought an answer into view
};

}  // namespace dockhand
