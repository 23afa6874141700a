// A camera that plays pictures, at the seam of the video devices.
//
// It behaves as a UVC camera does: buffers are queued, filled in turn and handed out again. A frame for which no buffer
// is free is lost, and only the sequence number shows it.
#pragma once

#include <linux/videodev2.h>
#include <stb_image_write.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <vector>

#include "scanner/camera/camera_mode.h"
#include "scanner/camera/video_system.h"
#include "scanner/image/picture.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand::test {

class FakeVideo final : public VideoSystem {
 public:
  FakeVideo(std::vector<CameraMode> modes, std::vector<std::uint32_t> controls = {})
      : modes_(std::move(modes)), controls_(std::move(controls)) {}

  // --- the test's side ---
  void plug_in() {
    const std::lock_guard lock(mutex_);
    plugged_ = true;
  }
  void unplug() {
    const std::lock_guard lock(mutex_);
    plugged_ = false;
    stop();  // its buffers go with it
    ring();
  }
  // The camera sees this picture for one frame. False: no buffer was free.
  bool play(const Picture& picture, bool damaged = false) {
    const std::lock_guard lock(mutex_);
    const std::uint32_t sequence = sequence_++;
    if (!streaming_ || queued_.empty()) return false;
    std::vector<std::uint8_t> bytes = encoded(picture);
    if (damaged) bytes.resize(bytes.size() / 3);
    const std::uint32_t index = queued_.front();
    queued_.pop_front();
    std::copy_n(bytes.begin(), std::min(bytes.size(), memory_[index].size()), memory_[index].begin());
    filled_.push_back({index, sequence, static_cast<std::uint32_t>(bytes.size())});
    ring();
    return true;
  }
  std::map<std::uint32_t, int> values() {
    const std::lock_guard lock(mutex_);
    return values_;
  }
  CameraMode mode() {
    const std::lock_guard lock(mutex_);
    return mode_;
  }
  bool no_camera = false;  // a node that gives metadata

  // --- the camera's ---
  int open(const char*) override {
    const std::lock_guard lock(mutex_);
    errno = ENOENT;
    return plugged_ ? ::dup(bell_.get()) : -1;
  }
  int close(int device) override { return ::close(device); }
  void* mmap(std::size_t, int, std::size_t offset) override {
    const std::lock_guard lock(mutex_);
    return memory_[offset].data();
  }
  int munmap(void*, std::size_t) override { return 0; }
  int ioctl(int, unsigned long request, void* argument) override {
    const std::lock_guard lock(mutex_);
    if (!plugged_) return failed(ENODEV);
    switch (request) {
      case VIDIOC_QUERYCAP: return capabilities(*static_cast<v4l2_capability*>(argument));
      case VIDIOC_ENUM_FMT: return formats(*static_cast<v4l2_fmtdesc*>(argument));
      case VIDIOC_ENUM_FRAMESIZES: return sizes(*static_cast<v4l2_frmsizeenum*>(argument));
      case VIDIOC_ENUM_FRAMEINTERVALS: return rates(*static_cast<v4l2_frmivalenum*>(argument));
      case VIDIOC_S_FMT: return set_format(*static_cast<v4l2_format*>(argument));
      case VIDIOC_S_PARM: return 0;
      case VIDIOC_QUERYCTRL: return control(*static_cast<v4l2_queryctrl*>(argument));
      case VIDIOC_S_CTRL: return set_control(*static_cast<v4l2_control*>(argument));
      case VIDIOC_REQBUFS: return make_buffers(*static_cast<v4l2_requestbuffers*>(argument));
      case VIDIOC_QUERYBUF: return about_buffer(*static_cast<v4l2_buffer*>(argument));
      case VIDIOC_QBUF: queued_.push_back(static_cast<v4l2_buffer*>(argument)->index); return 0;
      case VIDIOC_DQBUF: return hand_out(*static_cast<v4l2_buffer*>(argument));
      case VIDIOC_STREAMON: streaming_ = true; return 0;
      case VIDIOC_STREAMOFF: return stop();
      default: return failed(ENOTTY);
    }
  }

 private:
  struct Filled {
    std::uint32_t index, sequence, bytes;
  };

