// What a mapping names, and a file does not have.
//
// Decides: when a mapping is for the file at all, and what is said where one that people have made does not fit, or
// names a column that is not there. Leaves to others: which mapping is taken (storage/import/mapping/header.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping.h"
#include "storage/model/result.h"

namespace dockhand {

// Whether the file has all columns by which a mapping says for which files it is.
bool has_marks(const Mapping& mapping, const HeaderNames& names);
// Of mappings that people have made and of which none fits: what the one lacks that lacks least.
std::optional<Error> lacks_of_made(const std::vector<Mapping>& made, const HeaderNames& names);
// A sentence for each column of ours that would be lost since the file has none that is called so; of what people have
// made alone.
std::vector<std::string> unmet_columns(const Mapping& mapping, const HeaderNames& names);

}  // namespace dockhand
