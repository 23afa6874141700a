#include "scanner/source/device.h"

#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace dockhand {
namespace {

std::string group_of(const std::string& device) {
  struct stat about {};
  if (::stat(device.c_str(), &about) != 0) return {};
  std::array<char, 4096> memory{};
  group entry{};
  group* found = nullptr;
  ::getgrgid_r(about.st_gid, &entry, memory.data(), memory.size(), &found);
  return found == nullptr ? std::string() : std::string(found->gr_name);
}

std::string without_permission(const std::string& device) {
  const std::string group = group_of(device);
  if (group.empty() || group == "root") return "no permission to use it: ask whoever runs this machine";
  return fmt::format(
      "no permission to use it: add the user to the group {0} (sudo usermod -aG {0} $USER) and sign on again", group);
}

}  // namespace

Error device_error(const std::string& device, int code) {
  switch (code) {
    case EACCES:
    case EPERM: return {ErrorKind::read_only, device, without_permission(device)};
    case ENOENT:
    case ENXIO: return {ErrorKind::unknown, device, "there is no such device: is it plugged in?"};
    case ENODEV:
    case EIO: return {ErrorKind::io, device, "unplugged: waiting for it to come back"};
    case EBUSY:
    case EAGAIN: return {ErrorKind::busy, device, "another program is using it: end that program first"};
    default: return {ErrorKind::io, device, std::strerror(code)};
  }
}

OptionSpec retry_option() {
  return {"retry_ms", std::int64_t{1000}, "how often a device that is gone is looked for", 10, 60'000};
}

}  // namespace dockhand
