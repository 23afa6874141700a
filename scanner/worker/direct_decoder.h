// This looks at pictures in this process. No frame is copied and no other process is started, but a picture that breaks
// the library ends the program.
//
// Leaves to others: the reading (scanner/reader/frames.h, scanner/reader/reader.h), whose headers nobody needs who only
// has one of these.
#pragma once

#include <memory>

#include "scanner/reader/reader_settings.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

class FrameReader;

// Looks at a camera's frames, one after another.
class DirectDecoder final : public FrameDecoder {
 public:
  explicit DirectDecoder(const ReaderSettings& settings = {});
  ~DirectDecoder() override;
  FrameLook look(const PictureView& frame) override;

 private:
  const std::unique_ptr<FrameReader> reader_;
};

// Tries everything on each picture, because none of them comes again.
class StillDecoder final : public FrameDecoder {
 public:
  explicit StillDecoder(const ReaderSettings& settings = {}) : settings_(settings) {}
  FrameLook look(const PictureView& picture) override;

 private:
  const ReaderSettings settings_;
};

}  // namespace dockhand
