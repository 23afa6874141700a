// A folder in which the office finds what happened, without any other interface.
//
// Decides: that what has moved is written once, in files that are named by the numbers of the events that they begin
// and end with, and is written the same again after a crash; that what there is now replaces what there was. Leaves to
// others: the tables (storage/listings/exports.h), when to look (sync/drop/drop_thread.h).
//
//   out/receipts-000000001043-000000001090.csv    also shipments and counts; none where nothing of it happened
//   out/stock.csv, out/allocations.csv            as it is now
//
// A person or a program that has read a file may remove it. DATABASE.exports, beside the database, says how far the
// exports are. A file has at most 10,000 events.
#pragma once

#include <cstdint>
#include <filesystem>

#include "storage/model/result.h"

namespace dockhand {

class DropExports {
 public:
  DropExports(std::filesystem::path out, std::filesystem::path database);
  // Writes what is new. Returns whether there was anything.
  Result<bool> look();

 private:
  struct EventRange {
    std::int64_t after = 0, until = 0;  // numbers of events; when they are the same, all of it is written
  };
  std::filesystem::path progress_file() const;
  Result<EventRange> read_progress() const;
  Status write_progress(const EventRange& window) const;
  Status write_window(const EventRange& window, bool newest) const;

  const std::filesystem::path out_, database_;
};

}  // namespace dockhand
