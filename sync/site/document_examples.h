// What is sent to an address, as an example.
//
// Decides: one document for each address that takes some, with all that can be said in JSON. Leaves to others: how they
// are shown (sync/site/openapi.h), what their members mean (storage/codec/).
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

// Returns one row, or one command, as JSON. Empty: there is none.
std::string example_at(std::string_view path);

}  // namespace dockhand
