// Picked units that would be missing once a count or a correction is booked.
//
// Decides: how many they are, as free units are missing before picked ones; the question that names their order, who
// has picked of it last and when. Who picked may have them in hand still: nothing is written off before a yes. Leaves
// to others: what is booked (terminal/screens/), which orders lose what (storage/books/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/flows/counted.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// A place in which what is picked for orders stands until it leaves.
bool holds_picked(LocationKind kind);

// What is at a place once it is booked.
struct StillThere {
  LocationCode place;
  Units units;            // of nothing: none is there
  bool any_name = false;  // units without a lot or serial stand for all of them
};

struct PickedGone {
  Units units;  // so many are missing
  std::string name;
  LocationCode place;
  std::vector<OrderNumber> orders;  // that have picked units of it there
};

// `books` are the rows of all places that `left` names.
Result<std::vector<PickedGone>> picked_gone(Views& views, const std::vector<StockRow>& books,
                                            const std::vector<StillThere>& left);
// "2 picked units of SO-118 (Anna, 14:30) are missing in X-01. Are they gone?" Its yes is the answer "picked_gone".
Result<Question> ask_if_picked_gone(const ScreenContext& context, const std::vector<PickedGone>& gone,
                                    const LocationCode& place, std::string no = "No");

// What is to be asked before a count is booked.
struct GoneFromCount {
  NotCounted missed;                   // all that nobody has met
  NotCounted unnamed;                  // what of it is not asked about by the names of its orders
  std::vector<PickedGone> picked;      // also where fewer were counted
  std::optional<Question> question{};  // about these; its yes books the count where nothing else is to be asked
};
Result<GoneFromCount> gone_from_count(const ScreenContext& context, const Job& job, const BookedThere& books);
void show_picked_gone(const std::vector<PickedGone>& gone, WorkPage& page);

}  // namespace dockhand
