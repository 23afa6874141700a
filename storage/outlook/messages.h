// What customers whose lines wait are told, decided in the transaction of the event that is behind it.
//
// Decides: what is worth a message: the first day of a line that waits, another day where the calm rule
// (storage/planning/promises/calm.h) says so, that its units are here, that it left, that it cannot be had; and that
// nothing is told which is over before it was sent: a line that waited for minutes has waited for nobody; that another
// day is compared with what the customer has read, not with what was never sent. Only where the site says
// `tell_customers`. Leaves to others: when lines leave (storage/outlook/promises.h), letters and their
// way (storage/outlook/letters.h).
#pragma once

#include "storage/outlook/occasion.h"

namespace dockhand {

bool tells_customers(Engine& db);
// Whether the site says yes to one of its choices, such as "tell_shipped".
bool site_says(Engine& db, const char* setting);
// Has to be called within a transaction, after the item's lines were promised.
void tell_waiting(Engine& db, const ItemCode& item, const Occasion& occasion);
// The same for every item that somebody waits for, or was told about.
void tell_all_waiting(Engine& db, const Occasion& occasion);
// An event by which units have left for customers.
struct Departure {
  std::int64_t event = 0;
  std::string carrier{}, tracking{};
};
// Looks at the lines that were told about and whose units have left.
void tell_shipped(Engine& db, const Departure& left, const AsOf& as_of);
// Lines whose customer was told a week ago that they cannot be had, and has not answered.
struct Unanswered {
  OrderLine line;
  ItemCode item;
  Quantity waiting;
  Date told;
};
std::vector<Unanswered> unanswered_ends(Engine& db, Instant now);
// The event by which units had left is undone. A customer who has read that they left reads that they did not.
void tell_not_shipped(Engine& db, std::int64_t event, const Occasion& occasion);
// The event by which units came back from customers is undone: they have left as they had before. Who has read
// meanwhile that they wait reads that they do not, and what was offered for that wait is taken back.
void tell_not_returned(Engine& db, std::int64_t event, const AsOf& as_of);
// Lines of the item that were told about and are not there any more, as what has made them is undone, or are another
// customer's by now: what was not sent is withdrawn, and who has read of one reads that it is cancelled.
void tell_of_gone_lines(Engine& db, const ItemCode& item, const AsOf& as_of);
// A line that waits, and whose customer is taken to know that from others. Empty:
// there is none.
std::optional<OrderLine> line_told_elsewhere(Engine& db);
// Nobody has told them: all such lines are told now. Returns how many.
std::int64_t tell_untold(Engine& db, const Occasion& occasion);
// What was decided and not sent yet names the days that the books have now. It has to be called before a letter is made
// of it.
void bring_days_up_to_date(Engine& db, const std::string& customer, const AsOf& as_of);

}  // namespace dockhand
