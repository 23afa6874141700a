// How far a document is of which a part is booked here and a part is left.
//
// Decides: what an order that is half picked or half packed, a purchase that is half received and a cart have, by the
// books, and whether anything of it is left to go on with. Leaves to others: when it is begun (the screens), its row
// (terminal/screens/home.cpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/kit/jobs.h"
#include "terminal/kit/screen.h"

namespace dockhand {

struct HalfDone {
  std::string words{};    // "SO-138: 1 of 2 picked"
  const char* left = "";  // "not all picked yet"
  bool over = false;      // nothing is left, or nothing of it is booked any more
};

// Empty: the job is about no such document.
Result<std::optional<HalfDone>> how_far(Views& views, const Job& job);

// Returns orders that hands here have picked in part, and that are no job any more: their cart was taken apart, or a
// count has made them whole no more. It looks through the last bookings of this terminal, and leaves out what is begun,
// and what another terminal has gone on with.
Result<std::vector<Jobs::Begun>> picked_in_part(Views& views, const Jobs* begun);

// Returns the job once the units of a label are booked: the receipt is begun with them, in the same transaction,
// unless all had come before. Empty: the job stays as it is.
std::optional<Job> after_receipt(const Job& job, const std::optional<PurchaseNumber>& purchase,
                                 const std::vector<PurchaseLineView>& lines);
// A receipt goes on until its place, Done or Back ends it, until all is here, or until all of it is taken back.
void follow_receipt(Job& job, const std::vector<PurchaseLineView>& lines);
// Returns how much has come, for the last word of a receipt: what was booked here, or before the program was started
// again.
Quantity end_receipt(Job& job, Quantity booked_here, const std::vector<PurchaseLineView>& lines);
// An order of which some cartons are packed goes on until its last unit is packed, or all of it is taken back.
void follow_packing(Job& job, const std::vector<ClaimView>& picked);

// The counts that are begun, to be gone on with.
void show_begun_counts(const ScreenContext& context, WorkPage& page);

}  // namespace dockhand
