// Who has allowed an event, without reading the rest of its body.
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/codes.h"

namespace dockhand {

// Returns the supervisor who said yes to it, where somebody had to.
std::optional<OperatorName> allowed_by_of(std::string_view body);

}  // namespace dockhand
