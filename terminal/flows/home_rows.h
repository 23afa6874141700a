// The rows of the home screen and of More: one for each screen that can be begun from there.
//
// Decides: that what is rarely used stands under More, so that the home screen stays short. Leaves to others: which
// screens are rare (each describe_NAME), what else stands on the home screen (terminal/screens/home.cpp).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

Result<std::vector<Row>> home_rows(Views& views, bool rare);
// Returns what a tap on one of them opens, wherever it stands.
std::optional<Step> open_home_row(std::string_view id);

}  // namespace dockhand
