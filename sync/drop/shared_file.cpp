#include "sync/drop/shared_file.h"

#include <fcntl.h>
#include <unistd.h>

namespace dockhand {
namespace fs = std::filesystem;
namespace {

bool write_all(int handle, std::string_view text) {
  while (!text.empty()) {
    const ::ssize_t written = ::write(handle, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(handle) == 0;
}

}  // namespace

Status write_shared_file(const fs::path& file, std::string_view text) {
  const Error unwritable{ErrorKind::io, file.string(), "cannot be written"};
  const fs::path fresh = file.parent_path() / ("." + file.filename().string() + ".part");
  ::unlink(fresh.c_str());
  const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (handle < 0) return unwritable;
  const bool safe = write_all(handle, text);
  ::close(handle);
  std::error_code failure;
  if (safe) fs::rename(fresh, file, failure);
  if (!safe || failure) return unwritable;
  flush_names_in(file.parent_path());
  return Done{};
}

void flush_names_in(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  static_cast<void>(::fsync(handle));
  ::close(handle);
}

}  // namespace dockhand
