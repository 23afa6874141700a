// The worker's side of a DecodeWorker.
//
// Decides: how a frame, a picture file and what was found in them lie in the shared memory, and how the worker limits
// itself. Leaves to others: looking and unpacking (the decoder that is given).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scanner/worker/frame_decoder.h"

namespace dockhand {

// The worker finds these open: the socket, then the shared memory.
inline constexpr int worker_socket = 3;
inline constexpr int worker_memory = 4;

// The answer lies behind the frame: symbols of at most 8 KB each, in a space of this size.
inline constexpr std::size_t answer_bytes = std::size_t{1} << 20U;

// The first message tells the limits. Each further one asks for one thing to be done with what lies in the shared
// memory: a frame, or the bytes of a picture file, whose pixels then take their place.
struct WorkerLimits {
  std::uint64_t memory = 0;       // bytes of address space
  std::uint64_t frame_bytes = 0;  // where the answer begins
  std::uint32_t cpu_seconds = 0;  // for each request
};
enum class WorkerTask : std::uint32_t { look, unpack };
struct WorkerRequest {
  WorkerTask task = WorkerTask::look;
  std::int32_t width = 0;  // the size of the frame
  std::int32_t height = 0;
  std::uint32_t length = 0;  // the number of bytes of the file
};
struct WorkerAnswer {
  std::uint32_t looked = 0;
  std::uint32_t failed = 0;  // the file could not be unpacked: the answer is a sentence
  std::int32_t width = 0;    // the size of the unpacked picture
  std::int32_t height = 0;
  std::uint32_t length = 0;  // the number of bytes of the answer
  std::uint64_t cpu_us = 0;  // the processor time that it took
};

// Writes symbols as bytes. They are only for the other process on the same machine. What does not fit is left out.
std::size_t write_symbols(const std::vector<Symbol>& symbols, std::span<std::uint8_t> to);
// nullopt: these bytes were not written by the function above.
std::optional<std::vector<Symbol>> read_symbols(std::span<const std::uint8_t> from);

// Serves until the parent is gone. Returns the exit code.
int serve_frames(FrameDecoder& decoder);

}  // namespace dockhand
