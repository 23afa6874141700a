// This gives names to the failures of SQLite.
//
// Decides: which kind an error code is, and the sentence for a person. Leaves to others: when a failure makes the file
// suspect (storage/engine/engine_sqlite.cpp).
#pragma once

#include <filesystem>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

// `code` is an error code of SQLite, with or without its extension.
ErrorKind kind_of_failure(int code);
// `detail` is what SQLite says about the failure.
std::string sentence_of_failure(ErrorKind kind, const std::string& detail);
// What a reader has found odd in the file's own rows: who hears of it learns which file is damaged. Another error is
// left as it is.
Error damage_named(Error error, const std::filesystem::path& file);

}  // namespace dockhand
