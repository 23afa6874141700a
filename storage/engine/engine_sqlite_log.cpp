#include "storage/engine/engine_sqlite_log.h"

#include <atomic>
#include <new>

namespace dockhand {
namespace {

// SQLite's own VFS cuts a longer write down to its lowest 17 bits (os_unix.c, seekAndWriteFd).
constexpr std::size_t gathered_at_most = 0x1FFFF;

}  // namespace

// SQLite gives the memory; the base's own file follows in it.
struct GatheredLog::Log {
  sqlite3_file file;
  std::string pending;
  sqlite3_int64 pending_at;  // its place in the log
  Vfs* vfs;

  static Log& of(sqlite3_file* opened) { return *reinterpret_cast<Log*>(opened); }
  static sqlite3_file* base(sqlite3_file* opened) { return reinterpret_cast<sqlite3_file*>(&of(opened) + 1); }

  // What could not be written is forgotten: SQLite rolls back.
  static int hand_on(sqlite3_file* opened) {
    Log& log = of(opened);
    if (log.pending.empty()) return SQLITE_OK;
    sqlite3_file* disk = base(opened);
    const int code =
        disk->pMethods->xWrite(disk, log.pending.data(), static_cast<int>(log.pending.size()), log.pending_at);
    log.pending.clear();
    return code;
  }

  static int write(sqlite3_file* opened, const void* bytes, int size, sqlite3_int64 at) {
    Log& log = of(opened);
    const bool follows = at == log.pending_at + static_cast<sqlite3_int64>(log.pending.size());
    if (!follows || log.pending.size() + static_cast<std::size_t>(size) > gathered_at_most) {
      if (const int code = hand_on(opened); code != SQLITE_OK) return code;
    }
    if (log.pending.empty()) log.pending_at = at;
    log.pending.append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  // Any other call sees the log as if nothing had been gathered.
  template <class Call, class... Rest>
  static int after_writing(Call sqlite3_io_methods::*call, sqlite3_file* opened, Rest... rest) {
    if (const int code = hand_on(opened); code != SQLITE_OK) return code;
    sqlite3_file* disk = base(opened);
    return (disk->pMethods->*call)(disk, rest...);
  }
  template <class Call, class... Rest>
  static int pass(Call sqlite3_io_methods::*call, sqlite3_file* opened, Rest... rest) {
    sqlite3_file* disk = base(opened);
    return (disk->pMethods->*call)(disk, rest...);
  }

  // What was committed has been flushed before.
  static int close(sqlite3_file* opened) {
    const int code = pass(&sqlite3_io_methods::xClose, opened);
    of(opened).vfs->current = nullptr;
    of(opened).~Log();
    return code;
  }
  static int read(sqlite3_file* opened, void* bytes, int size, sqlite3_int64 at) {
    return after_writing(&sqlite3_io_methods::xRead, opened, bytes, size, at);
  }
  static int truncate(sqlite3_file* opened, sqlite3_int64 size) {
    return after_writing(&sqlite3_io_methods::xTruncate, opened, size);
  }
  static int sync(sqlite3_file* opened, int flags) {
    Log& log = of(opened);
    const bool head = !log.pending.empty() && log.pending_at == 0;
    if (log.vfs->held && !head) {
      log.vfs->owed = true;
      return hand_on(opened);
    }
    const int code = after_writing(&sqlite3_io_methods::xSync, opened, flags);
    if (code == SQLITE_OK) log.vfs->owed = false;
    return code;
  }
  static int size(sqlite3_file* opened, sqlite3_int64* size) {
    return after_writing(&sqlite3_io_methods::xFileSize, opened, size);
  }
  static int lock(sqlite3_file* opened, int kind) { return pass(&sqlite3_io_methods::xLock, opened, kind); }
  static int unlock(sqlite3_file* opened, int kind) { return pass(&sqlite3_io_methods::xUnlock, opened, kind); }
  static int check_reserved(sqlite3_file* opened, int* answer) {
    return pass(&sqlite3_io_methods::xCheckReservedLock, opened, answer);
  }
  static int control(sqlite3_file* opened, int what, void* argument) {
    return pass(&sqlite3_io_methods::xFileControl, opened, what, argument);
  }
  static int sector_size(sqlite3_file* opened) { return pass(&sqlite3_io_methods::xSectorSize, opened); }
  static int characteristics(sqlite3_file* opened) { return pass(&sqlite3_io_methods::xDeviceCharacteristics, opened); }

  // Version 1 is enough, because shared memory belongs to the database's own file, not to its log.
  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all{
        1,       close,          read,    write,       truncate,        sync,    size,    lock,
        unlock,  check_reserved, control, sector_size, characteristics, nullptr, nullptr, nullptr,
        nullptr, nullptr,        nullptr};
    return all;
  }
};

GatheredLog::GatheredLog(const char* base) {
  static std::atomic<unsigned> made{0};
  sqlite3_vfs* under = sqlite3_vfs_find(base);
  name_ = std::string(under->zName) + "-gathered-" + std::to_string(++made);
  static_cast<sqlite3_vfs&>(vfs_) = *under;
  vfs_.base = under;
  vfs_.held = false;
  vfs_.owed = false;
  vfs_.current = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.szOsFile += static_cast<int>(sizeof(Log));
  vfs_.xOpen = open;
  sqlite3_vfs_register(&vfs_, 0);
}

GatheredLog::~GatheredLog() { sqlite3_vfs_unregister(&vfs_); }

int GatheredLog::flush() {
  if (!vfs_.owed || vfs_.current == nullptr) return SQLITE_OK;
  return Log::sync(&vfs_.current->file, SQLITE_SYNC_NORMAL);
}

int GatheredLog::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  sqlite3_vfs* base = static_cast<Vfs*>(vfs)->base;
  if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, name, file, flags, flags_out);
  file->pMethods = nullptr;
  sqlite3_file* disk = Log::base(file);
  const int code = base->xOpen(base, name, disk, flags, flags_out);
  // SQLite closes whatever has methods, also what could not be opened.
  if (disk->pMethods != nullptr) {
    auto* own = static_cast<Vfs*>(vfs);
    own->current = new (file) Log{{&Log::methods()}, {}, 0, own};
  }
  return code;
}

}  // namespace dockhand
