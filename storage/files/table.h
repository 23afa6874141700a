// A file of the office as a table, whatever wrote it.
//
// Decides: what of a file is layout and says nothing: its encoding and separator, blank cells around the table, blanks
// around a cell, rows without any text, comments. Leaves to others: what the columns mean
// (storage/import/columns/import_columns.h).
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/files/blanks.h"
#include "storage/files/csv.h"
#include "storage/files/notice_changes.h"
#include "storage/files/sheet_choice.h"
#include "storage/model/result.h"

namespace dockhand {

class Table {
 public:
  // Reads as much as it needs to know what the file is. It finds `separator` when that is not said. An Error is of kind
  // bad_input when the file is of no known kind; other errors say that it cannot be read.
  static Result<Table> open(const std::filesystem::path& file, std::optional<char> separator,
                            const SheetChoice& sheet = {});

  // Hands on the rows in order, and can be called again. After an Error nothing more is handed on.
  Status each(const TakeRow& take) const;

  const std::string& content() const {
    return content_;
  }  // SHA-256 of the bytes and of the sheet that was said, hexadecimal
  const std::vector<std::string>& found() const { return found_; }  // what was not as usual, as sentences
  char separator() const { return separator_; }
  const std::string& encoding() const { return encoding_; }  // "UTF-8"; empty: it is no text with separators
  bool is_message() const { return is_message_; }  // true for messages of machines, which repeat nothing by mistake
  const NoticeChanges& notices() const { return notices_; }

 private:
  std::string content_;
  std::vector<std::string> found_;
  char separator_ = ',';
  std::string encoding_;
  bool is_message_ = false;
  NoticeChanges notices_;
  std::function<Status(const TakeRow&)> each_;
};

// Reads ",", ";", "|" or "tab".
Result<char> parse_separator(std::string_view text);
std::string text_of_separator(char separator);

}  // namespace dockhand
