// In which order files that wait in a folder are taken.
//
// Decides: the older first, as what an office says later holds; of those that were put there at once, as a copy is, the
// lower number or the earlier copy in their names. Leaves to others: that what is referred to goes first
// (storage/import/import_files.h).
#pragma once

#include <filesystem>
#include <string>

namespace dockhand {

struct WaitingFile {
  std::string name;
  std::filesystem::file_time_type written{};
};

// "orders_9.csv" before "orders_10.csv", "export.csv" before "export (1).csv".
bool is_lower_name(const std::string& a, const std::string& b);
bool comes_before(const WaitingFile& a, const WaitingFile& b);

}  // namespace dockhand
