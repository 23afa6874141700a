#include "scanner/source/wedge.h"

#include <algorithm>

#include "scanner/meaning/gs1_elements.h"
#include "scanner/meaning/parse.h"

namespace dockhand {
namespace {

// Every byte might have been typed as its substitute.
std::size_t longest(const WedgeSettings& settings) {
  return Symbol::max_text * std::max<std::size_t>(1, settings.gs_substitute.size()) + settings.prefix.size() + 3;
}

std::string with_gs(std::string text, const std::string& substitute) {
  if (substitute.empty()) return text;
  for (auto at = text.find(substitute); at != std::string::npos; at = text.find(substitute, at + 1))
    text.replace(at, substitute.size(), 1, fnc1);
  return text;
}

Symbol symbol_of(std::string text, const WedgeSettings& settings) {
  text = with_gs(std::move(text), settings.gs_substitute);
  if (settings.aim) return typed_symbol(text);
  Symbol symbol;
  symbol.text = std::move(text);
  return symbol;
}

}  // namespace

Wedge::Wedge(Deliver deliver, Trouble trouble, WedgeSettings settings)
    : deliver_(std::move(deliver)), trouble_(std::move(trouble)), settings_(std::move(settings)) {}

void Wedge::type(std::string_view text) {
  for (const char c : text) take(c);
}

void Wedge::clear() {
  pending_.clear();
  too_long_ = false;
  given_up_ = false;
}

void Wedge::give_up(const std::string& why) {
  if (!pending_.empty()) lose(why);
}

void Wedge::lose(const std::string& why) {
  report(why);
  clear();
  given_up_ = true;
}

void Wedge::cut_off() {
  if (!pending_.empty()) report("cut off in the middle of a scan, which was not taken: scan it again");
  clear();
}

void Wedge::take(char c) {
  if (settings_.terminators.find(c) != std::string::npos) return end();
  if (given_up_) return;
  if (pending_.size() >= longest(settings_)) {
    too_long_ = true;
  } else {
    pending_ += c;
  }
}

void Wedge::end() {
  std::string text = std::move(pending_);
  const bool too_long = too_long_;
  clear();
  if (text.empty()) return;
  if (!too_long && !text.starts_with(settings_.prefix))
    return report("a scan without its prefix, which was not taken: scan it again");
  const Symbol symbol = symbol_of(text.substr(std::min(text.size(), settings_.prefix.size())), settings_);
  if (too_long || symbol.text.size() > Symbol::max_text)
    return report("more than " + std::to_string(Symbol::max_text) + " characters without an end: dropped");
  if (symbol.text.empty()) return;
  if (symbol.text.size() < settings_.min_length)
    return report("a scan of fewer than " + std::to_string(settings_.min_length) + " characters, which was not taken");
  deliver_({symbol, std::move(text)});
}

void Wedge::report(std::string message) const {
  if (trouble_) trouble_({ErrorKind::bad_input, "scanner", std::move(message)});
}

std::vector<OptionSpec> line_options(std::vector<OptionSpec> own) {
  const WedgeSettings standard;
  own.push_back({"suffix", standard.terminators, "any of these characters ends a scan"});
  own.push_back({"prefix", standard.prefix, "what the scanner puts in front; a line without it is not taken"});
  own.push_back({"gs", standard.gs_substitute, "what the scanner sends for the separator 0x1D"});
  own.push_back({"aim", standard.aim, "an AIM identifier (]C1) in front is one, and no part of the code"});
  own.push_back({"min_length", std::int64_t{1}, "shorter codes are not taken", 1, 100});
  return own;
}

Result<WedgeSettings> wedge_settings(const SourceOptions& options) {
  if (options.text("suffix").empty())
    return Error{ErrorKind::bad_input, "", "\"suffix\" must not be empty: nothing else ends a scan"};
  return WedgeSettings{options.text("suffix"), options.text("prefix"), options.text("gs"), options.flag("aim"),
                       static_cast<std::size_t>(options.number("min_length"))};
}

}  // namespace dockhand
