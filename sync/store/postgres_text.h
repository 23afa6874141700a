// A small text of a site in PostgreSQL, which all of its hubs share, whichever owns the books.
//
// Decides: how it is kept, a row of hub_kept, and that nobody else changes it meanwhile. Leaves to others: what stands
// in it (sync/access/kept_text.h), and how often it is looked at (sync/access/watched_text.h).
#pragma once

#include <mutex>

#include "sync/access/kept_text.h"
#include "sync/store/pg_site.h"

namespace dockhand {

class PostgresText final : public KeptText {
 public:
  // Connects when it is used.
  PostgresText(PostgresPlace place, std::string name) : place_(std::move(place)), name_(std::move(name)) {}

  std::string name() const override { return schema_of(place_) + ".hub_kept " + name_; }
  Result<std::optional<Kept>> other_than(const std::string& version) override;
  Status change(const Change& of) override;

 private:
  Status change_within(const Change& of);

  const PostgresPlace place_;
  const std::string name_;
  std::mutex mutex_;  // guards the connection
  std::unique_ptr<PgConnection> pg_;
};

}  // namespace dockhand
