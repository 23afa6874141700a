// The bad lines of one file while it is read and booked.
//
// Decides: that they are reported in the order of the file, and how many are kept. Leaves to others: what is wrong with
// them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/rows/import_report.h"

namespace dockhand {

// Says why a cell of this column is refused.
inline Error refusal_of(const std::string& column, const std::string& message) {
  return {ErrorKind::bad_input, column, message};
}

// The number in "orders.csv:17"; 0: there is none.
std::int64_t line_of_place(const std::string& place);

class BadLines {
 public:
  explicit BadLines(const std::filesystem::path& file) : file_(file.string()) {}

  void add(std::int64_t line, Error error);
  // Adds an error that has its place already, and after which nothing was read.
  void add_last(Error error);
  std::size_t count() const { return count_; }
  void write_to(ImportReport& report);

 private:
  struct BadLine {
    std::int64_t line = 0;
    Error error;
  };
  std::string file_;
  std::vector<BadLine> lines_;
  std::optional<Error> last_;
  std::size_t count_ = 0;
};

}  // namespace dockhand
