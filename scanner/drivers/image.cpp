#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "scanner/picture.h"
#include "scanner/reader.h"
#include "scanner/source.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Reads one picture after another, on its own thread, and delivers every symbol of each.
class ImageSource final : public Source {
 public:
  ImageSource(std::vector<fs::path> files, SourceEvents events)
      : files_(std::move(files)), events_(std::move(events)), thread_([this] { run(); }) {}
  ~ImageSource() override { stop(); }

  void stop() override {
    stopping_ = true;
    wait();
  }
  void wait() override {
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    for (const fs::path& file : files_) {
      if (stopping_) return;
      const auto picture = load_picture(file);
      if (!picture) {
        if (events_.trouble) events_.trouble(picture.error());
        continue;
      }
      for (const Symbol& symbol : read_still(picture->view(), ReaderSettings{})) {
        if (!stopping_) events_.deliver(symbol);
      }
    }
  }

  const std::vector<fs::path> files_;
  const SourceEvents events_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

Result<std::unique_ptr<Source>> open_image(const std::string& where, SourceEvents events) {
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
  return std::unique_ptr<Source>(std::make_unique<ImageSource>(std::move(files), std::move(events)));
}

}  // namespace dockhand
