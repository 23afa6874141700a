#include "scanner/ports/serial_port.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>

#include <algorithm>
#include <cerrno>

#include "scanner/source/device.h"

namespace dockhand {
namespace {

struct Speed {
  int baud;
  speed_t code;
};
constexpr Speed speeds[] = {{300, B300},       {600, B600},       {1200, B1200},    {2400, B2400},   {4800, B4800},
                            {9600, B9600},     {19200, B19200},   {38400, B38400},  {57600, B57600}, {115200, B115200},
                            {230400, B230400}, {460800, B460800}, {921600, B921600}};

const Speed* speed_of(int baud) {
  const auto* found =
      std::find_if(std::begin(speeds), std::end(speeds), [&](const Speed& s) { return s.baud == baud; });
  return found == std::end(speeds) ? nullptr : found;
}

termios mode_of(termios mode, const SerialSettings& settings) {
  ::cfmakeraw(&mode);
  mode.c_cflag &= ~static_cast<tcflag_t>(CSIZE | CSTOPB | PARENB | PARODD | CRTSCTS);
  mode.c_cflag |= CLOCAL | CREAD;
  mode.c_cflag |= settings.data_bits == 7 ? CS7 : CS8;
  if (settings.stop_bits == 2) mode.c_cflag |= CSTOPB;
  if (settings.parity != "none") mode.c_cflag |= PARENB;
  if (settings.parity == "odd") mode.c_cflag |= PARODD;
  if (settings.flow == "hardware") mode.c_cflag |= CRTSCTS;
  if (settings.flow == "software") mode.c_iflag |= IXON | IXOFF;
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
  ::cfsetispeed(&mode, speed_of(settings.baud)->code);
  ::cfsetospeed(&mode, speed_of(settings.baud)->code);
  return mode;
}

}  // namespace

std::vector<OptionSpec> serial_options() {
  const SerialSettings standard;
  return {{"baud", std::int64_t{standard.baud}, "bits a second", 300, 921'600},
          {"data_bits", std::int64_t{standard.data_bits}, "7 or 8", 7, 8},
          {"parity", standard.parity, "none, even or odd", 0, 0, {"none", "even", "odd"}},
          {"stop_bits", std::int64_t{standard.stop_bits}, "1 or 2", 1, 2},
          {"flow", standard.flow, "none, hardware or software", 0, 0, {"none", "hardware", "software"}}};
}

Result<SerialSettings> serial_settings(const SourceOptions& options) {
  const auto number = [&](const char* name) { return static_cast<int>(options.number(name)); };
  const int baud = number("baud");
  if (speed_of(baud) == nullptr) {
    return Error{ErrorKind::bad_input, "",
                 fmt::format("there are no {} bits a second; usual are 9600, 19200, 38400, 57600 and 115200", baud)};
  }
  return SerialSettings{baud, number("data_bits"), options.text("parity"), number("stop_bits"), options.text("flow")};
}

Result<Descriptor> open_serial_port(const std::string& device, const SerialSettings& settings) {
  Descriptor port(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!port) return device_error(device, errno);
  termios mode{};
  if (::tcgetattr(port.get(), &mode) != 0) {
    if (errno != ENOTTY) return device_error(device, errno);
    return Error{ErrorKind::bad_input, device, "this is no serial line"};
  }
  // TIOCEXCL keeps other programs out; the lock finds those that were there before, if they lock as well.
  if (::flock(port.get(), LOCK_EX | LOCK_NB) != 0) return device_error(device, EBUSY);
  ::ioctl(port.get(), TIOCEXCL);
  mode = mode_of(mode, settings);
  if (::tcsetattr(port.get(), TCSANOW, &mode) != 0) return device_error(device, errno);
  ::tcflush(port.get(), TCIFLUSH);
  return port;
}

}  // namespace dockhand
