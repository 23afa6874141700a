// CSV text as rows with the line on which each begins.
//
// Decides: how text becomes cells (RFC 4180: doubled quotes, line breaks inside quotes), with any separator, and that a
// quote in the wrong place is a character like any other as long as it stays in its line. Leaves to others: what the
// cells mean (storage/import/columns/import_columns.h).
// `csv.h` of libcsv is included in storage/files/csv.cpp and nowhere else. Memory: one row.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

struct TableRow {
  std::int64_t line = 0;  // line of the file, from 1; for a spreadsheet it is the row
  std::vector<std::string> cells;
  bool has_odd_quotes = false;  // a quote stood where the rules have none
  std::string other_item{};     // of a message that names an item by several codes the second
  std::string problem{};        // of a message: why its package cannot be told; empty: it can
};
using TakeRow = std::function<void(TableRow&)>;

// Without this bound, a quote that is opened and not closed would take in the rest of the file.
inline constexpr std::int64_t max_row_bytes = 1 << 20;  // a shop's description may hold a picture

// Takes text in pieces and hands every row that is not blank to `take`, in order. An Error is of kind bad_input with
// the place "FILE:LINE"; nothing is handed on after it.
class CsvReader {
 public:
  CsvReader(std::string file, char separator, const TakeRow& take);
  ~CsvReader();
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  bool feed(std::string_view text);  // returns false after the first error
  Status finish();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace dockhand
