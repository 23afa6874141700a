// Looks at frames and unpacks picture files in a process of its own, so that no picture can end the terminal.
//
// Decides: that a frame or file which kills a library, hangs it or makes it ask for all the memory costs this picture
// and a new process, and nothing else. Leaves to others: the work itself (scanner/worker/decode_serve.h).
//
// The child is this program again, in its worker mode. It is started with fork and exec, because the terminal has
// threads, whose locks a fork alone would copy locked. The frame goes through shared memory, and a socket pair carries
// requests and answers. The answer is copied and checked before it is believed. The child limits its own memory and
// processor time, dies with its parent, and is always reaped. Only one thread may use this.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "scanner/worker/decode_serve.h"
#include "scanner/worker/frame_decoder.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand {

struct WorkerSettings {
  std::vector<std::string> command = {"/proc/self/exe", "decode-worker"};
  std::chrono::milliseconds time_limit{1000};         // for each request, by the clock on the wall
  std::size_t memory_limit = std::size_t{1} << 30U;   // bytes of address space
  std::size_t max_pixels = std::size_t{4096} * 4096;  // of one frame; also the bytes of one file
};

// Return the settings for the worker of a camera, and for that of pictures that will not come again. The second takes
// pictures as large as files may be, has a minute for each, and as much memory as the largest needs. `arguments` are
// those of `dockhand decode-worker`.
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
  // Returns what the last request took of the child's processor time. When that request was lost, it is not known.
  std::chrono::microseconds cpu() const { return cpu_; }
  // Counts the children that were started after the first.
  std::uint64_t respawns() const override { return spawns_ > 1 ? spawns_ - 1 : 0; }

 private:
  bool spawn();
  void end();  // kills and reaps the child
  bool ready() { return child_ > 0 || spawn(); }
  void show(const PictureView& frame);
  // Asks and waits. nullopt: the child died, hung or answered nonsense, and was ended.
  std::optional<WorkerAnswer> answer_to(const WorkerRequest& request);
  std::vector<std::uint8_t> answer_of(const WorkerAnswer& answer) const;

  const WorkerSettings settings_;
  pid_t child_ = -1;
  Descriptor socket_;
  std::uint8_t* memory_ = nullptr;  // is shared with the child: the frame, then the answer
  std::uint64_t spawns_ = 0;
  std::chrono::microseconds cpu_{0};
};

}  // namespace dockhand
