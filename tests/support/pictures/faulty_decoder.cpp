// A worker whose looks go wrong in the ways that a library's might; the first pixel says how. For test_decode_worker.
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "scanner/worker/decode_serve.h"

namespace {

using namespace dockhand;

std::vector<char> memory;

FrameLook look_at(const PictureView& frame) {
  switch (frame.at(0, 0)) {
    case 1: std::abort();
    case 2:
      for (;;) ::pause();
    case 3:
      for (volatile int i = 0; i == 0;) {}
      break;
    case 4: memory.resize(std::size_t{3} << 30U); break;
    case 5: ::_exit(0);
    default: break;
  }
  Symbol symbol;
  symbol.symbology = Symbology::code128;
  symbol.aim = "]C1";
  symbol.text = std::string("10L\x1d\0", 5) + std::to_string(frame.at(frame.width - 1, frame.height - 1));
  symbol.corners = {{{-1, 2}, {3, 4}, {5, 6}, {7, 8}}};
  return {frame.at(0, 0) != 9, false, {symbol}};
}

class FaultyDecoder final : public FrameDecoder {
 public:
  FrameLook look(const PictureView& frame) override { return look_at(frame); }
};

}  // namespace

int main() {
  FaultyDecoder decoder;
  return dockhand::serve_frames(decoder);
}
