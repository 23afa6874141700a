#include "sync/local/local_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "storage/codec/json.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

Error failed(const fs::path& database, const char* what) {
  return Error{ErrorKind::io, database.string(), std::string(what) + " (" + std::strerror(errno) + ")"};
}

// A socket's name may have 107 bytes only; the folder is named by a descriptor, so that its path may be longer.
struct Address {
  explicit Address(const fs::path& database)
      : folder(::open(database.parent_path().empty() ? "." : database.parent_path().c_str(),
                      O_PATH | O_DIRECTORY | O_CLOEXEC)),
        path("/proc/self/fd/" + std::to_string(folder.get()) + "/" + database.filename().string() + ".sock") {
    name.sun_family = AF_UNIX;
    good = folder && path.size() < sizeof(name.sun_path);
    if (good) std::memcpy(name.sun_path, path.c_str(), path.size() + 1);
  }
  const sockaddr* pointer() const { return reinterpret_cast<const sockaddr*>(&name); }

  Descriptor folder;
  std::string path;
  sockaddr_un name{};
  bool good = false;
};

bool wait_for(int descriptor, short what, Steady::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count();
    if (left <= 0) return false;
    pollfd one{descriptor, what, 0};
    const int ready = ::poll(&one, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

bool write_all(int descriptor, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    if (!wait_for(descriptor, POLLOUT, Steady::now() + local_silence)) return false;
    const auto some = ::send(descriptor, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (some < 0 && errno != EAGAIN && errno != EINTR) return false;
    sent += some > 0 ? static_cast<std::size_t>(some) : 0;
  }
  return true;
}

// Lines of bounded length, read from a descriptor.
class Lines {
 public:
  Lines(int descriptor, std::size_t longest) : descriptor_(descriptor), longest_(longest) {}

  // Nothing: it is the end, the line is too long, or no whole line came until the deadline.
  std::optional<std::string> next(Steady::time_point deadline) {
    for (std::size_t looked = 0;;) {
      const auto end = held_.find('\n', looked);
      if (end != std::string::npos) {
        std::string line = held_.substr(0, end);
        held_.erase(0, end + 1);
        return line;
      }
      looked = held_.size();
      if (looked > longest_ || !wait_for(descriptor_, POLLIN, deadline)) return std::nullopt;
      char buffer[64 << 10];
      const auto got = ::recv(descriptor_, buffer, sizeof(buffer), MSG_DONTWAIT);
      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) return std::nullopt;
      if (got > 0) held_.append(buffer, static_cast<std::size_t>(got));
    }
  }

 private:
  const int descriptor_;
  const std::size_t longest_;
  std::string held_;
};

// The folder may let others in; the socket's own mode does not, and this holds even where modes are not kept.
bool is_same_user(int descriptor) {
  ucred other{};
  socklen_t size = sizeof(other);
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &other, &size) != 0) return false;
  return other.uid == ::geteuid() || other.uid == 0;
}

}  // namespace

struct LocalServer::State {
  State(const fs::path& database, LocalHandler its_handler)
      : address(database),
        listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
        stop(::eventfd(0, EFD_CLOEXEC)),
        handler(std::move(its_handler)) {}

  Address address;
  Descriptor listener;
  Descriptor stop;
  LocalHandler handler;
  std::vector<std::thread> threads;

  void serve() const;
  void answer(const Descriptor& connection) const;
};

void LocalServer::State::serve() const {
  for (;;) {
    pollfd both[]{{listener.get(), POLLIN, 0}, {stop.get(), POLLIN, 0}};
    if (::poll(both, 2, -1) < 0 && errno != EINTR) return;
    if (both[1].revents != 0) return;
    const Descriptor connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection && is_same_user(connection.get())) answer(connection);
  }
}

void LocalServer::State::answer(const Descriptor& connection) const {
  const auto question = Lines(connection.get(), max_local_question).next(Steady::now() + local_silence);
  if (!question) return;
  const int code =
      handler(*question, [&](const std::string& line) { return write_all(connection.get(), line + "\n"); });
  write_all(connection.get(), "{\"end\":" + std::to_string(code) + "}\n");
}

LocalServer::LocalServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<LocalServer>> LocalServer::open(const fs::path& database, LocalHandler handler) {
  auto state = std::make_unique<State>(database, std::move(handler));
  if (!state->address.good) return failed(database, "no socket can be made beside the database");
  ::unlink(state->address.path.c_str());
  const bool open = state->listener && state->stop && ::fchmod(state->listener.get(), S_IRUSR | S_IWUSR) == 0 &&
                    ::bind(state->listener.get(), state->address.pointer(), sizeof(sockaddr_un)) == 0 &&
                    ::listen(state->listener.get(), 64) == 0;
  if (!open) return failed(database, "no socket can be opened beside the database");
  for (int i = 0; i < local_threads; ++i) {
    state->threads.emplace_back([server = state.get()] { server->serve(); });
  }
  return std::unique_ptr<LocalServer>(new LocalServer(std::move(state)));
}

LocalServer::~LocalServer() {
  const std::uint64_t one = 1;
  if (::write(state_->stop.get(), &one, sizeof(one)) < 0) std::terminate();  // an eventfd takes it always
  for (std::thread& thread : state_->threads) thread.join();
  ::unlink(state_->address.path.c_str());
}

Result<std::optional<int>> ask_local(const fs::path& database, const std::string& question,
                                     const std::function<void(const std::string& line)>& on_line) {
  const Address address(database);
  const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!address.good || !connection) return std::optional<int>();
  if (::connect(connection.get(), address.pointer(), sizeof(sockaddr_un)) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return std::optional<int>();
    return failed(database, "the program that has it open cannot be asked");
  }
  if (!write_all(connection.get(), question + "\n")) return failed(database, "the question was not taken");
  Lines lines(connection.get(), max_local_answer);
  const auto deadline = Steady::now() + local_patience;
  while (const auto line = lines.next(deadline)) {
    if (!line->starts_with("{\"end\":")) {
      on_line(*line);
      continue;
    }
    const auto end = parse_json(*line, {64});
    if (end && end->is_object() && end->contains("end") && (*end)["end"].is_number_integer()) {
      return std::optional<int>((*end)["end"].get<int>());
    }
    break;
  }
  return Error{ErrorKind::busy, database.string(), "the program that has it open broke off, or took too long"};
}

}  // namespace dockhand
