// What the first bytes of a file tell before SQLite opens it.
#include "storage/engine/engine.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

// https://www.sqlite.org/fileformat2.html#the_database_header describes it.
constexpr std::string_view file_magic{"SQLite format 3\0", 16};
constexpr std::size_t header_size = 100;
constexpr std::size_t application_id_at = 68;

bool has_magic(const std::string& head) { return head.compare(0, file_magic.size(), file_magic) == 0; }

// https://www.sqlite.org/fileformat2.html#wal_file_format describes it.
bool is_log(const std::string& head) {
  return head.compare(0, 3, "\x37\x7f\x06") == 0 && head.size() == 4 &&
         (static_cast<unsigned char>(head[3]) & 0xFE) == 0x82;
}

}  // namespace

Result<bool> Engine::examine(const fs::path& file, Disk& disk) {
  const auto head = disk.head(file, header_size);
  if (!head) return head.error();
  if (has_magic(*head)) return true;
  const auto log = disk.head(file.string() + "-wal", 4);
  const bool has_log = log && is_log(*log);
  // A checkpoint that lost its power can leave any first page; the log then has the right one.
  if (!head->empty() && has_log) return true;
  if (!head->empty()) {
    return Error{ErrorKind::foreign, file.string(), "this is not a Dockhand database; it was left as it is"};
  }
  // SQLite would take the log for a leftover and delete it.
  if (has_log) {
    return Error{
        ErrorKind::corrupt, file.string(),
        "the database is gone, but scans are still in the file that ends in -wal; nothing was touched: put the "
        "database back beside it, or move that file away"};
  }
  return false;
}

bool Engine::has_our_mark(const fs::path& file, Disk& disk) {
  const auto head = disk.head(file, header_size);
  if (!head || head->size() != header_size) return false;
  std::uint32_t mark = 0;
  for (std::size_t i = 0; i < 4; ++i) mark = mark << 8 | static_cast<unsigned char>((*head)[application_id_at + i]);
  return mark == our_mark;
}

}  // namespace dockhand
