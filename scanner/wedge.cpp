#include "scanner/wedge.h"

#include <algorithm>

#include "scanner/gs1_elements.h"
#include "scanner/parse.h"

namespace dockhand {
namespace {

// Every byte might have been typed as its substitute.
std::size_t longest(const WedgeSettings& settings) {
  return Symbol::max_text * std::max<std::size_t>(1, settings.gs_substitute.size()) + 3;
}

std::string with_gs(std::string text, const std::string& substitute) {
  if (substitute.empty()) return text;
  for (auto at = text.find(substitute); at != std::string::npos; at = text.find(substitute, at + 1))
    text.replace(at, substitute.size(), 1, fnc1);
  return text;
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
}

void Wedge::take(char c) {
  if (settings_.terminators.find(c) != std::string::npos) return end();
  if (pending_.size() >= longest(settings_)) {
    too_long_ = true;
  } else {
    pending_ += c;
  }
}

void Wedge::end() {
  const std::string text = std::move(pending_);
  const bool too_long = too_long_;
  clear();
  if (text.empty()) return;
  const Symbol symbol = typed_symbol(with_gs(text, settings_.gs_substitute));
  if (!too_long && symbol.text.size() <= Symbol::max_text) return deliver_(symbol);
  if (trouble_) {
    trouble_({ErrorKind::bad_input, "scanner",
              "more than " + std::to_string(Symbol::max_text) + " characters without an end: dropped"});
  }
}

}  // namespace dockhand
