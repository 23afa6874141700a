// Looks at frames in this process: no copy of the frame and no switch of processes, and no cage.
//
// Leaves to others: the reading (scanner/reader/frames.h), whose headers nobody needs who only has one of these.
#pragma once

#include <memory>

#include "scanner/worker/frame_decoder.h"

namespace dockhand {

class FrameReader;

class DirectDecoder final : public FrameDecoder {
 public:
  DirectDecoder();
  ~DirectDecoder() override;
  FrameLook look(const PictureView& frame) override;

 private:
  const std::unique_ptr<FrameReader> reader_;
};

}  // namespace dockhand
