// What has become of the units that an event moved, since it moved them.
//
// Decides: when an undo is refused because of what was done later: units that are not where they were brought, and
// places that a person has counted since, whose count would be made wrong. Leaves to others: how an event is taken back
// (storage/facts/facts_undo.cpp). It also says what has come here in the wrong order: a count and what was done before
// it, a pallet that was carried twice. Included by facts_*.cpp only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/facts/facts.h"

namespace dockhand {

// The event that is undone.
struct Original {
  std::int64_t seq = 0;
  std::string action;
  std::string undone_by;
  std::string in_words;
  std::optional<Action> command;
};

// A serial that the event moved is not where it was left: what was done since says where the unit is.
bool is_serial_elsewhere(Books& books, const std::vector<Held>& effect, const Account& of);

// What was done later and heard of before is among the newest events: to look through all of them would take a scan's
// whole time.
inline constexpr std::int64_t events_looked_at = 5'000;

// When a fact from elsewhere happened, whenever it was heard of. Nothing: it is a request, or its clock is known to be
// wrong.
std::optional<Instant> own_time(const Books& books);

// A pallet was carried later than the event says, and that was heard of before: it stands where it stands.
bool was_carried_later(Books& books, const std::string& unit);

// Units there by this very name, whoever has them; among picked goods those that are nobody's.
std::int64_t left_at(Books& books, const Account& like);
// Returns how many were missing there before the event brought `brought` units: these are not gone since.
std::int64_t missing_before(Books& books, const Account& like, std::int64_t brought, const Original& original);

// Everything that the event brought is still there for a person to take back, and nobody has counted it since.
Performed check_untouched_since(Books& books, const std::vector<Held>& effect, const Original& original);
// It is for a fact, which has happened: where somebody has counted since, somebody counts again.
void ask_to_count_again(Books& books, const std::vector<Held>& effect, const Original& original);
// What a count has put right is wrong again without it, whoever has done what by then.
void ask_for_undone_count(Books& books, const std::vector<Held>& effect, const Original& original);
// An undo of what others have built upon elsewhere: it said that the line's units were put back, and somebody else says
// that they have left, or came back. Somebody looks where the undo put them; `action` is what was undone.
void ask_where_put_back(Books& books, const OrderLine& line, const char* action, std::int64_t units,
                        const std::string& why);
// Units of the line that events of this kind, this one among them, gave at once to nobody's account there, whose units
// had been taken before they were heard of.
std::int64_t paid_before(Books& books, const OrderLine& line, const Account& here, const char* action);
// Of a shipment that is heard of after what came back of it: so many of the line that went to this account of the
// customer's. They are back, and the line is served again where it wants that.
void settle_what_is_back(Books& books, const OrderLine& line, const Account& sent, std::int64_t units);

// Of a fact from elsewhere. Somebody else's count was heard of first, though it was made later: whoever counted saw
// what this fact has done, and the books have it twice. The other way round, a count is heard of after what was done
// later. Nobody can tell how many there are: it is counted again.
void ask_to_count_what_came_late(Books& books);

}  // namespace dockhand
