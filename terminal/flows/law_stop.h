// Lines that may not leave: by law their customer has to agree to a later day, and has not.
//
// Decides: that who stands at the goods is asked what the customer says, and can send the rest of the order without
// them. Leaves to others: what the law asks for (storage/outlook/law.h), which units stay
// (storage/facts/facts_ship.cpp).
#pragma once

#include <vector>

#include "storage/views/views.h"
#include "terminal/kit/screen.h"

namespace dockhand {

Result<std::vector<OrderLine>> lines_stopped_by_law(Views& views);

// Which of an order's picked lines stay, and what else of it may leave. The first is always one of `stay`.
struct StoppedByLaw {
  std::vector<OrderLine> stay;
  Quantity rest;
};
// `stopped` are those of all orders. With a carton: of what is in it, which leaves whole. Empty: all that is picked may
// leave.
Result<std::optional<StoppedByLaw>> stopped_of(Views& views, const OrderNumber& order,
                                               const std::optional<Sscc>& carton,
                                               const std::vector<OrderLine>& stopped);
// `send`: the shipment of the order.
Question ask_about_stop(const StoppedByLaw& stopped, Do send);
// How the answer is told that a person has noted here.
std::string noted(const CustomerAnswer& answer);

}  // namespace dockhand
