// A secret of this machine, in a file of its own: what is locked with it is worth nothing to who has not that file.
//
// Decides: that it is made where there is none, and read by its owner alone; how a short text is locked (XChaCha20-
// Poly1305), and that it opens only as what it was locked as. Leaves to others: where the file is, and what a lost one
// means. libsodium does the mathematics.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

class FileKey {
 public:
  static constexpr std::size_t digest_bytes = 32;
  using Digest = std::array<unsigned char, digest_bytes>;

  // Makes the file where there is none. An Error of kind corrupt says that what is there is no key.
  static Result<FileKey> open(const std::filesystem::path& file);
  ~FileKey();
  FileKey(const FileKey&) = default;
  FileKey& operator=(const FileKey&) = default;

  // `as` says what the text is: who puts it in another's place cannot have it opened. Returns hexadecimal digits.
  std::string lock(std::string_view text, std::string_view as) const;
  // Empty: it was not locked with this key, or not as that.
  std::optional<std::string> unlock(std::string_view locked, std::string_view as) const;
  // Returns a digest that nobody finds without the key.
  Digest digest(std::string_view text) const;

 private:
  FileKey() = default;
  std::array<unsigned char, 32> key_{};
};

}  // namespace dockhand
