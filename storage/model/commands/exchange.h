// What a terminal and its hub give each other.
//
// Decides: the shape of a push, of the answer to it, and of a pull. Leaves to others: what each side makes of it
// (storage/ledger/ledger.h), how it becomes bytes (sync/protocol.h), when it is sent (sync/worker.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/result.h"
#include "storage/model/time.h"
#include "storage/model/value.h"

namespace dockhand {

// A command as it was written down. This goes to the hub, and the chain of hashes is made of it.
struct Event {
  std::int64_t seq = 0;  // in the writer's own count: 1, 2, 3, ... without gaps
  CommandId id;
  WriterId writer;
  std::string body;  // JSON: the command and the claims decided with it (storage/codec/codec.h)
  std::string hash;  // SHA-256 over the writer's previous hash and body, 64 hexadecimal digits
  bool operator==(const Event&) const = default;
};

// The first events of one writer that the hub has not acknowledged: the oldest first, and without a gap.
struct Push {
  WriterId writer;
  std::vector<Event> events;
  static constexpr std::size_t max_events = 500;
  // A bound for all bodies together, so that a slow link sees progress. A larger event goes alone.
  static constexpr std::size_t max_bytes = 2 << 20;
};

// The hub's answer, which it gives only after its own commit. A repeated push gets the same answer and has no effect.
struct PushReply {
  std::int64_t applied = 0;             // the writer's highest event that is in
  std::vector<std::string> questioned;  // ids of events that were applied otherwise than sent, or set aside
  // Nothing after `applied` was taken. An Error of kind conflict says that the chain does not continue what the hub
  // has, so that this database is a copy. One of kind unknown says that the hub lacks what came before, and asks for
  // everything after `applied`.
  std::optional<Error> refusal;
};

// Rows of a synced table; the cells of a row stand in the order of the table's columns (storage/schema/tables.h).
struct TableRows {
  std::string table;
  std::vector<std::vector<Value>> rows;
};

// The rows that changed at the hub since a cursor. `applied` and the rows show the same moment.
struct Changes {
  std::string generation;    // the generation of the hub's database; when it is another one, start again from cursor 0
  std::int64_t cursor = 0;   // ask from here next time
  bool more = false;         // ask again at once; only a first pull is applied before its last part is here
  std::int64_t applied = 0;  // the asking writer's highest event that these rows contain
  std::vector<TableRows> tables;
  std::string life{};          // which opening of the hub's database the cursor is of; to be shown when asking again
  std::string applied_hash{};  // the hash of the event `applied`, which shows a copy; empty when none is in
  std::int64_t since = 0;      // the cursor after which the rows changed, which is the asker's unless it starts again
  bool knows_all = false;      // the asker starts again, and has seen nothing of this hub that these rows do not know
};

// The position from which a pull asks.
struct PullPosition {
  std::string generation;  // empty before the first pull
  std::int64_t cursor = 0;
  std::string life{};
  bool operator==(const PullPosition&) const = default;
};

// Names a row of a synced table by its key.
struct NamedRow {
  std::string table;
  std::vector<Value> key;  // the cells of the table's keys, none of which is null
  bool operator==(const NamedRow&) const = default;
};

// A terminal asks for what changed. It says what its clock shows, so that a wrong one is found.
struct PullRequest {
  WriterId asking;
  PullPosition position;
  Instant now;
  std::vector<NamedRow> rows{};  // those that it has written itself and wants as the hub has them, or as removed

  static constexpr std::size_t max_rows = 200;
  static constexpr std::size_t max_key_bytes = 8000;  // the length of all keys together, unless one alone is longer
  static constexpr std::size_t max_bytes = 65536;     // the length of a request as text
};

// What a terminal did with the answer to a pull. When it has to send something first, it did not apply the rows, and it
// stands at another position than they said.
struct Applied {
  std::vector<Notice> notices;  // those that are new here
  PullPosition position;
  bool asks_again = false;  // for rows that it wants as the hub has them
};

}  // namespace dockhand
