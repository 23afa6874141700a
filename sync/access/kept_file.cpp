#include "sync/access/kept_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/model/private_file.h"

namespace dockhand {
namespace {

constexpr std::size_t max_kept_file = 64 << 20;

// Empty: there is no file. One that another process has written is another file.
std::string version_of(const std::filesystem::path& file) {
  struct stat seen {};
  if (::stat(file.c_str(), &seen) != 0) return {};
  return std::to_string(seen.st_ino) + " " + std::to_string(seen.st_mtim.tv_sec) + " " +
         std::to_string(seen.st_mtim.tv_nsec);
}

}  // namespace

// Held while the file is read, changed and written: the only moment in which two processes could lose a change.
class KeptFile::Lock {
 public:
  explicit Lock(const std::filesystem::path& file)
      : handle_(::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (handle_ >= 0) give_to_owner_of_folder(handle_, file);
    held_ = handle_ >= 0 && ::flock(handle_, LOCK_EX) == 0;
  }
  ~Lock() {
    if (handle_ >= 0) ::close(handle_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  bool held() const { return held_; }

 private:
  int handle_;
  bool held_ = false;
};

Result<std::optional<Kept>> KeptFile::other_than(const std::string& version) {
  const std::string now = version_of(file_);
  if (now == version) return std::optional<Kept>();
  if (now.empty()) return std::optional(Kept{});
  auto text = read_private_file(file_, max_kept_file);
  if (!text) return text.error();
  if (text->empty()) return Error{ErrorKind::corrupt, file_.string(), "is empty: take it from a backup, or remove it"};
  return std::optional(Kept{*std::move(text), now});
}

Status KeptFile::change(const Change& of) {
  const Lock lock(file_);
  if (!lock.held()) return Error{ErrorKind::io, file_.string(), "cannot be locked"};
  const auto now = text_in(*this);
  if (!now) return now.error();
  const auto next = of(*now);
  if (!next) return next.error();
  return write_private_file(file_, *next);
}

}  // namespace dockhand
