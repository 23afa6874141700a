// Where the truth of a site is kept when it is not the hub's own file.
//
// Decides: nothing; the seam between a hub's database and a store that several hubs share. One hub at a time owns the
// site in it. The owner gives each of its transactions to the store before it commits it, so that its own database is
// never ahead and can be made anew from the store, by any hub.
// Leaves to others: how a store keeps rows (sync/store/), what a hub does with it (storage/store/store_cache.h).
//
// Each transaction has a random tag, and names the one before it. So the store can refuse a hub that builds on a state
// which is no longer its newest, and a database can say which state it holds. Only one thread at a time may use a
// store. After an Error the store may or may not have what was committed: `claim` again, and read.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/rows/numbered_rows.h"

namespace dockhand {

struct StoreHead {
  std::string site;         // a random id from the site's first day in this store; it never changes
  std::string tag;          // the tag of its last transaction; empty: nothing was ever written
  std::int64_t schema = 0;  // the version of its tables
  bool operator==(const StoreHead&) const = default;
};

// What a store has beyond a state that another database holds already.
enum class Beyond {
  nothing,
  rows,        // the rows that were written since
  everything,  // that state is unknown, or too old: all rows are sent
};

class SiteStore {
 public:
  virtual ~SiteStore() = default;

  // Makes the caller the owner. From now on a transaction of any earlier owner is refused, also one that is under way.
  // An Error of kind busy says that another hub owns the site and is alive.
  virtual Result<StoreHead> claim() = 0;
  // Lets another hub claim the site.
  virtual void release() = 0;

  // --- one transaction of the owner; what is not committed is undone by the next `begin`, `claim` or `read`
  // busy: another hub has claimed the site since. conflict: `before` is not its last transaction.
  virtual Status begin(const std::string& before) = 0;
  // Removes all tables that were there.
  virtual Status make_tables(const std::vector<TableShape>& tables) = 0;
  virtual Status change(const TableShape& table, const ChangedRows& rows) = 0;
  // It is safe when it returns a success.
  virtual Status commit(const StoreHead& after) = 0;

  // Shows one moment, with all that was said to be safe before. busy: the reader had claimed the site and has lost it.
  // `begin` is called first, then `take` for each piece. `tag` names what the reader holds; any hub may be one.
  using Begin = std::function<Status(const StoreHead& head, Beyond beyond)>;
  using Take = std::function<Status(const TableShape& table, const ChangedRows& rows)>;
  virtual Status read(const std::string& tag, const Begin& begin, const Take& take) = 0;
};

}  // namespace dockhand
