// A high-water mark beside the log: up to which event a flush has returned.
//
// Decides: what stands in FILE-mark, and that it is never higher than what the disk has: it is written after the flush,
// and not flushed itself. So it costs a scan no wait; after a kill it is exact; after a power cut it may be older or
// gone, and then says less. It stands there twice, each copy with its own check; one that is whole but cannot be read
// is damaged, which is told: nobody can say then whether scans are missing at the end. Leaves to others: the number of
// an event, and what it means when the books end before their mark (storage/schema/safe_events.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "storage/engine/disk.h"

namespace dockhand {

struct SafeMark {
  std::string writer;  // whose numbers they are: a database that was salvaged or restored has a new one
  std::int64_t event = 0;
};

std::filesystem::path mark_beside(const std::filesystem::path& file);
// Nothing where there is none, or where the power went before it was written.
struct ReadMark {
  std::optional<SafeMark> mark{};
  bool damaged = false;
};
ReadMark read_mark(const std::filesystem::path& file, Disk& disk);
// There is a log, and no mark says up to where it has to go: a power cut leaves one, and so does who takes the mark
// away.
bool is_log_unmarked(const std::filesystem::path& file, Disk& disk);
std::optional<SafeMark> safe_mark_of(const std::filesystem::path& file, Disk& disk);

class FileBeside;

class SafeMarkWriter {
 public:
  // Nothing is made before the first mark.
  SafeMarkWriter(std::filesystem::path file, Disk& disk);
  ~SafeMarkWriter();
  SafeMarkWriter(const SafeMarkWriter&) = delete;
  SafeMarkWriter& operator=(const SafeMarkWriter&) = delete;

  // After the flush. One that cannot be written leaves an older mark, which is true as well.
  void put(const SafeMark& mark);

 private:
  const std::filesystem::path file_;
  Disk& disk_;
  std::unique_ptr<FileBeside> opened_;
};

}  // namespace dockhand
