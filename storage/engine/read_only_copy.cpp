#include "storage/engine/read_only_copy.h"

namespace dockhand {

bool is_readable_alone(const std::filesystem::path& file, const Error& failure, Disk& disk) {
  if (failure.kind != ErrorKind::io && failure.kind != ErrorKind::read_only) return false;
  const auto log = disk.head(file.string() + "-wal", 1);
  return log && log->empty();
}

std::string immutable_name(const std::filesystem::path& file) {
  std::string name = "file:";
  for (const char c : file.string()) {
    switch (c) {
      case '%': name += "%25"; break;
      case '?': name += "%3f"; break;
      case '#': name += "%23"; break;
      default: name += c;
    }
  }
  return name + "?immutable=1";
}

}  // namespace dockhand
