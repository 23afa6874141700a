#include "storage/model/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

#include "storage/model/tools/safe_write.h"

namespace dockhand {
namespace fs = std::filesystem;

void give_to_owner_of_folder(int handle, const fs::path& file) {
  struct stat folder {};
  const fs::path parent = file.parent_path();
  if (::geteuid() != 0 || ::stat(parent.empty() ? "." : parent.c_str(), &folder) != 0) return;
  // Where it is not allowed, in a container say, root has what it would have had without.
  [[maybe_unused]] const int given = ::fchown(handle, folder.st_uid, folder.st_gid);
}

// A file that is still there under the name, or that somebody else has put there, is not followed and not written to.
Status write_private_file(const fs::path& file, std::string_view text) {
  const Error unwritable{ErrorKind::io, file.string(), "cannot be written"};
  const fs::path fresh = file.string() + ".new";
  ::unlink(fresh.c_str());
  const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (handle < 0) return unwritable;
  give_to_owner_of_folder(handle, fresh);
  const bool safe = write_safely(handle, text);
  ::close(handle);
  std::error_code failure;
  if (safe) fs::rename(fresh, file, failure);
  if (!safe || failure) return unwritable;
  flush_names_in(file.parent_path());
  return Done{};
}

Result<std::string> read_private_file(const fs::path& file, std::size_t max) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.str().size() > max) return Error{ErrorKind::io, file.string(), "cannot be read, or is far too large"};
  return text.str();
}

}  // namespace dockhand
