#include "scanner/meaning/digital_link.h"

#include <algorithm>
#include <charconv>

#include "scanner/meaning/gs1_elements.h"
#include "scanner/meaning/gs1_table.h"
#include "scanner/meaning/gs1_value.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

using std::string;
using std::string_view;
using Elements = std::vector<Element>;

Error wrong(string place, string message) { return Error{ErrorKind::bad_input, std::move(place), std::move(message)}; }

// A part of the address, and its place in it.
struct Part {
  string_view text;
  std::size_t at = 0;
};
struct Pair {
  Part ai, value;
};
struct Address {
  Part domain, path, query;
};

constexpr string_view letters_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// True for the characters of RFC 3986, section 2: unreserved, reserved and '%'.
bool is_address_text(string_view text) {
  const string allowed = string(letters_and_digits) + "-._~:/?#[]@!$&'()*+,;=%";
  return text.find_first_not_of(allowed) == string_view::npos;
}
bool is_domain(string_view text) {
  const string allowed = string(letters_and_digits) + "-.:[]";
  return !text.empty() && text.find_first_not_of(allowed) == string_view::npos;
}

Address divide(string_view address) {
  const std::size_t domain = address.find("//") + 2;
  const string_view whole = address.substr(0, address.find('#', domain));
  const std::size_t query = std::min(whole.find('?', domain), whole.size());
  const std::size_t path = std::min(whole.find('/', domain), query);
  Address parts;
  parts.domain = {whole.substr(domain, path - domain), domain};
  parts.path = {whole.substr(path, query - path), path};
  if (query < whole.size()) parts.query = {whole.substr(query + 1), query + 1};
  return parts;
}

bool is_key(string_view ai) {
  const AiRow* row = ai_named(ai);
  return row != nullptr && row->qualifiers != not_a_key;
}

