#include "sync/message/answer_link.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "sync/webhooks.h"

namespace dockhand {
namespace {

constexpr std::size_t letter_digits = 32;

bool stays(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string in_address(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string written;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (stays(c)) {
      written += c;
    } else {
      written += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return written;
}

std::optional<std::string> out_of_address(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const char* start = text.data() + i + 1;
    if (i + 2 >= text.size() || std::from_chars(start, start + 2, byte, 16).ptr != start + 2) return std::nullopt;
    plain += static_cast<char>(byte);
    i += 2;
  }
  return plain;
}

std::string signed_by(const std::string& secret, const AnswerToken& token) {
  return signature_of(secret, "answer",
                      token.letter + "." + token.until.text() + "." + token.language + "." + token.line.text());
}

// Takes the same time wherever they differ.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned differs = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differs |= static_cast<unsigned>(a[i] ^ b[i]);
  return differs == 0;
}

// Returns what stands between the points of a token.
std::optional<std::array<std::string, 5>> parts_of(std::string_view token) {
  std::array<std::string, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto end = token.find('.');
    if ((end == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
    auto part = out_of_address(token.substr(0, end));
    if (!part) return std::nullopt;
    parts[i] = *std::move(part);
    token.remove_prefix(std::min(token.size(), end) + (end == std::string_view::npos ? 0 : 1));
  }
  return parts;
}

}  // namespace

std::string answer_link(const AnswerLinks& links, const Letter& letter, const LetterLine& line,
                        const std::string& language) {
  if (links.secret.empty() || !line.line) return {};
  const AnswerToken token{letter.id, Date::from_days(letter.made.date().days() + answer_days), language, *line.line};
  return links.address + "/v1/answer?t=" + token.letter + "." + token.until.text() + "." + in_address(token.language) +
         "." + signed_by(links.secret, token) + "." + in_address(token.line.text());
}

std::optional<AnswerToken> read_answer_token(const std::string& secret, std::string_view token) {
  const auto parts = parts_of(token);
  if (secret.empty() || !parts) return std::nullopt;
  const auto& [letter, until, language, signature, line] = *parts;
  const auto day = Date::parse(until);
  const auto about = OrderLine::parse(line);
  if (letter.size() != letter_digits || !day || !about) return std::nullopt;
  AnswerToken read{letter, *day, language, *about};
  return same(signature, signed_by(secret, read)) ? std::optional(std::move(read)) : std::nullopt;
}

}  // namespace dockhand
