// Why customers' messages are looked at: what has happened, and who has done it.
//
// Decides: what the rules of messages may ask about an event. Leaves to others: the rules (storage/outlook/messages.h).
#pragma once

#include "storage/outlook/promises.h"

namespace dockhand {

struct Occasion {
  AsOf as_of;
  bool night = false;        // a day begins
  bool by_fact = false;      // the office's word on what is coming: a purchase, a notice, a cancellation
  bool by_office = false;    // any document of the office; else hands did something
  bool takes_back = false;   // the office's word on what is coming is undone
  bool by_customer = false;  // who has said himself what he wants
};

}  // namespace dockhand
