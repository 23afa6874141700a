// Which of the office's purchase lines are what was ordered by a proposal.
//
// Decides: this once, when the books hear of a line or of more units of it, and keeps it beside the order, whatever the
// line says by then: what the office lowers, moves, cancels or gives another number in one file is that order still. So
// a line that stood in the books when somebody approved is another order, as far as its units go, whenever this
// database hears of the approval, and so is one that is bought for an order line or goes past the shelves. Of the
// others a line, or all lines of one purchase or of one file together, meets an order of its item and its supplier,
// under whichever of his two names the office writes, when it was ordered within a month of the approval (or, for about
// as many units, some days before: who orders by telephone writes it down later); where it says no day, when it is for
// as many units and not due before. It meets as many units as it is for, each once: of what was placed first, and last
// of an approval that counts as coming no more. Of an order that has a number of its own it has to be about as many
// units. A tenth more or less is what a supplier rounds. Leaves to others: the number that a person has said, and what
// is on its way still (storage/books/placed.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"
#include "storage/schema/bought_units.h"

namespace dockhand {

class Books;
struct PlacedOrder;
struct ProposalRow;

// Units of a purchase line.
struct HeardLine {
  ItemCode item;
  PurchaseLine line;
  std::int64_t units;
};
// What a file of the office says otherwise than the books had it: units that they have not heard of before, and units
// that it says no more. As many units of a supplier that stand under another number now are the same ones.
struct HeardOfOffice {
  std::vector<HeardLine> more, fewer;
};
// Whoever ordered what the office expects no more hears of it.
void meet_orders(Books& books, HeardOfOffice heard);

// Somebody approves it beside all that the books have by now.
void begin_order(Books& books, const ProposalRow& row);
// Somebody has ordered it: what the office has bought of another supplier, or has cancelled before, is not that, and
// the number that he says is no other order's.
void keep_what_fits(Books& books, const ProposalRow& placed);

// Somebody had said that nothing of the order comes any more, and takes that back: what the office has bought since it
// was approved may be it.
void go_on_with_order(Books& books, const std::string& proposal);

// Finds, for orders that no purchase line says, which line may be it all the same: of its supplier, for half to double
// as many units, and said since it was agreed to. For those who ask people about it; nothing follows from it.
void add_what_is_near(Engine& db, std::vector<PlacedOrder>& orders);
// The same of what the office has said since a moment, whenever it was agreed to.
std::optional<BoughtUnits> near_to(Engine& db, const PlacedOrder& order, std::optional<Instant> since);

// Orders of which a program of old found out each time, by the lines that are there, what has been bought.
std::vector<std::string> orders_of_old(Engine& db);
// Finds it out once. `changed`: empty at a terminal, whose hub does the same.
void bring_up_bought(Engine& db, const std::string& id, std::optional<std::int64_t> changed);

}  // namespace dockhand
