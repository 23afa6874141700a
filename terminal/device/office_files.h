// The office's files on a stick that is plugged in, as the screen Files knows them.
//
// Decides: what can be asked for, and how far it is. Leaves to others: finding sticks and reading files
// (terminal/station/stick_files.h). All of it on the UI's thread; the work itself is done elsewhere.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"

namespace dockhand {

struct StickFile {
  std::string path;
  std::string name, stick;  // "orders.csv", "KINGSTON"
  std::string size;         // "12 KB"
};

// What of a file only a person knows: 03/04/2026 and 1,200 can be read in two ways, its headings may say nothing, a
// spreadsheet may have several sheets.
enum class FileQuestion { none, days, decimal_mark, kind, column, state, sheet };

// What may be answered to the last four.
struct FileChoice {
  std::string id;  // "orders"; a heading as the file has it
  std::string title, detail;
};

struct FileReport {
  enum class State { nothing, reading, tried, booking, booked, failed, taking_back, taken_back };
  State state = State::nothing;
  std::string path, name;
  std::string outcome;  // a sentence; why, when it failed
  std::string kind;     // "orders"
  std::size_t rows = 0, created = 0, changed = 0, unchanged = 0, gone = 0, refused = 0;
  std::size_t beside = 0;                  // rows of another kind that come with them, and are new or changed
  std::vector<std::string> found, errors;  // how it was read; the first bad lines
  FileQuestion question = FileQuestion::none;
  std::string sample;                 // "03/04/2026", of the question
  std::string column;                 // "quantity", of the question
  bool needed = false;                // that column has to be there
  std::vector<FileChoice> choices{};  // of the question
  bool has_columns = false;           // a person may say what they mean
  bool is_last = false;               // it has changed something, and can be taken back
  bool lacks_items = false;           // all that is refused names items that are not known and could be made
  bool anew = false;  // the books have changed under a yes: nothing was booked, and it says what is so now
  bool busy() const { return state == State::reading || state == State::booking || state == State::taking_back; }
};

// What a person wants of a file.
struct UseFile {
  enum class How { try_out, book, book_good_rows, save_report, take_back };
  std::string path;  // of what is taken back its name
  How how = How::try_out;
  std::string dates{}, decimal{};  // "dmy", ",": the answer to its question, remembered for the same headers
  std::string sheet{};             // of a spreadsheet; empty: nobody has said which
  // What was answered of its columns. It is remembered for the same headings once the file is booked.
  std::string kind{};
  std::vector<std::pair<std::string, std::string>> columns{};  // a column of ours and its heading; "": it has none
  std::vector<std::pair<std::string, std::string>> set{};      // what all rows have in a column of ours
  std::vector<std::pair<std::string, std::string>> states{};  // a word, and "wanted", "done" or "cancelled"; "": unsure
  bool anew = false;                                          // as if nothing was ever said of these headings
  bool make_items = false;                                    // that its rows name and nobody knows
};

class OfficeFiles {
 public:
  virtual ~OfficeFiles() = default;
  // Those of all sticks that are there now.
  virtual std::vector<StickFile> list() const = 0;
  // The name of the last file that was imported here and changed something; empty: there is none to take back.
  virtual std::string last_imported() const = 0;
  // Begins, unless something else is under way. Only a file that was tried out and has not changed since is booked,
  // and only where the books would make the same of it as then; else it is tried out anew.
  virtual void use(const UseFile& wanted, const OperatorName& by, const std::optional<OperatorName>& allowed_by) = 0;
  // Of what was begun last.
  virtual FileReport report() const = 0;
};

}  // namespace dockhand
