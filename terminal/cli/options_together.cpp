#include "terminal/cli/options_together.h"

#include <algorithm>

namespace dockhand {

std::optional<Error> out_of_place(const std::set<std::string>& given, const std::vector<SaidWith>& said_with,
                                  const std::vector<NotWith>& not_with) {
  const auto was_given = [&](const char* name) { return given.contains(name); };
  for (const SaidWith& one : said_with) {
    if (!was_given(one.option) || std::any_of(one.with.begin(), one.with.end(), was_given)) continue;
    std::string with;
    for (const char* name : one.with) with += (with.empty() ? "--" : " or --") + std::string(name);
    return Error{ErrorKind::bad_input, "--" + std::string(one.option), "is said with " + with};
  }
  for (const NotWith& one : not_with) {
    const auto option = std::find_if(one.options.begin(), one.options.end(), was_given);
    const auto with = std::find_if(one.with.begin(), one.with.end(), was_given);
    if (option == one.options.end() || with == one.with.end()) continue;
    return Error{ErrorKind::bad_input, "--" + std::string(*option), "changes nothing beside --" + std::string(*with)};
  }
  return std::nullopt;
}

}  // namespace dockhand
