// The interface of what looks at a camera's frames and at picture files: this process, or a process that may die of
// them.
//
// Decides: what a look tells. Leaves to others: the looking (scanner/worker/direct_decoder.h,
// scanner/worker/decode_worker.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

struct FrameLook {
  bool looked = false;  // false: nothing has changed since the last frame that was looked at
  bool lost = false;    // the looker died or hung; what the frame shows is not known
  std::vector<Symbol> symbols = {};
};

// This is said about a picture that was lost.
inline constexpr const char* reading_failed = "the reading process failed on this picture";

class FrameDecoder {
 public:
  virtual ~FrameDecoder() = default;
  virtual FrameLook look(const PictureView& frame) = 0;
  // Returns the pixels of a picture file, from its bytes. The error's place is `place`.
  virtual Result<Picture> unpack(std::span<const std::uint8_t> file, const std::string& place) {
    return read_picture(file, place);
  }
  virtual std::uint64_t respawns() const { return 0; }
};

}  // namespace dockhand
