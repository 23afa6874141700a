// Commands, outcomes and events as JSON.
//
// Decides: the JSON of commands and acknowledgements, the same in `dockhand do`, in the event table and on the wire.
// Leaves to others: meaning (storage/ledger/ledger.h), transport (sync/). The text given is untrusted: at most max_text
// bytes, at most 64 levels deep, every member checked; an error names the member.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/commands/taken_units.h"
#include "storage/model/result.h"

namespace dockhand {

inline constexpr std::size_t max_command_text = 1 << 20;
// What the ledger writes itself may be longer: a receipt can serve a hundred thousand lines.
inline constexpr std::size_t max_stored_text = 64 << 20;
inline constexpr std::size_t max_stored_values = 4 << 20;

// {"id":"r1","do":"receive","item":"BRG-6204","quantity":12,"at":"DOCK-1","purchase":"PO-7/1"}
// `by` and `time` may be left out and are then taken from the arguments.
Result<Command> parse_command(std::string_view json, const OperatorName& by, Instant now);
std::string to_json(const Command& command);

// The body of an event is the command, and the claims that were decided with it, or, of a shipment and a carton, the
// units that were taken. The same body always gives the same text, because the chain of hashes depends on it.
using AskedClaims = std::vector<std::pair<OrderLine, Quantity>>;
struct Word {
  AskedClaims asked{};
  UnitsTaken taken{};
};
struct Body {
  Command command;
  Word word{};
};
std::string encode_body(const Command& command, const Word& word);
Result<Body> decode_body(std::string_view json);

// {"id":"r1","outcome":"accepted","seq":7,"claims":[...],"free":5,...} on one line.
std::string to_json(const Outcome& outcome);
Result<Outcome> parse_outcome(std::string_view json);

// The same for what was accepted, and each of its claims once more, as the table `explanation` stores it.
struct AcceptedTexts {
  std::string outcome;
  std::vector<std::string> claims;
};
AcceptedTexts texts_of(const Accepted& accepted);

// One line's part in an allocation, as JSON.
std::string to_json(const Explanation& explanation);
Result<Explanation> parse_explanation(std::string_view json);

// Notices travel and are stored as JSON.
std::string to_json(const Notice& notice);
Result<Notice> parse_notice(std::string_view json);

// What a person was shown, as an array. A job keeps it beside the commands of a question (terminal/app/asked_text.h).
std::string to_json(const std::vector<Seen>& seen);
Result<std::vector<Seen>> parse_seen(std::string_view json);

}  // namespace dockhand
