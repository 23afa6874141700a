#include "scanner/camera/camera_source.h"
#include "scanner/worker/decoder_options.h"

namespace dockhand {

std::vector<OptionSpec> options_of_v4l2() { return camera_options(); }

Result<std::unique_ptr<Source>> open_v4l2(const SourceSettings& settings, SourceEvents events) {
  return start_camera(linux_video(), frame_decoder(settings.options), settings, std::move(events));
}

}  // namespace dockhand
