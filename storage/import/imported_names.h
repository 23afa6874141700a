// What the files were called that were imported last, so that whoever takes one back hears which it is.
//
// Decides: that they stand in a text beside the mappings that were asked for, one line each, and how many. Leaves to
// others: taking back (storage/import/import.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/result.h"

namespace dockhand {

// `memory`: as mapping_memory (storage/import/mapping/mapping_memory.h). `content`: of the file, as parse_import has
// it.
Status remember_import(const std::filesystem::path& memory, const std::string& content,
                       const std::filesystem::path& file);
// A file that changed nothing, or was refused: of it there is nothing to take back.
Status remember_unchanged(const std::filesystem::path& memory, const std::filesystem::path& file);
// Of the last file that changed something; empty: nobody knows of one.
std::string last_imported(const std::filesystem::path& memory);
// Whether the last file can be meant: it changed something, or `said` is the name of the last one that did. An older
// file than the last is taken back only by its name.
Status may_take_back(const std::filesystem::path& memory, const std::vector<std::string>& said);
// Of the command that took it back; "the last import" where nobody knows.
std::string name_of_taken_back(const std::filesystem::path& memory, const CommandId& undo);
// The same; what was taken back is no longer among the last files.
std::string forget_taken_back(const std::filesystem::path& memory, const CommandId& undo);
// Why the last file of these books stays, with its name as the place.
Error not_taken_back(const std::filesystem::path& database, const Refused& refused);

}  // namespace dockhand
