// One option of a program. It is described once, for the command line and for a file of settings.
//
// Decides: that an option has a name, a help, a range or choices, and a variable that it sets, whose type is its own;
// that "dim_after" of the file is "--dim-after" on the command line.
// Leaves to others: reading the file (terminal/settings/toml_node.h) and the command line
// (storage/options/command_line.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

// The value of an option whose owner checks it and keeps it.
struct OwnedValue {
  using Value = std::variant<bool, std::int64_t, std::string>;
  Value standard;
  std::function<Status(Value)> set;  // the message of an Error is a sentence without a place
};

struct Option {
  // The variable that the option sets. The value that stands there before is the standard. A list with a name takes one
  // text each time that it is named; a list without a name takes all arguments.
  using Target = std::variant<bool*, int*, std::size_t*, double*, std::string*, std::filesystem::path*,
                              std::vector<std::string>*, std::vector<std::filesystem::path>*, OwnedValue>;

  const char* name;
  Target target;
  const char* help;
  // The smallest and the largest number that is allowed. When `most` is 0, any number is.
  std::int64_t least = 0, most = 0;
  std::vector<std::string> choices = {};  // what a text may be; empty: anything
  bool has_name = true;                   // false: it is an argument, which is known by its place
  bool needed = false;                    // it has to be given on the command line
  bool shown = false;                     // its standard is shown in the help
  bool in_file = true;                    // false: it holds for this start only and never stands in dockhand.toml
  bool follows_links = false;             // it names a file by which others find it: a link counts as what it links to

  Option within(std::int64_t from, std::int64_t to) const;
  Option one_of(std::vector<std::string> texts) const;
  Option required() const;
  Option with_standard() const;
  Option not_in_file() const;
  Option following_links() const;

  std::string flag() const;  // "--dim-after"; for an argument its name alone
};

Option option(const char* name, Option::Target target, const char* help);
Option argument(const char* name, Option::Target target, const char* help);

// A value as dockhand.toml has it. An option with a fraction takes a whole number, too.
using SettingValue = std::variant<bool, std::int64_t, double, std::string>;
// The Error has no place. It says that the value is of another type than the option, or none of its choices.
Status set(const Option& option, const SettingValue& value);
// Copies the value of one variable into that of another; both belong to the same option.
void copy(const Option& from, const Option& to);

}  // namespace dockhand
