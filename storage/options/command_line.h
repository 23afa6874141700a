// The command line of a program.
//
// Decides: that it is read by descriptions, that an option may stand before or behind a command's name, that options
// may also stand in a file, and that a wrong command line ends with exit code 2. Leaves to others: what a command does.
// CLI11 is included in command_line.cpp and nowhere else.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/options/option.h"
#include "storage/options/option_file.h"

namespace dockhand {

struct ProgramCommand {
  std::string name, about;
  std::vector<Option> options;
  // Returns the exit code. `given` names those of its own options that stood on the command line.
  std::function<int(const std::set<std::string>& given)> run;
  std::string footer{};
  bool hidden = false;  // it is not in --help
};

// A TOML file with options of the program, which --config names.
struct Program {
  std::string name, about;
  std::vector<Option> options{};  // the options that all commands share
  std::vector<ProgramCommand> commands{};
  std::function<int()> without_command{};  // none: one has to be named
  std::optional<OptionFile> file{};
};

// Runs the command that is asked for, and returns the program's exit code. The variables that the options set outlive
// it.
int run_program(const Program& program, int argc, const char* const* argv);

// Writes all of `text` to standard output and flushes. When it could not be written (a full disk, a closed pipe), it
// says so on standard error and returns false.
bool write_to_standard_output(const std::string& program, const std::string& text);

}  // namespace dockhand
