// The bad lines of one file while it is read and booked.
//
// Decides: that they are reported in the order of the file with all that is wrong with them, and how many are kept;
// that a line counts once. Leaves to others: what is wrong with them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/rows/import_report.h"

namespace dockhand {

// Ends the sentence about an item that nobody knows, and that the row would make where somebody says so.
inline constexpr std::string_view makes_items = ", or make them of the rows with --make-items";

// Says why a cell of this column is refused.
inline Error refusal_of(const std::string& column, const std::string& message) {
  return {ErrorKind::bad_input, column, message};
}

// The number in "orders.csv:17"; 0: there is none.
std::int64_t line_of_place(const std::string& place);

class BadLines {
 public:
  explicit BadLines(const std::filesystem::path& file) : file_(file.string()) {}

  // The error's place is its column, or empty.
  void add(std::int64_t line, const Error& error);
  void add(std::int64_t line, const Faults& faults);
  // Adds an error that has its place already, and after which nothing was read.
  void add_last(Error error);
  std::size_t count() const { return count_; }  // lines
  void write_to(ImportReport& report);

 private:
  std::string file_;
  std::vector<BadCell> cells_;
  std::optional<Error> last_;
  std::size_t count_ = 0, faults_ = 0;
};

}  // namespace dockhand
