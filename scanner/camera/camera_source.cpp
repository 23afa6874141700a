#include "scanner/camera/camera_source.h"

#include <cerrno>

#include "scanner/camera/camera.h"
#include "scanner/camera/frame_scans.h"
#include "scanner/ports/probe.h"
#include "scanner/source/device.h"
#include "scanner/source/threaded_source.h"
#include "scanner/worker/decoder_options.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds patience{3000};  // a camera that gives no frame for this time stands still

CameraSettings camera_settings(const SourceOptions& options) {
  const auto number = [&](const char* name) { return static_cast<int>(options.number(name)); };
  return {{number("width"), number("height"), number("fps"), options.text("format")},
          number("focus"),
          number("exposure_100us")};
}

class CameraScanner {
 public:
  CameraScanner(VideoSystem& system, std::unique_ptr<FrameDecoder> decoder, const SourceSettings& settings,
                SourceEvents events)
      : system_(system),
        where_(settings.where),
        wanted_(camera_settings(settings.options)),
        retry_(settings.options.number("retry_ms")),
        events_(std::move(events)),
        scans_(std::move(decoder), events_, view_settings(settings.options)) {}

  void run(const StopSignal& stop) {
    keep_open(
        stop, events_, retry_, [this] { return open(); },
        [&](std::unique_ptr<Camera>& camera) {
          const Error end = watch(*camera, stop);
          scans_.rest();
          return end;
        });
  }
  SourceCounters counters() const { return scans_.counters(); }

 private:
  Result<std::unique_ptr<Camera>> open() {
    const auto device = found_device(where_, DeviceKind::camera);
    if (!device) return device.error();
    name_ = *device;
    return Camera::open(system_, name_, wanted_);
  }

  Error watch(Camera& camera, const StopSignal& stop) {
    for (;;) {
      const auto woken = stop.wait(camera.descriptor(), patience);
      if (woken == StopSignal::Wake::stopped) return device_error(name_, EINTR);
      if (woken == StopSignal::Wake::late)
        return {ErrorKind::io, name_, "the camera gives no pictures: it is opened again"};
      const auto frame = camera.newest();
      if (!frame) return frame.error();
      if (!*frame) continue;
      scans_.dropped((*frame)->dropped + ((*frame)->picture ? 0 : 1));
      if ((*frame)->picture) scans_.frame(*(*frame)->picture, (*frame)->taken);
    }
  }

  VideoSystem& system_;
  const std::string where_;
  const CameraSettings wanted_;
  const std::chrono::milliseconds retry_;
  const SourceEvents events_;
  FrameScans scans_;
  std::string name_;  // the device that was opened last
};

}  // namespace

std::vector<OptionSpec> camera_options() {
  const CameraSettings standard;
  std::vector<std::string> formats = pixel_format_names();
  formats.insert(formats.begin(), "auto");
  std::vector<OptionSpec> options{
      {"width", std::int64_t{standard.mode.width}, "pixels; the nearest that the camera offers", 160, 4096},
      {"height", std::int64_t{standard.mode.height}, "pixels", 120, 4096},
      {"fps", std::int64_t{standard.mode.fps}, "frames a second", 1, 240},
      {"format", standard.mode.format, "the pixel format", 0, 0, std::move(formats)},
      {"focus", std::int64_t{standard.focus}, "the camera's own units; -1: autofocus", -1, 100'000},
      {"exposure_100us", std::int64_t{standard.exposure_100us}, "of 100 microseconds; -1: automatic", -1, 100'000},
      retry_option()};
  for (const auto& more : {process_options(), reader_options(), view_options()})
    options.insert(options.end(), more.begin(), more.end());
  return options;
}

Result<std::unique_ptr<Source>> start_camera(VideoSystem& system, std::unique_ptr<FrameDecoder> decoder,
                                             const SourceSettings& settings, SourceEvents events) {
  return std::unique_ptr<Source>(
      std::make_unique<ThreadedSource<CameraScanner>>(system, std::move(decoder), settings, std::move(events)));
}

}  // namespace dockhand
