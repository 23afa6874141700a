// The advisory lock of a site's owner, and the thread that keeps it.
//
// Decides: that it is held as long as this process runs and reaches PostgreSQL, that it is taken again when the
// connection broke and nobody else has it, that it goes when the process is stopped, and that who takes it ends what a
// former owner has not committed. Leaves to others: what keeps a former owner from writing
// (sync/store/postgres_store.h).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "sync/store/pg_connection.h"

namespace dockhand {

class OwnerLock {
 public:
  // `name`: the site's schema. An Error of kind busy says that another connection has the lock,
  // and which hub that is.
  static Result<std::unique_ptr<OwnerLock>> take(const std::string& url, const std::string& name);
  ~OwnerLock();
  OwnerLock(const OwnerLock&) = delete;
  OwnerLock& operator=(const OwnerLock&) = delete;

  // Asks PostgreSQL whether the lock is still held.
  bool held();
  // False: what a former owner has not committed may stand in the way, as this connection's role may not end it.
  bool may_end_former() const { return may_end_former_; }

 private:
  OwnerLock(std::string url, std::string name, std::unique_ptr<PgConnection> pg, bool may_end);
  void keep();
  bool say_a_word();  // is called under the lock

  const std::string url_, name_;
  const bool may_end_former_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::unique_ptr<PgConnection> pg_;  // none: it is not held
  bool stopping_ = false;
  std::thread thread_;  // must be the last member: it starts when everything else is there
};

}  // namespace dockhand
