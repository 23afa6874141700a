#include "storage/options/option.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "storage/model/tools/overloaded.h"

namespace dockhand {
namespace {

Error wrong(const Option& option, std::string_view type) {
  return {ErrorKind::bad_input, "", fmt::format("\"{}\" has to be {}", option.name, type)};
}

bool may_be(const Option& option, const std::string& text) {
  const auto& choices = option.choices;
  return choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end();
}

}  // namespace

Option Option::within(std::int64_t from, std::int64_t to) const {
  Option other = *this;
  other.least = from;
  other.most = to;
  return other;
}

Option Option::one_of(std::vector<std::string> texts) const {
  Option other = *this;
  other.choices = std::move(texts);
  return other;
}

Option Option::required() const {
  Option other = *this;
  other.needed = true;
  return other;
}

Option Option::with_standard() const {
  Option other = *this;
  other.shown = true;
  return other;
}

Option Option::not_in_file() const {
  Option other = *this;
  other.in_file = false;
  return other;
}

Option Option::following_links() const {
  Option other = *this;
  other.follows_links = true;
  return other;
}

std::string Option::flag() const {
  std::string text = name;
  if (!has_name) return text;
  std::replace(text.begin(), text.end(), '_', '-');
  return "--" + text;
}

Option option(const char* name, Option::Target target, const char* help) {
  return {.name = name, .target = std::move(target), .help = help};
}

Option argument(const char* name, Option::Target target, const char* help) {
  Option place = option(name, std::move(target), help);
  place.has_name = false;
  return place;
}

Status set(const Option& option, const SettingValue& value) {
  const auto* flag = std::get_if<bool>(&value);
  const auto* whole = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  const auto* text = std::get_if<std::string>(&value);
  const auto put = Overloaded{[&](bool* target) -> Status {
                                if (flag == nullptr) return wrong(option, "true or false");
                                *target = *flag;
                                return Done{};
                              },
                              [&](int* target) -> Status {
                                if (whole == nullptr) return wrong(option, "a whole number");
                                if (option.most != 0 && (*whole < option.least || *whole > option.most)) {
                                  return wrong(option, fmt::format("{least} to {most}", fmt::arg("least", option.least),
                                                                   fmt::arg("most", option.most)));
                                }
                                *target = static_cast<int>(*whole);
                                return Done{};
                              },
                              [&](double* target) -> Status {
                                if (whole == nullptr && number == nullptr) return wrong(option, "a number");
                                *target = number != nullptr ? *number : static_cast<double>(*whole);
                                return Done{};
                              },
                              [&](std::string* target) -> Status {
                                if (text == nullptr) return wrong(option, "a text in quotation marks");
                                if (!may_be(option, *text)) {
                                  return wrong(option, fmt::format("one of {}", fmt::join(option.choices, ", ")));
                                }
                                *target = *text;
                                return Done{};
                              },
                              [&](std::filesystem::path* target) -> Status {
                                if (text == nullptr) return wrong(option, "a text in quotation marks");
                                *target = *text;
                                return Done{};
                              },
                              // Types that no option of the file has.
                              [&](const auto&) -> Status { return wrong(option, "on the command line"); }};
  return std::visit(put, option.target);
}

void copy(const Option& from, const Option& to) {
  std::visit(
      [](const auto& source, const auto& target) {
        using Source = std::decay_t<decltype(source)>;
        if constexpr (std::is_pointer_v<Source> && std::is_same_v<Source, std::decay_t<decltype(target)>>) {
          *target = *source;
        }
      },
      from.target, to.target);
}

}  // namespace dockhand
