#include "scanner/image/picture_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace dockhand {
namespace {

Error not_a_picture(const std::string& place, std::string message) {
  return Error{ErrorKind::bad_input, place, std::move(message)};
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

// Opens it without waiting for the other end of what turns out to be a pipe.
Result<File> open_regular(const std::string& place) {
  const int descriptor = ::open(place.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return Error{ErrorKind::io, place, std::string("cannot be opened: ") + std::strerror(errno)};
  File file(::fdopen(descriptor, "rb"), std::fclose);
  struct stat about {};
  if (!file || ::fstat(descriptor, &about) != 0) return Error{ErrorKind::io, place, "cannot be read"};
  if (S_ISDIR(about.st_mode)) return not_a_picture(place, "this is a folder, not a picture");
  if (!S_ISREG(about.st_mode)) return not_a_picture(place, "this is a pipe or a device, not a picture file");
  return file;
}

}  // namespace

Result<std::vector<std::uint8_t>> read_picture_file(const std::filesystem::path& file) {
  const std::string place = file.string();
  const auto input = open_regular(place);
  if (!input) return input.error();
  std::vector<std::uint8_t> bytes;
  std::uint8_t block[65536];
  for (std::size_t got = 1; got > 0 && bytes.size() <= max_picture_file;) {
    got = std::fread(block, 1, sizeof block, input->get());
    bytes.insert(bytes.end(), block, block + got);
  }
  if (std::ferror(input->get()) != 0) return Error{ErrorKind::io, place, "cannot be read"};
  if (bytes.size() > max_picture_file) return not_a_picture(place, "the file is larger than 64 MiB");
  return bytes;
}

Result<Picture> load_picture(const std::filesystem::path& file) {
  const auto bytes = read_picture_file(file);
  if (!bytes) return bytes.error();
  return read_picture(*bytes, file.string());
}

}  // namespace dockhand
