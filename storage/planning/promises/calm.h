// This decides when a customer is told another day.
//
// Decides: which changes of a date are worth a message. A date is told once more only when it will not be kept, or is
// much too late and the goods are on their way; not for every night's second thought. Leaves to others: the date
// (storage/planning/promises/promise.h), the message itself.
//
// later   by more than 2 days and a tenth of the wait, and either a fact says so or two nights in a row do, a week
//         after the last message at the soonest when it is no fact
// sooner  by more than 5 days and a quarter of the wait, and only when the goods are announced; three times as much
//         when the last message said later: who was told to wait longer is not called back for a few days
//         at once, by more than 2 days, when what had said later is taken back or was a slip
// due     the day that was told has come and the line has not left: the next day is told at once
#pragma once

#include <optional>

#include "storage/model/time.h"

namespace dockhand::planning {

struct Told {
  Date day;            // the day that the customer was told
  Date on;             // the day on which it was told
  int nights = 0;      // how many nights in a row have said a later day
  bool later = false;  // `day` is later than the day that was told before it
  bool operator==(const Told&) const = default;
};

struct Found {
  Date p90;
  bool by_fact = false;    // a supplier's new day, a notice or a cancellation has moved it; else the night's plan
  bool announced = false;  // the goods are on their way
  bool corrected = false;  // what the told day came from is taken back, or the office says it anew on the same day
};

// Returns the day to be told now, if there is one, and counts the nights in `told`, once a day. When a day is told,
// `told` is made anew from it.
std::optional<Date> to_tell(Told& told, const Found& found, Date today);

}  // namespace dockhand::planning
