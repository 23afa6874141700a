// The bytes of a text file as UTF-8.
//
// Decides: which encoding a file is in (UTF-8 or UTF-16, with or without byte order mark, else Windows-1252, which
// holds Latin-1's letters), and which line ends it has. Leaves to others: what the text means (storage/files/csv.h).
// Memory: one block.
#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

enum class Encoding { utf8, utf16_low_first, utf16_high_first, windows_1252 };
const char* name_of(Encoding encoding);  // returns a name for people

struct TextFile {
  std::filesystem::path file;
  Encoding encoding = Encoding::utf8;
  bool has_other_letters = false;  // they are of no language of Windows-1252, as which it would be read
  bool cr_alone = false;           // ends its lines as old Macintoshes did
  std::string content;             // SHA-256 of the file's bytes, 64 hexadecimal digits
  std::string start;               // the first 64 KiB or less, as UTF-8
  std::string signature;           // its first bytes, as they are
};

// Reads the whole file once. A text in UTF-8 with a few broken bytes is still UTF-8. An Error says that it cannot be
// read.
Result<TextFile> examine_text(const std::filesystem::path& file);

// Hands the text to `take` in pieces, without byte order mark, with LF at the end of each line. It stops when `take`
// returns false.
Status read_text(const TextFile& text, const std::function<bool(std::string_view)>& take);

// SHA-256 of a text, as `content` is of a file.
std::string content_of(std::string_view text);

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, CloseFile>;
// Opens it for reading. It is an Error of kind io when it is a folder, or cannot be opened.
Result<OpenFile> open_for_reading(const std::filesystem::path& file);

}  // namespace dockhand
