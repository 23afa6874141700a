// The options of one source, as a site's configuration sets them.
//
// Decides: that each option has a name, a type, a standard value and a range, that nothing else can be set, and how an
// option is written in a command line.
// Leaves to others: which options a driver has (scanner/drivers/), the file that they come from
// (terminal/station/scanner_settings.h). Values only: no threads, no files.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

using OptionValue = std::variant<bool, std::int64_t, std::string>;

struct OptionSpec {
  const char* name;
  OptionValue standard;  // what holds when nothing is set; its type is the option's
  const char* help;      // one line
  // The range of a number. Other types do not use it.
  std::int64_t least = 0;
  std::int64_t most = 0;
  // The values that a text may have. Empty: it may be anything.
  std::vector<std::string> choices = {};
};

class SourceOptions {
 public:
  SourceOptions() = default;
  // `besides` are names that others read there. They are listed for a person who looks for a name.
  explicit SourceOptions(const std::vector<OptionSpec>& known, std::vector<std::string> besides = {});

  // An Error of kind bad_input says that there is no such option, or that the value has another type or is out of
  // range. The message is a sentence without a place.
  Status set(std::string_view name, OptionValue value);

  bool has(std::string_view name) const;
  // Asking for an option that the driver has not named, or as another type, is a bug and asserts.
  bool flag(std::string_view name) const;
  std::int64_t number(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  const OptionValue& value_of(std::string_view name) const;

 private:
  struct SetOption {
    OptionSpec spec;
    OptionValue value;
  };
  const SetOption* find(std::string_view name) const;  // nullptr: there is none
  std::vector<SetOption> options_;
  std::vector<std::string> besides_;
};

// Return how these options are written in a command line, and what is to be written there for these values: "--upce" or
// "--no-upce", "--budget-ms=2000".
std::string flag_of(const OptionSpec& spec);
std::vector<std::string> arguments_of(const std::vector<OptionSpec>& specs, const SourceOptions& values);

}  // namespace dockhand
