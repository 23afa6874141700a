#include "sync/hub/shared_users.h"

#include "storage/model/private_file.h"
#include "sync/access/signing.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_users_file = 4 << 20;

Result<std::string> text_if_there(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file, failure) ? read_private_file(file, max_users_file) : Result<std::string>(std::string());
}

Result<UsersShared> agreed(UsersShared how, const fs::path& marker, const std::string& text) {
  if (auto kept = write_private_file(marker, digest_of(text) + "\n"); !kept) return kept.error();
  return how;
}

// The old one stays beside it when nobody else has it.
Status put_in_place(const fs::path& users, const std::string& text, bool is_new_here) {
  std::error_code failure;
  if (is_new_here && fs::exists(users, failure)) {
    fs::rename(users, users.string() + ".before", failure);
    if (failure) return Error{ErrorKind::io, users.string(), "cannot be put aside"};
  }
  return write_private_file(users, text);
}

}  // namespace

Result<UsersShared> share_users(KeptText& shared, const fs::path& users, const fs::path& marker) {
  const auto mine = text_if_there(users), known = text_if_there(marker);
  if (!mine) return mine.error();
  if (!known) return known.error();
  const auto theirs = text_in(shared);
  if (!theirs) return theirs.error();
  if (*mine == *theirs) return mine->empty() ? Result(UsersShared::same) : agreed(UsersShared::same, marker, *mine);
  const bool changed_here = !known->empty() && *known != digest_of(*mine) + "\n";
  if (!mine->empty() && (theirs->empty() || changed_here)) {
    const Status given = shared.change([&](const std::string&) -> Result<std::string> { return *mine; });
    return given ? agreed(UsersShared::given, marker, *mine) : Result<UsersShared>(given.error());
  }
  const Status taken = put_in_place(users, *theirs, known->empty());
  return taken ? agreed(UsersShared::taken, marker, *theirs) : Result<UsersShared>(taken.error());
}

}  // namespace dockhand
