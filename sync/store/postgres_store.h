// A site in PostgreSQL.
//
// Decides: in which tables a site is kept there, who owns it, and that nobody else writes. Leaves to others: what the
// rows are and when they are written (storage/store/store_cache.h), and the bytes between (sync/store/pg_connection.h).
//
// Everything of a site lies in a schema of its own, dockhand_SITE, which belongs to a role of the same name where there
// is one. Beside the tables of the hub, each with its rows' numbers in `row_number`, three more:
//   hub_site     one row: epoch (grows with each claim), number and tag of the last transaction, version of the tables
//   hub_written  which rows the last transactions have written, so that a database that was away gets these alone
//   hub_kept     small texts that all hubs of the site share (sync/store/postgres_text.h)
//
// An advisory lock says who owns the site. A connection holds it and says something every two seconds. When it has been
// silent for ten (the process was stopped, the machine is gone), PostgreSQL ends the connection, and the lock with it.
// The lock is only for hubs that live. The epoch keeps a former owner from writing: each transaction compares it with
// the row of hub_site, and holds that row until its end. Who takes the lock ends such a transaction of a former owner.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/store/site_store.h"
#include "sync/store/owner_lock.h"
#include "sync/store/pg_site.h"

namespace dockhand {

class PostgresStore final : public SiteStore {
 public:
  // Connects at the first claim or reading. An Error of kind bad_input says that the URL or the name of the site cannot
  // be used.
  static Result<std::unique_ptr<SiteStore>> at(const PostgresPlace& place);
  ~PostgresStore() override;

  Result<StoreHead> claim() override;
  void release() override { lock_.reset(); }
  Status begin(const std::string& before) override;
  Status make_tables(const std::vector<TableShape>& tables) override;
  Status change(const TableShape& table, const ChangedRows& rows) override;
  Status commit(const StoreHead& after) override;
  Status read(const std::string& tag, const Begin& begin, const Take& take) override;

 private:
  explicit PostgresStore(PostgresPlace place);
  Result<StoreHead> head();
  Status still_owned();
  Error still_written_to() const;
  Status read_within(const std::string& tag, const Begin& begin, const Take& take);
  Status read_everything(const std::vector<TableShape>& tables, const Take& take);
  Status read_since(std::int64_t number, const std::vector<TableShape>& tables, const Take& take);
  Status copy_rows_out(const std::string& statement, const TableShape& table, ChangedRows change, const Take& take);
  Result<std::vector<TableShape>> shapes();
  std::string name_of_table(const std::string& table) const;

  const PostgresPlace place_;
  const std::string schema_;
  std::unique_ptr<PgConnection> pg_;
  std::unique_ptr<OwnerLock> lock_;
  std::int64_t epoch_ = 0;
  // These belong to the transaction that is open.
  std::int64_t number_ = 0;
  bool everything_ = false;
  std::vector<std::pair<std::string, std::string>> written_;  // table and numbers of rows
};

}  // namespace dockhand
