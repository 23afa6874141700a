#include "scanner/camera/camera.h"

#include <linux/videodev2.h>
#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

#include "scanner/source/device.h"

namespace dockhand {
namespace {

constexpr std::uint32_t wanted_buffers = 4;

v4l2_buffer buffer_named(std::uint32_t index) {
  v4l2_buffer buffer{};
  buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffer.memory = V4L2_MEMORY_MMAP;
  buffer.index = index;
  return buffer;
}

// The kernel's stamp is of the same clock as ours, unless the driver says otherwise.
std::chrono::steady_clock::time_point time_of(const v4l2_buffer& buffer) {
  const bool monotonic = (buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
  const auto now = std::chrono::steady_clock::now();
  if (!monotonic) return now;
  const std::chrono::steady_clock::time_point taken(std::chrono::seconds(buffer.timestamp.tv_sec) +
                                                    std::chrono::microseconds(buffer.timestamp.tv_usec));
  return std::min(taken, now);
}

}  // namespace

Result<std::unique_ptr<Camera>> Camera::open(VideoSystem& system, const std::string& device,
                                             const CameraSettings& settings) {
  const int opened = system.open(device.c_str());
  if (opened < 0) return device_error(device, errno);
  std::unique_ptr<Camera> camera(new Camera(system, device, opened));
  if (auto started = camera->start(settings); !started) return started.error();
  return camera;
}

Camera::~Camera() {
  int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  system_.ioctl(device_, VIDIOC_STREAMOFF, &type);
  for (const Buffer& buffer : buffers_) system_.munmap(buffer.memory, buffer.length);
  system_.close(device_);
}

Status Camera::call(unsigned long request, void* argument) const {
  if (system_.ioctl(device_, request, argument) == 0) return Done{};
  return device_error(name_, errno);
}

Status Camera::start(const CameraSettings& settings) {
  v4l2_capability about{};
  if (system_.ioctl(device_, VIDIOC_QUERYCAP, &about) != 0)
    return Error{ErrorKind::bad_input, name_, "this is no camera"};
  const std::uint32_t can = (about.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? about.device_caps : about.capabilities;
  if ((can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0)
    return Error{ErrorKind::bad_input, name_,
                 "this gives no pictures; a camera has more than one device, try the first"};
  const auto modes =
      offered_modes([this](unsigned long request, void* argument) { return system_.ioctl(device_, request, argument); },
                    settings.mode);
  if (modes.empty())
    return Error{ErrorKind::bad_input, name_,
                 "it offers no pixel format that is understood: GREY, NV12, YUYV or MJPEG"};
  mode_ = best_mode(modes, settings.mode);
  if (auto set = set_mode(); !set) return set;
  set_controls(settings);
  if (auto mapped = map_buffers(); !mapped) return mapped;
  int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  return call(VIDIOC_STREAMON, &type);
}

Status Camera::set_mode() {
  v4l2_format format{};
  format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  format.fmt.pix.width = static_cast<std::uint32_t>(mode_.width);
  format.fmt.pix.height = static_cast<std::uint32_t>(mode_.height);
  format.fmt.pix.pixelformat = fourcc_of(mode_.format);
  format.fmt.pix.field = V4L2_FIELD_ANY;
  if (auto set = call(VIDIOC_S_FMT, &format); !set) return set;
  // The driver may have chosen otherwise.
  if (format.fmt.pix.pixelformat != fourcc_of(mode_.format))
    return Error{ErrorKind::io, name_, "it does not keep to the pixel format that it offers"};
  mode_.width = static_cast<int>(format.fmt.pix.width);
  mode_.height = static_cast<int>(format.fmt.pix.height);
  stride_ = static_cast<int>(format.fmt.pix.bytesperline);
  if (stride_ == 0) stride_ = mode_.format == PixelFormat::yuyv ? 2 * mode_.width : mode_.width;
  if (mode_.fps <= 0) return Done{};
  v4l2_streamparm rate{};
  rate.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  rate.parm.capture.timeperframe = {1000, static_cast<std::uint32_t>(std::lround(1000 * mode_.fps))};
  system_.ioctl(device_, VIDIOC_S_PARM, &rate);  // a camera without the choice has its one rate
  return Done{};
}

// What a camera does not offer is left as it is.
void Camera::set_control(std::uint32_t id, int value) {
  v4l2_queryctrl about{};
  about.id = id;
  if (system_.ioctl(device_, VIDIOC_QUERYCTRL, &about) != 0 || (about.flags & V4L2_CTRL_FLAG_DISABLED) != 0) return;
  v4l2_control control{id, std::clamp(value, about.minimum, about.maximum)};
  system_.ioctl(device_, VIDIOC_S_CTRL, &control);
}

void Camera::set_controls(const CameraSettings& settings) {
  set_control(V4L2_CID_FOCUS_AUTO, settings.focus < 0 ? 1 : 0);
  if (settings.focus >= 0) set_control(V4L2_CID_FOCUS_ABSOLUTE, settings.focus);
  // A dim hall must not halve the rate: blur costs more than noise.
  set_control(V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0);
  set_control(V4L2_CID_EXPOSURE_AUTO,
              settings.exposure_100us < 0 ? V4L2_EXPOSURE_APERTURE_PRIORITY : V4L2_EXPOSURE_MANUAL);
  if (settings.exposure_100us >= 0) set_control(V4L2_CID_EXPOSURE_ABSOLUTE, settings.exposure_100us);
}

Status Camera::map_buffers() {
  v4l2_requestbuffers request{};
  request.count = wanted_buffers;
  request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  request.memory = V4L2_MEMORY_MMAP;
  if (auto given = call(VIDIOC_REQBUFS, &request); !given) return given;
  if (request.count < 2) return Error{ErrorKind::io, name_, "it has no memory for its pictures"};
  for (std::uint32_t i = 0; i < request.count; ++i) {
    v4l2_buffer buffer = buffer_named(i);
    if (auto told = call(VIDIOC_QUERYBUF, &buffer); !told) return told;
    void* memory = system_.mmap(buffer.length, device_, buffer.m.offset);
    if (memory == MAP_FAILED) return device_error(name_, errno);
    buffers_.push_back({static_cast<std::uint8_t*>(memory), buffer.length});
    if (auto queued = queue(i); !queued) return queued;
  }
  return Done{};
}

Status Camera::queue(std::uint32_t index) {
  v4l2_buffer buffer = buffer_named(index);
  return call(VIDIOC_QBUF, &buffer);
}

Result<std::optional<Camera::Capture>> Camera::newest() {
  if (held_) {
    if (auto queued = queue(*std::exchange(held_, std::nullopt)); !queued) return queued.error();
  }
  std::optional<v4l2_buffer> newest;
  std::uint64_t dropped = 0;
  for (;;) {
    v4l2_buffer buffer = buffer_named(0);
    if (system_.ioctl(device_, VIDIOC_DQBUF, &buffer) != 0) {
      if (errno == EAGAIN) break;
      return device_error(name_, errno);
    }
    if (buffer.index >= buffers_.size()) return device_error(name_, EIO);
    if (last_sequence_) dropped += buffer.sequence - *last_sequence_ - 1;  // those that the driver had no buffer for
    last_sequence_ = buffer.sequence;
    if (newest) {
      ++dropped;
      if (auto queued = queue(newest->index); !queued) return queued.error();
    }
    newest = buffer;
  }
  if (!newest) return std::optional<Capture>();
  held_ = newest->index;
  Capture frame{std::nullopt, time_of(*newest), dropped};
  const Buffer& buffer = buffers_[newest->index];
  const std::size_t used =
      newest->bytesused == 0 ? buffer.length : std::min<std::size_t>(newest->bytesused, buffer.length);
  if ((newest->flags & V4L2_BUF_FLAG_ERROR) == 0)
    frame.picture = luminance_.of(mode_.format, {buffer.memory, used}, mode_.width, mode_.height, stride_);
  return std::optional(frame);
}

}  // namespace dockhand
