#include "storage/engine/engine_sqlite_errors.h"

#include <sqlite3.h>

namespace dockhand {

ErrorKind kind_of_failure(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return ErrorKind::disk_full;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ErrorKind::read_only;
    case SQLITE_CORRUPT: return ErrorKind::corrupt;
    case SQLITE_NOTADB: return ErrorKind::foreign;
    case SQLITE_CANTOPEN: return ErrorKind::read_only;  // the file, or the -wal and -shm files beside it
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorKind::busy;
    case SQLITE_CONSTRAINT: return ErrorKind::conflict;  // what was to be written is wrong, not the file
    default: return ErrorKind::io;
  }
}

std::string sentence_of_failure(ErrorKind kind, const std::string& detail) {
  switch (kind) {
    case ErrorKind::disk_full: return "the disk is full; nothing was booked (" + detail + ")";
    case ErrorKind::read_only: return "the database or its folder cannot be opened or written (" + detail + ")";
    case ErrorKind::corrupt:
      return "the database is damaged; `salvage` keeps what can be read, `restore` makes one of a backup (" + detail +
             ")";
    case ErrorKind::foreign: return "this is not a Dockhand database (" + detail + ")";
    case ErrorKind::conflict: return "what was to be written contradicts what is there (" + detail + ")";
    case ErrorKind::busy: return "another program holds the database (" + detail + ")";
    default: return "the database could not be read or written (" + detail + ")";
  }
}

Error damage_named(Error error, const std::filesystem::path& file) {
  if (error.kind != ErrorKind::corrupt) return error;
  if (!error.place.empty() && error.place != file.string()) error.message = error.place + ": " + error.message;
  error.place = file.string();
  return error;
}

}  // namespace dockhand
