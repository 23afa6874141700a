#include "scanner/worker/direct_decoder.h"

#include "scanner/reader/frames.h"

namespace dockhand {

DirectDecoder::DirectDecoder() : reader_(std::make_unique<FrameReader>()) {}
DirectDecoder::~DirectDecoder() = default;

FrameLook DirectDecoder::look(const PictureView& frame) {
  auto symbols = reader_->read(frame);
  return {reader_->looked_at(), false, std::move(symbols)};
}

}  // namespace dockhand
