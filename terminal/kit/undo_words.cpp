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

std::vector<std::string> waiting_again(const Accepted& outcome) {
  std::vector<std::string> waiting;
  for (const Notice& notice : outcome.notices) {
    if (notice.kind != NoticeKind::lost || !notice.line) continue;
    waiting.push_back(fmt::format("{units} of {line}", fmt::arg("units", notice.quantity.text()),
                                  fmt::arg("line", notice.line->text())));
  }
  return waiting;
}

std::string with_waiting(std::string told, const std::vector<std::string>& waiting) {
  if (waiting.empty()) return told;
  return fmt::format("{told}. Waiting again: {waiting}", fmt::arg("told", told),
                     fmt::arg("waiting", in_short(waiting)));
}

}  // namespace dockhand
