#include "scanner/source/source_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>

namespace dockhand {
namespace {

const char* type_of(const OptionValue& value) {
  constexpr const char* names[] = {"true or false", "a whole number", "a text in quotation marks"};
  return names[value.index()];
}

Error wrong(std::string message) { return {ErrorKind::bad_input, "", std::move(message)}; }

Status check(const OptionSpec& spec, const OptionValue& value) {
  if (value.index() != spec.standard.index())
    return wrong(fmt::format("\"{}\" has to be {}", spec.name, type_of(spec.standard)));
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number != nullptr && (*number < spec.least || *number > spec.most))
    return wrong(fmt::format("\"{}\" has to be from {} to {}", spec.name, spec.least, spec.most));
  const auto* text = std::get_if<std::string>(&value);
  const auto& choices = spec.choices;
  if (text != nullptr && !choices.empty() && std::find(choices.begin(), choices.end(), *text) == choices.end())
    return wrong(fmt::format("\"{}\" has to be one of {}", spec.name, fmt::join(choices, ", ")));
  return Done{};
}

}  // namespace

SourceOptions::SourceOptions(const std::vector<OptionSpec>& known, std::vector<std::string> besides)
    : besides_(std::move(besides)) {
  for (const OptionSpec& spec : known) options_.push_back({spec, spec.standard});
}

const SourceOptions::SetOption* SourceOptions::find(std::string_view name) const {
  const auto found =
      std::find_if(options_.begin(), options_.end(), [&](const SetOption& one) { return one.spec.name == name; });
  return found == options_.end() ? nullptr : &*found;
}

bool SourceOptions::has(std::string_view name) const { return find(name) != nullptr; }

Status SourceOptions::set(std::string_view name, OptionValue value) {
  const SetOption* known = find(name);
  if (known == nullptr) {
    std::vector<std::string> names = besides_;
    for (const SetOption& one : options_) names.emplace_back(one.spec.name);
    return wrong(fmt::format("there is no option \"{}\" here; there are {}", name, fmt::join(names, ", ")));
  }
  if (auto checked = check(known->spec, value); !checked) return checked;
  options_[static_cast<std::size_t>(known - options_.data())].value = std::move(value);
  return Done{};
}

const OptionValue& SourceOptions::value_of(std::string_view name) const {
  const SetOption* known = find(name);
  assert(known != nullptr);
  return known->value;
}

bool SourceOptions::flag(std::string_view name) const { return std::get<bool>(value_of(name)); }
std::int64_t SourceOptions::number(std::string_view name) const { return std::get<std::int64_t>(value_of(name)); }
const std::string& SourceOptions::text(std::string_view name) const { return std::get<std::string>(value_of(name)); }

std::string flag_of(const OptionSpec& spec) {
  std::string flag = std::string("--") + spec.name;
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

namespace {

std::string argument_of(const OptionSpec& spec, const OptionValue& value) {
  const std::string flag = flag_of(spec);
  if (const bool* on = std::get_if<bool>(&value)) return *on ? flag : "--no-" + flag.substr(2);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}={}", flag, *number);
  return flag + "=" + std::get<std::string>(value);
}

}  // namespace

std::vector<std::string> arguments_of(const std::vector<OptionSpec>& specs, const SourceOptions& values) {
  std::vector<std::string> arguments;
  arguments.reserve(specs.size());
  for (const OptionSpec& spec : specs) arguments.push_back(argument_of(spec, values.value_of(spec.name)));
  return arguments;
}

}  // namespace dockhand
