#include "storage/model/exit_code.h"

namespace dockhand {

int exit_code_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::bad_input:
    case ErrorKind::incomplete:
    case ErrorKind::unknown:
    case ErrorKind::refused:
    case ErrorKind::conflict: return exit_bad_input;
    case ErrorKind::corrupt:
    case ErrorKind::foreign:
    case ErrorKind::newer_version:
    case ErrorKind::busy: return exit_database;
    case ErrorKind::io:
    case ErrorKind::disk_full:
    case ErrorKind::read_only:
    case ErrorKind::network: return exit_failed;
  }
  return exit_failed;
}

}  // namespace dockhand
