// Who looks at a camera's frames: this process, or one that may die of it.
//
// Decides: what a look tells. Leaves to others: the looking (scanner/worker/direct_decoder.h,
// scanner/worker/decode_worker.h).
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

struct FrameLook {
  bool looked = false;  // false: nothing has changed since the last frame that was looked at
  bool lost = false;    // the looker died or hung; what the frame shows is not known
  std::vector<Symbol> symbols = {};
};

class FrameDecoder {
 public:
  virtual ~FrameDecoder() = default;
  virtual FrameLook look(const PictureView& frame) = 0;
  virtual std::uint64_t respawns() const { return 0; }
};

}  // namespace dockhand
