#include <algorithm>
#include <filesystem>
#include <vector>

#include "scanner/picture.h"
#include "scanner/reader.h"
#include "scanner/threaded_source.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Reads one picture after another and delivers every symbol of each.
class Pictures {
 public:
  Pictures(std::vector<fs::path> files, SourceEvents events) : files_(std::move(files)), events_(std::move(events)) {}

  void run(const StopSignal& stop) {
    if (events_.ready) events_.ready();
    for (const fs::path& file : files_) {
      if (stop.is_set()) return;
      const auto taken = std::chrono::steady_clock::now();
      const auto picture = load_picture(file);
      if (!picture) {
        if (events_.trouble) events_.trouble(picture.error());
        continue;
      }
      for (const Symbol& symbol : read_still(picture->view(), ReaderSettings{})) events_.deliver({symbol, {}, taken});
    }
  }

 private:
  const std::vector<fs::path> files_;
  const SourceEvents events_;
};

}  // namespace

std::vector<OptionSpec> options_of_image() { return {}; }

Result<std::unique_ptr<Source>> open_image(const SourceSettings& settings, SourceEvents events) {
  const std::string& where = settings.where;
  std::error_code failure;
  std::vector<fs::path> files;
  if (fs::is_directory(where, failure)) {
    for (const auto& entry : fs::directory_iterator(where, failure))
      if (entry.is_regular_file(failure)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
  } else if (fs::exists(where, failure)) {
    files.emplace_back(where);
  }
  if (failure || files.empty())
    return Error{ErrorKind::io, where, failure ? failure.message() : "there is no picture here"};
  return std::unique_ptr<Source>(std::make_unique<ThreadedSource<Pictures>>(std::move(files), std::move(events)));
}

}  // namespace dockhand
