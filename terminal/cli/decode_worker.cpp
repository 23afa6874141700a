// dockhand decode-worker: the process that looks at a camera's frames; started by the terminal, not by people.
#include <CLI/CLI.hpp>

#include "scanner/decode_serve.h"
#include "terminal/cli/command.h"

namespace dockhand {

void add_decode_worker(CLI::App& app, CommonOptions&, Exit& exit) {
  CLI::App* command = app.add_subcommand("decode-worker", "looks at frames for a terminal that started it");
  command->group("");  // not in --help
  command->callback([&exit] {
    DirectDecoder decoder;
    exit.code = serve_frames([&](const PictureView& frame) { return decoder.look(frame); });
  });
}

}  // namespace dockhand
