#include "tests/support/disk/fault_disk.h"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace dockhand::test {
// This is the side of C: a disk as SQLite sees it. Each function finds its FaultDisk and asks begin() whether it may go
// on.
struct FaultVfs {
  struct Handle {
    sqlite3_file base;
    FaultDisk* disk;
    std::shared_ptr<MemoryFile>* file;
    std::string* name;
    int lock;
    unsigned shared_mask, exclusive_mask;
  };
  static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
  static MemoryFile& memory(sqlite3_file* file) { return **of(file).file; }
  static FaultDisk& disk(sqlite3_vfs* vfs) { return *static_cast<FaultDisk*>(vfs->pAppData); }
  static sqlite3_vfs* system() { return sqlite3_vfs_find(nullptr); }
  static bool works(FaultDisk& disk, Operation kind) { return disk.begin(kind) == FaultDisk::Verdict::works; }

  static int close(sqlite3_file* file) {
    unlock(file, SQLITE_LOCK_NONE);
    delete of(file).file;
    delete of(file).name;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
    if (!works(*of(file).disk, Operation::read)) return SQLITE_IOERR_READ;
    const std::string& content = memory(file).content;
    const auto from = std::min(static_cast<std::size_t>(offset), content.size());
    const auto size = std::min(static_cast<std::size_t>(amount), content.size() - from);
    std::memcpy(buffer, content.data() + from, size);
    if (size == static_cast<std::size_t>(amount)) return SQLITE_OK;
    std::memset(static_cast<char*>(buffer) + size, 0, static_cast<std::size_t>(amount) - size);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
    FaultDisk& disk = *of(file).disk;
    const auto verdict = disk.begin(Operation::write);
    if (verdict == FaultDisk::Verdict::fails) return SQLITE_IOERR_WRITE;
    const auto size = static_cast<std::size_t>(amount);
    if (!disk.fits(memory(file), static_cast<std::uint64_t>(offset) + size)) return SQLITE_FULL;
    // A write during which the power goes is under way: it may survive in parts.
    if (verdict != FaultDisk::Verdict::power_is_gone) {
      memory(file).change({false, static_cast<std::size_t>(offset), {static_cast<const char*>(buffer), size}});
    }
    return verdict == FaultDisk::Verdict::works ? SQLITE_OK : SQLITE_IOERR_WRITE;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (!works(*of(file).disk, Operation::other)) return SQLITE_IOERR_TRUNCATE;
    memory(file).change({true, static_cast<std::size_t>(size), {}});
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int) {
    FaultDisk& disk = *of(file).disk;
    if (!works(disk, Operation::sync)) return SQLITE_IOERR_FSYNC;
    if (disk.lying_) return SQLITE_OK;
    disk.keep(*of(file).name, *of(file).file);
    return SQLITE_OK;
  }

