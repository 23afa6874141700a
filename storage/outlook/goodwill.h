// This decides what a customer gets for waiting.
//
// Decides: that it goes by the days between the day that the customer was told first and the one on which the units
// leave, that an order has no step of it twice and none below one that it has, and that the cost of each step which a
// letter names is kept with what the line waits for most just then, or with the house, where its units were here in
// time. Leaves to others: what is offered (the office's
// file `goodwill`), when it is told (storage/outlook/messages.h).
#pragma once

#include <optional>
#include <string>

#include "storage/outlook/promises.h"

namespace dockhand {

struct Goodwill {
  std::string text, code;
};
// Has to be called within a transaction. Empty: nothing is offered for that many days, or nothing more than the line's
// customer has already.
std::optional<Goodwill> give_goodwill(Engine& db, const OrderLine& line, std::int32_t days_late, const AsOf& as_of);
// Takes back what no letter has told yet.
void take_goodwill_back(Engine& db, const OrderLine& line, const AsOf& as_of);
// Takes back what a letter offers that went to nobody on purpose: it offers nothing any more.
void take_goodwill_back_of(Engine& db, const std::string& letter, const AsOf& as_of);
// Takes back what letters have told since then: there was no wait for which it was offered.
void take_goodwill_back_since(Engine& db, const OrderLine& line, Instant since, const AsOf& as_of);

}  // namespace dockhand
