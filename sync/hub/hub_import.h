// `dockhand-hub import`: the office's files, on a command line.
//
// Decides: what is said of each file, and with which exit code. Leaves to others: the options
// (storage/import/import_options.h), the import (storage/import/import_files.h).
#pragma once

#include "sync/hub/hub_command_line.h"
#include "sync/local/desk.h"

namespace dockhand {

// Imports the files of the command line, or takes the last one back. Returns the exit code.
int import_for_office(const HubCommandLine& options, Desk& desk);

}  // namespace dockhand
