// Who works here, and in which role.
//
// Decides: the form of users.csv (user, name, badge, role, language) and that no two people share a user, a name or a
// badge: each event has to be one person's. Leaves to others: PINs (terminal/people/pins.h), signing on
// (terminal/app/), what a role may do (a terminal's screens, sync/hub/roles.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"

namespace dockhand {

enum class Role { worker, supervisor };  // the file calls them "operator" and "supervisor"

struct Person {
  std::string user;   // short, as the office knows them
  OperatorName name;  // on the screen and in the books
  std::string badge;
  Role role = Role::worker;
  std::string language{};  // such as "de"; empty: the terminal's language
};

// A row of a file of users. `person` is empty where the one who was that user has left.
struct PersonRow {
  std::string user;
  std::optional<Person> person;
  std::int64_t line = 0;  // its line in the file
};

// The file in which users are kept when nothing else is said.
std::filesystem::path users_beside(const std::filesystem::path& database);

class People {
 public:
  // Reads the whole file. An Error names the line.
  static Result<People> read(const std::filesystem::path& file);

  const std::vector<Person>& all() const { return all_; }  // as the file has them
  // Returns nullptr when it is nobody's badge.
  const Person* by_badge(std::string_view badge) const;
  const Person* by_user(std::string_view user) const;
  const Person* by_name(const OperatorName& name) const;

 private:
  std::vector<Person> all_;
};

}  // namespace dockhand