  static int size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(memory(file).content.size());
    return of(file).disk->power_ ? SQLITE_OK : SQLITE_IOERR_FSTAT;
  }

  static int lock(sqlite3_file* file, int level) {
    Handle& handle = of(file);
    MemoryFile& held = memory(file);
    if (handle.lock >= level) return SQLITE_OK;
    if (held.exclusive != nullptr && held.exclusive != &handle) return SQLITE_BUSY;
    if (level >= SQLITE_LOCK_RESERVED && held.reserved != nullptr && held.reserved != &handle) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && held.readers > 1) return SQLITE_BUSY;
    if (handle.lock == SQLITE_LOCK_NONE) ++held.readers;
    if (level >= SQLITE_LOCK_RESERVED) held.reserved = &handle;
    if (level == SQLITE_LOCK_EXCLUSIVE) held.exclusive = &handle;
    handle.lock = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* file, int level) {
    Handle& handle = of(file);
    MemoryFile& held = memory(file);
    if (handle.lock <= level) return SQLITE_OK;
    if (held.exclusive == &handle) held.exclusive = nullptr;
    if (held.reserved == &handle) held.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE) --held.readers;
    handle.lock = level;
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* file, int* answer) {
    *answer = memory(file).reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory_out) {
    auto& regions = memory(file).shared_memory;
    const auto index = static_cast<std::size_t>(page);
    *memory_out = nullptr;
    if (index >= regions.size() && extend == 0) return SQLITE_OK;
    while (regions.size() <= index) regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *memory_out = regions[index].get();
    return SQLITE_OK;
  }

  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    Handle& handle = of(file);
    MemoryFile& held = memory(file);
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (int i = offset; i < offset + count && (flags & SQLITE_SHM_LOCK) != 0; ++i) {
      const int own = (handle.shared_mask >> i & 1U) != 0 ? 1 : 0;
      if (held.exclusive_locks[i] || (exclusive && held.shared_locks[i] > own)) return SQLITE_BUSY;
    }
    for (int i = offset; i < offset + count; ++i) {
      const unsigned bit = 1U << i;
      if ((flags & SQLITE_SHM_LOCK) != 0) {
        if (exclusive) held.exclusive_locks[i] = true;
        if (!exclusive && (handle.shared_mask & bit) == 0) ++held.shared_locks[i];
        (exclusive ? handle.exclusive_mask : handle.shared_mask) |= bit;
      } else {
        if (exclusive && (handle.exclusive_mask & bit) != 0) held.exclusive_locks[i] = false;
        if (!exclusive && (handle.shared_mask & bit) != 0) --held.shared_locks[i];
        (exclusive ? handle.exclusive_mask : handle.shared_mask) &= ~bit;
      }
    }
    return SQLITE_OK;
  }

  // All threads change one word, which orders what they did before, because ThreadSanitizer knows no fences.
  static void shm_barrier(sqlite3_file*) {
    static std::atomic<unsigned> word{0};
    word.fetch_add(1, std::memory_order_seq_cst);
  }

  static int shm_unmap(sqlite3_file* file, int remove) {
    for (int i = 0; i < SQLITE_SHM_NLOCK; ++i) {
      shm_lock(file, i, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
      shm_lock(file, i, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    }
    if (remove != 0) memory(file).shared_memory.clear();
    return SQLITE_OK;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all{
        2,         close,          read,    write,       truncate,        sync,    size,     lock,
        unlock,    check_reserved, control, sector_size, characteristics, shm_map, shm_lock, shm_barrier,
        shm_unmap, nullptr,        nullptr};
    return all;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* opened, int flags, int* flags_out) {
    opened->pMethods = nullptr;
    FaultDisk& its_disk = disk(vfs);
    const std::string path = name == nullptr ? "temporary" : name;
    auto& files = its_disk.files_;
    const bool there = files.count(path) > 0;
    if (!there && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (there ? !its_disk.power_ : !works(its_disk, Operation::other)) return SQLITE_CANTOPEN;
    if (!there) files[path] = std::make_shared<MemoryFile>();
    Handle& handle = of(opened);
    handle =
        Handle{{&methods()}, &its_disk, new std::shared_ptr<MemoryFile>(files[path]), new std::string(path), 0, 0, 0};
    if (flags_out != nullptr) *flags_out = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    FaultDisk& its_disk = disk(vfs);
    if (its_disk.files_.count(name) == 0) return SQLITE_IOERR_DELETE_NOENT;
    if (!works(its_disk, Operation::other)) return SQLITE_IOERR_DELETE;
    its_disk.files_.erase(name);
    if (sync_folder != 0 && !its_disk.lying_) its_disk.durable_.erase(name);
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs* vfs, const char* name, int, int* answer) {
    *answer = disk(vfs).files_.count(name) > 0 ? 1 : 0;
    return disk(vfs).power_ ? SQLITE_OK : SQLITE_IOERR_ACCESS;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return std::snprintf(out, static_cast<std::size_t>(size), "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
  }
  static int randomness(sqlite3_vfs*, int size, char* out) { return system()->xRandomness(system(), size, out); }
  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }  // nobody else will let go of a lock
  static int time(sqlite3_vfs*, double* now) { return system()->xCurrentTime(system(), now); }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

FaultDisk::FaultDisk() {
  static std::atomic<int> made{0};
  name_ = "fault-" + std::to_string(++made);
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(FaultVfs::Handle);
  vfs_.mxPathname = 1024;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = FaultVfs::open;
  vfs_.xDelete = FaultVfs::remove;
  vfs_.xAccess = FaultVfs::access;
  vfs_.xFullPathname = FaultVfs::full_path;
  vfs_.xRandomness = FaultVfs::randomness;
  vfs_.xSleep = FaultVfs::sleep;
  vfs_.xCurrentTime = FaultVfs::time;
  vfs_.xGetLastError = FaultVfs::last_error;
  sqlite3_vfs_register(&vfs_, 0);
}

FaultDisk::~FaultDisk() { sqlite3_vfs_unregister(&vfs_); }

void FaultDisk::cut_power_at(std::int64_t n) { cut_at_ = n == 0 ? 0 : changes_ + n; }

void FaultDisk::fail_at(Operation kind, std::int64_t n, std::int64_t times) {
  const std::int64_t first = count(kind) + n;
  failures_[static_cast<std::size_t>(kind)] = Failure{first, first + times - 1};
}

void FaultDisk::no_more_faults() {
  cut_at_ = 0;
  for (Failure& failure : failures_) failure = Failure{};
  capacity_ = UINT64_MAX;
  lying_ = false;
}

FaultDisk::Verdict FaultDisk::begin(Operation kind) {
  if (!power_) return Verdict::power_is_gone;
  const std::int64_t number = ++counts_[static_cast<std::size_t>(kind)];
  if (kind != Operation::read && ++changes_ == cut_at_) {
    power_ = false;
    return Verdict::power_goes;
  }
  const Failure& failure = failures_[static_cast<std::size_t>(kind)];
  return number >= failure.first && number <= failure.last ? Verdict::fails : Verdict::works;
}

void FaultDisk::power_up(Survival survival, std::mt19937& random) {
  // A name that was not made durable, or a removal, may be there or not.
  for (const auto& [name, file] : files_) {
    if (durable_.count(name) == 0 && survival != Survival::nothing &&
        (survival == Survival::all || random() % 2 == 0)) {
      durable_[name] = file;
    }
  }
  std::erase_if(durable_, [&](const auto& entry) {
    return files_.count(entry.first) == 0 && (survival == Survival::all || random() % 2 == 0);
  });
  Image left;
  for (const auto& [name, file] : durable_) {
    file->settle(survival, random);
    left[name] = file->durable;
  }
  load(left);
  no_more_faults();
  power_ = true;
}

std::uint64_t FaultDisk::used() const {
  std::uint64_t sum = 0;
  for (const auto& [name, file] : files_) sum += file->content.size();
  return sum;
}

bool FaultDisk::fits(const MemoryFile& file, std::uint64_t end) const {
  return end <= file.content.size() || used() - file.content.size() + end <= capacity_;
}

FaultDisk::Image FaultDisk::image() const {
  Image all;
  for (const auto& [name, file] : files_) all[name] = file->durable;
  return all;
}

void FaultDisk::load(const Image& image) {
  files_.clear();
  durable_.clear();
  for (const auto& [name, content] : image) {
    auto file = std::make_shared<MemoryFile>();
    file->content = content;
    file->durable = content;
    files_[name] = file;
    durable_[name] = file;
  }
}

void FaultDisk::copy(const std::string& from, const std::string& to) {
  auto file = std::make_shared<MemoryFile>();
  file->content = file->durable = files_.at(from)->durable;
  files_[to] = file;
  durable_[to] = file;
}

void FaultDisk::damage(const std::string& file, std::size_t offset, std::size_t bytes, std::mt19937& random) {
  files_.at(file)->damage(offset, bytes, random);
}

void FaultDisk::truncate(const std::string& file, std::size_t bytes) {
  files_.at(file)->change({true, bytes, {}});
  files_.at(file)->sync();
}

std::vector<std::string> FaultDisk::names() const {
  std::vector<std::string> all;
  for (const auto& [name, file] : files_) all.push_back(name);
  return all;
}

bool FaultDisk::exists(const std::filesystem::path& file) { return files_.count(file.string()) > 0; }

Result<std::string> FaultDisk::head(const std::filesystem::path& file, std::size_t count) {
  if (!power_) return Error{ErrorKind::io, file.string(), "no power"};
  const auto found = files_.find(file.string());
  return found == files_.end() ? std::string() : found->second->content.substr(0, count);
}

std::uint64_t FaultDisk::room_beside(const std::filesystem::path&) {
  return capacity_ <= used() ? 0 : capacity_ - used();
}

Status FaultDisk::move(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (begin(Operation::other) != Verdict::works) return Error{ErrorKind::io, from.string(), "cannot be moved"};
  const auto found = files_.find(from.string());
  if (found == files_.end() || exists(to)) return Error{ErrorKind::io, from.string(), "cannot be moved"};
  files_[to.string()] = found->second;
  files_.erase(found);
  if (lying_) return Done{};
  if (const auto kept = durable_.find(from.string()); kept != durable_.end()) {
    durable_[to.string()] = kept->second;
    durable_.erase(kept);
  }
  return Done{};
}

Status FaultDisk::make_durable(const std::filesystem::path& file) {
  if (begin(Operation::sync) != Verdict::works) return Error{ErrorKind::io, file.string(), "cannot be synced"};
  const auto found = files_.find(file.string());
  if (found == files_.end()) return Error{ErrorKind::io, file.string(), "is not there"};
  if (lying_) return Done{};
  keep(found->first, found->second);
  return Done{};
}

void FaultDisk::keep(const std::string& name, const std::shared_ptr<MemoryFile>& file) {
  file->sync();
  std::shared_ptr<MemoryFile>& known = durable_[name];
  if (known == file) return;
  known = file;
  std::erase_if(durable_, [this](const auto& entry) { return files_.count(entry.first) == 0; });
}

Status FaultDisk::remove(const std::filesystem::path& file) {
  if (begin(Operation::other) != Verdict::works) return Error{ErrorKind::io, file.string(), "cannot be removed"};
  files_.erase(file.string());
  return Done{};
}

Result<std::unique_ptr<Disk::Lock>> FaultDisk::lock(const std::filesystem::path&) { return std::make_unique<Lock>(); }

}  // namespace dockhand::test
