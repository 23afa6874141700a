// The program is its subcommands; the parts meet in each of them (terminal/cli/) and in the station
// (terminal/station/).
#include "storage/model/house_day.h"
#include "terminal/cli/command_line.h"

int main(int argc, char** argv) {
  dockhand::use_days_of(dockhand::DaysOf::machine);
  return dockhand::run_command_line(argc, argv);
}
