#include "terminal/app/stamp.h"

#include "storage/model/fresh_id.h"

namespace dockhand {

std::vector<Command> Stamp::operator()(const std::vector<Action>& actions) const {
  const std::vector<CommandId> ids = fresh_booking(actions.size());
  std::vector<Command> commands;
  commands.reserve(actions.size());
  for (const Action& action : actions) {
    commands.push_back({ids[commands.size()], by_, clock_.now(), action});
    commands.back().allowed_by = allowed_by_;
  }
  return commands;
}

}  // namespace dockhand
