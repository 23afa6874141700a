// What the files were called that were imported last, so that whoever takes one back hears which it is.
//
// Decides: that they stand in a text beside the mappings that were asked for, one line each, and how many. Leaves to
// others: taking back (storage/import/import.h).
#pragma once

#include <filesystem>
#include <string>

#include "storage/model/codes.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/result.h"

namespace dockhand {

// `memory`: as mapping_memory (storage/import/mapping/mapping_memory.h). `content`: of the file, as parse_import has
// it.
Status remember_import(const std::filesystem::path& memory, const std::string& content,
                       const std::filesystem::path& file);
// Of the command that took it back; "the last import" where nobody knows.
std::string name_of_taken_back(const std::filesystem::path& memory, const CommandId& undo);
// Why the last file of these books stays, with its name as the place.
Error not_taken_back(const std::filesystem::path& database, const Refused& refused);

}  // namespace dockhand
