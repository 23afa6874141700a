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

// What stands for a person's PIN on the way between a terminal and its hub. Six digits are soon guessed by who has the
// hash: it is never sent or kept as it is.
struct PersonPin {
  std::string user;
  std::int64_t revision = 0;   // a later PIN of the same person has a higher one
  std::string salt{}, hash{};  // hexadecimal; an empty hash is of none, or is not said
};

// The file in which users are kept when nothing else is said.
std::filesystem::path users_beside(const std::filesystem::path& database);
// The file beside it that is there where a hub says who works here.
std::filesystem::path file_of_hubs_list(const std::filesystem::path& users);

class People {
 public:
  static constexpr std::size_t max_file = 1 << 20;  // room for ten thousand people

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

// Returns the file that says the same.
std::string file_text_of(const std::vector<Person>& people);

}  // namespace dockhand
