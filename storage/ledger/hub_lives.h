// How a hub finds out that its database was set back to an older backup.
//
// Decides: that each opening of a hub's database is a life with a random id, which begins after some change; and that a
// terminal that shows a life which the database does not know, or a cursor beyond that life's end, has seen what is no
// longer there. Leaves to others: what is done about that (Ledger::changes_since). It is pure: the lives are one text,
// as it stands in a setting.
#pragma once

#include <cstdint>
#include <string>

#include "storage/model/commands/exchange.h"

namespace dockhand {

// The newest lives are kept. A terminal that was away for more openings than this gets everything again.
inline constexpr std::size_t max_hub_lives = 64;

// The setting that says, in words, of when the newest event was as the hub was opened last.
inline constexpr const char* newest_before_life = "newest_before_life";
// The setting that has, in the form of lives, the generations that are no more: those of this database, and those of
// others of which people were told.
inline constexpr const char* past_generations = "past_generations";
// `last_change` is that of the database when the life begins.
std::string with_new_life(const std::string& lives, const std::string& id, std::int64_t last_change);
std::string newest_life(const std::string& lives);
bool is_among(const std::string& lives, const std::string& id);
// Says whether the database has all that was there when it gave out the position. A position without a life is judged
// by its cursor alone.
bool still_holds(const std::string& lives, const PullPosition& position, std::int64_t last_change);

}  // namespace dockhand
