#include "terminal/kit/undo_words.h"

#include <fmt/format.h>

namespace dockhand {

std::string in_short(const std::vector<std::string>& facts) {
  constexpr std::size_t said = 2;
  std::string text;
  for (std::size_t i = 0; i < facts.size() && i < said; ++i) text += (i == 0 ? "" : "; ") + facts[i];
  if (facts.size() > said) text += fmt::format(" and {} more", facts.size() - said);
  return text;
}

std::string undone_words(const std::vector<std::string>& facts) {
  if (facts.empty()) return "Undone";
  return (facts.size() == 1 ? "Undone: " : fmt::format("Undone, all {}: ", facts.size())) + in_short(facts);
}

}  // namespace dockhand
