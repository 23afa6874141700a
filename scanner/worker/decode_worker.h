// Looks at frames and unpacks picture files in a process of its own, so that no picture can end the terminal.
//
// Decides: that a frame or file which kills a library, hangs it or makes it ask for all the memory costs this picture
// and a new process, and nothing else. Leaves to others: the work itself (scanner/worker/decode_serve.h).
//
// The child is this program again in its worker mode (fork and exec: the terminal has threads, whose locks a fork alone
// would copy locked). The frame goes through shared memory, a socket pair carries requests and answers; the answer is
// copied and checked before it is believed. The child limits its own memory and processor time, dies with its parent,
// and is always reaped. One thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "scanner/source/descriptor.h"
#include "scanner/worker/decode_serve.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

struct WorkerSettings {
  std::vector<std::string> command = {"/proc/self/exe", "decode-worker"};
  std::chrono::milliseconds time_limit{1000};         // for one request, on the wall
  std::size_t memory_limit = std::size_t{1} << 30U;   // bytes of address space
  std::size_t max_pixels = std::size_t{4096} * 4096;  // of one frame, and bytes of one file
};

// The worker of a camera, and that of pictures that will not come again: as large as files may be, a minute for each,
// and as much memory as the largest takes. `arguments` are those of `dockhand decode-worker`.
WorkerSettings frame_worker(const std::vector<std::string>& arguments = {});
WorkerSettings still_worker(const std::vector<std::string>& arguments = {});

class DecodeWorker final : public FrameDecoder {
 public:
  explicit DecodeWorker(WorkerSettings settings = {}) : settings_(std::move(settings)) {}
  ~DecodeWorker() override;
  DecodeWorker(const DecodeWorker&) = delete;
  DecodeWorker& operator=(const DecodeWorker&) = delete;

  // Starts the child when there is none. A frame larger than max_pixels is lost.
  FrameLook look(const PictureView& frame) override;
  Result<Picture> unpack(std::span<const std::uint8_t> file, const std::string& place) override;
  // What the last request took of the child's processor time; of one that was lost, nothing is known.
  std::chrono::microseconds cpu() const { return cpu_; }
  // Children that were started after the first.
  std::uint64_t respawns() const override { return spawns_ > 1 ? spawns_ - 1 : 0; }

 private:
  bool spawn();
  void end();  // kills and reaps
  bool ready() { return child_ > 0 || spawn(); }
  void show(const PictureView& frame);
  // Asks and waits. nullopt: the child died, hung or answered nonsense, and is gone.
  std::optional<WorkerAnswer> answer_to(const WorkerRequest& request);
  std::vector<std::uint8_t> answer_of(const WorkerAnswer& answer) const;

  const WorkerSettings settings_;
  pid_t child_ = -1;
  Descriptor socket_;
  std::uint8_t* memory_ = nullptr;  // shared with the child: the frame, then the answer
  std::uint64_t spawns_ = 0;
  std::chrono::microseconds cpu_{0};
};

}  // namespace dockhand
