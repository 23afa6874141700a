// What the parts of the ledger share: ledger.cpp writes events, replica.cpp meets other databases.
#pragma once

#include "storage/books.h"
#include "storage/codec.h"
#include "storage/engine.h"
#include "storage/facts.h"
#include "storage/ledger.h"

namespace dockhand {

// The end of a writer's chain.
struct Head {
  std::int64_t seq = 0;
  std::string hash;
};
// Before a writer's first event.
std::string first_hash();
// SHA-256 over previous hash and body, as 64 hexadecimal digits.
std::string chain_hash(const std::string& previous, const std::string& body);

struct Ledger::State {
  State(std::unique_ptr<Engine> opened, LedgerRole its_role, const Clock& its_clock)
      : engine(std::move(opened)), role(its_role), clock(its_clock) {}

  std::unique_ptr<Engine> engine;
  LedgerRole role;
  const Clock& clock;
  std::optional<WriterId> writer;  // set once open() is through

  std::string setting(const char* name);
  void set(const char* name, const std::string& value);
  std::int64_t next_event();
  Head head_of(const WriterId& of);
  // The number under which a hub's transaction marks the rows it writes; 0 on a terminal.
  std::int64_t next_change();

  // Within a transaction. A refusal means that the caller has to roll back.
  Outcome write(const Command& command);
  std::optional<Outcome> recorded(const Command& command);
  // Writes down what `books` made of the entry: event, explanations, notices, chain.
  void record(Entry& entry, const std::string& body, const Head& head);
  void record_decisions(const Entry& entry, const WriterId& concerned);
};

}  // namespace dockhand