  static int failed(int code) {
    errno = code;
    return -1;
  }
  void ring() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(bell_.get(), &one, sizeof one);
  }
  int capabilities(v4l2_capability& about) const {
    about.capabilities = V4L2_CAP_DEVICE_CAPS | V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    about.device_caps = no_camera ? V4L2_CAP_META_CAPTURE : V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    return 0;
  }
  std::vector<PixelFormat> offered() const {
    std::vector<PixelFormat> all;
    for (const CameraMode& mode : modes_)
      if (std::find(all.begin(), all.end(), mode.format) == all.end()) all.push_back(mode.format);
    return all;
  }
  int formats(v4l2_fmtdesc& offer) const {
    const auto all = offered();
    if (offer.index > all.size()) return failed(EINVAL);
    // The last one is a format that nobody understands.
    offer.pixelformat = offer.index == all.size() ? V4L2_PIX_FMT_H264 : fourcc_of(all[offer.index]);
    return 0;
  }
  int sizes(v4l2_frmsizeenum& offer) const {
    std::uint32_t index = 0;
    for (const CameraMode& mode : modes_) {
      if (fourcc_of(mode.format) != offer.pixel_format || index++ != offer.index) continue;
      offer.type = V4L2_FRMSIZE_TYPE_DISCRETE;
      offer.discrete = {static_cast<std::uint32_t>(mode.width), static_cast<std::uint32_t>(mode.height)};
      return 0;
    }
    return failed(EINVAL);
  }
  int rates(v4l2_frmivalenum& offer) const {
    for (const CameraMode& mode : modes_) {
      if (offer.index > 0 || fourcc_of(mode.format) != offer.pixel_format ||
          mode.width != static_cast<int>(offer.width) || mode.height != static_cast<int>(offer.height)) {
        continue;
      }
      offer.type = V4L2_FRMIVAL_TYPE_DISCRETE;
      offer.discrete = {1, static_cast<std::uint32_t>(mode.fps)};
      return 0;
    }
    return failed(EINVAL);
  }
  int set_format(const v4l2_format& format) {
    for (const CameraMode& mode : modes_) {
      if (fourcc_of(mode.format) == format.fmt.pix.pixelformat &&
          mode.width == static_cast<int>(format.fmt.pix.width)) {
        mode_ = mode;
      }
    }
    return 0;
  }
  int control(v4l2_queryctrl& about) const {
    if (std::find(controls_.begin(), controls_.end(), about.id) == controls_.end()) return failed(EINVAL);
    about.minimum = 0;
    about.maximum = 1000;
    return 0;
  }
  int set_control(const v4l2_control& one) {
    values_[one.id] = one.value;
    return 0;
  }
  int make_buffers(v4l2_requestbuffers& request) {
    request.count = std::min<std::uint32_t>(request.count, 3);
    const auto size = static_cast<std::size_t>(mode_.width * mode_.height * 2);
    memory_.assign(request.count, std::vector<std::uint8_t>(size));
    return 0;
  }
  int about_buffer(v4l2_buffer& buffer) const {
    buffer.length = static_cast<std::uint32_t>(memory_[buffer.index].size());
    buffer.m.offset = buffer.index;
    return 0;
  }
  int hand_out(v4l2_buffer& buffer) {
    std::uint64_t rung = 0;
    if (filled_.empty()) return failed(EAGAIN);
    [[maybe_unused]] const auto got = ::read(bell_.get(), &rung, sizeof rung);
    buffer.index = filled_.front().index;
    buffer.sequence = filled_.front().sequence;
    buffer.bytesused = filled_.front().bytes;
    filled_.pop_front();
    return 0;
  }
  int stop() {
    streaming_ = false;
    queued_.clear();
    filled_.clear();
    return 0;
  }

  std::vector<std::uint8_t> encoded(const Picture& picture) const {
    std::vector<std::uint8_t> bytes;
    switch (mode_.format) {
      case PixelFormat::grey: return picture.pixels;
      case PixelFormat::nv12:
        bytes = picture.pixels;
        bytes.resize(bytes.size() * 3 / 2, 128);
        return bytes;
      case PixelFormat::yuyv:
        for (const std::uint8_t pixel : picture.pixels) bytes.insert(bytes.end(), {pixel, 128});
        return bytes;
      case PixelFormat::mjpeg:
        stbi_write_jpg_to_func(
            [](void* to, void* data, int size) {
              const auto* from = static_cast<std::uint8_t*>(data);
              auto& all = *static_cast<std::vector<std::uint8_t>*>(to);
              all.insert(all.end(), from, from + size);
            },
            &bytes, picture.width, picture.height, 1, picture.pixels.data(), 90);
        return bytes;
    }
    return bytes;
  }

  const std::vector<CameraMode> modes_;
  const std::vector<std::uint32_t> controls_;
  std::mutex mutex_;                                             // guards all below
  Descriptor bell_{::eventfd(0, EFD_NONBLOCK | EFD_SEMAPHORE)};  // it becomes readable once for every filled buffer
  bool plugged_ = true;
  bool streaming_ = false;
  CameraMode mode_;
  std::map<std::uint32_t, int> values_;
  std::vector<std::vector<std::uint8_t>> memory_;
  std::deque<std::uint32_t> queued_;
  std::deque<Filled> filled_;
  std::uint32_t sequence_ = 0;
};

}  // namespace dockhand::test
