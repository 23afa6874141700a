#include "storage/import/progress_line.h"

#include <unistd.h>

namespace dockhand {
namespace {

constexpr const char* empty_the_line = "\r\033[K";

}  // namespace

ImportProgress progress_on(std::FILE* file) {
  if (::isatty(::fileno(file)) == 0) return {};
  return [file](const char* done, std::size_t rows) {
    std::fprintf(file, "%s%s %zu rows", empty_the_line, done, rows);
    std::fflush(file);
  };
}

void end_progress(std::FILE* file, const ImportProgress& progress) {
  if (progress) std::fprintf(file, "%s", empty_the_line);
}

}  // namespace dockhand
