// One cell of a table.
//
// Decides: what a cell can hold: nothing, a number, or a text. Leaves to others: reading and writing it
// (storage/engine/engine.h), and what it means (storage/schema/tables.h).
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace dockhand {

using Value = std::variant<std::monostate, std::int64_t, std::string>;

}  // namespace dockhand
