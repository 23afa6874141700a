#include "sync/site/audit_log.h"

#include <fcntl.h>
#include <unistd.h>

#include "storage/model/private_file.h"

namespace dockhand {
namespace fs = std::filesystem;

AuditLog::AuditLog(const fs::path& database, const Clock& clock) : file_(file_of(database)), clock_(clock) {}

fs::path AuditLog::file_of(const fs::path& database) { return database.string() + ".audit"; }

// One write a line, so that lines of several processes do not mix.
void AuditLog::say(const std::string& event, const HubLog::Fields& fields) {
  std::error_code ignored;
  if (fs::file_size(file_, ignored) > max_bytes && !ignored) fs::rename(file_, file_.string() + ".1", ignored);
  const int handle = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (handle < 0) return;
  give_to_owner_of_folder(handle, file_);
  const std::string line = HubLog::line_of(clock_.now(), event, fields);
  [[maybe_unused]] const ssize_t wrote = ::write(handle, line.data(), line.size());
  ::close(handle);
}

}  // namespace dockhand