// The "/AI/value" pairs at the end of the path, from the last key on: everything before it is the site's own stem.
// Empty when there is no key.
std::vector<Pair> key_and_qualifiers(Part path) {
  std::vector<Part> steps;
  for (std::size_t at = 0; at < path.text.size();) {
    const std::size_t end = std::min(path.text.find('/', at + 1), path.text.size());
    steps.push_back({path.text.substr(at + 1, end - at - 1), path.at + at + 1});
    at = end;
  }
  std::vector<Pair> pairs;
  for (std::size_t i = steps.size(); i >= 2 && ai_named(steps[i - 2].text) != nullptr; i -= 2) {
    pairs.insert(pairs.begin(), {steps[i - 2], steps[i - 1]});
    if (is_key(steps[i - 2].text)) return pairs;
  }
  return {};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

string decode(string_view text, bool plus_is_blank) {
  string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      decoded += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return decoded;
}

Result<Element> element_of(const Pair& pair, string value, Date today) {
  const string place = "AI " + string(pair.ai.text) + " at " + std::to_string(pair.value.at + 1);
  if (const auto fault = check_value(*ai_named(pair.ai.text), value, today)) return wrong(place, fault->message);
  return Element{string(pair.ai.text), std::move(value)};
}

// True when `ais` is a beginning-to-end selection, in order, of the list "22,10,21".
bool in_order(const std::vector<string_view>& ais, string_view list) {
  auto next = ais.begin();
  while (!list.empty() && next != ais.end()) {
    const string_view qualifier = list.substr(0, list.find(','));
    if (qualifier == *next) ++next;
    list.remove_prefix(std::min(qualifier.size() + 1, list.size()));
  }
  return next == ais.end();
}
bool may_follow(string_view key, const std::vector<string_view>& qualifiers) {
  string_view alternatives = ai_named(key)->qualifiers;
  if (qualifiers.empty()) return true;
  while (!alternatives.empty()) {
    const string_view list = alternatives.substr(0, alternatives.find('|'));
    if (in_order(qualifiers, list)) return true;
    alternatives.remove_prefix(std::min(list.size() + 1, alternatives.size()));
  }
  return false;
}

// A qualifier of this key belongs into the path, wherever it would fit there.
bool fits_in_path(string_view ai, string_view key, const std::vector<string_view>& qualifiers) {
  for (std::size_t i = 0; i <= qualifiers.size(); ++i) {
    auto with = qualifiers;
    with.insert(with.begin() + static_cast<std::ptrdiff_t>(i), ai);
    if (may_follow(key, with)) return true;
  }
  return false;
}

// Returns the AI=value pairs of the query. Parameters that are not all digits belong to the site itself and are left
// out.
Result<std::vector<Pair>> attributes(Part query) {
  std::vector<Pair> pairs;
  for (std::size_t at = 0; at < query.text.size();) {
    const std::size_t end = std::min(query.text.find('&', at), query.text.size());
    const string_view parameter = query.text.substr(at, end - at);
    const std::size_t equals = parameter.find('=');
    const string_view name = parameter.substr(0, equals);
    if (equals != string_view::npos && is_digits(name)) {
      const Part ai{name, query.at + at};
      if (ai_named(name) == nullptr)
        return wrong("at " + std::to_string(ai.at + 1), "'" + string(name) + "' is no application identifier");
      pairs.push_back({ai, {parameter.substr(equals + 1), ai.at + equals + 1}});
    }
    at = end + 1;
  }
  return pairs;
}

Status add_attribute(Elements& elements, const Pair& pair, const std::vector<string_view>& qualifiers, Date today) {
  const string place = "AI " + string(pair.ai.text) + " at " + std::to_string(pair.ai.at + 1);
  const auto same = [&](const Element& e) { return e.ai == pair.ai.text; };
  if (std::any_of(elements.begin(), elements.end(), same)) return wrong(place, "it stands twice");
  if ((ai_named(pair.ai.text)->flags & attribute) == 0)
    return wrong(place, "it may not stand in the query of a Digital Link");
  if (fits_in_path(pair.ai.text, elements.front().ai, qualifiers))
    return wrong(place, "it belongs into the path of a Digital Link, after its key");
  string value = decode(pair.value.text, true);
  const bool short_gtin = value.size() == 8 || value.size() == 12 || value.size() == 13;
  if (pair.ai.text == "01" && short_gtin) value.insert(0, 14 - value.size(), '0');
  auto element = element_of(pair, std::move(value), today);
  if (!element) return element.error();
  elements.push_back(*element);
  return Done{};
}

}  // namespace

bool is_web_address(string_view text) {
  return text.starts_with("https://") || text.starts_with("http://") || text.starts_with("HTTPS://") ||
         text.starts_with("HTTP://");
}

Result<std::optional<Elements>> read_digital_link(string_view address, Date today) {
  const Address parts = divide(address);
  const auto path = key_and_qualifiers(parts.path);
  if (path.empty()) return std::optional<Elements>();
  if (!is_address_text(address) || !is_domain(parts.domain.text))
    return wrong("link", "'" + printable(address, 60) + "' has characters that a web address cannot have");
  Elements elements;
  for (const Pair& pair : path) {
    auto element = element_of(pair, decode(pair.value.text, false), today);
    if (!element) return element.error();
    elements.push_back(*element);
  }
  std::vector<string_view> qualifiers;
  for (std::size_t i = 1; i < path.size(); ++i) qualifiers.push_back(path[i].ai.text);
  if (!may_follow(path.front().ai.text, qualifiers)) {
    return wrong("AI " + elements.front().ai + " at " + std::to_string(path.front().ai.at + 1),
                 "what follows it in the path does not qualify it, or not in this order");
  }
  const auto query = attributes(parts.query);
  if (!query) return query.error();
  for (const Pair& pair : *query) {
    if (auto added = add_attribute(elements, pair, qualifiers, today); !added) return added.error();
  }
  if (elements.size() > max_elements) return wrong("link", "too many elements");
  return std::optional(std::move(elements));
}

}  // namespace dockhand
