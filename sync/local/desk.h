// Where the command line's work goes: into the database, or to the program that has it open.
//
// Decides: that whoever asks need not know which of the two it is, and what can be asked of a running program. Leaves
// to others: the socket (sync/local/local_socket.h), what a command does (storage/ledger/ledger.h).
//
// The questions, one JSON object each; an answer that failed is the protocol's error object (sync/protocol.h):
//   {"ask":"do","command":TEXT}                      one line: the outcome, as `dockhand do` prints it
//   {"ask":"import","by":"office","files":[PATH],"choices":{}}   one line for each file; before them now and then
//                                                    {"progress":"read","rows":20000}
//   {"ask":"undo_import","by":"office","users":PATH}   one line: the outcome
//   {"ask":"set_aside"}                              {"count":2}, as of the two that follow
//   {"ask":"retry_letters","letter":ID}              all of them when it is empty
//   {"ask":"came_back","letter":ID}                  {"count":1}
//   {"ask":"contacts","contacts":[{"customer":"C1","name":N,"email":E,"language":"de","consent":true}]}
//   {"ask":"forget","customer":"C1"}                 {"count":3,"in_log":false}
//   {"ask":"stick","step":"outbox","text":TEXT}      {"text":TEXT}; the steps of sync/stick.h: outbox, answer, take
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "storage/import/import_files.h"
#include "storage/ledger/ledger_thread.h"
#include "sync/local/local_socket.h"
#include "sync/stick.h"

namespace dockhand {

class Desk {
 public:
  virtual ~Desk() = default;
  virtual Result<Outcome> execute(const Command& command) = 0;
  // `read` are the files as they were read already, or nothing. A program that has the database open reads them itself.
  virtual Result<std::vector<ImportedFile>> import(const std::vector<std::filesystem::path>& files,
                                                   const ImportChoices& choices, const OperatorName& by,
                                                   std::optional<ParsedFiles> read) = 0;
  // Does what take_back_import does (storage/import/import.h).
  virtual Result<Outcome> take_back_import(const OperatorName& by, const std::filesystem::path& users,
                                           const ImportProgress& progress) = 0;
  // Is for a hub, and does what Ledger::book_set_aside does.
  virtual Result<std::int64_t> book_set_aside() = 0;
  // These do what Ledger::retry_letters, keep_contacts and forget do.
  virtual Result<std::int64_t> retry_letters(const std::string& letter) = 0;
  // A mail that was handed over has reached nobody. Returns 1.
  virtual Result<std::int64_t> came_back(const std::string& letter) = 0;
  virtual Result<std::int64_t> keep_contacts(const std::vector<Contact>& contacts) = 0;
  virtual Result<Forgotten> forget(const std::string& customer) = 0;
  // Does a step of an exchange without a network: see sync/stick.h.
  virtual Result<std::string> stick(StickStep step, const std::string& text) = 0;
};

// Opens the database, or finds the program that has it open. Errors are those of Ledger::open; one of kind busy says
// that the program that has it open does not answer. `store` is for a hub whose truth is kept elsewhere.
Result<std::unique_ptr<Desk>> open_desk(const std::filesystem::path& database, LedgerRole role, const Clock& clock,
                                        std::unique_ptr<SiteStore> store = nullptr);

// Answers the desks of other processes. `worked` is called after each answer, on the socket's thread.
LocalHandler desk_handler(LedgerThread& ledger, const Clock& clock, std::function<void()> worked);

}  // namespace dockhand
