#include "sync/store/owner_lock.h"

#include <chrono>
#include <utility>

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds word_every{2'000};

Result<std::unique_ptr<PgConnection>> locked(const std::string& url, const std::string& name) {
  auto pg = PgConnection::open(url);
  if (!pg) return pg;
  // Said to be silent for ten seconds, PostgreSQL ends the connection.
  if (auto set = (*pg)->run("SET idle_session_timeout = '10s'"); !set) return set.error();
  const auto got = (*pg)->ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", {"dockhand " + name});
  if (!got) return got.error();
  if (got->front().front() == "t") return pg;
  return Error{ErrorKind::busy, name, "another hub owns the site"};
}

// A former owner may have been stopped while PostgreSQL waits for more of its rows, which is no idleness and ends late.
// Its transaction holds the row of hub_site, and what the next owner needs. False: this connection may not end it, so
// that it ends late all the same.
bool end_former_owner(PgConnection& pg, const std::string& name) {
  const auto ended = pg.ask(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'relation' AND granted"
      " AND relation = to_regclass($1) AND mode = 'RowExclusiveLock'"
      " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      {name + ".hub_site"});
  return ended || ended.error().kind != ErrorKind::refused;
}

}  // namespace

Result<std::unique_ptr<OwnerLock>> OwnerLock::take(const std::string& url, const std::string& name) {
  auto pg = locked(url, name);
  if (!pg) return pg.error();
  const bool may_end = end_former_owner(**pg, name);
  return std::unique_ptr<OwnerLock>(new OwnerLock(url, name, std::move(pg).value(), may_end));
}

OwnerLock::OwnerLock(std::string url, std::string name, std::unique_ptr<PgConnection> pg, bool may_end)
    : url_(std::move(url)), name_(std::move(name)), may_end_former_(may_end), pg_(std::move(pg)), thread_([this] {
        keep();
      }) {}

OwnerLock::~OwnerLock() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  // Who waits need not wait until PostgreSQL has seen that the connection is gone; when this fails, it sees it.
  if (pg_) static_cast<void>(pg_->run("SELECT pg_advisory_unlock_all()"));
}

bool OwnerLock::say_a_word() {
  if (pg_ && !pg_->run("SELECT 1")) pg_.reset();
  return pg_ != nullptr;
}

bool OwnerLock::held() {
  const std::lock_guard lock(mutex_);
  return say_a_word();
}

void OwnerLock::keep() {
  std::unique_lock lock(mutex_);
  while (!changed_.wait_for(lock, word_every, [this] { return stopping_; })) {
    if (say_a_word()) continue;
    auto again = locked(url_, name_);
    if (again) pg_ = std::move(again).value();
  }
}

}  // namespace dockhand
