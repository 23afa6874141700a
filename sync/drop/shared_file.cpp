#include "sync/drop/shared_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "storage/model/tools/safe_write.h"

namespace dockhand {
namespace fs = std::filesystem;

Status write_shared_file(const fs::path& file, std::string_view text) {
  const Error unwritable{ErrorKind::io, file.string(), "cannot be written"};
  const fs::path fresh = file.parent_path() / ("." + file.filename().string() + ".part");
  ::unlink(fresh.c_str());
  const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (handle < 0) return unwritable;
  const bool safe = write_safely(handle, text);
  ::close(handle);
  std::error_code failure;
  if (safe) fs::rename(fresh, file, failure);
  if (!safe || failure) return unwritable;
  flush_names_in(file.parent_path());
  return Done{};
}

}  // namespace dockhand
