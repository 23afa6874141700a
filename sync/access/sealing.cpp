#include "sync/access/sealing.h"

#include <sodium.h>

#include <array>

#include "sync/access/hexadecimal.h"

namespace dockhand {
namespace {

constexpr std::size_t before_text = crypto_box_NONCEBYTES + crypto_box_MACBYTES;

// What two keys have in common: both sides find the same.
struct CommonKey {
  CommonKey() = default;
  ~CommonKey() { sodium_memzero(bytes.data(), bytes.size()); }
  CommonKey(const CommonKey&) = delete;
  CommonKey& operator=(const CommonKey&) = delete;

  std::array<unsigned char, crypto_box_BEFORENMBYTES> bytes{};
};

// False: the other one's key is none.
bool find_common(const SigningKey& own, std::string_view other, CommonKey& common) {
  std::array<unsigned char, SigningKey::seed_bytes> seed{};
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> signs{}, others_signs{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  std::array<unsigned char, crypto_box_SECRETKEYBYTES> closes{};
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> others_closes{};
  if (!bytes_of(other, others_signs.data(), others_signs.size())) return false;
  bool found = bytes_of(own.seed(), seed.data(), seed.size());
  crypto_sign_seed_keypair(signs.data(), secret.data(), seed.data());
  found = found && crypto_sign_ed25519_sk_to_curve25519(closes.data(), secret.data()) == 0 &&
          crypto_sign_ed25519_pk_to_curve25519(others_closes.data(), others_signs.data()) == 0 &&
          crypto_box_beforenm(common.bytes.data(), others_closes.data(), closes.data()) == 0;
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(secret.data(), secret.size());
  sodium_memzero(closes.data(), closes.size());
  return found;
}

unsigned char* bytes_in(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Result<std::string> sealed_for(std::string_view to, const SigningKey& own, std::string_view text) {
  CommonKey common;
  if (sodium_init() < 0 || !find_common(own, to, common)) {
    return Error{ErrorKind::refused, "", "there is no key to seal a text for"};
  }
  std::string sealed(before_text + text.size(), '\0');
  randombytes_buf(sealed.data(), crypto_box_NONCEBYTES);
  crypto_box_easy_afternm(bytes_in(sealed) + crypto_box_NONCEBYTES, reinterpret_cast<const unsigned char*>(text.data()),
                          text.size(), bytes_in(sealed), common.bytes.data());
  return hexadecimal(bytes_in(sealed), sealed.size());
}

Result<std::string> opened_from(std::string_view from, const SigningKey& own, std::string_view sealed) {
  const Error wrong{ErrorKind::refused, "", "this was not sealed for here, or was changed on its way"};
  std::string bytes(sealed.size() / 2, '\0');
  CommonKey common;
  const bool may_be = sodium_init() >= 0 && bytes.size() >= before_text &&
                      bytes_of(sealed, bytes_in(bytes), bytes.size()) && find_common(own, from, common);
  if (!may_be) return wrong;
  std::string text(bytes.size() - before_text, '\0');
  const int failed =
      crypto_box_open_easy_afternm(bytes_in(text), bytes_in(bytes) + crypto_box_NONCEBYTES,
                                   bytes.size() - crypto_box_NONCEBYTES, bytes_in(bytes), common.bytes.data());
  if (failed != 0) return wrong;
  return text;
}

}  // namespace dockhand
