// dockhand decode-worker: the process that looks at a camera's frames, or at pictures; started by Dockhand, not by
// people.
#include <CLI/CLI.hpp>

#include "scanner/reader/reader.h"
#include "scanner/worker/decode_serve.h"
#include "scanner/worker/direct_decoder.h"
#include "terminal/cli/command.h"
#include "terminal/cli/reader_options.h"

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

void add_decode_worker(CLI::App& app, CommonOptions&, Exit& exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("decode-worker", "looks at frames for a terminal that started it");
  command->group("");  // not in --help
  command->add_flag("--still", options->still, "each is a picture that will not come again");
  declare_reader_options(*command, options->reader);
  command->callback([options, &exit] { exit.code = run(*options); });
}

}  // namespace dockhand
