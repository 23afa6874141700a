// This handles a database file that cannot be trusted any more.
//
// Decides: what of it is taken over into a fresh file, under which name it is set aside, and that a power cut at any
// moment of this leaves one of the two whole. Leaves to others: what the books make of lost events
// (storage/ledger/ledger_lives.cpp), when to do it (Ledger).
//
// FILE.copying     a copy in the making; without meaning after a restart
// FILE.fresh       a finished copy that is to take FILE's place; whoever finds it finishes the exchange
// FILE.damaged-N   what was set aside, with its -wal; never overwritten, never removed
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/codec/codec.h"
#include "storage/engine/disk.h"

namespace dockhand {

struct Copied {
  std::string damage;       // the first thing that is wrong with the file; empty: everything was verified and copied
  std::vector<Body> again;  // events that could be read, but no longer stand in their chain: to be booked again
};

std::filesystem::path copy_of(const std::filesystem::path& file);

Status remove_copy(const std::filesystem::path& file, Disk& disk);

// Writes into copy_of(file), which is made anew. An Error says that nothing of the file can be read, or that the copy
// cannot be written.
Result<Copied> copy_what_verifies(const std::filesystem::path& file, Disk& disk);

// Puts copy_of(file) in the place of the file. Returns the name under which the old one was set aside.
Result<std::filesystem::path> exchange(const std::filesystem::path& file, Disk& disk);
// Finishes an exchange that was interrupted, and does nothing otherwise. A program that writes to the file calls it
// first.
Status finish_exchange(const std::filesystem::path& file, Disk& disk);

}  // namespace dockhand
