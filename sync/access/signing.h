// How a terminal proves that a request is its own.
//
// Decides: that a terminal has an Ed25519 key which it made itself, what is signed, and how the proof stands in the
// header Authorization:
//
//   Dockhand TERMINAL DIGEST SIGNATURE     the last two hexadecimal: SHA-256 of the body, Ed25519 over
//                                          "dockhand 1\nHUB\nMETHOD\nPATH\nDIGEST\n"
//
// HUB is the hub's own name for itself: what was signed for one hub proves nothing to another. It holds no time,
// because a terminal's clock may be years off. A push that is repeated changes nothing, and only somebody who breaks
// TLS could repeat a pull. Leaves to others: which terminals there are (sync/access/access_register.h). libsodium does
// the mathematics.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

class SigningKey {
 public:
  static constexpr std::size_t seed_bytes = 32;

  static Result<SigningKey> make();
  static Result<SigningKey> of_seed(std::string_view hexadecimal);

  std::string seed() const;        // the secret, 64 hexadecimal digits
  std::string public_key() const;  // 64 hexadecimal digits
  std::string sign(std::string_view text) const;

 private:
  SigningKey() = default;
  std::array<unsigned char, seed_bytes> seed_{}, public_{};
};

bool signed_by(std::string_view public_key, std::string_view text, std::string_view signature);
// True for 64 hexadecimal digits.
bool is_public_key(std::string_view text);
std::string digest_of(std::string_view body);
// Returns a terminal's id, which is made of its key: 16 hexadecimal digits.
std::string terminal_id_of(std::string_view public_key);

// Returns the text that a newcomer signs to show that the key is its own.
std::string text_to_enrol(std::string_view secret);

struct Proof {
  std::string terminal;
  std::string digest;  // the digest of the body
  std::string signature;
};
struct Signed {  // what a proof is for
  std::string_view hub, method, path;
};

std::string prove(const SigningKey& key, const Signed& what, std::string_view body);
// Reads the header's text. Empty: it is no proof.
std::optional<Proof> parse_proof(std::string_view authorization);
bool holds(const Proof& proof, const Signed& what, std::string_view public_key);

}  // namespace dockhand
