// Which of a camera's modes is taken.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "scanner/camera/luminance.h"
#include "storage/model/result.h"

namespace dockhand {

struct WantedMode {
  int width = 1280;
  int height = 720;
  int fps = 30;
  std::string format = "auto";  // auto, grey, nv12, yuyv, mjpeg
};

struct CameraMode {
  PixelFormat format = PixelFormat::grey;
  int width = 0;
  int height = 0;
  double fps = 0;  // 0: the camera does not say
};

std::vector<std::string> pixel_format_names();  // in the order of the enumeration
std::uint32_t fourcc_of(PixelFormat format);    // as in <linux/videodev2.h>

// Answers as the ioctl of Video4Linux2 does: 0, or -1 and errno.
using VideoCall = std::function<int(unsigned long request, void* argument)>;
// Returns all modes that the camera offers in a format that we understand.
std::vector<CameraMode> offered_modes(const VideoCall& call, const WantedMode& wanted);
// Takes modes that are fast enough first, then the size nearest to the wanted one, then the format that costs least to
// read. `modes` is not empty.
CameraMode best_mode(const std::vector<CameraMode>& modes, const WantedMode& wanted);

}  // namespace dockhand
