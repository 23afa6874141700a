#include "scanner/worker/decode_worker.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "scanner/worker/decode_serve.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace dockhand {
namespace {

// The child's copies; neither may be one of the two numbers that they are moved to.
Descriptor out_of_the_way(Descriptor descriptor) {
  if (descriptor.get() > worker_memory) return descriptor;
  return Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, worker_memory + 1));
}

pid_t start(const std::vector<std::string>& command, int socket, int memory) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& one : command) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, socket, worker_socket);
  ::posix_spawn_file_actions_adddup2(&files, memory, worker_memory);
  pid_t child = -1;
  const int code = ::posix_spawn(&child, command.front().c_str(), &files, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  return code == 0 ? child : -1;
}

template <class Message>
bool send(const Descriptor& socket, const Message& message) {
  return ::send(socket.get(), &message, sizeof message, MSG_NOSIGNAL) == static_cast<ssize_t>(sizeof message);
}

bool readable(const Descriptor& socket, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    pollfd watched{socket.get(), POLLIN, 0};
    const int woken = ::poll(&watched, 1, static_cast<int>(std::max<decltype(left)>(left, 0)));
    if (woken >= 0 || errno != EINTR) return woken > 0;
  }
}

}  // namespace

WorkerSettings still_worker(const std::vector<std::string>& options) {
  WorkerSettings settings;
  settings.command.emplace_back("--still");
  settings.command.insert(settings.command.end(), options.begin(), options.end());
  settings.time_limit = std::chrono::minutes(1);
  settings.memory_limit = std::size_t{3} << 30U;
  settings.max_pixels = max_picture_pixels;
  return settings;
}

DecodeWorker::~DecodeWorker() {
  end();
  if (memory_ != nullptr) ::munmap(memory_, settings_.max_pixels + answer_bytes);
}

// A new child has new memory: the old one may still be dying with its hand on the old.
bool DecodeWorker::spawn() {
  ++spawns_;
  int pair[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return false;
  Descriptor ours(pair[0]);
  const Descriptor theirs = out_of_the_way(Descriptor(pair[1]));
  const Descriptor shared = out_of_the_way(Descriptor(::memfd_create("dockhand-frame", MFD_CLOEXEC)));
  const std::size_t length = settings_.max_pixels + answer_bytes;
  if (!shared || ::ftruncate(shared.get(), static_cast<off_t>(length)) != 0) return false;
  if (memory_ != nullptr) ::munmap(std::exchange(memory_, nullptr), length);
  void* mapped = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, shared.get(), 0);
  if (mapped == MAP_FAILED) return false;
  memory_ = static_cast<std::uint8_t*>(mapped);
  child_ = start(settings_.command, theirs.get(), shared.get());
  socket_ = std::move(ours);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(settings_.time_limit).count();
  return child_ > 0 &&
         send(socket_, WorkerLimits{settings_.memory_limit, settings_.max_pixels, static_cast<std::uint32_t>(seconds)});
}

void DecodeWorker::end() {
  socket_ = Descriptor();
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {}
  child_ = -1;
}

bool DecodeWorker::ask(const PictureView& frame) {
  const auto width = static_cast<std::size_t>(frame.width);
  for (int y = 0; y < frame.height; ++y)
    std::memcpy(memory_ + static_cast<std::size_t>(y) * width, frame.row(y), width);
  return send(socket_, FrameRequest{frame.width, frame.height});
}

bool DecodeWorker::hear(FrameLook& look) {
  FrameAnswer answer;
  if (!readable(socket_, settings_.time_limit)) return false;
  if (::recv(socket_.get(), &answer, sizeof answer, 0) != static_cast<ssize_t>(sizeof answer)) return false;
  if (answer.length > answer_bytes) return false;
  const std::uint8_t* begin = memory_ + settings_.max_pixels;
  const std::vector<std::uint8_t> copy(begin, begin + answer.length);  // the child could still write to it
  auto symbols = read_symbols(copy);
  if (!symbols) return false;
  look = {answer.looked != 0, false, std::move(*symbols)};
  cpu_ = std::chrono::microseconds(answer.cpu_us);
  return true;
}

FrameLook DecodeWorker::look(const PictureView& frame) {
  FrameLook look{false, true, {}};
  cpu_ = cpu_.zero();
  if (frame.empty()) return {};
  if (static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) > settings_.max_pixels)
    return look;
  if (child_ <= 0 && !spawn()) {
    end();
    return look;
  }
  if (!ask(frame) || !hear(look)) end();
  return look;
}

}  // namespace dockhand
