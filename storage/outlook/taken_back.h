// What a letter takes back of the one that its customer has read before.
//
// Decides: which note stands in it for that. Leaves to others: what he has read last (storage/outlook/told.h), what
// the letter itself says (storage/outlook/messages.h) and the notes' words (assets/messages).
#pragma once

#include <optional>
#include <string>

#include "storage/outlook/told.h"

namespace dockhand {

// The office has written a later day than he has read: he asked for it, and nobody is late for that.
bool is_put_off(const LineToTell& line, const Sent& sent);
// He has read that fewer units of it wait.
bool waits_for_more(const LineToTell& line, const std::optional<Sent>& sent);
// A message of this kind says of units that may have been here that they are not.
bool no_longer_here(MessageKind kind);
// Returns the name of the note. Empty: what he has read last is still so, or the message itself says what is.
std::string taken_back(const LineToTell& line, const Sent& sent, MessageKind kind);

}  // namespace dockhand
