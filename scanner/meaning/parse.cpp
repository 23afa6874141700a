#include "scanner/meaning/parse.h"

#include <algorithm>

#include "scanner/meaning/aim.h"
#include "scanner/meaning/digital_link.h"
#include "scanner/meaning/gs1_date.h"
#include "scanner/meaning/gs1_value.h"
#include "scanner/meaning/hibc.h"
#include "scanner/meaning/iso15434.h"
#include "storage/model/code39.h"

namespace dockhand {
namespace {

using std::string;
using std::string_view;
using Elements = std::vector<Element>;

Error wrong(string_view place, string message) {
  return Error{ErrorKind::bad_input, string(place), std::move(message)};
}

const string* value_of(const Elements& elements, string_view ai) {
  const auto found = std::find_if(elements.begin(), elements.end(), [&](const Element& e) { return e.ai == ai; });
  return found == elements.end() ? nullptr : &found->value;
}
// Returns the value of the first of two AIs, or else of the second.
const string* value_of(const Elements& elements, string_view ai, string_view otherwise) {
  const string* value = value_of(elements, ai);
  return value != nullptr ? value : value_of(elements, otherwise);
}

template <class Type>
void set(std::optional<Type>& member, const string* value) {
  if (value == nullptr) return;
  if (auto parsed = Type::parse(*value)) member = *parsed;
}

Scan plain(const Symbol& symbol) {
  Scan scan;
  scan.symbol = symbol;
  return scan;
}

// A HIBC is plain as well: its item is no GTIN.
Scan plain_or_hibc(const Symbol& symbol) {
  Scan scan = plain(symbol);
  const auto hibc = read_hibc(symbol.text);
  if (!hibc) return scan;
  scan.code = hibc->item;
  scan.lot = hibc->lot;
  scan.serial = hibc->serial;
  scan.expiry = hibc->expiry;
  scan.count = hibc->count;
  return scan;
}

Scan with_elements(const Symbol& symbol, Elements elements, Date today) {
  Scan scan = plain(symbol);
  set(scan.gtin, value_of(elements, "01", "02"));
  set(scan.sscc, value_of(elements, "00"));
  set(scan.lot, value_of(elements, "10"));
  set(scan.serial, value_of(elements, "21"));
  set(scan.count, value_of(elements, "37", "30"));
  if (const string* day = value_of(elements, "17", "7003")) scan.expiry = gs1_date(day->substr(0, 6), today);
  if (const string* day = value_of(elements, "15", "16")) scan.best_before = gs1_date(*day, today);
  scan.kind = ScanKind::gs1;
  if (scan.gtin) scan.kind = ScanKind::gtin;
  if (scan.sscc) scan.kind = ScanKind::sscc;
  scan.elements = std::move(elements);
  return scan;
}

Result<Scan> as_elements(const Symbol& symbol, string_view text, Date today, Scope scope) {
  auto elements = read_elements(text, today);
  if (!elements) return elements.error();
  if (auto together = check_together(*elements, scope); !together) return together.error();
  return with_elements(symbol, *elements, today);
}

// Returns what the fields of a part's label say. It is nullopt when the text is no such label.
std::optional<Result<Scan>> as_part_label(const Symbol& symbol, Date today, Scope scope) {
  const auto label = read_iso15434(symbol.text);
  if (!label) return std::nullopt;
  if (!label->elements.empty()) return as_elements(symbol, label->elements, today, scope);
  Scan scan = plain(symbol);
  if (!label->items.empty()) {
    scan.code = label->items.front();
    scan.other_codes.assign(label->items.begin() + 1, label->items.end());
  }
  scan.lot = label->lot;
  scan.serial = label->serial;
  scan.count = label->count;
  scan.purchase = label->purchase;
  scan.expiry = label->expiry;
  return scan;
}

Result<Scan> as_gtin(const Symbol& symbol, string_view digits, Date today) {
  const auto gtin = Gtin::parse(digits);
  if (!gtin) return gtin.error();
  return with_elements(symbol, {{"01", gtin->text()}}, today);
}

Result<Scan> as_brackets(const Symbol& symbol, Date today, Scope scope) {
  const auto text = without_brackets(symbol.text, Brackets::escaped);
  if (!text) return text.error();
  return as_elements(symbol, *text, today, scope);
}

Result<Scan> as_address(const Symbol& symbol, Date today, Scope scope) {
  auto elements = read_digital_link(symbol.text, today);
  if (!elements) return elements.error();
  if (!elements.value() && scope == Scope::item)
    return wrong("link", "'" + printable(symbol.text, 60) + "' has no GS1 key in its path");
  if (!elements.value()) return plain(symbol);
  if (auto together = check_together(**elements, scope); !together) return together.error();
  Scan scan = with_elements(symbol, **elements, today);
  scan.digital_link = true;
  return scan;
}

// Reads GS1 DataBar Expanded as some readers give it: the elements as they are printed, with brackets.
string without_printed_brackets(const string& text) {
  const auto elements = text.starts_with('(') ? without_brackets(text, Brackets::bare) : Result<string>(text);
  return elements ? *elements : text;
}

bool is_gtin_length(std::size_t length) { return length == 8 || length == 12 || length == 13 || length == 14; }

// Reads EAN and UPC: 13 or 8 digits as GS1 sends them, 12 from a UPC-A, 8 from a UPC-E, and an add-on of 2 or 5 digits
// at the end.
Result<Scan> as_retail(const Symbol& symbol, Date today) {
  if (symbol.aim == "]E1" || symbol.aim == "]E2") return plain(symbol);            // an add-on alone names no item
  string_view digits = string_view(symbol.text).substr(0, symbol.text.find(' '));  // some put a blank before the add-on
  const bool together = digits.size() == symbol.text.size();
  if (together && (symbol.aim == "]E3" || digits.size() == 15 || digits.size() == 18))
    digits = digits.substr(0, std::min<std::size_t>(13, digits.size()));
  const bool compressed = digits.size() == 8 && symbol.symbology != Symbology::ean8;
  if (!compressed) return as_gtin(symbol, digits, today);
  const auto upca = expand_upce(digits);
  if (!upca) return upca.error();
  return as_gtin(symbol, *upca, today);
}

// Interleaved 2 of 5 names an item with 14 digits only; ]I3 left the check digit out.
Result<Scan> as_itf(const Symbol& symbol, Date today) {
  string digits = symbol.text;
  if (symbol.aim == "]I3" && is_digits(digits)) digits += gs1_check_digit(digits);
  if (digits.size() != 14 || !is_digits(digits)) return plain(symbol);
  return as_gtin(symbol, digits, today);
}

// True for a book's number as it is printed: "ISBN 978-0-441-01498-9", "ISBN-13: ...", or the ten digits of books
// before 2007.
bool is_isbn(string_view text) { return text.starts_with("ISBN"); }
Result<Scan> as_isbn(const Symbol& symbol, Date today) {
  string_view number = string_view(symbol.text).substr(4);
  for (const string_view kind : {"-10:", "-10 ", "-13:", "-13 "}) {
    if (number.starts_with(kind)) number.remove_prefix(kind.size());
  }
  string digits;
  for (const char c : number)
    if (c != ' ' && c != '-' && c != ':') digits += c;
  if (digits.size() != 10) return as_gtin(symbol, digits, today);
  const string_view first = string_view(digits).substr(0, 9);
  const bool whole = is_digits(first) && (is_digits(string_view(digits).substr(9)) || digits.back() == 'X');
  int sum = 0;  // ISO 2108: weights 10 to 1, modulo 11, X is ten
  for (int i = 0; whole && i < 10; ++i) {
    const char c = digits[static_cast<std::size_t>(i)];
    sum += (10 - i) * (c == 'X' ? 10 : c - '0');
  }
  if (!whole || sum % 11 != 0) return wrong("ISBN", "its check digit is wrong");
  const string book = "978" + string(first);
  return as_gtin(symbol, book + gs1_check_digit(book), today);
}

// A scanner that is set not to send AIM identifiers sends GS1-128 like this: a key with a right check digit, and
// after it nothing or another AI. From there on it is held to the rules.
bool looks_like_elements(string_view text, Date today) {
  const AiRow* first = find_ai(text.substr(0, 2));
  if (first == nullptr || (text.substr(0, 2) != "00" && text.substr(0, 2) != "01" && text.substr(0, 2) != "02"))
    return false;
  const string_view key = text.substr(2, longest_value(*first));
  const string_view rest = text.substr(2 + key.size());
  return !check_value(*first, key, today) && (rest.empty() || find_ai(rest) != nullptr);
}

bool begins_with_brackets(string_view text) {
  const std::size_t end = text.find(')');
  return text.starts_with('(') && end >= 3 && end <= 5 && is_digits(text.substr(1, end - 1));
}

// Is for digits that surely are an item's number, and for those that only look like one.
Result<Scan> gtin_by_form(const Symbol& symbol, Date today) {
  auto scan = as_gtin(symbol, symbol.text, today);
  if (scan) scan->by_form = true;
  return scan;
}

Result<Scan> by_form(const Symbol& symbol, Date today, Scope scope) {
  string_view text = symbol.text;
  if (auto label = as_part_label(symbol, today, scope)) return *label;
  if (text.find(fnc1) != string_view::npos) {
    if (text.front() == fnc1) text.remove_prefix(1);
    return as_elements(symbol, text, today, scope);
  }
  if (is_digits(text) && is_gtin_length(text.size())) return gtin_by_form(symbol, today);
  if (is_digits(text) && text.size() == 20 && text.starts_with("00")) return as_elements(symbol, text, today, scope);
  if (begins_with_brackets(text)) return as_brackets(symbol, today, scope);
  if (looks_like_elements(text, today)) return as_elements(symbol, text, today, scope);
  if (is_web_address(text)) return as_address(symbol, today, scope);
  if (is_isbn(text)) return as_isbn(symbol, today);
  return plain_or_hibc(symbol);
}

Result<Scan> by_symbology(const Symbol& symbol, Date today, Scope scope) {
  switch (symbol.symbology) {
    case Symbology::unknown: return by_form(symbol, today, scope);
    case Symbology::ean8:
    case Symbology::ean13:
    case Symbology::upca:
    case Symbology::upce: return as_retail(symbol, today);
    case Symbology::itf: return as_itf(symbol, today);
    default: break;
  }
  if (auto label = as_part_label(symbol, today, scope)) return *label;
  return is_web_address(symbol.text) ? as_address(symbol, today, scope) : Result<Scan>(plain_or_hibc(symbol));
}

bool has_code39_asterisks(const Symbol& symbol) {
  const string_view text = symbol.text;
  if (symbol.symbology != Symbology::unknown && symbol.symbology != Symbology::code39) return false;
  if (text.size() < 3 || text.front() != '*' || text.back() != '*') return false;
  return text.substr(1, text.size() - 2).find_first_not_of(code39_characters) == string_view::npos;
}

}  // namespace

Symbol tidied(Symbol symbol) {
  static constexpr string_view blanks = " \t\r\n";
  const std::size_t first = std::min(symbol.text.find_first_not_of(blanks), symbol.text.size());
  symbol.text.erase(symbol.text.find_last_not_of(blanks) + 1);
  symbol.text.erase(0, first);
  if (has_code39_asterisks(symbol)) symbol.text = symbol.text.substr(1, symbol.text.size() - 2);
  return symbol;
}

namespace {

Result<Scan> parse_tidied(Symbol known, Date today, Scope scope) {
  if (known.symbology == Symbology::unknown) known.symbology = symbology_of(known.aim);
  // GS1 DataBar always carries a GTIN; the AI in front of it is left out by some readers.
  if (known.symbology == Symbology::databar && known.text.size() == 14) return as_gtin(known, known.text, today);
  if (known.symbology == Symbology::databar_expanded) known.text = without_printed_brackets(known.text);
  if (aim_says_gs1(known.aim)) return as_elements(known, known.text, today, scope);
  return by_symbology(known, today, scope);
}

std::string part_note(const Symbol& symbol) {
  const string whole = symbol.parts > 0 ? " of " + std::to_string(symbol.parts) : string();
  return "this is part " + std::to_string(symbol.part) + whole + " of a text that goes on in other symbols";
}

}  // namespace

Result<Scan> parse(const Symbol& symbol, Date today, Scope scope) {
  if (symbol.text.size() > Symbol::max_text)
    return wrong("scan", "it has " + std::to_string(symbol.text.size()) + " bytes; no barcode holds more than " +
                             std::to_string(Symbol::max_text));
  const Symbol known = tidied(symbol);
  if (known.text.empty()) return wrong("scan", "it is empty");
  auto scan = parse_tidied(known, today, scope);
  if (scan && symbol.part > 0) scan->notes.push_back(part_note(symbol));
  return scan;
}

Symbol typed_symbol(string_view text) {
  struct Control {
    string_view name;
    char character;
  };
  static constexpr Control controls[] = {{"{GS}", fnc1}, {"{RS}", '\x1E'}, {"{EOT}", '\x04'}};
  Symbol symbol;
  symbol.aim = aim_of(text);
  symbol.symbology = symbology_of(symbol.aim);
  text.remove_prefix(symbol.aim.size());
  while (!text.empty()) {
    const auto* control = std::find_if(std::begin(controls), std::end(controls),
                                       [&](const Control& one) { return text.starts_with(one.name); });
    const bool named = control != std::end(controls);
    symbol.text += named ? control->character : text.front();
    text.remove_prefix(named ? control->name.size() : 1);
  }
  return symbol;
}

}  // namespace dockhand
