// What each scanner said last, kept over the end of the program in one small file.
//
// Decides: the file's form (JSON lines, one a scanner) and that it is replaced whole, so that a reader never sees half.
// Leaves to others: when it is written (terminal/station/scanners.h), showing it (terminal/cli/scanners.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/time.h"
#include "terminal/app/heard.h"

namespace dockhand {

// One scan and what it meant. All texts are printable: control characters become "{GS}" or "\x02".
struct LastScan {
  std::string scanner;
  Instant at;
  std::string raw;        // the bytes that came; the text, for a picture
  std::string aim;        // such as "]C1", or empty
  std::string meaning;    // "gtin (01) 05901234123457 (10) L1", "location A-07", or why it means nothing
  bool good = false;      // it could be read as something
  double latency_ms = 0;  // from the frame or the last byte until it was understood

  bool operator==(const LastScan&) const = default;
};

LastScan last_scan(const std::string& scanner, const Heard& heard, Instant now);
// Returns any bytes in a form that a person can read.
std::string printable_bytes(std::string_view bytes);

// Returns a file beside the database.
std::filesystem::path memory_file(const std::filesystem::path& database);
// Returns what can be read of it. A file that is missing or damaged stops nothing.
std::vector<LastScan> read_memory(const std::filesystem::path& file);
Status write_memory(const std::filesystem::path& file, const std::vector<LastScan>& scans);

}  // namespace dockhand
