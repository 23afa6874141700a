// Lines of a file or of standard input, each of bounded length.
#pragma once

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>

namespace dockhand {

// Returns one line without its end (LF or CRLF). A line longer than `max` is cut at max + 1 bytes, so that the caller
// sees that it was too long. It is nullopt at the end, and after a read error (std::ferror).
std::optional<std::string> read_line(std::FILE* input, std::size_t max);

}  // namespace dockhand
