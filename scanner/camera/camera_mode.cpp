#include "scanner/camera/camera_mode.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace dockhand {
namespace {

struct Row {
  PixelFormat format;
  const char* name;
  std::uint32_t fourcc;
};
// The cheapest come first: the first two are read where they lie.
constexpr Row formats[] = {{PixelFormat::grey, "grey", V4L2_PIX_FMT_GREY},
                           {PixelFormat::nv12, "nv12", V4L2_PIX_FMT_NV12},
                           {PixelFormat::yuyv, "yuyv", V4L2_PIX_FMT_YUYV},
                           {PixelFormat::mjpeg, "mjpeg", V4L2_PIX_FMT_MJPEG}};

constexpr std::uint32_t max_offers = 100;  // of each list: a driver that never ends its list is broken
constexpr int max_side = 4096;

// A range of sizes is as good as the wanted one within it.
int within(int wanted, std::uint32_t least, std::uint32_t most, std::uint32_t step) {
  const int low = static_cast<int>(least);
  const int size = std::clamp(wanted, low, std::max(low, static_cast<int>(most)));
  return step > 1 ? size - (size - low) % static_cast<int>(step) : size;
}

// Returns the highest rate, and 0 when the camera does not say.
double rate_of(const VideoCall& call, std::uint32_t fourcc, int width, int height) {
  double best = 0;
  for (std::uint32_t i = 0; i < max_offers; ++i) {
    v4l2_frmivalenum offer{};
    offer.index = i;
    offer.pixel_format = fourcc;
    offer.width = static_cast<std::uint32_t>(width);
    offer.height = static_cast<std::uint32_t>(height);
    if (call(VIDIOC_ENUM_FRAMEINTERVALS, &offer) != 0) break;
    const v4l2_fract& interval = offer.type == V4L2_FRMIVAL_TYPE_DISCRETE ? offer.discrete : offer.stepwise.min;
    if (interval.numerator > 0) best = std::max(best, static_cast<double>(interval.denominator) / interval.numerator);
    if (offer.type != V4L2_FRMIVAL_TYPE_DISCRETE) break;
  }
  return best;
}

void add_sizes(const VideoCall& call, const Row& row, const WantedMode& wanted, std::vector<CameraMode>& modes) {
  for (std::uint32_t i = 0; i < max_offers; ++i) {
    v4l2_frmsizeenum offer{};
    offer.index = i;
    offer.pixel_format = row.fourcc;
    if (call(VIDIOC_ENUM_FRAMESIZES, &offer) != 0) return;
    const bool fixed = offer.type == V4L2_FRMSIZE_TYPE_DISCRETE;
    const auto& range = offer.stepwise;
    const int width = fixed ? static_cast<int>(offer.discrete.width)
                            : within(wanted.width, range.min_width, range.max_width, range.step_width);
    const int height = fixed ? static_cast<int>(offer.discrete.height)
                             : within(wanted.height, range.min_height, range.max_height, range.step_height);
    if (width > 0 && height > 0 && width <= max_side && height <= max_side)
      modes.push_back({row.format, width, height, rate_of(call, row.fourcc, width, height)});
    if (!fixed) return;
  }
}

}  // namespace

std::vector<std::string> pixel_format_names() {
  std::vector<std::string> names;
  for (const Row& row : formats) names.emplace_back(row.name);
  return names;
}

std::uint32_t fourcc_of(PixelFormat format) { return formats[static_cast<std::size_t>(format)].fourcc; }

std::vector<CameraMode> offered_modes(const VideoCall& call, const WantedMode& wanted) {
  std::vector<CameraMode> modes;
  for (std::uint32_t i = 0; i < max_offers; ++i) {
    v4l2_fmtdesc offer{};
    offer.index = i;
    offer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (call(VIDIOC_ENUM_FMT, &offer) != 0) break;
    for (const Row& row : formats) {
      const bool asked = wanted.format == "auto" || wanted.format == row.name;
      if (row.fourcc == offer.pixelformat && asked) add_sizes(call, row, wanted, modes);
    }
  }
  return modes;
}

CameraMode best_mode(const std::vector<CameraMode>& modes, const WantedMode& wanted) {
  const auto worth = [&](const CameraMode& mode) {
    const bool slow = mode.fps > 0 && mode.fps < 0.8 * wanted.fps;
    const int off = std::abs(mode.width - wanted.width) + std::abs(mode.height - wanted.height);
    return std::tuple(slow, off, mode.format, -mode.fps);
  };
  return *std::min_element(modes.begin(), modes.end(),
                           [&](const CameraMode& a, const CameraMode& b) { return worth(a) < worth(b); });
}

}  // namespace dockhand
