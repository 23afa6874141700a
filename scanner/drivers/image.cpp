#include <algorithm>
#include <filesystem>
#include <vector>

#include "scanner/camera/frame_scans.h"
#include "scanner/image/picture_file.h"
#include "scanner/source/threaded_source.h"
#include "scanner/worker/decoder_options.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Returns a file's pixels. The decoder that looks at them unpacks them.
Result<Picture> open_picture(FrameDecoder& decoder, const fs::path& file) {
  const auto bytes = read_picture_file(file);
  if (!bytes) return bytes.error();
  return decoder.unpack(*bytes, file.string());
}

// Reads one picture after another and delivers every symbol of each.
class Pictures {
 public:
  Pictures(std::vector<fs::path> files, std::unique_ptr<FrameDecoder> decoder, SourceEvents events)
      : files_(std::move(files)), decoder_(std::move(decoder)), events_(std::move(events)) {}

  void run(const StopSignal& stop) {
    if (events_.ready) events_.ready();
    for (const fs::path& file : files_) {
      if (stop.is_set()) return;
      const auto taken = std::chrono::steady_clock::now();
      const auto picture = open_picture(*decoder_, file);
      if (!picture) {
        tell(picture.error());
        continue;
      }
      const FrameLook look = decoder_->look(picture->view());
      if (look.lost) tell({ErrorKind::bad_input, file.string(), reading_failed});
      deliver_picture(events_, look.symbols, taken);
    }
  }

 private:
  void tell(const Error& error) const {
    if (events_.trouble) events_.trouble(error);
  }

  const std::vector<fs::path> files_;
  const std::unique_ptr<FrameDecoder> decoder_;
  const SourceEvents events_;
};

// Plays the pictures as a camera would take them, from the first to the last and, if asked, again.
class PlayedPictures {
 public:
  PlayedPictures(std::vector<fs::path> files, std::unique_ptr<FrameDecoder> decoder, const SourceOptions& options,
                 const SourceEvents& events)
      : files_(std::move(files)),
        interval_(std::chrono::microseconds(1'000'000 / options.number("fps"))),
        again_(options.flag("again")),
        events_(events),
        decoder_(*decoder),
        scans_(std::move(decoder), events, view_settings(options)) {}

  void run(const StopSignal& stop) {
    if (events_.ready) events_.ready();
    auto next = std::chrono::steady_clock::now();
    do {
      for (const fs::path& file : files_) {
        const auto picture = open_picture(decoder_, file);
        if (!picture && events_.trouble) events_.trouble(picture.error());
        const auto left = next - std::chrono::steady_clock::now();
        if (!stop.pause(std::chrono::ceil<std::chrono::milliseconds>(std::max(left, left.zero())))) return;
        next = std::max(next + interval_, std::chrono::steady_clock::now());
        if (picture) scans_.frame(picture->view(), std::chrono::steady_clock::now());
      }
    } while (again_);
    scans_.rest();
  }
  SourceCounters counters() const { return scans_.counters(); }

 private:
  const std::vector<fs::path> files_;
  const std::chrono::microseconds interval_;
  const bool again_;
  const SourceEvents events_;
  FrameDecoder& decoder_;  // the decoder of the scans
  FrameScans scans_;
};

bool played(const SourceOptions& options) { return options.number("fps") > 0; }

}  // namespace

std::vector<OptionSpec> options_of_image() {
  std::vector<OptionSpec> options{
      {"fps", std::int64_t{0}, "play them as a camera, this many a second; 0: look at each for itself", 0, 240},
      {"again", false, "with fps: begin again after the last"}};
  for (const auto& more : {process_options(), still_options(), view_options()})
    options.insert(options.end(), more.begin(), more.end());
  return options;
}

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
  if (played(settings.options)) {
    return std::unique_ptr<Source>(std::make_unique<ThreadedSource<PlayedPictures>>(
        std::move(files), frame_decoder(settings.options), settings.options, events));
  }
  return std::unique_ptr<Source>(
      std::make_unique<ThreadedSource<Pictures>>(std::move(files), still_decoder(settings.options), std::move(events)));
}

}  // namespace dockhand
