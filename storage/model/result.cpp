#include "storage/model/result.h"

namespace dockhand {

const char* name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::bad_input: return "bad_input";
    case ErrorKind::incomplete: return "incomplete";
    case ErrorKind::unknown: return "unknown";
    case ErrorKind::refused: return "refused";
    case ErrorKind::conflict: return "conflict";
    case ErrorKind::io: return "io";
    case ErrorKind::disk_full: return "disk_full";
    case ErrorKind::read_only: return "read_only";
    case ErrorKind::corrupt: return "corrupt";
    case ErrorKind::foreign: return "foreign";
    case ErrorKind::newer_version: return "newer_version";
    case ErrorKind::busy: return "busy";
    case ErrorKind::network: return "network";
  }
  return "unknown";
}

std::string Error::sentence() const { return place.empty() ? message : place + ": " + message; }

template class Result<Done>;

}  // namespace dockhand
