#include "storage/model/codes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "storage/model/tools/utf8.h"

namespace dockhand {
namespace {

Error bad(std::string_view what, std::string message) {
  return Error{ErrorKind::bad_input, std::string(what), std::move(message)};
}

bool is_control(unsigned char byte) { return byte < 0x20 || byte == 0x7F; }

// Returns the length of the well-formed UTF-8 sequence at `at`, and 0 when there is none (RFC 3629, table in section
// 4).
std::size_t utf8_sequence(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto tail = [&](std::size_t i) { return i < text.size() && !starts_character(text[i]); };
  // Some lead bytes allow only a part of the second bytes: there may be no longer form than needed, no surrogate, and
  // no more than U+10FFFF.
  const auto between = [&](unsigned low, unsigned high) { return byte(at + 1) >= low && byte(at + 1) <= high; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(at + 1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool in_range = between(lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
    return tail(at + 1) && tail(at + 2) && in_range ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool in_range = between(lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
    return tail(at + 1) && tail(at + 2) && tail(at + 3) && in_range ? 4 : 0;
  }
  return 0;
}

// True for U+0080 to U+009F. Terminals obey them as they obey the controls below 0x20.
bool is_wide_control(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == '\xC2' && static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

Status check_digits(std::string_view what, std::string_view digits) {
  const char expected = gs1_check_digit(digits.substr(0, digits.size() - 1));
  if (digits.back() == expected) return Done{};
  return bad(what, "wrong check digit in " + std::string(digits) + ": it ends in " + digits.back() + ", " +
                       std::string(1, expected) + " was expected");
}

}  // namespace

Status check_name(std::string_view what, std::string_view text, std::size_t max) {
  if (text.empty()) return bad(what, "is empty");
  if (text.size() > max) {
    return bad(what, "'" + printable(text, 24) + "' is longer than " + std::to_string(max) + " characters");
  }
  if (!is_valid_utf8(text)) return bad(what, "'" + printable(text) + "' is not valid UTF-8");
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); })) {
    return bad(what, "'" + printable(text) + "' contains a control character");
  }
  if (text.front() == ' ' || text.back() == ' ')
    return bad(what, "'" + printable(text) + "' begins or ends with a blank");
  if (text.front() == '@') return bad(what, "'" + printable(text) + "' begins with '@', which is reserved");
  return Done{};
}

Result<std::int32_t> parse_line_number(std::string_view text) {
  std::int32_t line = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), line);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (whole && line >= 1 && line <= OrderLine::max_line) return line;
  return bad("line",
             "'" + printable(text, 24) + "' is not a line number from 1 to " + std::to_string(OrderLine::max_line));
}

template <class Number>
Result<LineRef<Number>> LineRef<Number>::parse(std::string_view text) {
  const auto slash = text.rfind('/');
  if (slash == std::string_view::npos)
    return bad("line", "'" + printable(text, 60) + "' is not of the form NUMBER/LINE");
  auto document = Number::parse(text.substr(0, slash));
  if (!document) return document.error();
  auto line = parse_line_number(text.substr(slash + 1));
  if (!line) return line.error();
  return LineRef{*document, *line};
}
template struct LineRef<OrderNumber>;
template struct LineRef<PurchaseNumber>;

Result<Gtin> Gtin::parse(std::string_view digits) {
  static constexpr std::array<std::size_t, 4> lengths{8, 12, 13, 14};
  if (!is_digits(digits)) return bad("GTIN", "'" + printable(digits, 40) + "' is not made of digits only");
  if (std::find(lengths.begin(), lengths.end(), digits.size()) == lengths.end()) {
    return bad("GTIN",
               printable(digits, 40) + " has " + std::to_string(digits.size()) + " digits, not 8, 12, 13 or 14");
  }
  if (auto checked = check_digits("GTIN", digits); !checked) return checked.error();
  return Gtin(std::string(14 - digits.size(), '0') + std::string(digits));
}

Result<Sscc> Sscc::parse(std::string_view digits) {
  if (constexpr std::string_view mark = "CTN:"; digits.starts_with(mark)) {
    if (auto checked = check_name("carton", digits.substr(mark.size()), 40); !checked) return checked.error();
    return Sscc(std::string(digits));
  }
  if (!is_digits(digits) || digits.size() != 18) return bad("SSCC", "'" + printable(digits, 40) + "' is not 18 digits");
  if (auto checked = check_digits("SSCC", digits); !checked) return checked.error();
  return Sscc(std::string(digits));
}

char gs1_check_digit(std::string_view digits) {
  int sum = 0;
  int weight = 3;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    sum += (*digit - '0') * weight;
    weight = 4 - weight;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string printable(std::string_view text, std::size_t max) {
  static constexpr std::string_view hex = "0123456789abcdef";
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = is_wide_control(text, at) ? 0 : utf8_sequence(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t taken = length == 0 ? 1 : length;
    if (at + taken > max) return shown + "...";
    if (length == 0 || is_control(byte)) {
      shown += {'\\', 'x', hex[byte >> 4U], hex[byte & 15U]};
    } else {
      shown += text.substr(at, length);
    }
    at += taken;
  }
  return shown;
}

template <class Tag>
Result<Code<Tag>> Code<Tag>::parse(std::string_view text) {
  if (auto checked = check_name(Tag::what, text, Tag::max); !checked) return checked.error();
  return Code(std::string(text));
}
template class Code<ItemTag>;
template class Code<LocationTag>;
template class Code<LotTag>;
template class Code<SerialTag>;
template class Code<OrderTag>;
template class Code<PurchaseTag>;
template class Code<CommandTag>;
template class Code<WriterTag>;
template class Code<OperatorTag>;

}  // namespace dockhand
