// CSV text (RFC 4180) as records with the line on which each begins.
//
// Decides: how bytes become fields: UTF-8 with or without byte order mark, LF or CRLF, commas, doubled quotes, line
// breaks inside quotes. Leaves to others: what the fields mean (storage/import/import_columns.h).
// `csv.h` of libcsv is included in storage/import/csv.cpp and nowhere else. Memory: one block and one record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

struct CsvRecord {
  std::int64_t line = 0;  // of the file, 1 the first
  std::vector<std::string> fields;
};

// A quote that is opened and not closed would otherwise swallow the rest of the file.
inline constexpr std::int64_t max_csv_record = 64 << 10;

// Hands every record that is not blank to `take`, in order. Returns the SHA-256 of the file's bytes, 64 hexadecimal
// digits. An Error is of kind bad_input with the place "FILE:LINE" when the text is no CSV, else the file could not be
// read.
Result<std::string> read_csv(const std::filesystem::path& file, const std::function<void(CsvRecord&)>& take);

}  // namespace dockhand
