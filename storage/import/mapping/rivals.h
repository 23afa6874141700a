// Whether two mappings that fit a header line equally well would read its file otherwise.
//
// Decides: what makes a difference: where a column of ours comes from, how it is taken apart, which words wanted rows
// have, how days and numbers are written. Leaves to others: how well a mapping fits, and what is asked then
// (storage/import/mapping/header.h).
#pragma once

#include <optional>
#include <string>

#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping.h"

namespace dockhand {

// Returns what they read otherwise, such as "purchases.supplier"; nothing: they read the file alike.
std::optional<std::string> difference_between(const Mapping& one, const Mapping& other, const HeaderNames& names);

}  // namespace dockhand
