// The names of things, as types whose values are always well formed.
//
// Decides: what a well-formed name is. A wrong one cannot exist further in: each type is built only through `parse`.
// Leaves to others: whether the thing named is known (storage/), what a barcode's text means (scanner/).
// All texts are UTF-8 without control characters; lengths are in bytes.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// This is the rule for every free-form name: 1 to `max` bytes of valid UTF-8, no control characters, no blank at either
// end, and no '@' at the beginning, which marks the ledger's own accounts.
Status check_name(std::string_view what, std::string_view text, std::size_t max);

template <class Tag>
class Code {
 public:
  static Result<Code> parse(std::string_view text);
  const std::string& text() const { return text_; }
  auto operator<=>(const Code&) const = default;

 private:
  explicit Code(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

struct ItemTag {
  static constexpr auto what = "item";
  static constexpr std::size_t max = 48;
};
struct LocationTag {
  static constexpr auto what = "location";
  static constexpr std::size_t max = 48;
};
// GS1 holds 20 characters in AI 10 and AI 21. What makers print without GS1 is longer.
struct LotTag {
  static constexpr auto what = "lot";
  static constexpr std::size_t max = 50;
};
struct SerialTag {
  static constexpr auto what = "serial";
  static constexpr std::size_t max = 50;
};
struct OrderTag {
  static constexpr auto what = "order";
  static constexpr std::size_t max = 48;
};
struct PurchaseTag {
  static constexpr auto what = "purchase order";
  static constexpr std::size_t max = 48;
};
struct CommandTag {
  static constexpr auto what = "id";
  static constexpr std::size_t max = 64;
};
struct WriterTag {
  static constexpr auto what = "writer";
  static constexpr std::size_t max = 32;
};
struct OperatorTag {
  static constexpr auto what = "operator";
  static constexpr std::size_t max = 48;
};

using ItemCode = Code<ItemTag>;
using LocationCode = Code<LocationTag>;
using Lot = Code<LotTag>;
using Serial = Code<SerialTag>;
using OrderNumber = Code<OrderTag>;
using PurchaseNumber = Code<PurchaseTag>;
using CommandId = Code<CommandTag>;  // chosen by whoever gives the command; the same id is the same command
using WriterId = Code<WriterTag>;    // 32 hexadecimal digits: one life of one database file
using OperatorName = Code<OperatorTag>;

// Names a line of an order or of a purchase by the document's number and the line's number (1 to 999,999).
template <class Number>
struct LineRef {
  Number document;
  std::int32_t line;

  static constexpr std::int32_t max_line = 999'999;
  // Prints it as "SO-118/2".
  std::string text() const { return document.text() + "/" + std::to_string(line); }
  // Reads what text() writes; the last '/' separates.
  static Result<LineRef> parse(std::string_view text);
  auto operator<=>(const LineRef&) const = default;
};
using OrderLine = LineRef<OrderNumber>;
using PurchaseLine = LineRef<PurchaseNumber>;

// Reads a line number that came as a text or from JSON.
Result<std::int32_t> parse_line_number(std::string_view text);

// A GTIN. It always has 14 digits, and its check digit was verified. GTIN-8, -12 and -13 are padded with zeros on the
// left (GS1 General Specifications, section 7.9). The symbology that carries it never tells products apart.
class Gtin {
 public:
  // Reads 8, 12, 13 or 14 digits. When the check digit is wrong, the Error names the one that was expected.
  static Result<Gtin> parse(std::string_view digits);
  const std::string& text() const { return digits_; }
  auto operator<=>(const Gtin&) const = default;

 private:
  explicit Gtin(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

// A handling unit: the 18 digits of its SSCC, or "CTN:" and a carton number that somebody else gave it, 1 to 40 bytes.
class Sscc {
 public:
  static Result<Sscc> parse(std::string_view digits);
  const std::string& text() const { return digits_; }
  auto operator<=>(const Sscc&) const = default;

 private:
  explicit Sscc(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

// Returns GS1's modulo 10 check digit of `digits`, which stand here without it: weights 3, 1, 3, ... from the right
// (GS1 General Specifications, section 7.9.1). The argument must hold digits only.
char gs1_check_digit(std::string_view digits);

bool is_digits(std::string_view text);
bool is_valid_utf8(std::string_view text);
// Replaces controls and invalid bytes by visible texts ("\x1d"), so that a hostile code is safe on a screen and in a
// log. At most `max` bytes of the input are shown; "..." says that more follow.
std::string printable(std::string_view text, std::size_t max = 120);

}  // namespace dockhand
