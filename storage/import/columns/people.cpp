#include "storage/import/columns/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "storage/files/table.h"
#include "storage/import/cells/plain_name.h"

namespace dockhand {
namespace {

constexpr std::array<std::string_view, 5> columns_of_people{"user", "name", "badge", "role", "language"};
constexpr std::size_t needed = 4;  // the language may be left out

// Returns where each column stands. It is an Error when a column that is needed is missing.
Result<std::array<std::size_t, columns_of_people.size()>> places_of(const TableRow& heading) {
  std::array<std::size_t, columns_of_people.size()> places{};
  for (std::size_t i = 0; i < columns_of_people.size(); ++i) {
    const auto found = std::find_if(heading.cells.begin(), heading.cells.end(),
                                    [&](const std::string& cell) { return plain_name(cell) == columns_of_people[i]; });
    places[i] = static_cast<std::size_t>(found - heading.cells.begin());
    if (found == heading.cells.end() && i < needed) {
      return Error{ErrorKind::bad_input, "", fmt::format("the column \"{}\" is missing", columns_of_people[i])};
    }
  }
  return places;
}

Result<Person> person_of(const std::array<std::string, columns_of_people.size()>& cells) {
  auto name = OperatorName::parse(cells[1]);
  if (!name) return name.error();
  if (cells[0].empty() || cells[2].empty()) return Error{ErrorKind::bad_input, "", "a user needs a name and a badge"};
  if (cells[3] != "operator" && cells[3] != "supervisor") {
    return Error{ErrorKind::bad_input, "", "\"" + cells[3] + "\" is no role: write operator or supervisor"};
  }
  return Person{cells[0], *name, cells[2], cells[3] == "supervisor" ? Role::supervisor : Role::worker, cells[4]};
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::filesystem::path users_beside(const std::filesystem::path& database) {
  return database.parent_path() / "users.csv";
}

std::filesystem::path file_of_hubs_list(const std::filesystem::path& users) { return users.string() + ".hub"; }

Result<People> People::read(const std::filesystem::path& file) {
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(file, failure);
  if (failure || size > max_file) return Error{ErrorKind::io, file.string(), "the users cannot be read"};
  const auto table = Table::open(file, std::nullopt);
  if (!table) return table.error();
  People people;
  std::optional<std::array<std::size_t, columns_of_people.size()>> places;
  std::optional<Error> wrong;
  const auto fail = [&](const TableRow& row, const Error& error) {
    if (!wrong) wrong = Error{ErrorKind::bad_input, fmt::format("{}:{}", file.string(), row.line), error.message};
  };
  const TakeRow take = [&](TableRow& row) {
    if (wrong) return;
    if (!places) {
      auto found = places_of(row);
      return found ? void(places = *found) : fail(row, found.error());
    }
    std::array<std::string, columns_of_people.size()> cells;
    for (std::size_t i = 0; i < columns_of_people.size(); ++i) {
      if ((*places)[i] < row.cells.size()) cells[i] = row.cells[(*places)[i]];
    }
    auto person = person_of(cells);
    if (!person) return fail(row, person.error());
    const auto same = [&](const Person& known) {
      return known.user == person->user || known.name == person->name || known.badge == person->badge;
    };
    if (std::any_of(people.all_.begin(), people.all_.end(), same)) {
      return fail(row, {ErrorKind::bad_input, "", "somebody else has this user, name or badge"});
    }
    people.all_.push_back(std::move(person).value());
  };
  if (auto read = table->each(take); !read) return read.error();
  if (wrong) return *wrong;
  return people;
}

const Person* People::by_badge(std::string_view badge) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Person& one) { return one.badge == badge; });
  return found == all_.end() ? nullptr : &*found;
}

const Person* People::by_user(std::string_view user) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Person& one) { return one.user == user; });
  return found == all_.end() ? nullptr : &*found;
}

const Person* People::by_name(const OperatorName& name) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Person& one) { return one.name == name; });
  return found == all_.end() ? nullptr : &*found;
}

std::string file_text_of(const std::vector<Person>& people) {
  std::string text = "user,name,badge,role,language\n";
  for (const Person& one : people) {
    text += quoted(one.user) + "," + quoted(one.name.text()) + "," + quoted(one.badge) + "," +
            (one.role == Role::supervisor ? "supervisor" : "operator") + "," + quoted(one.language) + "\n";
  }
  return text;
}

}  // namespace dockhand
