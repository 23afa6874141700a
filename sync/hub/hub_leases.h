// The office sets goods and orders aside for one terminal, and takes that back, on the command line.
//
// Decides: how both are named there. Leaves to others: what is set aside (storage/facts/facts_lease.cpp).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/options/command_line.h"

namespace dockhand {

struct LeaseWork {
  std::string purchase, unit, order;  // one of them
  std::string terminal;               // by its name or id (dockhand-hub terminals), or by the id of its database
  std::string reason;
};

std::vector<Option> assign_options(LeaseWork& work);
std::vector<Option> revoke_options(LeaseWork& work);

// What the hub is to do. A terminal is looked up beside the hub's database.
Result<Action> assignment_of(const std::filesystem::path& database, const LeaseWork& work, const Clock& clock);
Result<Action> revocation_of(const std::filesystem::path& database, const LeaseWork& work, const Clock& clock);

}  // namespace dockhand
