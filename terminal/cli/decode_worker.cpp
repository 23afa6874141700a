// dockhand decode-worker: the process that looks at a camera's frames, or at pictures; started by Dockhand, not by
// people.

#include <memory>

#include "scanner/reader/reader.h"
#include "scanner/worker/decode_serve.h"
#include "scanner/worker/direct_decoder.h"
#include "terminal/cli/reader_options.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct Options {
  bool still = false;
  ReaderOptions reader;
};

int run(const Options& options) {
  if (options.still) {
    return serve_frames([settings = reader_settings(options.reader)](const PictureView& picture) {
      return FrameLook{true, false, read_still(picture, settings)};
    });
  }
  DirectDecoder decoder;
  return serve_frames([&decoder](const PictureView& frame) { return decoder.look(frame); });
}

}  // namespace

Subcommand subcommand_decode_worker() {
  auto options = std::make_shared<Options>();
  std::vector<Option> all = options_of(options->reader);
  all.push_back(option("still", &options->still, "each is a picture that will not come again"));
  return {.name = "decode-worker",
          .about = "looks at frames for a terminal that started it",
          .options = std::move(all),
          .run = [options](const CommonOptions&) { return run(*options); },
          .hidden = true};
}

}  // namespace dockhand
