// This turns a keyboard's scancodes into the characters that a scanner meant.
//
// Decides: which character a key stands for under the layout that the scanner was set to: any of XKB's, by its name
// ("us", "de", "fr", "de(nodeadkeys)"), with Shift, AltGr, Caps Lock, Ctrl (Ctrl+] is the separator 0x1D) and Alt with
// digits of the keypad (Alt+0029 is 0x1D, too): the ways in which scanners type what a layout has no key for. The
// layout of the desktop plays no part. Leaves to others: the device (scanner/ports/hid_scanner.h), where a scan ends
// (scanner/source/wedge.h), the layouts themselves (libxkbcommon, which keymap.cpp alone includes).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

class Keymap {
 public:
  // An Error of kind bad_input says that XKB has no layout of this name.
  static Result<Keymap> of(const std::string& layout);
  ~Keymap();
  Keymap(Keymap&&) noexcept;
  Keymap& operator=(Keymap&&) noexcept;

  // `code` is as in <linux/input-event-codes.h>. `pressed` is also set for a key that repeats. Returns what was typed
  // by it, as UTF-8: nothing for a modifier, a release, or a key that has no character.
  std::string key(std::uint16_t code, bool pressed);
  // Is called when the device was opened again: all keys are up.
  void release();

 private:
  struct Layout;
  explicit Keymap(std::unique_ptr<Layout> layout);
  std::string alt_code(std::uint16_t code, bool pressed);

  std::unique_ptr<Layout> layout_;
  bool alt_ = false;
  std::string alt_digits_;  // typed on the keypad since Alt went down; at most 4
};

}  // namespace dockhand
