#include "storage/files/advice_level.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace dockhand {
namespace {

struct Meaning {
  EdiSyntax syntax;
  std::string_view tag;
  std::size_t qualifier_element, qualifier_component;
  std::string_view qualifier;
  std::size_t element, component;
  AdviceSays says;
};

constexpr std::array meanings{
#define EDI(syntax, tag, q_element, q_component, qualifier, element, component, says) \
  Meaning{EdiSyntax::syntax, tag, q_element, q_component, qualifier, element, component, AdviceSays::says},
#include "storage/files/edi_segments.def"
#undef EDI
};

// X12 has pairs of qualifier and value from the second element of LIN on.
void take_pairs(const EdiSegment& segment, const Meaning& meaning, AdviceLevel& level) {
  for (std::size_t at = meaning.qualifier_element; at < segment.elements.size(); at += 2) {
    if (segment.at(at) == meaning.qualifier) level.emplace(meaning.says, segment.at(at + 1));
  }
}

std::vector<std::string> codes_of(const AdviceLevel& level) {
  std::vector<std::string> codes;
  for (const AdviceSays code : {AdviceSays::item, AdviceSays::gtin, AdviceSays::their_item}) {
    if (!said(level, code).empty()) codes.push_back(said(level, code));
  }
  return codes;
}

}  // namespace

void take_said(EdiSyntax syntax, const EdiSegment& segment, AdviceLevel& level) {
  for (const Meaning& meaning : meanings) {
    if (meaning.syntax != syntax || meaning.tag != segment.tag) continue;
    if (syntax == EdiSyntax::x12 && segment.tag == "LIN") {
      take_pairs(segment, meaning, level);
      continue;
    }
    const bool meant = meaning.qualifier.empty() ||
                       segment.at(meaning.qualifier_element, meaning.qualifier_component) == meaning.qualifier;
    const std::string& value = segment.at(meaning.element, meaning.component);
    if (meant && !value.empty()) level.emplace(meaning.says, value);
  }
}

const std::string& said(const AdviceLevel& level, AdviceSays what) {
  static const std::string none;
  const auto found = level.find(what);
  return found == level.end() ? none : found->second;
}

std::string item_of(const AdviceLevel& level) {
  const std::vector<std::string> codes = codes_of(level);
  return codes.empty() ? std::string() : codes.front();
}

std::string other_item_of(const AdviceLevel& level) {
  const std::vector<std::string> codes = codes_of(level);
  return codes.size() < 2 ? std::string() : codes[1];
}

}  // namespace dockhand
