#include "sync/access/enrolment_code.h"

#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

constexpr std::string_view first = "DH1";
constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";  // none that looks like another
constexpr std::size_t secret_size = 16, group = 4, pin_size = 64, longest = 512;

std::string large(std::string_view text) {
  std::string all(text);
  std::transform(all.begin(), all.end(), all.begin(), [](unsigned char c) { return std::toupper(c); });
  return all;
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == '*') {
      parts.emplace_back();
    } else if (c != ' ' && c != '\r' && c != '\n') {
      parts.back() += c;
    }
  }
  return parts;
}

std::string without_dashes(std::string text) {
  std::erase(text, '-');
  return text;
}

}  // namespace

std::string fresh_secret() {
  std::string secret;
  while (secret.size() < secret_size) secret += alphabet[randombytes_uniform(alphabet.size())];
  return secret;
}

std::string text_of(const EnrolmentCode& code) {
  std::string grouped;
  for (std::size_t i = 0; i < code.secret.size(); i += group) {
    grouped += (grouped.empty() ? "" : "-") + code.secret.substr(i, group);
  }
  return std::string(first) + "*" + large(code.address) + "*" + grouped + "*" + large(code.pin);
}

Result<EnrolmentCode> parse_enrolment_code(std::string_view text) {
  const Error wrong{ErrorKind::bad_input, "", "this is no enrolment code; `dockhand-hub enrol` shows one"};
  if (text.size() > longest) return wrong;
  const std::vector<std::string> parts = parts_of(large(text));
  if (parts.size() != 4 || parts[0] != first) return wrong;
  EnrolmentCode code{small_letters(parts[1]), without_dashes(parts[2]), small_letters(parts[3])};
  const bool good_secret =
      code.secret.size() == secret_size && code.secret.find_first_not_of(alphabet) == std::string::npos;
  const bool good_pin = code.pin.empty() || (code.pin.size() == pin_size &&
                                             code.pin.find_first_not_of("0123456789abcdef") == std::string::npos);
  if (!good_secret || !good_pin || code.address.empty()) return wrong;
  return code;
}

bool may_be_enrolment_code(std::string_view text) {
  constexpr int enough = 3;  // groups of a secret, one after the other
  const std::string all = large(text) + '*';
  if (all.starts_with(std::string(first) + "*")) return true;
  int groups = 0;
  std::size_t letters = 0;
  for (const char c : all) {
    if (alphabet.find(c) != std::string_view::npos) {
      ++letters;
      continue;
    }
    groups = letters == group ? groups + 1 : 0;
    letters = 0;
    if (groups == enough) return true;
    if (c != '-') groups = 0;
  }
  return false;
}

}  // namespace dockhand
