// What is sent to an address, and what a terminal is answered there, as an example.
//
// Decides: one document for each address that takes some, with all that can be said in JSON. Leaves to others: how they
// are shown (sync/site/openapi.h), what their members mean (storage/codec/, sync/protocol.h).
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

// Returns one row, one command or one message, as JSON. Empty: there is none.
std::string example_at(std::string_view path);
// Returns what a terminal is answered to that message. Empty: there is none.
std::string example_of_answer(std::string_view path);

}  // namespace dockhand
