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

  // Takes any piece of text, as it comes. Several terminators in a row are one. A scan longer than Symbol::max_text is
  // dropped whole, and `trouble` is told.
  void type(std::string_view text);
  // Forgets what was typed since the last terminator, because another window had the keys.
  void clear();
  // Is called when the rest of the line does not come. What there is of it is dropped up to its terminator, however
  // late that comes, and `trouble` gets `why`. Between two lines nothing happens.
  void give_up(const std::string& why);
  // Is called when some characters were lost and nobody knows which. Everything is dropped up to the next terminator.
  void lose(const std::string& why);
  // Is called when the line to the scanner was cut. What had begun is dropped, and the next character begins a scan.
  void cut_off();
  // Returns what was typed and not yet ended. A screen may show it while somebody types by hand.
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

// Return the options of a driver whose scanners send lines, together with its own; and what such options say. An Error
// has no place.
std::vector<OptionSpec> line_options(std::vector<OptionSpec> own);
Result<WedgeSettings> wedge_settings(const SourceOptions& options);

}  // namespace dockhand
