#include "terminal/cli/lines.h"

namespace dockhand {

std::optional<std::string> read_line(std::FILE* input, std::size_t max) {
  std::string line;
  int c = std::getc(input);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(input)) {
    if (line.size() <= max) line.push_back(static_cast<char>(c));
  }
  if (std::ferror(input) != 0) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace dockhand
