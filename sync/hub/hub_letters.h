// What the hub's program does about letters to customers beside sending them.
//
// Decides: how a file of contacts reads: columns customer, name, email, language and consent, of which the first has to
// be there; that a mail which came back is known by the Message-ID that is cited in it. Leaves to others: letters
// (sync/message/postman.h), where contacts are kept (storage/ledger/ledger.h).
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "sync/local/desk.h"

namespace dockhand {

// Returns all of them, or the first bad line as an Error.
Result<std::vector<Contact>> read_contacts(const std::filesystem::path& file);

// At most one of these is set. When none is, the program shows what customers were told.
struct LetterWork {
  std::string retry{};     // the id of a letter that was not sent, or "all"
  std::string refused{};   // the id of a letter that came back, or a file of mails that say so
  std::string contacts{};  // the name of a file
  std::string forget{};    // the code of a customer
  std::size_t newest = 1000;
  // How long to wait for a letter to that customer which is being handed over: longer than a mail may take.
  std::chrono::milliseconds patience{90'000};
};
// Returns what there is to say when it is done: a line, or one for each message, the newest first.
Result<std::string> do_letter_work(const std::filesystem::path& database, LedgerRole role, const LetterWork& work,
                                   const Clock& clock);

}  // namespace dockhand
