// A scanner that types: characters in, symbols out.
//
// Decides: where a scan ends. It ends at a terminator only, never because some time went by, so that fast scans do not
// run together and slow ones do not fall apart.
// Leaves to others: where the characters come from (the window's key text, scanner/drivers/wedge.cpp).
// No thread of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "storage/model/result.h"
#include "storage/model/scan.h"

namespace dockhand {

struct WedgeSettings {
  std::string terminators = "\r\n\t";  // Enter and Tab; any of these ends a scan
  std::string gs_substitute = "{GS}";  // what the scanner was told to type for 0x1D; empty: 0x1D only
};

class Wedge {
 public:
  using Deliver = std::function<void(const Symbol&)>;
  using Trouble = std::function<void(const Error&)>;

  explicit Wedge(Deliver deliver, Trouble trouble = {}, WedgeSettings settings = {});

  // Any piece of text, as it comes. Terminators in a row are one. A scan longer than Symbol::max_text is dropped whole,
  // and `trouble` hears of it.
  void type(std::string_view text);
  // Forgets what was typed since the last terminator: another window had the keys.
  void clear();
  // Typed and not yet ended; what a screen may show while somebody types by hand.
  const std::string& pending() const { return pending_; }

 private:
  void take(char c);
  void end();

  Deliver deliver_;
  Trouble trouble_;
  WedgeSettings settings_;
  std::string pending_;
  bool too_long_ = false;
};

}  // namespace dockhand
