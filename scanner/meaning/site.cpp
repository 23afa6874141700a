#include "scanner/meaning/site.h"

#include <re2/re2.h>

#include <algorithm>

#include "scanner/meaning/gs1_date.h"
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

// Returns "3103" with the digits that stand at the places of this letter; a weight has six of them.
std::optional<Element> measure(const RestrictedNumber& rule, string_view ean13, char letter) {
  string digits;
  for (std::size_t i = 0; i < ean13_digits; ++i)
    if (rule.layout[i] == letter) digits += ean13[i];
  if (digits.empty()) return std::nullopt;
  const bool weight = letter == 'W';
  if (weight && digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  return Element{(weight ? "310" : "392") + std::to_string(rule.decimals), digits};
}

// Returns the item's number, with zeros where its weight or price was, and with the check digit that belongs to them.
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

// What the strict reading refuses, or takes for a plain text with a substitute in it, is tried again with its known
// faults put right.
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

namespace {

std::optional<Date> date_of(const string& text, Date today) {
  if (text.size() == 6) return gs1_date(text, today);
  const auto date = Date::parse(text);
  return date ? std::optional(*date) : std::nullopt;
}

template <class Code>
void set(std::optional<Code>& member, const string& text) {
  if (auto code = Code::parse(text)) member = *code;
}

// Says what a named group of a pattern means.
struct NamedField {
  string_view name;
  void (*set)(Scan& scan, const string& text, Date today);
};
constexpr NamedField named_fields[] = {
    {"item", [](Scan& scan, const string& text, Date) { scan.code = text; }},
    {"other", [](Scan& scan, const string& text, Date) { scan.other_codes.push_back(text); }},
    {"lot", [](Scan& scan, const string& text, Date) { set(scan.lot, text); }},
    {"serial", [](Scan& scan, const string& text, Date) { set(scan.serial, text); }},
    {"quantity", [](Scan& scan, const string& text, Date) { set(scan.count, text); }},
    {"purchase", [](Scan& scan, const string& text, Date) { set(scan.purchase, text); }},
    {"expiry", [](Scan& scan, const string& text, Date today) { scan.expiry = date_of(text, today); }},
};

const NamedField* field_named(string_view name) {
  const auto* found = std::find_if(std::begin(named_fields), std::end(named_fields),
                                   [&](const NamedField& field) { return field.name == name; });
  return found == std::end(named_fields) ? nullptr : found;
}

class CompiledPattern {
 public:
  static Result<CompiledPattern> make(const SitePattern& pattern) {
    static constexpr std::int64_t largest_program = 1 << 20;  // bytes of one compiled pattern
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(largest_program);
    options.set_encoding(RE2::Options::EncodingLatin1);  // barcodes hold bytes
    CompiledPattern compiled(pattern.role, std::make_unique<RE2>(pattern.pattern, options));
    if (pattern.role.empty()) return wrong(pattern.pattern, "the pattern has no role");
    if (!compiled.regex_->ok()) return wrong(pattern.pattern, "this is no pattern: " + compiled.regex_->error());
    for (const auto& [name, group] : compiled.regex_->NamedCapturingGroups()) {
      if (field_named(name) == nullptr)
        return wrong(pattern.pattern, "a group is named item, other, lot, serial, quantity, purchase or expiry, not " +
                                          printable(name, 40));
    }
    return compiled;
  }

  // Returns false when the text does not match this pattern.
  bool name(Scan& scan, Date today) const {
    std::vector<string> groups(static_cast<std::size_t>(regex_->NumberOfCapturingGroups()));
    std::vector<RE2::Arg> arguments;
    arguments.reserve(groups.size());
    for (string& group : groups) arguments.emplace_back(&group);
    std::vector<const RE2::Arg*> pointers;
    pointers.reserve(arguments.size());
    for (const RE2::Arg& argument : arguments) pointers.push_back(&argument);
    if (!RE2::FullMatchN(scan.symbol.text, *regex_, pointers.data(), static_cast<int>(pointers.size()))) return false;
    scan.role = role_;
    const auto& names = regex_->NamedCapturingGroups();
    if (names.empty() && !groups.empty()) scan.code = groups.front();
    for (const auto& [name, group] : names) {
      const string& text = groups[static_cast<std::size_t>(group) - 1];
      if (!text.empty()) field_named(name)->set(scan, text, today);
    }
    return true;
  }

 private:
  CompiledPattern(string role, std::unique_ptr<RE2> regex) : role_(std::move(role)), regex_(std::move(regex)) {}
  string role_;
  std::unique_ptr<RE2> regex_;
};

}  // namespace

struct Site::Rules {
  std::vector<CompiledPattern> patterns;
  std::vector<RestrictedNumber> restricted;
  bool lenient = false;

  // Returns false when none of the patterns matches.
  bool name(Scan& scan, Date today) const {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const CompiledPattern& pattern) { return pattern.name(scan, today); });
  }
};

Site::Site() : rules_(std::make_unique<Rules>()) {}
Site::~Site() = default;
Site::Site(Site&&) noexcept = default;
Site& Site::operator=(Site&&) noexcept = default;

Result<Site> Site::make(const SiteSettings& settings) {
  if (settings.patterns.size() > SiteSettings::max_rules || settings.restricted.size() > SiteSettings::max_rules)
    return wrong("site", "at most " + std::to_string(SiteSettings::max_rules) + " patterns and restricted numbers");
  auto rules = std::make_unique<Rules>();
  rules->lenient = settings.lenient;
  for (const SitePattern& pattern : settings.patterns) {
    auto compiled = CompiledPattern::make(pattern);
    if (!compiled) return compiled.error();
    rules->patterns.push_back(std::move(compiled).value());
  }
  for (const RestrictedNumber& rule : settings.restricted) {
    if (auto fine = check(rule); !fine) return fine.error();
    rules->restricted.push_back(rule);
  }
  Site site;
  site.rules_ = std::move(rules);
  return site;
}

Result<Scan> Site::parse(const Symbol& as_sent, Date today, Scope scope) const {
  const Symbol symbol = tidied(as_sent);
  auto scan = rules_->lenient ? parse_leniently(symbol, today, scope) : dockhand::parse(symbol, today, scope);
  if (!scan) return refused(symbol, scan.error(), today, scope);
  if (scan->kind == ScanKind::plain) rules_->name(*scan, today);
  if (!scan->gtin || !is_restricted(symbol.text)) return scan;
  for (const RestrictedNumber& rule : rules_->restricted) {
    if (!fits(rule.layout, symbol.text)) continue;
    take_apart(*scan, rule, symbol.text);
    break;
  }
  return scan;
}

// What the form alone made wrong may be a label of the site, or digits that are no item's number.
Result<Scan> Site::refused(const Symbol& symbol, const Error& error, Date today, Scope scope) const {
  const bool by_form = symbol.aim.empty() && symbol.symbology == Symbology::unknown;
  if (!by_form || symbol.text.empty() || symbol.text.size() > Symbol::max_text) return error;
  Scan own;
  own.symbol = symbol;
  if (rules_->name(own, today)) return own;
  if (!is_digits(symbol.text) || scope == Scope::item) return error;
  own.by_form = true;
  own.doubt = error.message;
  return own;
}

}  // namespace dockhand
