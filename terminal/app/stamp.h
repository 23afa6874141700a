// The only place where identity and time enter: an action becomes a command here.
//
// Decides: the ids of what this terminal does: WRITER-EVENTS-NUMBER, where EVENTS is the number of the newest event
// when the program started. A later start sees a higher one as soon as an id was used, so no id comes twice in one
// database; the writer keeps databases apart. The same start gives the same ids, so a script can be repeated.
#pragma once

#include <cstdint>
#include <string>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/command.h"
#include "storage/model/time.h"
#include "storage/views/views.h"

namespace dockhand {

class Stamp {
 public:
  // Waits for the ledger's thread, once.
  Stamp(LedgerThread& ledger, Views& views, const Clock& clock, OperatorName by);
  Command operator()(Action action);

 private:
  const Clock& clock_;
  OperatorName by_;
  std::string prefix_;
  std::int64_t used_ = 0;
};

}  // namespace dockhand
