#include "scanner/meaning/gs1_value.h"

#include <algorithm>
#include <charconv>

#include "scanner/meaning/gs1_rules.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

// Takes the part before `divider` off `text`.
std::string_view take(std::string_view& text, char divider) {
  const std::string_view part = text.substr(0, text.find(divider));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::size_t number(std::string_view digits) {
  std::size_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Reads "N13,check", "X..20" or "[N6],day".
Component component_of(std::string_view text) {
  Component component;
  component.optional = text.front() == '[';
  std::string_view type = take(text, ',');
  if (component.optional) type = type.substr(1, type.size() - 2);
  component.set = type.front();
  type.remove_prefix(1);
  const bool variable = type.starts_with("..");
  component.max = number(variable ? type.substr(2) : type);
  component.min = variable ? 1 : component.max;
  while (!text.empty()) component.rules.push_back(take(text, ','));
  return component;
}

bool in_set(char c, char set) {
  const bool digit = c >= '0' && c <= '9';
  const bool upper = c >= 'A' && c <= 'Z';
  const bool lower = c >= 'a' && c <= 'z';
  const auto one_of = [c](std::string_view others) { return others.find(c) != std::string_view::npos; };
  switch (set) {
    case 'N': return digit;
    case 'X': return digit || upper || lower || one_of("!\"%&'()*+,-./:;<=>?_");
    case 'Y': return digit || upper || one_of("#-/");
    default: return digit || upper || lower || one_of("-_");
  }
}

const char* wording(char set) {
  switch (set) {
    case 'N': return "is not a digit";
    case 'X': return "is not among the 82 characters that GS1 allows";
    case 'Y': return "is not among the 39 characters that GS1 allows here";
    default: return "is not a base64url character here";
  }
}

// The '=' at the end that fill base64url up. GS1 counts in threes: one or two, and only up to a multiple of three.
std::size_t padding_of(std::string_view part) {
  const std::size_t padding = part.size() - std::min(part.find_last_not_of('=') + 1, part.size());
  return padding <= 2 && part.size() % 3 == 0 ? padding : 0;
}

std::optional<Fault> check_component(const Component& component, std::string_view part, Date today) {
  const std::string_view content = component.set == 'Z' ? part.substr(0, part.size() - padding_of(part)) : part;
  const auto* wrong = std::find_if(content.begin(), content.end(), [&](char c) { return !in_set(c, component.set); });
  if (wrong != content.end()) {
    return Fault{static_cast<std::size_t>(wrong - content.begin()),
                 "'" + printable(std::string_view(wrong, 1)) + "' " + wording(component.set)};
  }
  for (const std::string_view name : component.rules) {
    if (std::string problem = rule_named(name)(part, today); !problem.empty()) return Fault{0, std::move(problem)};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Component> components_of(const AiRow& row) {
  std::vector<Component> components;
  for (std::string_view format = row.format; !format.empty();) components.push_back(component_of(take(format, ' ')));
  return components;
}

std::size_t longest_value(const AiRow& row) {
  std::size_t length = 0;
  for (const Component& component : components_of(row)) length += component.max;
  return length;
}

std::optional<Fault> check_value(const AiRow& row, std::string_view value, Date today) {
  if (value.empty()) return Fault{0, "there is nothing after it"};
  std::size_t at = 0;
  for (const Component& component : components_of(row)) {
    const std::string_view part = value.substr(at, component.max);
    if (part.empty() && component.optional) continue;
    if (part.size() < component.min) {
      return Fault{at, "cut short: " + std::to_string(at + component.min) + " characters are needed, there are " +
                           std::to_string(value.size())};
    }
    if (auto fault = check_component(component, part, today)) {
      fault->at += at;
      return fault;
    }
    at += part.size();
  }
  if (at == value.size()) return std::nullopt;
  return Fault{at, "too long: at most " + std::to_string(at) + " characters, there are " +
                       std::to_string(value.size()) +
                       (row.flags & predefined ? "" : "; is the FNC1 after it missing?")};
}

}  // namespace dockhand
