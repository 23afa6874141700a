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
//
// When the books were made of a backup, what they have booked since is written again from there on, in files whose
// names end with the first letters of their new writer, and a text says which events were told that the books have
// lost:
//
//   out/receipts-000000001050-000000001061-3f9a01bc.csv
//   out/BOOKS-SET-BACK-3f9a01bc.txt
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

class DropExports {
 public:
  DropExports(std::filesystem::path out, std::filesystem::path database);
  // Writes what is new. Returns whether there was anything.
  Result<bool> look();

 private:
  struct Progress {
    std::int64_t after = 0, until = 0;  // numbers of events; when they are the same, all of it is written
    std::string writer{}, marks{};      // of the books, and of what was told of them (storage/views/told.h)
    std::string life{};                 // ends the names of files; empty: the books were never set back
  };
  std::filesystem::path progress_file() const;
  Result<Progress> read_progress() const;
  Status write_progress(const Progress& progress) const;
  // Goes on in the life that the books have now.
  Status go_on(Progress& progress) const;
  Status tell_set_back(const Progress& progress, std::int64_t told) const;
  Status write_window(const Progress& window, bool newest) const;

  const std::filesystem::path out_, database_;
};

}  // namespace dockhand
