#include "sync/hub/former_names.h"

#include <sstream>

namespace dockhand {
namespace {

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

std::string text_of_names(const FormerNames& names) {
  std::string text;
  for (const auto& [name, user] : names) text += name + "\t" + user + "\n";
  return text;
}

void add_names(FormerNames& names, const People& people) {
  for (const Person& one : people.all()) {
    if (one.user.find_first_of("\t\n") == std::string::npos) names[one.name.text()] = one.user;
  }
}

}  // namespace

Result<FormerNames> learn_names(KeptText& kept, const People& people) {
  const auto text = text_in(kept);
  if (!text) return text.error();
  FormerNames names = names_in_text(*text);
  const FormerNames before = names;
  add_names(names, people);
  if (names == before) return names;
  const Status written = kept.change([&](const std::string& now) -> Result<std::string> {
    names = names_in_text(now);  // another hub may have learned something meanwhile
    add_names(names, people);
    return text_of_names(names);
  });
  return written ? Result<FormerNames>(names) : Result<FormerNames>(written.error());
}

}  // namespace dockhand
