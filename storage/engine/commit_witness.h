// The interface of an object that is asked before a transaction is committed.
//
// Decides: that somebody can have what a transaction wrote made safe elsewhere first, and can refuse it. Leaves to
// others: what is done with it (storage/store/store_cache.h).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

class Engine;

// Says by table, then by the row's number, whether it was there before the transaction. A row that was taken back with
// a savepoint, or that was written as it had been, stands here as well.
using WrittenRows = std::map<std::string, std::map<std::int64_t, bool>, std::less<>>;

class CommitWitness {
 public:
  virtual ~CommitWitness() = default;
  // Is called within the transaction, once it is complete, and may read and write as part of it. An Error rolls it
  // back. After a success the database commits as soon as it can, without a flush: what was written has to be safe by
  // then.
  virtual Status before_commit(Engine& engine) = 0;
};

}  // namespace dockhand
