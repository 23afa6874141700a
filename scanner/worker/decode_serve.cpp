#include "scanner/worker/decode_serve.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "scanner/reader/stopwatch.h"

namespace dockhand {
namespace {

// Shadow memory of a sanitizer takes terabytes of address space.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool limit_memory = false;
#else
constexpr bool limit_memory = true;
#endif

class Writer {
 public:
  explicit Writer(std::span<std::uint8_t> to) : to_(to) {}
  template <class T>
  void number(T value) {
    bytes(&value, sizeof value);
  }
  void text(const std::string& text) {
    number(static_cast<std::uint16_t>(text.size()));
    bytes(text.data(), text.size());
  }
  std::size_t at() const { return at_; }

 private:
  void bytes(const void* from, std::size_t count) {
    std::memcpy(to_.data() + at_, from, count);
    at_ += count;
  }
  std::span<std::uint8_t> to_;
  std::size_t at_ = 0;
};

class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> from) : from_(from) {}
  template <class T>
  T number() {
    T value{};
    if (take(sizeof value)) std::memcpy(&value, from_.data() + at_ - sizeof value, sizeof value);
    return value;
  }
  std::string text() {
    const std::size_t count = number<std::uint16_t>();
    if (!take(count)) return {};
    return {reinterpret_cast<const char*>(from_.data()) + at_ - count, count};
  }
  bool good() const { return good_; }
  bool done() const { return good_ && at_ == from_.size(); }

 private:
  bool take(std::size_t count) {
    good_ = good_ && count <= from_.size() - at_;
    if (good_) at_ += count;
    return good_;
  }
  std::span<const std::uint8_t> from_;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::size_t size_of(const Symbol& symbol) {
  return 1 + 2 + 8 * sizeof(std::int32_t) + 2 + symbol.aim.size() + 2 + symbol.text.size();
}

void limit(int resource, rlim_t soft) {
  rlimit now{};
  ::getrlimit(resource, &now);
  now.rlim_cur = now.rlim_max == RLIM_INFINITY ? soft : std::min(soft, now.rlim_max);
  ::setrlimit(resource, &now);
}

// The processor time counts from the process's start: each frame moves the limit on.
void allow_cpu(std::uint32_t seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  limit(RLIMIT_CPU, static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + seconds + 1);
}

template <class Message>
bool receive(Message& message) {
  return ::recv(worker_socket, &message, sizeof message, 0) == static_cast<ssize_t>(sizeof message);
}

}  // namespace

std::size_t write_symbols(const std::vector<Symbol>& symbols, std::span<std::uint8_t> to) {
  Writer writer(to);
  for (const Symbol& symbol : symbols) {
    if (size_of(symbol) > to.size() - writer.at()) break;
    writer.number(static_cast<std::uint8_t>(symbol.symbology));
    writer.number(symbol.part);
    writer.number(symbol.parts);
    for (const Point& corner : symbol.corners) {
      writer.number(std::int32_t{corner.x});
      writer.number(std::int32_t{corner.y});
    }
    writer.text(symbol.aim);
    writer.text(symbol.text);
  }
  return writer.at();
}

std::optional<std::vector<Symbol>> read_symbols(std::span<const std::uint8_t> from) {
  std::vector<Symbol> symbols;
  Reader reader(from);
  while (reader.good() && !reader.done()) {
    Symbol symbol;
    const auto symbology = reader.number<std::uint8_t>();
    if (symbology > static_cast<std::uint8_t>(Symbology::upce)) return std::nullopt;
    symbol.symbology = static_cast<Symbology>(symbology);
    symbol.part = reader.number<std::uint8_t>();
    symbol.parts = reader.number<std::uint8_t>();
    for (Point& corner : symbol.corners) {
      corner.x = reader.number<std::int32_t>();
      corner.y = reader.number<std::int32_t>();
    }
    symbol.aim = reader.text();
    symbol.text = reader.text();
    if (symbol.aim.size() > 3 || symbol.text.size() > Symbol::max_text) return std::nullopt;
    symbols.push_back(std::move(symbol));
  }
  if (!reader.good()) return std::nullopt;
  return symbols;
}

namespace {

// The memory that the parent and this process share: it holds the frame or file, then the answer.
struct Shared {
  std::uint8_t* memory;
  std::size_t frame_bytes;

  std::span<std::uint8_t> answer() const { return {memory + frame_bytes, answer_bytes}; }
};

WorkerAnswer refusal(const Shared& shared, const std::string& sentence) {
  const std::size_t length = std::min(sentence.size(), answer_bytes);
  std::memcpy(shared.answer().data(), sentence.data(), length);
  return {.failed = 1, .length = static_cast<std::uint32_t>(length)};
}

WorkerAnswer look(FrameDecoder& decoder, const Shared& shared, const WorkerRequest& request) {
  const FrameLook seen = decoder.look({shared.memory, request.width, request.height, request.width});
  const std::size_t written = write_symbols(seen.symbols, shared.answer());
  return {.looked = seen.looked ? 1U : 0U, .length = static_cast<std::uint32_t>(written)};
}

WorkerAnswer unpack(FrameDecoder& decoder, const Shared& shared, const WorkerRequest& request) {
  auto picture = decoder.unpack({shared.memory, request.length}, "");
  if (!picture) return refusal(shared, picture.error().message);
  if (picture->pixels.size() > shared.frame_bytes) return refusal(shared, "the picture has too many pixels");
  std::memcpy(shared.memory, picture->pixels.data(), picture->pixels.size());
  return {.width = picture->width, .height = picture->height};
}

}  // namespace

int serve_frames(FrameDecoder& decoder) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  limit(RLIMIT_CORE, 0);  // its death is expected: no dump of it
  WorkerLimits limits;
  if (!receive(limits)) return 2;
  const std::size_t length = limits.frame_bytes + answer_bytes;
  void* mapped = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, worker_memory, 0);
  if (mapped == MAP_FAILED) return 2;
  if (limit_memory) limit(RLIMIT_AS, limits.memory);
  const Shared shared{static_cast<std::uint8_t*>(mapped), limits.frame_bytes};
  WorkerRequest request;
  while (receive(request)) {
    allow_cpu(limits.cpu_seconds);
    const Stopwatch watch;
    WorkerAnswer answer =
        request.task == WorkerTask::look ? look(decoder, shared, request) : unpack(decoder, shared, request);
    const auto cpu = std::chrono::duration_cast<std::chrono::microseconds>(watch.cpu());
    answer.cpu_us = static_cast<std::uint64_t>(cpu.count());
    if (::send(worker_socket, &answer, sizeof answer, MSG_NOSIGNAL) < 0) break;
  }
  return 0;
}

}  // namespace dockhand
