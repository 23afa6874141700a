// Who looks at a camera's frames: this process, or one that may die of it.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/image/picture.h"
#include "scanner/reader/frames.h"

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

// Looks in this process.
class DirectDecoder final : public FrameDecoder {
 public:
  FrameLook look(const PictureView& frame) override {
    auto symbols = reader_.read(frame);
    return {reader_.looked_at(), false, std::move(symbols)};
  }

 private:
  FrameReader reader_;
};

}  // namespace dockhand
