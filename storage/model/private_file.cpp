#include "storage/model/private_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

namespace dockhand {
namespace fs = std::filesystem;
namespace {

bool write_all(int handle, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(handle, text.data(), text.size());
    if (wrote <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return ::fsync(handle) == 0;
}

void flush_folder(const fs::path& folder) {
  const int handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);
  ::close(handle);
}

}  // namespace

Status write_private_file(const fs::path& file, std::string_view text) {
  const Error unwritable{ErrorKind::io, file.string(), "cannot be written"};
  const fs::path fresh = file.string() + ".new";
  const int handle = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (handle < 0) return unwritable;
  const bool safe = write_all(handle, text);
  ::close(handle);
  std::error_code failure;
  if (safe) fs::rename(fresh, file, failure);
  if (!safe || failure) return unwritable;
  flush_folder(file.parent_path());
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
