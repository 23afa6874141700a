// Whether a database file is the cache of a site that a store holds.
//
// Decides: what a program that has only the file may know of that. Leaves to others: how a cache is kept
// (storage/store/store_cache.h).
#pragma once

#include <filesystem>

namespace dockhand {

// A file that is not there, or cannot be read, is none.
bool is_cache_of_store(const std::filesystem::path& database);

}  // namespace dockhand
