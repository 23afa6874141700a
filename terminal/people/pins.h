// The PINs of this terminal's people.
//
// Decides: that a PIN has six digits; that only its Argon2id hash (8 MiB) is kept, with a salt of its own, and locked
// with the key of this terminal, which lies in another file; that a guess is written down before it is checked, so that
// neither a restart nor a power cut gives it back; how long a badge is locked; that a PIN which was chosen here counts
// one more than the one that was known here, and that one of the hub's with as much or more takes its place. Leaves to
// others: who there is (storage/import/columns/people.h), asking (terminal/app/app_people.cpp), what goes to the hub
// and comes from it (terminal/people/hub_people.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/columns/people.h"
#include "storage/model/result.h"
#include "storage/model/time.h"
#include "sync/access/file_key.h"

namespace dockhand {

class Pins {
 public:
  static constexpr std::size_t digits = 6;
  static constexpr int free_tries = 5;  // wrong ones in a row before the badge is locked
  // The badge is locked for a minute, and for twice as long after each further wrong PIN, up to an hour.
  static constexpr std::int64_t first_lock_ms = 60'000, longest_lock_ms = 3'600'000;

  // The key is made when it is missing and there is no PIN yet. A file of PINs whose key is missing is an Error.
  static Result<Pins> open(const std::filesystem::path& file, const std::filesystem::path& key);

  bool has(std::string_view user) const;
  Status set(std::string_view user, std::string_view pin);

  enum class Answer { right, wrong, locked };
  // An Error says that the guess could not be written down, and was not checked.
  Result<Answer> check(std::string_view user, std::string_view pin, Instant now);
  // Returns how many wrong PINs are left, with the one that locks the badge.
  int tries_left(std::string_view user) const;
  // Returns until when the badge is locked, which is never further off than a lock lasts. Empty: it is not.
  std::optional<Instant> locked_until(std::string_view user, Instant now);

  // True until the right PIN was typed, where another terminal's has taken the place of one that was known here.
  bool is_from_elsewhere(std::string_view user) const;

  // Returns each person's, with the hash of those that the hub may not have.
  std::vector<PersonPin> to_tell() const;
  // Takes over what the hub has said after it was told `told`. The PINs of `wanted` are told once more; a hub that
  // keeps none says nothing, and wants them as soon as it does.
  Status heard(const std::vector<PersonPin>& told, const std::vector<PersonPin>& theirs,
               const std::vector<std::string>& wanted);
  // Another number says that to_tell() may return something else.
  std::uint64_t version() const { return version_; }

 private:
  struct Secret {
    std::string salt, locked;  // hexadecimal; nothing locked: this person has no PIN any more
    std::string hash;          // of a PIN that an older program has kept, under the key; nothing goes to the hub of it
    std::int64_t revision = 0;
    bool told = false;       // the hub has it
    bool elsewhere = false;  // see is_from_elsewhere
    int wrong = 0;           // in a row
    std::int64_t locked_until = 0;
  };

  static std::int64_t length_of_lock(const Secret& secret);  // in ms
  explicit Pins(const FileKey& key) : key_(key) {}
  Status read();
  Status write();
  Status keep(const std::string& user, std::string_view pin, Secret secret);
  Result<bool> is_right(const std::string& user, const Secret& secret, std::string_view pin) const;
  void take(const PersonPin& theirs);
  static std::string about(const std::string& user, const Secret& secret);

  std::filesystem::path file_;
  FileKey key_;
  std::map<std::string, Secret, std::less<>> secrets_;  // for each user
  std::uint64_t version_ = 0;
};

}  // namespace dockhand
