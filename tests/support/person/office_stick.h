// A stick of the office at the terminal of random work, and what the person likes there.
//
// Decides: which files it has: a good one, one whose days can be read in two ways, one with a bad row. Leaves to
// others: what the person does with them (tests/support/person/random_work.h).
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>

#include "terminal/station/stick_files.h"

namespace dockhand::test {

class OfficeStick {
 public:
  OfficeStick(const std::filesystem::path& folder, const std::filesystem::path& database, LedgerThread& ledger,
              const Clock& clock) {
    const auto stick = folder / "sticks/OFFICE";
    std::filesystem::create_directories(stick);
    constexpr const char* header = "order,line,customer,item,quantity,promised\n";
    std::ofstream(stick / "a.csv") << header << "SO-900,1,C-9,BRG-6204,4,2026-12-03\n";
    std::ofstream(stick / "b.csv") << header << "SO-901,1,C-9,BRG-6205,2,03/04/2027\n";
    std::ofstream(stick / "c.csv") << header << "SO-902,1,C-9,BRG-6204,2,2026-12-03\n"
                                   << "SO-903,1,C-9,NOBODY-KNOWS,2,2026-12-03\n";
    files_ = std::make_unique<StickFiles>(folder / "sticks", database, folder / "users.csv", ledger, clock, [] {});
  }
  StickFiles& files() { return *files_; }

 private:
  std::unique_ptr<StickFiles> files_;
};

}  // namespace dockhand::test
