// The office sets goods and orders aside for one terminal, and takes that back, on the command line.
//
// Decides: how both are named there. Leaves to others: what is set aside (storage/facts/facts_lease.cpp).
#pragma once

#include <string>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/options/command_line.h"
#include "sync/access/access_register.h"

namespace dockhand {

struct LeaseWork {
  static constexpr int unsaid = -1;
  std::string purchase, unit, order;  // one of them
  std::string terminal;               // by its name or id (dockhand-hub terminals), or by the id of its database
  std::string reason;
  int labels = unsaid;  // in place of goods: so many numbers for labels
  std::string prefix;   // with which they begin
};

std::vector<Option> assign_options(LeaseWork& work);
std::vector<Option> revoke_options(LeaseWork& work);

// What the hub is to do. Terminals are looked up among those that are known.
Result<Action> assignment_of(AccessRegister& known, const LeaseWork& work);
// Of a terminal: one for each of its databases, since a device that was made from its image has a life of its own.
Result<std::vector<Action>> revocations_of(AccessRegister& known, const LeaseWork& work);
// What is to be done for a terminal, by its id, that has been shut out: nothing is set aside for any of its databases.
Result<std::vector<Action>> revocations_of(AccessRegister& known, const std::string& terminal);

}  // namespace dockhand
