#include "sync/message/answer_link.h"

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

std::string signed_by(const std::string& secret, const std::string& letter, const std::string& line) {
  return signature_of(secret, "answer", letter + "." + line);
}

// Takes the same time wherever they differ.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned differs = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differs |= static_cast<unsigned>(a[i] ^ b[i]);
  return differs == 0;
}

}  // namespace

std::string answer_link(const AnswerLinks& links, const std::string& letter, const LetterLine& line) {
  if (links.secret.empty() || !line.line) return {};
  const std::string name = line.line->text();
  return links.address + "/v1/answer?t=" + letter + "." + signed_by(links.secret, letter, name) + "." +
         in_address(name);
}

std::optional<AnswerToken> read_answer_token(const std::string& secret, std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (secret.empty() || first != letter_digits || second == std::string_view::npos) return std::nullopt;
  const std::string letter(token.substr(0, first));
  const auto name = out_of_address(token.substr(second + 1));
  if (!name || !same(token.substr(first + 1, second - first - 1), signed_by(secret, letter, *name)))
    return std::nullopt;
  const auto line = OrderLine::parse(*name);
  return line ? std::optional(AnswerToken{letter, *line}) : std::nullopt;
}

}  // namespace dockhand
