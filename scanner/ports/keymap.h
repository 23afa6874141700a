// From a keyboard's scancodes to the characters that a scanner meant.
//
// Decides: which character a key stands for under the layout that the scanner was set to (us, de, fr), with Shift,
// AltGr, Caps Lock, Ctrl (Ctrl+] is the separator 0x1D) and Alt with digits of the keypad (Alt+0029 is 0x1D, too): the
// ways in which scanners type what a layout has no key for. The layout of the desktop plays no part.
// Leaves to others: the device (scanner/ports/hid_scanner.h), where a scan ends (scanner/source/wedge.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dockhand {

enum class KeyboardLayout { us, de, fr };
// In the order of the enumeration.
std::vector<std::string> layout_names();
KeyboardLayout layout_named(std::string_view name);  // us, when there is no such layout

class Keymap {
 public:
  explicit Keymap(KeyboardLayout layout) : layout_(layout) {}

  // `code` as in <linux/input-event-codes.h>; `pressed` also for a key that repeats. What was typed by it, as UTF-8:
  // nothing for a modifier, a release, or a key that has no character.
  std::string key(std::uint16_t code, bool pressed);
  // All keys are up: the device was opened again.
  void release() { *this = Keymap(layout_); }

 private:
  bool modifier(std::uint16_t code, bool pressed);
  std::string alt_code(std::uint16_t code);

  KeyboardLayout layout_;
  bool left_shift_ = false, right_shift_ = false, ctrl_ = false, alt_ = false, alt_gr_ = false, caps_ = false;
  std::string alt_digits_;  // typed on the keypad since Alt went down; at most 4
};

}  // namespace dockhand
