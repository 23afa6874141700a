#include "storage/import/people_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "storage/files/text_file.h"
#include "storage/import/cells/card_texts.h"
#include "storage/import/rows/bad_lines.h"
#include "storage/model/private_file.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t longest_list = 4 << 20;
constexpr std::string_view first_line_begins = "# before the import at event ";
constexpr std::string_view of_nothing = " of nothing";

bool same(const Person& a, const Person& b) {
  return a.user == b.user && a.name == b.name && a.badge == b.badge && a.role == b.role && a.language == b.language;
}

fs::path before_of(const fs::path& users) { return users.string() + ".before"; }

bool is_there(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file, failure);
}

// The list that the rows make.
struct NewList {
  std::vector<Person> people;
  ImportChanges changes;
};

NewList changed_by(const std::vector<PersonRow>& rows, const std::vector<Person>& before) {
  NewList made{before, {}};
  for (const PersonRow& row : rows) {
    const auto there =
        std::find_if(made.people.begin(), made.people.end(), [&](const Person& one) { return one.user == row.user; });
    const bool known = there != made.people.end();
    if (!row.person) {
      ++(known ? made.changes.changed : made.changes.unchanged);
      if (known) made.people.erase(there);
    } else if (!known) {
      made.people.push_back(*row.person);
      ++made.changes.created;
    } else {
      ++(same(*there, *row.person) ? made.changes.unchanged : made.changes.changed);
      *there = *row.person;
    }
  }
  made.changes.gone = static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [&](const Person& one) {
    return std::none_of(rows.begin(), rows.end(), [&](const PersonRow& row) { return row.user == one.user; });
  }));
  return made;
}

bool has_supervisor(const std::vector<Person>& people) {
  return std::any_of(people.begin(), people.end(), [](const Person& one) { return one.role == Role::supervisor; });
}

Error empty_cell(const char* column) { return {ErrorKind::bad_input, column, "is empty"}; }

// Who is known keeps what the file has no column for; who is new has to be said whole.
void keep_unsaid_of_people(PeopleFile& given, const std::vector<Person>& before, BadLines& bad) {
  const bool name = given.lacking.contains("name"), badge = given.lacking.contains("badge");
  std::erase_if(given.rows, [&](PersonRow& row) {
    if (!row.person) return false;
    const auto known =
        std::find_if(before.begin(), before.end(), [&](const Person& one) { return one.user == row.user; });
    if (known == before.end()) {
      if (name || badge) bad.add(row.line, empty_cell(name ? "name" : "badge"));
      return name || badge;
    }
    if (name) row.person->name = known->name;
    if (badge) row.person->badge = known->badge;
    if (given.lacking.contains("language")) row.person->language = known->language;
    return false;
  });
}

// A badge that was given before is somebody's all the same.
void refuse_cards(std::vector<PersonRow>& rows, const std::vector<Person>& before, BadLines& bad) {
  std::erase_if(rows, [&](const PersonRow& row) {
    if (!row.person || !is_text_of_card(row.person->badge)) return false;
    const bool has_it = std::any_of(before.begin(), before.end(), [&](const Person& one) {
      return one.user == row.user && one.badge == row.person->badge;
    });
    if (!has_it)
      bad.add(row.line, {ErrorKind::bad_input, "badge",
                         fmt::format("'{badge}' is what a printed card says: give another badge",
                                     fmt::arg("badge", printable(row.person->badge, 40)))});
    return !has_it;
  });
}

bool clashes(const PersonRow& row, const std::vector<Person>& people) {
  return row.person && std::any_of(people.begin(), people.end(), [&](const Person& one) {
           return one.user != row.user && (one.name == row.person->name || one.badge == row.person->badge);
         });
}

// Rows whose name or badge is somebody else's afterwards go, and are told.
NewList without_clashes(std::vector<PersonRow>& rows, const std::vector<Person>& before, BadLines& bad) {
  for (;;) {
    NewList made = changed_by(rows, before);
    const auto clash =
        std::find_if(rows.begin(), rows.end(), [&](const PersonRow& row) { return clashes(row, made.people); });
    if (clash == rows.end()) return made;
    bad.add(clash->line, {ErrorKind::bad_input, "", "somebody else has the name or the badge of " + clash->user});
    rows.erase(clash);
  }
}

