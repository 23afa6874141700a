// Sets and conditions that several statements share.
//
// Decides: their SQL, as macros, because a statement is a literal (storage/engine/engine.h). Each says what a function
// of the model says: LocationInfo::holds_picked(), may_get_more(), may_lose(); tests/storage/schema/test_sql.cpp
// compares them.
#pragma once

#include "storage/model/rows/policies.h"

namespace dockhand {

// These are kinds of locations: those that a truck is loaded from, those whose units with a claim are picked, and those
// whose free units may be given to an order.
#define DOCKHAND_LOADED_KINDS "('lane', 'shipping')"
#define DOCKHAND_PICKED_KINDS "('lane', 'shipping', 'tote')"
#define DOCKHAND_STOCK_KINDS "('dock', 'storage')"

// A real place. Units that are with a supplier or a customer, and the like, are at an account, whose name begins with
// @.
#define DOCKHAND_REAL_PLACE "place NOT LIKE '@%'"

// This day is after every other one. It stands for a date that is not said.
#define DOCKHAND_NEVER "9999999"

// The last day of lot `l`, and the beginning of a condition that ends with a day: its units may leave then. Units
// without a lot have no such row, and may leave on every day.
#define DOCKHAND_LAST_DAY "coalesce(l.expiry, " DOCKHAND_NEVER ")"
#define DOCKHAND_MAY_LEAVE_ON "coalesce(l.status, 'available') = 'available' AND " DOCKHAND_LAST_DAY " >= "

// Is true for rows with units. Its first half makes a partial index apply, whose rows are those with "quantity <> 0".
// Negative balances are those of the suppliers, and mistakes that wait for a count.
#define DOCKHAND_POSITIVE "quantity <> 0 AND quantity > 0"
#define DOCKHAND_B_POSITIVE "b.quantity <> 0 AND b.quantity > 0"

// Balance `b` lies at location `p`. Where units were missing, what is free is offered to nobody until somebody counts.
// The + keeps SQLite to the index of what is open: two searches by place for every balance cost more than a receipt.
#define DOCKHAND_NOT_DOUBTED                                                       \
  " AND NOT EXISTS (SELECT 1 FROM to_count t WHERE t.item = b.item AND t.open = 1" \
  " AND (+t.place = b.place OR +t.place = p.stands_at) AND (t.lot = '' OR t.lot = b.lot))"

// These are order classes by their numbers. A class up to the usual one may get more units; the usual one and the
// classes after it may lose them.
#define DOCKHAND_USUAL_CLASS "3"
#define DOCKHAND_LOSE_CLASS "5"
static_assert(static_cast<int>(OrderClass::redistribute) == 3 && static_cast<int>(OrderClass::lose) == 5);

// The rank of order line `o`: it says who is served first when units are short. The model's Rank compares the same
// columns in the same order. In falling order it says who loses first.
#define DOCKHAND_RANK_COLUMNS(DIRECTION)                                                                 \
  "o.order_class" DIRECTION ", o.priority" DIRECTION ", o.promised" DIRECTION ", o.ordered_at" DIRECTION \
  ", o.order_no" DIRECTION ", o.line" DIRECTION
#define DOCKHAND_RANK DOCKHAND_RANK_COLUMNS("")
#define DOCKHAND_RANK_FALLING DOCKHAND_RANK_COLUMNS(" DESC")

// What still waits of an order line, and its class: its own, else its customer's, else the usual one.
#define DOCKHAND_WAITING                                                   \
  "CASE WHEN ordered - cancelled - returned > reserved + picked + shipped" \
  " THEN ordered - cancelled - returned - reserved - picked - shipped ELSE 0 END"
#define DOCKHAND_CLASS                                                                    \
  "CASE WHEN own_class > 0 THEN own_class ELSE coalesce((SELECT nullif(c.order_class, 0)" \
  " FROM customer c WHERE c.customer = order_line.customer), " DOCKHAND_USUAL_CLASS ") END"

}  // namespace dockhand
