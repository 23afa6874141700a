#include "scanner/source/wedge.h"

#include <fcntl.h>

#include <array>
#include <cerrno>

#include "scanner/source/device.h"
#include "scanner/source/threaded_source.h"

namespace dockhand {
namespace {

// Reads characters from a file or pipe until its end.
class TypedInput {
 public:
  TypedInput(Descriptor input, std::string where, WedgeSettings lines, SourceEvents events)
      : input_(std::move(input)),
        where_(std::move(where)),
        events_(std::move(events)),
        wedge_(events_.deliver, events_.trouble, std::move(lines)) {}

  void run(const StopSignal& stop) {
    if (events_.ready) events_.ready();
    std::array<char, 4096> block{};
    while (stop.wait(input_.get()) == StopSignal::Wake::ready) {
      const ssize_t got = ::read(input_.get(), block.data(), block.size());
      if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (got < 0 && events_.trouble) events_.trouble(device_error(where_, errno));
      if (got <= 0) return wedge_.type("\n");  // the end of the input ends its last line
      wedge_.type({block.data(), static_cast<std::size_t>(got)});
    }
  }

 private:
  const Descriptor input_;
  const std::string where_;
  const SourceEvents events_;
  Wedge wedge_;
};

}  // namespace

std::vector<OptionSpec> options_of_wedge() { return line_options({}); }

Result<std::unique_ptr<Source>> open_wedge(const SourceSettings& settings, SourceEvents events) {
  auto lines = wedge_settings(settings.options);
  if (!lines) return lines.error();
  Descriptor input(::open(settings.where.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!input) return device_error(settings.where, errno);
  return std::unique_ptr<Source>(
      std::make_unique<ThreadedSource<TypedInput>>(std::move(input), settings.where, *lines, std::move(events)));
}

}  // namespace dockhand
