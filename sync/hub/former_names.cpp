#include "sync/hub/former_names.h"

#include <sstream>

#include "storage/model/private_file.h"

namespace dockhand {
namespace {

constexpr std::size_t max_names_file = 8 << 20;

// One line for each: the name, a tab, the user.
FormerNames names_in_text(const std::string& text) {
  FormerNames names;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) names[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return names;
}

}  // namespace

Result<FormerNames> learn_names(const std::filesystem::path& file, const People& people) {
  FormerNames names;
  std::error_code failure;
  if (std::filesystem::exists(file, failure)) {
    const auto text = read_private_file(file, max_names_file);
    if (!text) return text.error();
    names = names_in_text(*text);
  }
  const FormerNames before = names;
  for (const Person& one : people.all()) {
    if (one.user.find_first_of("\t\n") == std::string::npos) names[one.name.text()] = one.user;
  }
  if (names == before) return names;
  std::string text;
  for (const auto& [name, user] : names) text += name + "\t" + user + "\n";
  if (auto written = write_private_file(file, text); !written) return written.error();
  return names;
}

}  // namespace dockhand
