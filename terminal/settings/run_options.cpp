#include "terminal/settings/run_options.h"

namespace dockhand {

std::vector<Option> options_of(RunOptions& options) {
  DisplayOptions& display = options.display;
  StationOptions& station = options.station;
  std::vector<Option> all = options_of(display);
  for (Option& one : std::vector<Option>{
           option("mirror", &display.mirrored, "the action bar for the left hand"),
           option("dim_after", &display.dim_after, "seconds without use until the screen gets dark; 0: never")
               .with_standard(),
           option("off_after", &display.off_after, "seconds without use until the screen is off; 0: never")
               .with_standard(),
           option("fullscreen", &options.fullscreen, "the whole display"),
           option("draw", &options.drawing, "software, or gles: OpenGL ES 2, for displays of many pixels")
               .with_standard(),
           option("volume", &options.volume, "percent of the sounds' full loudness; 0: mute")
               .within(0, 100)
               .with_standard(),
           option("vibration", &options.vibration, "percent of the full strength, where the terminal can; 0: none")
               .within(0, 100)
               .with_standard(),
           option("dock", &station.dock, "where this terminal receives").with_standard(),
           option("operator", &station.person, "who works").with_standard(),
           option("over_tolerance", &station.over_tolerance,
                  "percent of a purchase line that may arrive on top without a question")
               .within(0, 100)
               .with_standard(),
           option("pick_whole", &station.picking.whole, "one unit's scan takes all that is to be picked there"),
           option("place_by_item", &station.picking.place_by_item,
                  "who picks need not scan the place of an item that lies nowhere else"),
           option("users", &station.users, "who may sign on (default: users.csv beside the database, if it is there)"),
           option("sign_off_after", &station.sign_off_after,
                  "minutes without use until people are signed off; 0: never")
               .with_standard(),
           option("sticks", &station.sticks,
                  "the folder in which USB sticks are mounted (default: /media and /run/media)"),
           option("hub", &station.hub, "keep in sync with this hub, http://host:port"),
           option("token_file", &station.token_file, "file with the hub's token"),
           option("messages", &station.messages,
                  "JSON file that says how letters to customers go out, where there is no hub"),
           option("demo", &station.demo, "fill an empty database with the demo warehouse").not_in_file(),
       }) {
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace dockhand
