#include "sync/drop/left_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string_view>

#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace fs = std::filesystem;

bool is_unfinished(const std::string& name) {
  static constexpr std::string_view ends[] = {".part",     ".partial",  ".tmp",        ".new", ".crdownload",
                                              ".filepart", ".download", ".opdownload", ".swp", "~"};
  const std::string small = small_letters(name);
  if (name.starts_with('.') || name.starts_with("~$") || small == "thumbs.db" || small == "desktop.ini") return true;
  return std::any_of(std::begin(ends), std::end(ends), [&](std::string_view end) { return small.ends_with(end); });
}

bool is_map(const fs::path& file) { return small_letters(file.extension().string()) == ".map"; }

std::string short_name(const std::string& name) {
  constexpr std::size_t most_letters = 150, most_of_end = 16;
  if (name.size() <= most_letters) return name;
  const std::size_t dot = name.rfind('.');
  const std::string end = dot != std::string::npos && name.size() - dot <= most_of_end ? name.substr(dot) : "";
  std::size_t size = most_letters - end.size();
  while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;  // no half letters
  return name.substr(0, size) + end;
}

bool may_not_be_read(const fs::path& file) {
  return ::faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) != 0 && errno == EACCES;
}

bool is_being_written(const fs::path& file) {
  const int handle = ::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (handle < 0) return errno != EACCES;
  const bool written = ::fcntl(handle, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
  static_cast<void>(::fcntl(handle, F_SETLEASE, F_UNLCK));
  ::close(handle);
  return written;
}

}  // namespace dockhand
