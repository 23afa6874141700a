// What a person may do, as the hub sees it.
//
// Decides: that documents of the office, cancellations, a lot's status, a barcode's meaning and what is ordered of
// suppliers are a supervisor's to change and to take back; that what somebody else's hands have done is taken back by
// people who work here; and that what hands have done counts whoever did it, as a fact cannot be forbidden afterwards.
// A terminal asks for the same on its screens, but a terminal can be fooled. Leaves to others: who there is
// (storage/import/columns/people.h), what becomes of a command that is not allowed (storage/ledger/set_aside.cpp).
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>

#include "storage/import/columns/people.h"
#include "storage/ledger/ledger.h"
#include "storage/ledger/ledger_thread.h"
#include "sync/hub/former_names.h"

namespace dockhand {

// A person is known by name, by user, or by a name of before.
Ledger::Judge judge_of(People people, FormerNames names = {});
// Returns one line for each person, with the role.
std::string people_text(const People& people);

// The roles of a running hub follow the file of its people, which an import writes. It may be used on any thread but
// the ledger's.
class RolesOfFile {
 public:
  using Read = std::function<Result<Ledger::Judge>()>;
  // `told` is called each time that the file was read again. The ledger's thread must outlive this.
  RolesOfFile(std::filesystem::path users, Read read, LedgerThread& ledger, std::function<void(const Status&)> told);
  void read_again();
  // Reads the file only when it was written, made or removed since.
  void look();

 private:
  std::filesystem::file_time_type written() const;

  const std::filesystem::path users_;
  const Read read_;
  LedgerThread& ledger_;
  const std::function<void(const Status&)> told_;
  std::mutex mutex_;  // guards the next, and that one reads at a time
  std::filesystem::file_time_type seen_;
};

}  // namespace dockhand
