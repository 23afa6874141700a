// What the night's plan says of an item in a line, and how old it is, for all screens that show items.
#pragma once

#include <map>
#include <span>
#include <string>

#include "terminal/kit/screen.h"

namespace dockhand {

// Returns "plan of 27 Nov, 3 days old". Empty: it is of today, or there is none.
Result<std::string> age_of_plan(const ScreenContext& context);
// Returns for each item "lasts 9 days, runs out on 2 Dec", with the age of the plan where it is not of today. An item
// of which nothing is planned, or that lasts longer than a year, is not in it.
std::map<ItemCode, std::string> lasting(const ScreenContext& context, std::span<const ItemCode> items);
// The same as another line of a row; empty where nothing is said.
std::string lasts_line(const std::map<ItemCode, std::string>& lasting, const ItemCode& item);
// What a list of what to order says first where the plan is as old as `age` says.
Row old_plan_row(const std::string& age);

}  // namespace dockhand
