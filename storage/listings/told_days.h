// What customers have read in letters: for lists the day that each line's has read last, and what one letter has asked.
//
// Decides: that a day counts once it stands in a letter. Leaves to others: what else he knows (customer_views.h).
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "storage/model/codes.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

// Of lines that were told no day, or that their units are here, there is none.
Result<std::map<OrderLine, Date>> told_days(const std::filesystem::path& database);

// Whether the letter has asked the customer if all of the line has arrived well.
Result<bool> asks_after_arrival(const std::filesystem::path& database, const OrderLine& line,
                                const std::string& letter);

}  // namespace dockhand