// What stands behind the number of the event.
std::string end_of_event(std::string_view writer) { return " of " + std::string(writer) + ", which made "; }

Status keep_people(const fs::path& users, const std::vector<Person>& people, const BooksNow& books) {
  std::string before;
  if (is_there(users)) {
    auto text = read_private_file(users, longest_list);
    if (!text) return text.error();
    before = *std::move(text);
  }
  const bool was_there = is_there(users);
  if (auto written = write_private_file(users, file_text_of(people)); !written) return written;
  const auto made = examine_text(users);
  if (!made) return made.error();
  return write_private_file(before_of(users), std::string(first_line_begins) + std::to_string(books.next_event) +
                                                  end_of_event(books.writer) + made->content +
                                                  (was_there ? "\n" + before : std::string(of_nothing) + "\n"));
}

}  // namespace

Result<ImportReport> book_people(PeopleFile given, const BooksNow& books) {
  ImportReport report = std::move(given.report);
  if (given.users.empty()) return Error{ErrorKind::refused, "users", "are not taken here"};
  if (!books.are_the_hubs && is_there(file_of_hubs_list(given.users))) {
    return Error{ErrorKind::refused, given.file.string(),
                 fmt::format("who works here is said by the hub: import it there; where there is no hub any more, "
                             "remove {marker}",
                             fmt::arg("marker", file_of_hubs_list(given.users).string()))};
  }
  std::vector<Person> before;
  if (is_there(given.users)) {
    const auto known = People::read(given.users);
    if (!known) return known.error();
    before = known->all();
  }
  const std::size_t refused = report.bad_rows, all = given.rows.size();
  BadLines bad(given.file);
  keep_unsaid_of_people(given, before, bad);
  refuse_cards(given.rows, before, bad);
  const NewList made = without_clashes(given.rows, before, bad);
  const bool goes_on = bad.count() == 0 || given.skip_bad;
  if (goes_on && !has_supervisor(made.people) && !(made.people.empty() && before.empty())) {
    return Error{ErrorKind::refused, given.file.string(),
                 "nobody would be a supervisor, and nobody could allow a first PIN: give one person that role"};
  }
  if (given.try_out) {
    report.changes = made.changes;
    report.changes->refused = refused + bad.count();
  } else if (goes_on) {
    report.repeated = made.changes.created + made.changes.changed == 0;
    if (!report.repeated) {
      if (auto kept = keep_people(given.users, made.people, books); !kept) return kept.error();
      report.changed = true;
    }
  }
  report.rows -= std::min(report.rows, all - given.rows.size());
  bad.write_to(report);
  return report;
}

Result<std::optional<std::int64_t>> people_imported_at(const fs::path& users, std::string_view writer) {
  std::optional<std::int64_t> none;
  if (users.empty() || !is_there(before_of(users))) return none;
  const auto text = read_private_file(before_of(users), longest_list + 1024);
  if (!text) return text.error();
  if (!text->starts_with(first_line_begins)) return none;
  std::int64_t at = 0;
  const char* begin = text->data() + first_line_begins.size();
  const char* end = text->data() + text->size();
  const auto number = std::from_chars(begin, end, at);
  if (number.ec != std::errc{}) return none;
  const bool is_ours =
      std::string_view(number.ptr, static_cast<std::size_t>(end - number.ptr)).starts_with(end_of_event(writer));
  return is_ours ? std::optional(at) : none;
}

Status take_back_people(const fs::path& users) {
  const auto kept = read_private_file(before_of(users), longest_list + 1024);
  const auto now = examine_text(users);
  if (!kept || !now) return kept ? now.error() : kept.error();
  const std::size_t end = kept->find('\n');
  const std::string first = kept->substr(0, end);
  if (end == std::string::npos || first.find(now->content) == std::string::npos) {
    return Error{ErrorKind::refused, users.string(), "was changed since the import: nothing was taken back"};
  }
  std::error_code failure;
  if (first.ends_with(of_nothing)) {
    fs::remove(users, failure);
    if (failure) return Error{ErrorKind::io, users.string(), "cannot be removed"};
  } else if (auto written = write_private_file(users, kept->substr(end + 1)); !written) {
    return written;
  }
  fs::remove(before_of(users), failure);
  return Done{};
}

}  // namespace dockhand
