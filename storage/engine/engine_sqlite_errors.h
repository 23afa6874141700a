// This gives names to the failures of SQLite.
//
// Decides: which kind an error code is, and the sentence for a person. Leaves to others: when a failure makes the file
// suspect (storage/engine/engine_sqlite.cpp).
#pragma once

#include <string>

#include "storage/model/result.h"

namespace dockhand {

// `code` is an error code of SQLite, with or without its extension.
ErrorKind kind_of_failure(int code);
// `detail` is what SQLite says about the failure.
std::string sentence_of_failure(ErrorKind kind, const std::string& detail);

}  // namespace dockhand
