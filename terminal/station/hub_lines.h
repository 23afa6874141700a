// The lines of a terminal to its hub.
//
// Decides: that there are two, to ask and to listen. Leaves to others: which hub it is (sync/enrolment.h), when it is
// asked (sync/worker.h).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "sync/connector.h"

namespace dockhand {

struct HubLines {
  std::string hub;                        // the address of the hub
  std::unique_ptr<Connector> mouth, ear;  // none: this terminal works alone
  std::optional<Upstream> upstream;       // of a terminal that has enrolled
};

// `address` and `token_file` as in upstream_of.
Result<HubLines> hub_lines(const std::string& address, const std::string& token_file,
                           const std::filesystem::path& database);

}  // namespace dockhand
