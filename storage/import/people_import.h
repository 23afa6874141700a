// The office's list of who works here: booked beside the database, as people are no document of the books.
//
// Decides: that a row replaces the person of the same user and leaves the others, that the role "none" takes one away,
// that no two share a name or a badge and somebody stays a supervisor, who alone can allow a first PIN; that the list
// that was there before is kept, so that an import can be taken back; that nothing is booked at a terminal where a hub
// says who works here: what a terminal has put down of that in the folder of the hub itself says nothing to the hub.
// Leaves to others: the form of the kept file
// (storage/import/columns/people.h), PINs, which no file ever has (terminal/people/pins.h).
//
//   users.csv            who works here
//   users.csv.before     who did before the last import of users; its first line says when that was, in which books
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/columns/people.h"
#include "storage/import/rows/import_report.h"

namespace dockhand {

// A file of users that was read, and what was said about it.
struct PeopleFile {
  std::filesystem::path file, users;  // what was read, and where people are kept
  std::vector<PersonRow> rows;
  ImportReport report;
  bool skip_bad = false, try_out = false;
  std::set<std::string, std::less<>> lacking{};  // columns that the file does not have
};
// Where the books stand, so that it is known whether another file came since. A list that other books have left behind
// is none of theirs.
struct BooksNow {
  std::string writer;
  std::int64_t next_event = 0;
  bool are_the_hubs = false;
};
Result<ImportReport> book_people(PeopleFile given, const BooksNow& books);

// Returns the number of the books' next event when users were imported last. Nothing: there is no import into the books
// of this writer that could be taken back.
Result<std::optional<std::int64_t>> people_imported_at(const std::filesystem::path& users, std::string_view writer);
// It is an Error of kind refused when somebody else has changed the list since.
Status take_back_people(const std::filesystem::path& users);

}  // namespace dockhand
