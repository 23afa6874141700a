// Looks at frames in a process of its own, so that no picture can end the terminal.
//
// Decides: that a frame which kills the reading library, hangs it or makes it ask for all the memory costs this frame
// and a new process, and nothing else. Leaves to others: the looking itself (scanner/worker/decode_serve.h).
//
// The child is this program again in its worker mode (fork and exec: the terminal has threads, whose locks a fork alone
// would copy locked). The frame goes through shared memory, a socket pair carries requests and answers; the answer is
// copied and checked before it is believed. The child limits its own memory and processor time, dies with its parent,
// and is always reaped. One thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "scanner/source/descriptor.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

struct WorkerSettings {
  std::vector<std::string> command = {"/proc/self/exe", "decode-worker"};
  std::chrono::milliseconds time_limit{1000};         // for one frame, on the wall
  std::size_t memory_limit = std::size_t{1} << 30U;   // bytes of address space
  std::size_t max_pixels = std::size_t{4096} * 4096;  // of one frame
};

// For pictures that will not come again (read_still): as large as files may be, and a minute for each. `options` are
// those of `dockhand decode-worker`.
WorkerSettings still_worker(const std::vector<std::string>& options = {});

class DecodeWorker final : public FrameDecoder {
 public:
  explicit DecodeWorker(WorkerSettings settings = {}) : settings_(std::move(settings)) {}
  ~DecodeWorker() override;
  DecodeWorker(const DecodeWorker&) = delete;
  DecodeWorker& operator=(const DecodeWorker&) = delete;

  // Starts the child when there is none. A frame larger than max_pixels is lost.
  FrameLook look(const PictureView& frame) override;
  // What the last look took of the child's processor time; of one that was lost, nothing is known.
  std::chrono::microseconds cpu() const { return cpu_; }
  // Children that were started after the first.
  std::uint64_t respawns() const override { return spawns_ > 1 ? spawns_ - 1 : 0; }

 private:
  bool spawn();
  void end();  // kills and reaps
  bool ask(const PictureView& frame);
  bool hear(FrameLook& look);

  const WorkerSettings settings_;
  pid_t child_ = -1;
  Descriptor socket_;
  std::uint8_t* memory_ = nullptr;  // shared with the child: the frame, then the answer
  std::uint64_t spawns_ = 0;
  std::chrono::microseconds cpu_{0};
};

}  // namespace dockhand
