// A serial scanner: a line of characters a scan.
#include <array>
#include <cerrno>

#include "scanner/ports/probe.h"
#include "scanner/ports/serial_port.h"
#include "scanner/source/device.h"
#include "scanner/source/threaded_source.h"
#include "scanner/source/wedge.h"

namespace dockhand {
namespace {

class SerialScanner {
 public:
  SerialScanner(const SourceSettings& settings, SerialSettings port, WedgeSettings lines, SourceEvents events)
      : where_(settings.where),
        port_(std::move(port)),
        retry_(settings.options.number("retry_ms")),
        patience_(settings.options.number("timeout_ms")),
        events_(std::move(events)),
        wedge_(events_.deliver, events_.trouble, std::move(lines)) {}

  void run(const StopSignal& stop) {
    keep_open(
        stop, events_, retry_, [this] { return open(); }, [&](Descriptor& port) { return listen(port, stop); });
  }

 private:
  Result<Descriptor> open() {
    const auto device = found_device(where_, DeviceKind::serial);
    if (!device) return device.error();
    name_ = *device;
    return open_serial_port(name_, port_);
  }

  Error listen(const Descriptor& port, const StopSignal& stop) {
    std::array<char, 4096> block{};
    for (;;) {
      const auto woken = stop.wait(port.get(), wedge_.pending().empty() ? StopSignal::forever : patience_);
      if (woken == StopSignal::Wake::stopped) return device_error(name_, EINTR);
      if (woken == StopSignal::Wake::late) {
        wedge_.give_up("a scan without its end, which was not taken: set the scanner to end with Enter (CR)");
        continue;
      }
      const ssize_t got = ::read(port.get(), block.data(), block.size());
      if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (got <= 0) {
        wedge_.cut_off();
        return device_error(name_, EIO);
      }
      wedge_.type({block.data(), static_cast<std::size_t>(got)});
    }
  }

  const std::string where_;
  const SerialSettings port_;
  const std::chrono::milliseconds retry_;
  const std::chrono::milliseconds patience_;
  const SourceEvents events_;
  Wedge wedge_;
  std::string name_;  // the device that was opened last
};

}  // namespace

std::vector<OptionSpec> options_of_serial() {
  std::vector<OptionSpec> options = line_options(serial_options());
  options.push_back(
      {"timeout_ms", std::int64_t{3000}, "a scan that has begun and does not end is dropped", 100, 60'000});
  options.push_back(retry_option());
  return options;
}

Result<std::unique_ptr<Source>> open_serial(const SourceSettings& settings, SourceEvents events) {
  auto lines = wedge_settings(settings.options);
  if (!lines) return lines.error();
  auto port = serial_settings(settings.options);
  if (!port) return port.error();
  return std::unique_ptr<Source>(
      std::make_unique<ThreadedSource<SerialScanner>>(settings, *port, *lines, std::move(events)));
}

}  // namespace dockhand
