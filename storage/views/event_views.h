// What was done: each event, and what a person has done at this terminal.
//
// Decides: what is known of each, and of who has picked of an order. Leaves to others: reading them
// (storage/views/views.h), what can be undone (terminal/kit/undo_words.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

struct EventView {
  std::int64_t seq = 0;
  CommandId id;
  std::string action;  // "receive"
  OperatorName by;
  std::optional<OperatorName> allowed_by{};  // the supervisor who said yes to it
  Instant at;
  std::string summary;   // "12 of BRG-6204 at DOCK-1 for PO-7/1"
  bool pending = false;  // the hub has not got it yet
};

// What somebody has done at this terminal, as it was booked.
struct DeedView {
  Command command;
  Accepted outcome;
  std::string summary;  // "12 of BRG-6204 received at DOCK-1 for PO-7/1"
  bool undone = false;
  std::string settled;  // why its booking cannot be undone any more; empty: it can
  // What its booking had taken back, the newest first: it comes again when the booking is undone.
  std::vector<Action> took_back{};
};

// Who has picked of an order last.
struct LastPick {
  OperatorName by;
  Instant at;
  bool here = false;  // at the terminal of this database
};

// What was picked of an order line at a place by other terminals, and is still picked.
struct TakenElsewhere {
  std::int32_t line = 0;
  LocationCode from;
  Quantity units;
};

}  // namespace dockhand
