// Mappings that a person was asked for once, and that hold whenever the same headers come again; and the currency of
// the house.
//
// Decides: where they are (a folder beside the database, a file for each set of headers, in the words of
// storage/import/mapping/mapping.h, so that a person can change or remove one). Leaves to others: asking
// (terminal/cli/ask_mapping.h).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/mapping/mapping.h"

namespace dockhand {

// Returns "DATABASE.mappings".
std::filesystem::path mapping_memory(const std::filesystem::path& database);

// `headers` are the cells of the header line.
Status remember_mapping(const std::filesystem::path& memory, const std::vector<std::string>& headers,
                        const Mapping& mapping);
// Returns nothing when nobody was ever asked about these headers. An Error names the file when somebody has spoilt it.
Result<std::optional<Mapping>> remembered_mapping(const std::filesystem::path& memory,
                                                  const std::vector<std::string>& headers);

// From now on it is asked how the days of such files are written. Done: also where nothing was remembered.
Status forget_days(const std::filesystem::path& memory, const std::vector<std::string>& headers);

// The currency that a file of prices has named first, in the file "currency" of the folder. Empty: none has yet.
std::string house_currency(const std::filesystem::path& memory);
// Stays as it is once it is known.
Status remember_currency(const std::filesystem::path& memory, const std::string& currency);

// Returns the text of a mapping in a file, which has at most 64 KB. An Error has the place FILE:LINE.
Result<std::string> mapping_in(const std::filesystem::path& file);
Status write_mapping(const std::filesystem::path& file, const std::string& text);

}  // namespace dockhand
