// What became of a file.
//
// Decides: what is reported. Leaves to others: writing it (storage/import/import_json.h, terminal/cli/import.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/import/columns/column_survey.h"
#include "storage/model/codes.h"
#include "storage/model/result.h"

namespace dockhand {

// What the rows of a file would do to the books.
struct ImportChanges {
  std::size_t created = 0, changed = 0, unchanged = 0, refused = 0;
  std::size_t gone = 0;    // that the books have and the file has not: of lines, in the documents that it names
  std::size_t beside = 0;  // rows of another kind that come with them, and are new or changed
  bool operator==(const ImportChanges&) const = default;
};

// One thing that is wrong with a row. The Error's place is "FILE:LINE", its message begins with the column.
struct BadCell : Error {
  std::int64_t row = 0;  // in the file
  std::string column{}, value{};
};

// How a file is written, as it was found or said. What nothing in it shows is empty.
struct FileForm {
  std::string encoding{}, separator{};        // "UTF-8", ";"; of a text
  std::set<std::string> dates{}, decimals{};  // "dmy", "mdy", "ymd"; ".", ","
};

struct ImportReport {
  std::string kind;  // the name of one of import_kinds()
  std::size_t rows = 0;
  std::size_t ended = 0;                    // rows of lines that are not wanted there any more, or not yet
  std::size_t cancelled = 0;                // lines that it has cancelled here
  bool repeated = false;                    // every row says what is there already; nothing was booked now
  bool changed = false;                     // something was booked now
  std::int64_t reserved = 0;                // units of stock that went to the orders of the file
  std::vector<std::string> left_columns{};  // all that mean nothing here, where `found` names the first of them only
  FileForm form{};
  std::vector<std::string> found{};       // how the file was read, as sentences; nothing of what is usual
  std::optional<std::string> left_out{};  // a line that its document came again without, and nobody has said what then
  std::vector<ImportQuestion> questions{};  // what has to be said before its bad lines can be good
  std::optional<ImportChanges> changes{};   // of a file that was only tried out
  std::uint64_t each = 0;                   // a digest of what each of its rows would do, beside those sums
  std::int64_t header_line = 0;             // 0: none was found
  std::vector<BadCell> errors{};            // at most max_errors, in the order of the file; a row may have several
  std::size_t errors_left_out = 0;          // that are not among them
  std::size_t bad_rows = 0;
  static constexpr std::size_t max_errors = 100'000;
};

// Whether the books have taken what the file says, or would, of one that was only tried out: not where all that it has
// was refused, nor where a question is open.
inline bool is_taken(const ImportReport& told, bool skip_bad) {
  if (told.errors.empty()) return !told.left_out;
  const std::size_t rows =
      told.changes ? told.changes->created + told.changes->changed + told.changes->unchanged + told.changes->beside
                   : told.rows;
  return skip_bad && !told.left_out && rows + told.ended > 0;
}

}  // namespace dockhand
