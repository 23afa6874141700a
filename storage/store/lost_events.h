// What a store has lost: events that a cache of it had, and that the store has not any more, as it was set back to a
// backup of its own.
//
// Decides: which these are, and that they are kept, each once, in a small database beside the file before the file is
// brought to what the store holds. Leaves to others: how they are booked again (storage/ledger/ledger_follows.cpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/disk.h"
#include "storage/engine/engine.h"
#include "storage/model/result.h"

namespace dockhand {

struct LostEvent {
  std::int64_t number = 0;  // by which it is kept
  std::string id;           // empty: it could not be read
  std::string writer;
  std::int64_t writer_seq = 0;
  std::string hash;
  std::string body;
  bool waits = false;  // it stood in the books without an effect
};

std::filesystem::path lost_events_beside(const std::filesystem::path& cache);

// --- within the transaction that makes a cache's tables anew
// Before the tables go: its events stay, under other names, until `keep_lost_events`.
void set_events_apart(Engine& cache);
bool is_set_apart(std::string_view table);
// Once the tables are filled: what the store lacks is safe on the disk when this returns. Without events that were set
// apart nothing is done.
Status keep_lost_events(Engine& cache, const std::filesystem::path& file, Disk& disk);

// Gives them in the order in which they were booked.
Status read_lost_events(const std::filesystem::path& cache, Disk& disk,
                        const std::function<void(const LostEvent&)>& take);
// Forgets all but those of these numbers.
Status forget_lost_events(const std::filesystem::path& cache, Disk& disk, const std::vector<std::int64_t>& stay);

}  // namespace dockhand
