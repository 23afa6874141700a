#include "scanner/wedge.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <thread>

#include "scanner/source.h"

namespace dockhand {
namespace {

// Reads characters from a file, pipe or device until its end.
class WedgeSource final : public Source {
 public:
  WedgeSource(int input, std::string where, SourceEvents events)
      : input_(input), where_(std::move(where)), events_(std::move(events)), thread_([this] { run(); }) {}
  ~WedgeSource() override {
    stop();
    ::close(input_);
  }

  void stop() override {
    stopping_ = true;
    wait();
  }
  void wait() override {
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run() {
    Wedge wedge(events_.deliver, events_.trouble);
    std::array<char, 4096> block{};
    while (!stopping_) {
      pollfd readable{input_, POLLIN, 0};
      if (::poll(&readable, 1, patience_ms) <= 0) continue;
      const ssize_t got = ::read(input_, block.data(), block.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && events_.trouble) events_.trouble({ErrorKind::io, where_, std::strerror(errno)});
      if (got <= 0) break;
      wedge.type({block.data(), static_cast<std::size_t>(got)});
    }
    if (!stopping_) wedge.type("\n");  // the end of the input ends its last line
  }

  static constexpr int patience_ms = 100;  // how long stop() may have to wait

  const int input_;
  const std::string where_;
  const SourceEvents events_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace

Result<std::unique_ptr<Source>> open_wedge(const std::string& where, SourceEvents events) {
  const int input = ::open(where.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (input < 0) return Error{ErrorKind::io, where, std::string("cannot be opened: ") + std::strerror(errno)};
  return std::unique_ptr<Source>(std::make_unique<WedgeSource>(input, where, std::move(events)));
}

}  // namespace dockhand
