// Commands, outcomes and events as JSON.
//
// Decides: the JSON of commands and acknowledgements, the same in `dockhand do`, in the event table and on the wire.
// Leaves to others: meaning (storage/ledger.h), transport (sync/). The text given is untrusted: at most max_text bytes,
// at most 64 levels deep, every member checked; an error names the member.
#pragma once

#include <string>
#include <string_view>

#include "storage/model/command.h"
#include "storage/model/outcome.h"
#include "storage/model/result.h"

namespace dockhand {

inline constexpr std::size_t max_command_text = 1 << 20;

// {"id":"r1","do":"receive","item":"BRG-6204","quantity":12,"at":"DOCK-1","purchase":"PO-7/1"}
// `by` and `time` may be left out and are then taken from the arguments.
Result<Command> parse_command(std::string_view json, const OperatorName& by, Instant now);
std::string to_json(const Command& command);

// {"id":"r1","outcome":"accepted","seq":7,"claims":[...],"free":5,...} on one line.
std::string to_json(const Outcome& outcome);
Result<Outcome> parse_outcome(std::string_view json);

// Notices travel and are stored as JSON.
std::string to_json(const Notice& notice);
Result<Notice> parse_notice(std::string_view json);

}  // namespace dockhand
