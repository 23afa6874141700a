// What a file is that somebody has left in a folder, before it is taken.
//
// Decides: which names are of nothing that is to be taken, and whether a file is still written or may be read at all.
// Leaves to others: when its size and time have settled (sync/drop/drop_folder.h).
#pragma once

#include <filesystem>
#include <string>

namespace dockhand {

// A name under which others write what is not whole yet, or keep something of their own: "~$orders.xlsx" is there while
// somebody has the sheet open.
bool is_unfinished(const std::string& name);
// It says what columns are, of all files that come, and stays where it is.
bool is_map(const std::filesystem::path& file);
// Longer ones leave no room for what is written beside them.
std::string short_name(const std::string& name);
// It stays so however often it is tried: only who left it there can change that.
bool may_not_be_read(const std::filesystem::path& file);
// Whether somebody on this machine has it open to write. Where the kernel does not say, only time tells.
bool is_being_written(const std::filesystem::path& file);

}  // namespace dockhand
