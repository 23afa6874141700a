// What `dockhand-hub enrol` and `dockhand-hub terminals` do, also beside a running hub.
//
// Decides: what is shown of a code and of the terminals, and that each change is on record. Leaves to others: the
// register (sync/access/access_register.h), the command line (sync/hub/hub_main.cpp).
#pragma once

#include <filesystem>
#include <string>

#include "storage/model/result.h"
#include "storage/model/time.h"
#include "sync/access/access_register.h"

namespace dockhand {

struct NewTerminal {
  std::string name;
  std::string address;        // the address at which terminals reach the hub
  std::string pin{};          // the pin of the hub's certificate
  std::filesystem::path png;  // where the picture goes; empty: nowhere
};
// `database` says where the record of what was done is.
// Returns the code as text and as a picture of characters. It holds for 15 minutes and for one terminal.
Result<std::string> code_for(AccessRegister& known, const std::filesystem::path& database, const NewTerminal& terminal,
                             const Clock& clock);

// Returns one line for each terminal.
Result<std::string> terminals_text(AccessRegister& known);
Status revoke_terminal(AccessRegister& known, const std::filesystem::path& database, const std::string& id,
                       const Clock& clock);

}  // namespace dockhand
