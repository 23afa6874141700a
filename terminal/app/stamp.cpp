#include "terminal/app/stamp.h"

#include <utility>

#include "storage/model/fresh_id.h"

namespace dockhand {

Command Stamp::operator()(Action action) const {
  return Command{fresh_command_id(), by_, clock_.now(), std::move(action)};
}

}  // namespace dockhand
