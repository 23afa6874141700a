#include "sync/access/file_key.h"

#include <sodium.h>

#include "storage/model/private_file.h"
#include "sync/access/hexadecimal.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_key_file = 4096, nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                      mark_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* read_as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* written_as_bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Result<FileKey> FileKey::open(const std::filesystem::path& file) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "", "there is no source of chance on this machine"};
  FileKey made;
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) {
    randombytes_buf(made.key_.data(), made.key_.size());
    if (auto kept = write_private_file(file, hexadecimal(made.key_.data(), made.key_.size())); !kept) {
      return kept.error();
    }
    return made;
  }
  auto text = read_private_file(file, longest_key_file);
  if (!text) return text.error();
  const std::string_view digits = std::string_view(*text).substr(0, 2 * made.key_.size());
  const bool is_key = bytes_of(digits, made.key_.data(), made.key_.size());
  sodium_memzero(text->data(), text->size());
  if (!is_key) return Error{ErrorKind::corrupt, file.string(), "this is no key"};
  return made;
}

FileKey::~FileKey() { sodium_memzero(key_.data(), key_.size()); }

FileKey::Digest FileKey::digest(std::string_view text) const {
  Digest digest{};
  crypto_generichash(digest.data(), digest.size(), read_as_bytes(text), text.size(), key_.data(), key_.size());
  return digest;
}

// The key itself makes digests: what locks is made of it.
std::string FileKey::lock(std::string_view text, std::string_view as) const {
  Digest locks = digest("dockhand locks");
  std::string locked(nonce_bytes + text.size() + mark_bytes, '\0');
  randombytes_buf(locked.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(written_as_bytes(locked) + nonce_bytes, nullptr, read_as_bytes(text),
                                             text.size(), read_as_bytes(as), as.size(), nullptr, read_as_bytes(locked),
                                             locks.data());
  sodium_memzero(locks.data(), locks.size());
  return hexadecimal(read_as_bytes(locked), locked.size());
}

std::optional<std::string> FileKey::unlock(std::string_view locked, std::string_view as) const {
  std::string bytes(locked.size() / 2, '\0');
  if (bytes.size() < nonce_bytes + mark_bytes || !bytes_of(locked, written_as_bytes(bytes), bytes.size())) return {};
  Digest locks = digest("dockhand locks");
  std::string text(bytes.size() - nonce_bytes - mark_bytes, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      written_as_bytes(text), nullptr, nullptr, read_as_bytes(bytes) + nonce_bytes, bytes.size() - nonce_bytes,
      read_as_bytes(as), as.size(), read_as_bytes(bytes), locks.data());
  sodium_memzero(locks.data(), locks.size());
  if (failed != 0) return std::nullopt;
  return text;
}

}  // namespace dockhand
