// The PINs of this terminal's people.
//
// Decides: that a PIN has six digits; that only its Argon2id hash (8 MiB) is kept, with a salt of its own and under the
// pepper of this terminal, which lies in another file; that a guess is written down before it is checked, so that
// neither a restart nor a power cut gives it back; how long a badge is locked. Leaves to others: who there is
// (storage/import/columns/people.h), asking (terminal/app/app_people.cpp). libsodium is included in pins.cpp and
// nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

class Pins {
 public:
  static constexpr std::size_t digits = 6;
  static constexpr int free_tries = 5;  // wrong ones in a row before the badge is locked
  // The badge is locked for a minute, and for twice as long after each further wrong PIN, up to an hour.
  static constexpr std::int64_t first_lock_ms = 60'000, longest_lock_ms = 3'600'000;

  // The pepper is made when it is missing and there is no PIN yet. A file of PINs whose pepper is missing is an Error.
  static Result<Pins> open(const std::filesystem::path& file, const std::filesystem::path& pepper);

  bool has(std::string_view user) const;
  Status set(std::string_view user, std::string_view pin);

  enum class Answer { right, wrong, locked };
  // An Error says that the guess could not be written down, and was not checked.
  Result<Answer> check(std::string_view user, std::string_view pin, Instant now);
  // Returns how many wrong PINs are left, with the one that locks the badge.
  int tries_left(std::string_view user) const;
  // Returns until when the badge is locked. Empty: it is not.
  std::optional<Instant> locked_until(std::string_view user, Instant now) const;

 private:
  struct Secret {
    std::string salt, hash;  // hexadecimal
    int wrong = 0;           // in a row
    std::int64_t locked_until = 0;
  };

  Pins() = default;
  Status read();
  Status write() const;
  Result<std::string> hash_of(std::string_view pin, const std::string& salt) const;

  std::filesystem::path file_;
  std::array<unsigned char, 32> pepper_{};
  std::map<std::string, Secret, std::less<>> secrets_;  // for each user
};

}  // namespace dockhand
