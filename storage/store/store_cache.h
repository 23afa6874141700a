// A hub's database as the cache of a store.
//
// Decides: when the database has to be brought to what the store holds, that each transaction is in the store before it
// is committed here, and what of it is sent: the rows that the database itself says were written, of whatever table, so
// that a table of a later version needs no line here.
// Leaves to others: how the store keeps them (storage/store/site_store.h), what the rows mean (the ledger), and whose
// turn it is (the store's `claim`).
//
// The database keeps two settings, which travel with its rows: `store`, the site that it is the cache of, and
// `store_tag`, the store's transaction that it holds. While the tag in the database is the one that this object last
// gave to the store, both hold the same.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "storage/engine/commit_witness.h"
#include "storage/store/site_store.h"

namespace dockhand {

class StoreCache final : public CommitWitness {
 public:
  explicit StoreCache(std::unique_ptr<SiteStore> store);
  ~StoreCache() override;

  // Says whether the database holds what the store held last, as far as is known here.
  bool is_level(Engine& db) const;
  // Becomes the owner of the site and brings the database to what the store holds. It must not be called within a
  // transaction. From then on each transaction goes to the store first. `name` is for errors.
  Status level(Engine& db, const std::string& name);

  Status before_commit(Engine& db) override;

 private:
  Status fill(Engine& db, const std::string& name, const StoreHead& head);
  Status send_everything(Engine& db);
  Status send_table(Engine& db, const TableShape& table);
  Status send_written(Engine& db);

  std::unique_ptr<SiteStore> store_;
  std::optional<StoreHead> head_;  // none: what the store holds is not known
};

// Returns the site of which the database is the cache. Empty: the database holds the truth itself.
std::string site_of_cache(Engine& db);
// Has to be called within a transaction. From then on the database holds a truth of its own.
void forget_store(Engine& db);

}  // namespace dockhand
