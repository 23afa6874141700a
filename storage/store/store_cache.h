// A hub's database as the cache of a store.
//
// Decides: when the database has to be brought to what the store holds, that each transaction is in the store before it
// is committed here, and what of it is sent: the rows that the database itself says were written, of whatever table, so
// that a table of a later version needs no line here.
// A database may also follow: it holds what the store held a moment ago, and nothing is written to it but that.
// Leaves to others: how the store keeps them (storage/store/site_store.h), what the rows mean (the ledger), and whose
// turn it is (the store's `claim`).
//
// The database keeps two settings, which travel with its rows: `store`, the site that it is the cache of, and
// `store_tag`, the store's transaction that it holds. While the tag in the database is the one that this object last
// gave to the store, both hold the same. A third one, `store_first`, is the tag of the store's first transaction: by it
// the file is known whose books an empty store has taken.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "storage/engine/commit_witness.h"
#include "storage/engine/disk.h"
#include "storage/store/site_store.h"

namespace dockhand {

class StoreCache final : public CommitWitness {
 public:
  StoreCache(std::unique_ptr<SiteStore> store, Disk& disk);
  ~StoreCache() override;

  // Says whether the database holds what the store held last, as far as is known here.
  bool is_level(Engine& db) const;
  // Becomes the owner of the site and brings the database, which is this file, to what the store holds. What the store
  // has lost is kept beside it (storage/store/lost_events.h). It must not be called within a transaction. From then on
  // each transaction goes to the store first.
  Status level(Engine& db, const std::string& name);
  // Brings the database to what the store holds, whoever owns the site. It must not be called within a transaction, and
  // no other transaction can be committed until `level`. An Error of kind busy says that there is nothing to be read
  // yet, or that the owner's program has tables of another version.
  Status follow(Engine& db, const std::string& name);
  // Says whether the site could be this one's. busy: another hub owns it.
  Status claim();
  void release() { store_->release(); }
  // Asks the store, when the database is level, whether it still is: a hub that was stopped for a while may have lost
  // the site to another one, and what it holds may be old. A store that is not reached says nothing of that.
  void look();

  Status before_commit(Engine& db) override;

 private:
  using Check = std::function<Status(const StoreHead& found)>;
  Status fill(Engine& db, const std::string& name, const Check& check);
  Status offer(Engine& db);
  Status send_everything(Engine& db);
  Status send_table(Engine& db, const TableShape& table);
  Status send_written(Engine& db);

  std::unique_ptr<SiteStore> store_;
  Disk& disk_;
  std::optional<StoreHead> head_;                       // none: what the store holds is not known
  std::string first_tag_;                               // under which books of their own go to an empty store
  std::chrono::steady_clock::time_point look_again_{};  // not before: the store was not reached
};

// Returns the site of which the database is the cache. Empty: the database holds the truth itself.
std::string site_of_cache(Engine& db);
// Has to be called within a transaction. From then on the database holds a truth of its own.
void forget_store(Engine& db);

}  // namespace dockhand
