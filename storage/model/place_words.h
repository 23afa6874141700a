// The accounts of the ledger that are no locations, and how a place is called for people.
//
// Decides: their names, and the words that stand for them wherever a person reads. Leaves to others: moving units
// (storage/books/books.h).
#pragma once

#include <string>
#include <string_view>

namespace dockhand {

// No location's code begins so.
namespace account {
inline constexpr const char* supplier = "@supplier";
inline constexpr const char* customer = "@customer";
inline constexpr const char* adjustment = "@adjustment";
inline constexpr const char* suspense = "@suspense";
// A memory beside the goods: what customers sent back and do not want again, per order line. Each line's quantity there
// lowers its demand; the account without a line holds the opposite.
inline constexpr const char* returned = "@returned";
// Where a handling unit is that somebody looked for in vain.
inline constexpr const char* lost = "@lost";
}  // namespace account

inline bool is_account(std::string_view place) { return !place.empty() && place.front() == '@'; }

// "A-01" as it is; of an account what it means: "the customer", "the supplier".
std::string place_in_words(std::string_view place);
// Says where a handling unit is, by where the books have it: "stands at A-01", "was shipped", "was said to be gone".
std::string standing_in_words(std::string_view stands_at);

}  // namespace dockhand
