// A camera as a scanner.
//
// Decides: that one thread takes the newest frame, has it looked at, and takes the next; that a camera that stands
// still is opened again. Leaves to others: the camera (scanner/camera/camera.h), the scans in its frames
// (scanner/camera/frame_scans.h).
#pragma once

#include "scanner/camera/video_system.h"
#include "scanner/source/source.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

std::vector<OptionSpec> camera_options();
// `system` outlives the source.
Result<std::unique_ptr<Source>> start_camera(VideoSystem& system, std::unique_ptr<FrameDecoder> decoder,
                                             const SourceSettings& settings, SourceEvents events);

}  // namespace dockhand
