#include "scanner/camera/camera_source.h"
#include "scanner/worker/decode_worker.h"
#include "scanner/worker/direct_decoder.h"

namespace dockhand {

std::vector<OptionSpec> options_of_v4l2() { return camera_options(); }

Result<std::unique_ptr<Source>> open_v4l2(const SourceSettings& settings, SourceEvents events) {
  std::unique_ptr<FrameDecoder> decoder = std::make_unique<DirectDecoder>();
  if (settings.options.flag("worker")) decoder = std::make_unique<DecodeWorker>();
  return start_camera(linux_video(), std::move(decoder), settings, std::move(events));
}

}  // namespace dockhand
