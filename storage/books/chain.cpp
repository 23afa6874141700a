#include "storage/books/chain.h"

#include <sodium.h>

#include <array>

namespace dockhand {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

}  // namespace

std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hexadecimal(bytes.data(), bytes.size());
}

std::string first_hash() { return std::string(64, '0'); }

std::string chain_hash(const std::string& previous, const std::string& body) {
  const std::string text = previous + body;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hexadecimal(digest.data(), digest.size());
}

Head head_of(Engine& db, const std::string& writer) {
  auto rows = db.query("SELECT seq, hash FROM chain WHERE writer=$1", writer);
  return rows.next() ? Head{rows.integer(0), rows.text(1)} : Head{0, first_hash()};
}

void set_head(Engine& db, const std::string& writer, const Head& head) {
  db.run(
      "INSERT INTO chain(writer, seq, hash) VALUES($1,$2,$3)"
      " ON CONFLICT(writer) DO UPDATE SET seq=excluded.seq, hash=excluded.hash",
      writer, head.seq, head.hash);
}

}  // namespace dockhand
