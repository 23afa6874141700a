// The file of --config: options as TOML.
//
// Decides: that a table of the file holds the options that begin with its name, that a named one stands for values of
// one option, that underscores are dashes; and that what is wrong is refused with the file and the line before anything
// begins. Leaves to others: which options there are, and what they may be (storage/options/command_line.h).
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "storage/options/option.h"
#include "storage/options/option_file.h"

namespace dockhand {

// `app` reads the file by it, and outlives it. It throws CLI::ParseError.
std::shared_ptr<CLI::Config> reader_of(const CLI::App& app, OptionFile file, const std::vector<Option>& options);

}  // namespace dockhand
