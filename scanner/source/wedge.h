// A scanner that types: characters in, readings out. Every source of lines goes through it.
//
// Decides: where a scan ends. It ends at a terminator only, never because some time went by, so that fast scans do not
// run together and slow ones do not fall apart. What is not surely a whole scan is dropped whole, and said.
// Leaves to others: where the characters come from (the window's key text, scanner/drivers/).
// No thread of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "scanner/source/reading.h"
#include "scanner/source/source_options.h"
#include "storage/model/result.h"

namespace dockhand {

struct WedgeSettings {
  std::string terminators = "\r\n\t";  // Enter and Tab; any of these ends a scan
  std::string prefix{};                // what the scanner is set to put in front; a line without it is a fragment
  std::string gs_substitute = "{GS}";  // what the scanner is set to type for 0x1D; empty: 0x1D only
  bool aim = true;                     // an AIM identifier in front ("]C1") is one, and no part of the text
  std::size_t min_length = 1;          // bytes of the text; a shorter one is not taken
};

class Wedge {
 public:
  using Deliver = std::function<void(const Reading&)>;
  using Trouble = std::function<void(const Error&)>;

  explicit Wedge(Deliver deliver, Trouble trouble = {}, WedgeSettings settings = {});

  // Any piece of text, as it comes. Terminators in a row are one. A scan longer than Symbol::max_text is dropped whole,
  // and `trouble` hears of it.
  void type(std::string_view text);
  // Forgets what was typed since the last terminator: another window had the keys.
  void clear();
  // The rest of the line is overdue: what there is of it is dropped up to its terminator, however late that comes, and
  // `trouble` hears `why`. Nothing happens between two lines.
  void give_up(const std::string& why);
  // Some characters were lost, nobody knows which: dropped up to the next terminator in any case.
  void lose(const std::string& why);
  // The line to the scanner was cut: what had begun is dropped, and the next character begins a scan.
  void cut_off();
  // Typed and not yet ended; what a screen may show while somebody types by hand.
  const std::string& pending() const { return pending_; }

 private:
  void take(char c);
  void end();
  void report(std::string message) const;

  Deliver deliver_;
  Trouble trouble_;
  WedgeSettings settings_;
  std::string pending_;
  bool too_long_ = false;
  bool given_up_ = false;
};

// The options of a driver whose scanners send lines, besides its own; and what they say. An Error has no place.
std::vector<OptionSpec> line_options(std::vector<OptionSpec> own);
Result<WedgeSettings> wedge_settings(const SourceOptions& options);

}  // namespace dockhand
