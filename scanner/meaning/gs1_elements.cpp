#include "scanner/meaning/gs1_elements.h"

#include <algorithm>

#include "scanner/meaning/gs1_table.h"
#include "scanner/meaning/gs1_value.h"

namespace dockhand {
namespace {

using Elements = std::vector<Element>;

Error wrong(std::string place, std::string message) {
  return Error{ErrorKind::bad_input, std::move(place), std::move(message)};
}
std::string place_of(std::string_view ai, std::size_t offset) {
  return "AI " + std::string(ai) + " at " + std::to_string(offset + 1);
}

// Calls `use` with each part of `text` between `divider`s until it answers true.
template <class Use>
bool any_part(std::string_view text, char divider, Use use) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(divider));
    if (use(part)) return true;
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return false;
}

const Element* find(const Elements& elements, std::string_view pattern, std::string_view other_than = {}) {
  const auto matches = [&](const Element& e) { return e.ai != other_than && ai_matches(e.ai, pattern); };
  const auto found = std::find_if(elements.begin(), elements.end(), matches);
  return found == elements.end() ? nullptr : &*found;
}

bool satisfied(const Elements& elements, std::string_view group) {
  return any_part(group, ',', [&](std::string_view alternative) {
    return !any_part(alternative, '+', [&](std::string_view ai) { return find(elements, ai) == nullptr; });
  });
}

// A digital signature binds one serialised key, so that the optional serial is not optional beside AI 8030.
bool lacks_serial(const Element& element) {
  if (element.ai == "8003") return element.value.size() == 14;
  return (element.ai == "253" || element.ai == "255") && element.value.size() == 13;
}

std::string spoken(char c) {
  if (c == ',') return " or ";
  if (c == '+') return " with ";
  return std::string(1, c);
}

std::string spoken(std::string_view group) {
  std::string text;
  for (const char c : group) text += spoken(c);
  return text;
}

Status check_excludes(const Elements& elements, const Element& element, const AiRow& row) {
  const Element* other = nullptr;
  any_part(row.excludes, ',', [&](std::string_view p) { return (other = find(elements, p, element.ai)) != nullptr; });
  if (other == nullptr) return Done{};
  return wrong("AI " + element.ai, "it may not stand together with AI " + other->ai);
}

Status check_needs(const Elements& elements, const Element& element, const AiRow& row) {
  std::string_view missing;
  any_part(row.needs, ' ', [&](std::string_view group) {
    missing = group;
    return !satisfied(elements, group);
  });
  if (!missing.empty() && !satisfied(elements, missing)) {
    return wrong("AI " + element.ai, "it needs AI " + spoken(missing) + " on the same item");
  }
  if (lacks_serial(element) && find(elements, "8030") != nullptr) {
    return wrong("AI " + element.ai, "it needs its serial part beside the signature in AI 8030");
  }
  return Done{};
}

Status check_repeats(const Elements& elements, const Element& element) {
  const auto differs = [&](const Element& e) { return e.ai == element.ai && e.value != element.value; };
  if (std::none_of(elements.begin(), elements.end(), differs)) return Done{};
  return wrong("AI " + element.ai, "it stands twice with different values");
}

// Returns the value of the AI at the beginning of `rest`. It ends at FNC1, at the end, or after a predefined length.
std::string_view value_in(std::string_view rest, const AiRow& row) {
  const std::string_view value = rest.substr(0, rest.find(fnc1));
  return row.flags & predefined ? value.substr(0, longest_value(row)) : value;
}

// "\(" is a bracket that belongs to the value; a backslash is in no GS1 character set.
std::string unescaped(std::string_view text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\\' || i + 1 == text.size() || text[i + 1] != '(') value += text[i];
  return value;
}

// Returns the offset of the ')' of "(AI)" at `at` when this is an AI of the table, else npos.
std::size_t bracketed_ai(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return std::string_view::npos;
  const std::size_t end = text.find(')', at);
  if (end == std::string_view::npos || end - at > 5) return std::string_view::npos;
  return ai_named(text.substr(at + 1, end - at - 1)) != nullptr ? end : std::string_view::npos;
}

// Returns where the value at `from` ends: at the '(' of the next AI, or at the end of the text.
std::size_t end_of_value(std::string_view text, std::size_t from, Brackets in_values) {
  const auto belongs_to_it = [&](std::size_t at) {
    return text[at - 1] == '\\' || (in_values == Brackets::bare && bracketed_ai(text, at) == std::string_view::npos);
  };
  std::size_t end = text.find('(', from);
  while (end != std::string_view::npos && belongs_to_it(end)) end = text.find('(', end + 1);
  return std::min(end, text.size());
}

}  // namespace

Result<Elements> read_elements(std::string_view text, Date today) {
  if (text.empty()) return wrong("AI at 1", "there is no element");
  Elements elements;
  for (std::size_t at = 0; at < text.size();) {
    const AiRow* row = find_ai(text.substr(at));
    if (row == nullptr) {
      return wrong("AI at " + std::to_string(at + 1),
                   "'" + printable(text.substr(at, 4)) + "' begins with no application identifier");
    }
    if (elements.size() == max_elements) return wrong("AI at " + std::to_string(at + 1), "too many elements");
    const std::string_view ai = text.substr(at, row->first.size());
    at += ai.size();
    const std::string_view value = value_in(text.substr(at), *row);
    if (const auto fault = check_value(*row, value, today)) return wrong(place_of(ai, at + fault->at), fault->message);
    elements.push_back({std::string(ai), std::string(value)});
    at += value.size();
    if (at < text.size() && text[at] == fnc1) ++at;
  }
  return elements;
}

Status check_together(const Elements& elements, Scope scope) {
  for (const Element& element : elements) {
    const AiRow* row = ai_named(element.ai);
    if (auto status = check_repeats(elements, element); !status) return status;
    if (auto status = check_excludes(elements, element, *row); !status) return status;
    if (scope == Scope::symbol) continue;
    if (auto status = check_needs(elements, element, *row); !status) return status;
  }
  return Done{};
}

Result<std::string> without_brackets(std::string_view text, Brackets in_values) {
  std::string elements;
  bool needs_fnc1 = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = bracketed_ai(text, at);
    if (close == std::string_view::npos) {
      return wrong("AI at " + std::to_string(at + 1),
                   "'" + printable(text.substr(at, 6)) + "' is no application identifier in brackets");
    }
    const std::string_view ai = text.substr(at + 1, close - at - 1);
    const std::size_t end = end_of_value(text, close, in_values);
    const std::string value = unescaped(text.substr(close + 1, end - close - 1));
    if (ai_named(ai)->flags & predefined && value.size() != longest_value(*ai_named(ai))) {
      return wrong(place_of(ai, close + 1), "it has " + std::to_string(longest_value(*ai_named(ai))) +
                                                " characters, not " + std::to_string(value.size()));
    }
    if (needs_fnc1) elements += fnc1;
    elements.append(ai).append(value);
    needs_fnc1 = (ai_named(ai)->flags & predefined) == 0;
    at = end;
  }
  return elements;
}

}  // namespace dockhand
