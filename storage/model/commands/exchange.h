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

// A command as it was written down: what goes to the hub, and what the chain of hashes is made of.
struct Event {
  std::int64_t seq = 0;  // in the writer's own count: 1, 2, 3, ... without gaps
  CommandId id;
  WriterId writer;
  std::string body;  // JSON: the command and the claims decided with it (storage/codec/codec.h)
  std::string hash;  // SHA-256 over the writer's previous hash and body, 64 hexadecimal digits
  bool operator==(const Event&) const = default;
};

// The first events of one writer that the hub has not acknowledged, oldest first, contiguous.
struct Push {
  WriterId writer;
  std::vector<Event> events;
  static constexpr std::size_t max_events = 500;
  // Of all bodies together, so that a slow link sees progress. A larger event goes alone.
  static constexpr std::size_t max_bytes = 2 << 20;
};

// The hub's answer, given only after its own commit. A repeated push gets the same answer and has no effect.
struct PushReply {
  std::int64_t applied = 0;             // the writer's highest event that is in
  std::vector<std::string> questioned;  // ids of events that were applied otherwise than sent, or set aside
  // Nothing after `applied` was taken. Of kind conflict: the chain does not continue what the hub has, so that this
  // database is a copy. Of kind unknown: the hub lacks what came before, and asks for everything after `applied`.
  std::optional<Error> refusal;
};

// Rows of a synced table; the cells of a row stand in the order of the table's columns (storage/schema/tables.h).
struct TableRows {
  std::string table;
  std::vector<std::vector<Value>> rows;
};

// Rows that changed at the hub since a cursor. `applied` and the rows are of one moment.
struct Changes {
  std::string generation;    // of the hub's database; another one means: start again from cursor 0
  std::int64_t cursor = 0;   // ask from here next time
  bool more = false;         // ask again at once; only a first pull is applied before its last part is here
  std::int64_t applied = 0;  // the asking writer's highest event that these rows contain
  std::vector<TableRows> tables;
  std::string life{};          // which opening of the hub's database the cursor is of; to be shown when asking again
  std::string applied_hash{};  // of the event `applied`, which tells a copy; empty when none is in
  std::int64_t since = 0;      // the cursor after which the rows changed, which is the asker's unless it starts again
};

// From where a pull asks.
struct PullPosition {
  std::string generation;  // empty before the first pull
  std::int64_t cursor = 0;
  std::string life{};
  bool operator==(const PullPosition&) const = default;
};

// A row of a synced table, by its key.
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
  std::vector<NamedRow> rows{};  // those that it has written itself and wants as the hub has them, or to hear of none

  static constexpr std::size_t max_rows = 200;
  static constexpr std::size_t max_key_bytes = 8000;  // of all keys, unless one alone is longer
  static constexpr std::size_t max_bytes = 65536;     // of a request as text
};

// What a terminal made of a pull. It stands at another position than the rows said when it has to send something first;
// the rows were not applied then.
struct Applied {
  std::vector<Notice> notices;  // those that are new here
  PullPosition position;
  bool asks_again = false;  // for rows that it wants as the hub has them
};

}  // namespace dockhand
