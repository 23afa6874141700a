#include "scanner/worker/direct_decoder.h"

#include "scanner/reader/frames.h"
#include "scanner/reader/reader.h"

namespace dockhand {

DirectDecoder::DirectDecoder(const ReaderSettings& settings) : reader_(std::make_unique<FrameReader>(settings)) {}
DirectDecoder::~DirectDecoder() = default;

FrameLook DirectDecoder::look(const PictureView& frame) {
  auto symbols = reader_->read(frame);
  return {reader_->looked_at(), false, std::move(symbols)};
}

FrameLook StillDecoder::look(const PictureView& picture) { return {true, false, read_still(picture, settings_)}; }

}  // namespace dockhand
