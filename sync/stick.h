// The messages that a terminal and a hub exchange in files, when no network joins them.
//
// Decides: the form of the two files; that each is signed, by the terminal's key and by the hub's; that a file which
// comes twice, or late, changes nothing. Leaves to others: what a push and a pull do (sync/session.h), where the files
// lie (`dockhand export-outbox`, `dockhand-hub import-outbox`, `dockhand import-answer`).
//
// Both are lines of text. The first is a proof (sync/access/signing.h) over the rest with the method STICK and the path
// "outbox" or "answer"; the rest are messages of the protocol with a word before each:
//
//   outbox   pull REQUEST, then push PUSH as often as it takes
//   answer   pull REQUEST as it was asked, reply REPLY to all of the pushes, last SEQ HASH of the newest event that
//            came, then rows CHANGES, parts as of a pull
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sync/access/access_register.h"
#include "sync/enrolment.h"
#include "sync/session.h"

namespace dockhand {

// As a text within a message to a running program it may become twice as long (sync/local/local_socket.h).
inline constexpr std::size_t max_stick_file = 40 << 20;

// --- these have no signatures, and work where the ledger is
enum class StickStep { outbox, answer, take };
const char* name_of(StickStep step);
Result<StickStep> parse_stick_step(std::string_view text);
// Returns the step's text that is made of `text`; for `take` it is a sentence about what came.
Result<std::string> do_stick_step(StickStep step, const std::string& text, const WithLedger& ledger,
                                  const Clock& clock);

Result<std::string> outbox_of(const WithLedger& ledger, const Clock& clock);
Result<std::string> answer_to(const WithLedger& hub, const std::string& outbox);
// An answer to another outbox than the newest one is refused, or does nothing.
SyncResult take_answer(const WithLedger& ledger, const std::string& answer, const Clock& clock);

// --- these have signatures, as they stand in files
std::string sealed_outbox(const Enrolment& terminal, const std::string& outbox);
// Is for a terminal that is enrolled and may send this writer's events.
Result<std::string> opened_outbox(AccessRegister& terminals, const std::string& file);
Result<std::string> sealed_answer(AccessRegister& terminals, const std::string& answer);
Result<std::string> opened_answer(const Enrolment& terminal, const std::string& file);

}  // namespace dockhand
