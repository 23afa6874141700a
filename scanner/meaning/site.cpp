#include "scanner/meaning/site.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/meaning/gs1_table.h"
#include "scanner/meaning/gs1_value.h"

namespace dockhand {
namespace {

using std::string;
using std::string_view;

constexpr std::size_t ean13_digits = 13;

Error wrong(const string& place, string message) { return Error{ErrorKind::bad_input, place, std::move(message)}; }

bool is_restricted(string_view ean13) {
  return ean13.size() == ean13_digits && is_digits(ean13) && (ean13.starts_with('2') || ean13.starts_with("02"));
}

bool fits(string_view layout, string_view ean13) {
  return std::equal(ean13.begin(), ean13.end(), layout.begin(),
                    [](char digit, char place) { return place < '0' || place > '9' || place == digit; });
}

Status check(const RestrictedNumber& rule) {
  const bool known = is_restricted(rule.layout.substr(0, 2) + string(11, '0'));
  const bool item = rule.layout.find('I') != string::npos;
  if (rule.layout.size() != ean13_digits || !known || !item)
    return wrong(rule.layout, "a restricted number has 13 places, begins with 02 or 20 to 29, and has an item (I)");
  if (rule.decimals < 0 || rule.decimals > 5) return wrong(rule.layout, "it has 0 to 5 decimals");
  return Done{};
}

// "3103" with the digits at the places of this letter, six of them for a weight.
std::optional<Element> measure(const RestrictedNumber& rule, string_view ean13, char letter) {
  string digits;
  for (std::size_t i = 0; i < ean13_digits; ++i)
    if (rule.layout[i] == letter) digits += ean13[i];
  if (digits.empty()) return std::nullopt;
  const bool weight = letter == 'W';
  if (weight && digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return Element{(weight ? "310" : "392") + std::to_string(rule.decimals), digits};
}

// The item's number: zeros where its weight or price was, and the check digit that belongs to them.
Gtin item_of(const RestrictedNumber& rule, string_view ean13) {
  string digits(ean13.substr(0, ean13_digits - 1));
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char place = rule.layout[i];
    if (place != 'I' && (place < '0' || place > '9')) digits[i] = '0';
  }
  return *Gtin::parse(digits + gs1_check_digit(digits));
}

void take_apart(Scan& scan, const RestrictedNumber& rule, string_view ean13) {
  scan.gtin = item_of(rule, ean13);
  scan.elements = {{"01", scan.gtin->text()}};
  for (const char letter : {'W', 'P'})
    if (auto element = measure(rule, ean13, letter)) scan.elements.push_back(*element);
}

struct Substitute {
  string_view text;
  string_view note;
};
constexpr Substitute substitutes[] = {{"{GS}", "{GS} stands in the data where the separator belongs"},
                                      {"~d029", "~d029 stands in the data where the separator belongs"},
                                      {"^]", "^] stands in the data where the separator belongs"}};

// The end of a value of a fixed length, when more follows it and that is an AI: the separator is missing there.
string with_missing_separators(string_view text, std::vector<string>& notes) {
  string repaired;
  while (!text.empty()) {
    const AiRow* row = find_ai(text);
    if (row == nullptr) break;
    std::size_t shortest = 0;
    for (const Component& component : components_of(*row)) shortest += component.optional ? 0 : component.min;
    const bool fixed = shortest == longest_value(*row);
    const std::size_t end = std::min(text.find(fnc1), text.size());
    const std::size_t length = row->first.size() + shortest;
    const bool missing =
        fixed && (row->flags & predefined) == 0 && length < end && find_ai(text.substr(length)) != nullptr;
    const std::size_t next = fixed && length < end ? length : end;
    if (missing) notes.push_back("the separator after AI " + string(text.substr(0, row->first.size())) + " is missing");
    repaired += text.substr(0, next);
    if (missing) repaired += fnc1;
    text.remove_prefix(next);
    if (text.starts_with(fnc1)) {
      repaired += fnc1;
      text.remove_prefix(1);
    }
  }
  return repaired.append(text);
}

Result<Scan> parse_noted(const Symbol& symbol, const std::vector<string>& notes, const string& raw, Date today,
                         Scope scope) {
  auto scan = parse(symbol, today, scope);
  if (!scan || scan->elements.empty()) return scan;
  scan->symbol.text = raw;
  scan->notes.insert(scan->notes.end(), notes.begin(), notes.end());
  return scan;
}

// What the strict reading refuses, or takes for a plain text with a substitute in it, is tried with its sins forgiven.
Result<Scan> parse_leniently(const Symbol& symbol, Date today, Scope scope) {
  auto strict = parse(symbol, today, scope);
  Forgiven forgiven = forgive(symbol.text);
  const bool plain = strict && strict->elements.empty();
  if (strict && !(plain && !forgiven.notes.empty())) return strict;
  Symbol repaired = symbol;
  repaired.text = forgiven.text;
  if (!forgiven.notes.empty()) {
    if (repaired.text.find(fnc1) != string::npos) repaired.symbology = Symbology::unknown;
    if (auto scan = parse_noted(repaired, forgiven.notes, symbol.text, today, scope); scan && !scan->elements.empty())
      return scan;
  }
  if (strict) return strict;
  repaired.text = with_missing_separators(forgiven.text, forgiven.notes);
  if (auto scan = parse_noted(repaired, forgiven.notes, symbol.text, today, scope); scan) return scan;
  return strict;
}

}  // namespace

Forgiven forgive(string_view text) {
  Forgiven forgiven{string(text), {}};
  for (const auto& [substitute, note] : substitutes) {
    bool found = false;
    for (auto at = forgiven.text.find(substitute); at != string::npos; at = forgiven.text.find(substitute, at + 1)) {
      forgiven.text.replace(at, substitute.size(), 1, fnc1);
      found = true;
    }
    if (found) forgiven.notes.emplace_back(note);
  }
  if (!forgiven.text.starts_with('(')) return forgiven;
  if (auto elements = without_brackets(forgiven.text, Brackets::bare)) {
    forgiven.text = *elements;
    forgiven.notes.emplace_back("brackets around the AIs stand in the data");
  }
  return forgiven;
}

struct Site::Rules {
  struct Pattern {
    string role;
    std::unique_ptr<RE2> regex;
  };
  std::vector<Pattern> patterns;
  std::vector<RestrictedNumber> restricted;
  bool lenient = false;

