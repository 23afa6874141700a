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

#include "scanner/image/picture_file.h"

extern char** environ;  // NOLINT: POSIX declares it nowhere

namespace dockhand {
namespace {

// These are copies for the child. Neither may be one of the two numbers to which they are moved.
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

WorkerSettings frame_worker(const std::vector<std::string>& arguments) {
  WorkerSettings settings;
  settings.command.insert(settings.command.end(), arguments.begin(), arguments.end());
  return settings;
}

WorkerSettings still_worker(const std::vector<std::string>& arguments) {
  WorkerSettings settings;
  settings.command.emplace_back("--still");
  settings.command.insert(settings.command.end(), arguments.begin(), arguments.end());
  settings.time_limit = std::chrono::minutes(1);
  settings.max_pixels = std::max<std::size_t>(max_picture_pixels, max_picture_file);
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

void DecodeWorker::show(const PictureView& frame) {
  const auto width = static_cast<std::size_t>(frame.width);
  for (int y = 0; y < frame.height; ++y)
    std::memcpy(memory_ + static_cast<std::size_t>(y) * width, frame.row(y), width);
}

std::optional<WorkerAnswer> DecodeWorker::answer_to(const WorkerRequest& request) {
  WorkerAnswer answer;
  if (!send(socket_, request) || !readable(socket_, settings_.time_limit) ||
      ::recv(socket_.get(), &answer, sizeof answer, 0) != static_cast<ssize_t>(sizeof answer) ||
      answer.length > answer_bytes) {
    end();
    return std::nullopt;
  }
  cpu_ = std::chrono::microseconds(answer.cpu_us);
  return answer;
}

// It returns a copy, because the child could still write to the memory.
std::vector<std::uint8_t> DecodeWorker::answer_of(const WorkerAnswer& answer) const {
  const std::uint8_t* begin = memory_ + settings_.max_pixels;
  return {begin, begin + answer.length};
}

FrameLook DecodeWorker::look(const PictureView& frame) {
  static const FrameLook lost{false, true, {}};
  cpu_ = cpu_.zero();
  if (frame.empty()) return {};
  if (static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) > settings_.max_pixels)
    return lost;
  if (!ready()) {
    end();
    return lost;
  }
  show(frame);
  const auto answer = answer_to({.task = WorkerTask::look, .width = frame.width, .height = frame.height});
  if (!answer) return lost;
  auto symbols = read_symbols(answer_of(*answer));
  if (!symbols) {
    end();
    return lost;
  }
  return {answer->looked != 0, false, std::move(*symbols)};
}

Result<Picture> DecodeWorker::unpack(std::span<const std::uint8_t> file, const std::string& place) {
  const Error lost{ErrorKind::bad_input, place, reading_failed};
  cpu_ = cpu_.zero();
  if (file.size() > settings_.max_pixels) return Error{ErrorKind::bad_input, place, "the file is too large"};
  if (!ready()) {
    end();
    return lost;
  }
  std::copy(file.begin(), file.end(), memory_);
  const auto answer = answer_to({.task = WorkerTask::unpack, .length = static_cast<std::uint32_t>(file.size())});
  if (!answer) return lost;
  if (answer->failed != 0) {
    const auto sentence = answer_of(*answer);
    return Error{ErrorKind::bad_input, place, std::string(sentence.begin(), sentence.end())};
  }
  const auto pixels = std::int64_t{answer->width} * answer->height;
  if (answer->width <= 0 || answer->height <= 0 || pixels > static_cast<std::int64_t>(settings_.max_pixels)) {
    end();
    return lost;
  }
  Picture picture(answer->width, answer->height);
  std::copy_n(memory_, picture.pixels.size(), picture.pixels.begin());
  return picture;
}

}  // namespace dockhand
