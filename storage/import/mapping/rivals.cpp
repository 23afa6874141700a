#include "storage/import/mapping/rivals.h"

#include <algorithm>
#include <map>
#include <vector>

namespace dockhand {
namespace {

// What is read, and how; of columns that the file has only.
using Reading = std::map<std::string, std::string>;

bool is_there(const HeaderNames& names, const std::string& heading) {
  return place_of(names, plain_name(heading)) >= 0;
}

std::string text_of_sum(const MappingSum& sum, const HeaderNames& names) {
  std::string text;
  bool any = false;
  for (const MappingTerm& term : sum) {
    if (!term.literal && !is_there(names, term.text)) continue;
    any = any || !term.literal || sum.size() == 1;
    text += term.literal ? "'" + term.text + "'" : plain_name(term.text) + "+";
  }
  return any ? text : "";
}

void add_part(const MappingPart& part, const HeaderNames& names, Reading& reading) {
  for (const MappedColumn& column : part.columns) {
    std::string text;
    for (const MappingSum& sum : column.sources) {
      const std::string one = text_of_sum(sum, names);
      if (!one.empty()) text += one + "|";
    }
    if (!text.empty()) reading[part.kind + "." + column.column] = text;
  }
  const auto take_apart = [&](const char* how, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) reading[part.kind + "." + column] += how;
  };
  take_apart("brackets", part.brackets);
  take_apart("path", part.path);
  take_apart("from zero", part.from_zero);
  take_apart("apostrophe", part.apostrophe);
  take_apart("needed", part.needs);
}

Reading reading_of(const Mapping& mapping, const HeaderNames& names) {
  Reading reading;
  for (const MappingPart& part : mapping.parts) {
    if (!part.when_asked) add_part(part, names, reading);
  }
  for (const StateRule& rule : mapping.states) {
    if (!is_there(names, rule.header)) continue;
    std::vector<std::string> words = rule.words;
    std::sort(words.begin(), words.end());
    std::string& text = reading["the words of '" + rule.header + "'"];
    text += name_of(rule.state) + ":";
    for (const std::string& word : words) text += word + "|";
  }
  if (mapping.said.days) reading["days"] = std::to_string(static_cast<int>(*mapping.said.days));
  if (mapping.said.mark) reading["decimals"] = std::to_string(static_cast<int>(*mapping.said.mark));
  return reading;
}

}  // namespace

std::optional<std::string> difference_between(const Mapping& one, const Mapping& other, const HeaderNames& names) {
  const Reading first = reading_of(one, names), second = reading_of(other, names);
  for (const auto& [what, how] : first) {
    const auto found = second.find(what);
    if (found == second.end() || found->second != how) return what;
  }
  for (const auto& [what, how] : second) {
    if (!first.contains(what)) return what;
  }
  return std::nullopt;
}

}  // namespace dockhand
