// This reads names as offices write them: of columns, kinds, states and roles.
//
// Decides: that names are compared without case and without what is no letter or digit at their ends. Leaves to others:
// what is called so.
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

std::string plain_name(std::string_view name);

}  // namespace dockhand
