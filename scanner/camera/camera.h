// A camera, used through Video4Linux2.
//
// Decides: the mode (pixel format, size, rate), the focus and exposure controls that are set, and that the newest frame
// wins. Leaves to others: what a frame shows (scanner/camera/frame_scans.h), when the camera is opened again
// (scanner/source/device.h). Only one thread may use it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scanner/camera/camera_mode.h"
#include "scanner/camera/luminance.h"
#include "scanner/camera/video_system.h"
#include "storage/model/result.h"

namespace dockhand {

struct CameraSettings {
  WantedMode mode;
  int focus = -1;           // the control's own units; -1: autofocus, where there is one
  int exposure_100us = -1;  // in units of 100 microseconds; -1: automatic, and the rate is not lowered
};

class Camera {
 public:
  // The system must outlive the camera. An Error of kind bad_input says that the device is no camera, or that it has no
  // format which is understood.
  static Result<std::unique_ptr<Camera>> open(VideoSystem& system, const std::string& device,
                                              const CameraSettings& settings);
  ~Camera();
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

  const CameraMode& mode() const { return mode_; }
  int descriptor() const { return device_; }  // readable when a frame is there

  struct Capture {
    std::optional<PictureView> picture;  // none: the frame was damaged; it is good until the next call
    std::chrono::steady_clock::time_point taken;
    std::uint64_t dropped = 0;  // frames before it that nobody will look at
  };
  // Returns the newest frame, and none when there is none yet. An Error ends the camera.
  Result<std::optional<Capture>> newest();

 private:
  struct Buffer {
    std::uint8_t* memory;
    std::size_t length;
  };
  Camera(VideoSystem& system, std::string name, int device)
      : system_(system), name_(std::move(name)), device_(device) {}

  Status start(const CameraSettings& settings);
  Status set_mode();
  void set_controls(const CameraSettings& settings);
  void set_control(std::uint32_t id, int value);
  Status map_buffers();
  Status queue(std::uint32_t index);
  Status call(unsigned long request, void* argument) const;

  VideoSystem& system_;
  const std::string name_;
  const int device_;
  CameraMode mode_;
  int stride_ = 0;
  std::vector<Buffer> buffers_;
  std::optional<std::uint32_t> held_;           // the buffer of the frame that was handed out
  std::optional<std::uint32_t> last_sequence_;  // the number of the frame that was taken last
  Luminance luminance_;
};

}  // namespace dockhand
