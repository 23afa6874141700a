// The chain of hashes that holds a writer's events together.
//
// Decides: how the hash of an event is made, and where a writer's chain begins and ends. Leaves to others: which events
// there are (storage/ledger/ledger.h), following whole chains (storage/upkeep/audit_events.h).
#pragma once

#include <cstdint>
#include <string>

#include "storage/engine/engine.h"

namespace dockhand {

// The end of a writer's chain.
struct Head {
  std::int64_t seq = 0;
  std::string hash;
};

// The hash that stands before a writer's first event.
std::string first_hash();
// Returns SHA-256 over the previous hash and the body, as 64 hexadecimal digits.
std::string chain_hash(const std::string& previous, const std::string& body);
// Returns 128 random bits as 32 hexadecimal digits: the id of a writer, or of a hub's generation.
std::string random_id();

// Returns what the table `chain` says about a writer. Before the writer's first event that is {0, first_hash()}.
Head head_of(Engine& db, const std::string& writer);
void set_head(Engine& db, const std::string& writer, const Head& head);

}  // namespace dockhand
