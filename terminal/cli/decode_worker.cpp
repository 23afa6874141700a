// dockhand decode-worker: the process that looks at a camera's frames, or at pictures; started by Dockhand, not by
// people.

#include <memory>

#include "scanner/worker/decode_serve.h"
#include "scanner/worker/decoder_options.h"
#include "scanner/worker/direct_decoder.h"
#include "terminal/cli/subcommand.h"
#include "terminal/settings/driver_options.h"

namespace dockhand {
namespace {

struct DecodeWorkerOptions {
  bool still = false;
  SourceOptions reader{still_options()};
};

int run_decode_worker(const DecodeWorkerOptions& options) {
  const ReaderSettings settings = reader_settings(options.reader);
  DirectDecoder frames(settings);
  StillDecoder stills(settings);
  return options.still ? serve_frames(stills) : serve_frames(frames);
}

}  // namespace

Subcommand subcommand_decode_worker() {
  auto options = std::make_shared<DecodeWorkerOptions>();
  std::vector<Option> all = options_of(still_options(), options->reader);
  all.push_back(option("still", &options->still, "each is a picture that will not come again"));
  return {.name = "decode-worker",
          .about = "looks at frames for a terminal that started it",
          .options = std::move(all),
          .run = [options](const CommonOptions&) { return run_decode_worker(*options); },
          .hidden = true};
}

}  // namespace dockhand
