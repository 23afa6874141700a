#include "scanner/ports/event_device.h"

#include <fcntl.h>
#include <libevdev/libevdev.h>

#include <cerrno>

#include "scanner/source/device.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand {
namespace {

using Evdev = std::unique_ptr<libevdev, void (*)(libevdev*)>;

class LinuxDevice final : public EventDevice {
 public:
  LinuxDevice(std::string path, Descriptor node, Evdev device)
      : path_(std::move(path)), node_(std::move(node)), device_(std::move(device)) {}

  int descriptor() const override { return node_.get(); }

  Result<Read> read() override {
    Read read;
    unsigned flag = LIBEVDEV_READ_FLAG_NORMAL;
    for (;;) {
      input_event event{};
      const int code = libevdev_next_event(device_.get(), flag, &event);
      if (code == LIBEVDEV_READ_STATUS_SYNC) {
        read.lost = true;
        flag = LIBEVDEV_READ_FLAG_SYNC;  // takes up the keys' state as it is now
      } else if (code == -EAGAIN && flag == LIBEVDEV_READ_FLAG_SYNC) {
        flag = LIBEVDEV_READ_FLAG_NORMAL;
        continue;
      } else if (code == -EAGAIN) {
        return read;
      } else if (code != LIBEVDEV_READ_STATUS_SUCCESS) {
        return device_error(path_, -code);
      }
      if (event.type == EV_KEY) read.keys.push_back({event.code, event.value != 0});
    }
  }

 private:
  const std::string path_;
  Descriptor node_;
  Evdev device_;  // must be the last member: it ends before its descriptor, and the grab with it
};

class LinuxEvents final : public EventSystem {
 public:
  Result<std::unique_ptr<EventDevice>> open(const std::string& path, bool grab) override {
    Descriptor node(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!node) return device_error(path, errno);
    libevdev* made = nullptr;
    if (const int code = libevdev_new_from_fd(node.get(), &made); code < 0) {
      if (code != -ENOTTY && code != -EINVAL) return device_error(path, -code);
      return Error{ErrorKind::bad_input, path, "this is no input device; they are in /dev/input/by-id"};
    }
    Evdev device(made, libevdev_free);
    if (grab) {
      if (const int code = libevdev_grab(device.get(), LIBEVDEV_GRAB); code < 0) return device_error(path, -code);
    }
    return std::unique_ptr<EventDevice>(std::make_unique<LinuxDevice>(path, std::move(node), std::move(device)));
  }
};

}  // namespace

EventSystem& linux_events() {
  static LinuxEvents events;
  return events;
}

}  // namespace dockhand
