// The options of a source as options of the program.
//
// Decides: that the source's own description is all there is to say. Leaves to others: which options a driver has
// (scanner/source/source_options.h), reading them (storage/options/command_line.h).
#pragma once

#include <vector>

#include "scanner/source/source_options.h"
#include "storage/options/option.h"

namespace dockhand {

// The options set `values`, which was made of `specs`, checks them, and must outlive them.
std::vector<Option> options_of(const std::vector<OptionSpec>& specs, SourceOptions& values);

}  // namespace dockhand
