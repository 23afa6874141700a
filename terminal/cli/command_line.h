// The command line of `dockhand`.
//
// Decides: that it is read by the descriptions of the subcommands (terminal/cli/subcommand.h), and that a wrong one
// ends with exit code 2. Leaves to others: what a subcommand does, reading a command line
// (storage/options/command_line.h).
#pragma once

namespace dockhand {

// Runs the subcommand that is asked for. Returns the program's exit code.
int run_command_line(int argc, const char* const* argv);

}  // namespace dockhand
