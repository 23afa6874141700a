// The code with which a terminal becomes one of a hub's: text, and QR for the terminal's scanner.
//
// Decides: its form, "DH1*HTTPS://HUB.LOCAL:8470*7KQ2-9F3M-XW4T-CH6P*FINGERPRINT", of characters that a QR code packs
// and every keyboard types: where the hub is, a secret that holds once, and by what its certificate is known.
// Leaves to others: whether the secret holds (sync/access/access_register.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

struct EnrolmentCode {
  std::string address;  // such as "https://hub.local:8470"
  std::string secret;   // 16 characters
  std::string pin;      // SHA-256 of the hub's public key, 64 hexadecimal digits; empty: any certificate that is valid
  bool operator==(const EnrolmentCode&) const = default;
};

// Returns 79 random bits, which nobody can guess.
std::string fresh_secret();
std::string text_of(const EnrolmentCode& code);
// Reads what a person typed. It may have small letters, and blanks or dashes where there are none.
Result<EnrolmentCode> parse_enrolment_code(std::string_view text);
// Whether a text may be a code or a part of one, which nobody is to read later.
bool may_be_enrolment_code(std::string_view text);

// Returns the picture of the code as lines for a terminal, dark on light.
Result<std::string> qr_lines(const std::string& text);
Status write_qr(const std::string& text, const std::filesystem::path& png);

}  // namespace dockhand
