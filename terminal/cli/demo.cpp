// dockhand demo: a dock shift on the same screens, offscreen.
#include "terminal/script/demo.h"

#include <memory>

#include "storage/model/exit_code.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {

int report_demo(const DemoOptions& options) {
  DemoOptions chosen = options;
  if (chosen.out.empty()) chosen.out = default_database().parent_path() / "demo";
  const Status played = play_demo(chosen);
  return played ? exit_ok : report(played.error());
}

Subcommand subcommand_demo() {
  auto options = std::make_shared<DemoOptions>();
  std::vector<Option> all = options_of(options->display);
  all.insert(all.begin(),
             option("out", &options->out, "folder for screenshots and databases (default: demo in the data folder)"));
  return {
      .name = "demo",
      .about =
          "Plays a dock shift offscreen: label pictures are read, goods received, given to orders and picked with the\n"
          "network down, then synced with a hub on loopback; leaves a screenshot of every step and a summary",
      .options = std::move(all),
      .run = [options](const CommonOptions&) { return report_demo(*options); }};
}

}  // namespace dockhand
