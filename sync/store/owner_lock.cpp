#include "sync/store/owner_lock.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <utility>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds word_every{2'000};

constexpr std::string_view named_so = "dockhand-hub on ";

// As PostgreSQL shows it to whoever is kept waiting. It takes 63 bytes.
std::string this_process() {
  constexpr std::size_t longest = 30;
  char machine[256] = "";
  ::gethostname(machine, sizeof(machine) - 1);
  std::string host = std::string(machine).substr(0, longest);
  std::replace_if(
      host.begin(), host.end(), [](unsigned char c) { return std::isalnum(c) == 0 && c != '.' && c != '-'; }, '_');
  return std::string(named_so) + host + ", process " + std::to_string(::getpid());
}

// Which hub has the lock, as far as this connection's role may see that.
Error owned_by_another(PgConnection& pg, const std::string& name) {
  const auto owner = pg.ask(
      "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
      " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
      " AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, 0)"
      " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      {"dockhand " + name});
  const bool is_seen = owner && !owner->empty() && owner->front().front();
  const std::string who = is_seen ? *owner->front().front() : "";
  const bool is_named = who.starts_with(named_so);
  const std::string where = is_named ? " (" + printable(who.substr(named_so.size()), 60) + ")" : "";
  return {ErrorKind::busy, name, "another hub owns the site" + where + ": what changes its books is said there"};
}

Result<std::unique_ptr<PgConnection>> locked(const std::string& url, const std::string& name) {
  auto pg = PgConnection::open(url);
  if (!pg) return pg;
  // Said to be silent for ten seconds, PostgreSQL ends the connection.
  const std::string settings = "SET idle_session_timeout = '10s'; SET application_name = '" + this_process() + "'";
  if (auto set = (*pg)->run(settings); !set) return set.error();
  const auto got = (*pg)->ask("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", {"dockhand " + name});
  if (!got) return got.error();
  if (got->front().front() == "t") return pg;
  return owned_by_another(**pg, name);
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
