#include "sync/access/signing.h"

#include <sodium.h>

#include <algorithm>

#include "sync/access/hexadecimal.h"

namespace dockhand {
namespace {

constexpr std::string_view scheme = "Dockhand ";
constexpr std::size_t id_digits = 16, digest_digits = 64, signature_digits = 2 * crypto_sign_BYTES;

std::string text_of(const Signed& what, std::string_view digest) {
  std::string text = "dockhand 1\n";
  for (const std::string_view part : {what.hub, what.method, what.path, digest}) text += std::string(part) + "\n";
  return text;
}

}  // namespace

Result<SigningKey> SigningKey::make() {
  if (sodium_init() < 0) return Error{ErrorKind::io, "", "there is no source of chance on this machine"};
  std::array<unsigned char, seed_bytes> seed;
  randombytes_buf(seed.data(), seed.size());
  return of_seed(hexadecimal(seed.data(), seed.size()));
}

Result<SigningKey> SigningKey::of_seed(std::string_view hexadecimal) {
  SigningKey key;
  if (!bytes_of(hexadecimal, key.seed_.data(), key.seed_.size())) {
    return Error{ErrorKind::corrupt, "", "this is no key of a terminal"};
  }
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  crypto_sign_seed_keypair(key.public_.data(), secret.data(), key.seed_.data());
  sodium_memzero(secret.data(), secret.size());
  return key;
}

std::string SigningKey::seed() const { return hexadecimal(seed_.data(), seed_.size()); }
std::string SigningKey::public_key() const { return hexadecimal(public_.data(), public_.size()); }

std::string SigningKey::sign(std::string_view text) const {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> own;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret;
  std::array<unsigned char, crypto_sign_BYTES> signature;
  crypto_sign_seed_keypair(own.data(), secret.data(), seed_.data());
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       secret.data());
  sodium_memzero(secret.data(), secret.size());
  return hexadecimal(signature.data(), signature.size());
}

bool signed_by(std::string_view public_key, std::string_view text, std::string_view signature) {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key;
  std::array<unsigned char, crypto_sign_BYTES> sum;
  return bytes_of(public_key, key.data(), key.size()) && bytes_of(signature, sum.data(), sum.size()) &&
         crypto_sign_verify_detached(sum.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                     key.data()) == 0;
}

bool is_public_key(std::string_view text) { return is_hexadecimal(text, 2 * crypto_sign_PUBLICKEYBYTES); }

std::string digest_of(std::string_view body) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> sum;
  crypto_hash_sha256(sum.data(), reinterpret_cast<const unsigned char*>(body.data()), body.size());
  return hexadecimal(sum.data(), sum.size());
}

std::string terminal_id_of(std::string_view public_key) { return digest_of(public_key).substr(0, id_digits); }

std::string text_to_enrol(std::string_view secret) { return "dockhand enrol\n" + std::string(secret); }

std::string prove(const SigningKey& key, const Signed& what, std::string_view body) {
  const std::string digest = digest_of(body);
  return std::string(scheme) + terminal_id_of(key.public_key()) + " " + digest + " " + key.sign(text_of(what, digest));
}

std::optional<Proof> parse_proof(std::string_view authorization) {
  if (!authorization.starts_with(scheme)) return std::nullopt;
  authorization.remove_prefix(scheme.size());
  constexpr std::size_t whole = id_digits + 1 + digest_digits + 1 + signature_digits;
  if (authorization.size() != whole) return std::nullopt;
  const auto terminal = authorization.substr(0, id_digits);
  const auto digest = authorization.substr(id_digits + 1, digest_digits);
  const auto signature = authorization.substr(whole - signature_digits);
  const bool good = is_hexadecimal(terminal, id_digits) && is_hexadecimal(digest, digest_digits) &&
                    is_hexadecimal(signature, signature_digits);
  if (!good) return std::nullopt;
  return Proof{std::string(terminal), std::string(digest), std::string(signature)};
}

bool holds(const Proof& proof, const Signed& what, std::string_view public_key) {
  return signed_by(public_key, text_of(what, proof.digest), proof.signature);
}

}  // namespace dockhand
