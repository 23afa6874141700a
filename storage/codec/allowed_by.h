// Who has allowed an event, and what else it says of itself, without reading the rest of its body.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/codes.h"

namespace dockhand {

// Returns the first text that stands under this name in the body; none: there is none.
std::optional<std::string> text_in_body(std::string_view body, std::string_view name);
// Returns the supervisor who said yes to it, where somebody had to.
std::optional<OperatorName> allowed_by_of(std::string_view body);

}  // namespace dockhand