  // False when none of the patterns matches.
  bool name(Scan& scan) const {
    for (const Pattern& pattern : patterns) {
      string group;
      const bool grouped = pattern.regex->NumberOfCapturingGroups() > 0;
      if (!(grouped ? RE2::FullMatch(scan.symbol.text, *pattern.regex, &group)
                    : RE2::FullMatch(scan.symbol.text, *pattern.regex)))
        continue;
      scan.role = pattern.role;
      scan.code = group;
      return true;
    }
    return false;
  }
};

Site::Site() : rules_(std::make_unique<Rules>()) {}
Site::~Site() = default;
Site::Site(Site&&) noexcept = default;
Site& Site::operator=(Site&&) noexcept = default;

Result<Site> Site::make(const SiteSettings& settings) {
  static constexpr std::int64_t largest_program = 1 << 20;  // bytes of one compiled pattern
  if (settings.patterns.size() > SiteSettings::max_rules || settings.restricted.size() > SiteSettings::max_rules)
    return wrong("site", "at most " + std::to_string(SiteSettings::max_rules) + " patterns and restricted numbers");
  auto rules = std::make_unique<Rules>();
  rules->lenient = settings.lenient;
  for (const SitePattern& pattern : settings.patterns) {
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(largest_program);
    options.set_encoding(RE2::Options::EncodingLatin1);  // barcodes hold bytes
    auto regex = std::make_unique<RE2>(pattern.pattern, options);
    if (pattern.role.empty()) return wrong(pattern.pattern, "the pattern has no role");
    if (!regex->ok()) return wrong(pattern.pattern, "this is no pattern: " + regex->error());
    rules->patterns.push_back({pattern.role, std::move(regex)});
  }
  for (const RestrictedNumber& rule : settings.restricted) {
    if (auto fine = check(rule); !fine) return fine.error();
    rules->restricted.push_back(rule);
  }
  Site site;
  site.rules_ = std::move(rules);
  return site;
}

Result<Scan> Site::parse(const Symbol& symbol, Date today, Scope scope) const {
  auto scan = rules_->lenient ? parse_leniently(symbol, today, scope) : dockhand::parse(symbol, today, scope);
  if (!scan) {
    const bool by_form = symbol.aim.empty() && symbol.symbology == Symbology::unknown;
    const bool bounded = !symbol.text.empty() && symbol.text.size() <= Symbol::max_text;
    Scan own;
    own.symbol = symbol;
    return by_form && bounded && rules_->name(own) ? Result<Scan>(own) : scan;
  }
  if (scan->kind == ScanKind::plain) rules_->name(*scan);
  if (!scan->gtin || !is_restricted(symbol.text)) return scan;
  for (const RestrictedNumber& rule : rules_->restricted) {
    if (!fits(rule.layout, symbol.text)) continue;
    take_apart(*scan, rule, symbol.text);
    break;
  }
  return scan;
}

}  // namespace dockhand
