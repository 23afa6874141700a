#include "terminal/settings/driver_options.h"

namespace dockhand {

std::vector<Option> options_of(const std::vector<OptionSpec>& specs, SourceOptions& values) {
  std::vector<Option> options;
  options.reserve(specs.size());
  for (const OptionSpec& spec : specs) {
    const auto set = [&values, name = spec.name](OptionValue value) { return values.set(name, std::move(value)); };
    Option one{.name = spec.name, .target = OwnedValue{values.value_of(spec.name), set}, .help = spec.help};
    options.push_back(std::move(one));
  }
  return options;
}

}  // namespace dockhand
