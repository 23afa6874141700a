#include "sync/store/postgres_text.h"

#include "storage/model/fresh_id.h"

namespace dockhand {

Result<std::optional<Kept>> PostgresText::other_than(const std::string& version) {
  const std::lock_guard lock(mutex_);
  if (auto connected = stay_connected(pg_, place_); !connected) return connected.error();
  const auto found = pg_->ask("SELECT text, version FROM hub_kept WHERE name = $1 AND version <> $2", {name_, version});
  if (!found) return found.error();
  if (!found->empty()) return std::optional(Kept{*found->front()[0], *found->front()[1]});
  const auto there = pg_->ask("SELECT 1 FROM hub_kept WHERE name = $1", {name_});
  if (!there) return there.error();
  return there->empty() && !version.empty() ? std::optional(Kept{}) : std::optional<Kept>();
}

Status PostgresText::change(const Change& of) {
  const std::lock_guard lock(mutex_);
  if (auto connected = stay_connected(pg_, place_); !connected) return connected;
  if (auto begun = pg_->run("BEGIN"); !begun) return begun;
  if (auto changed = change_within(of); !changed) {
    static_cast<void>(pg_->run("ROLLBACK"));
    return changed;
  }
  return pg_->run("COMMIT");
}

// The row is there first, so that it can be locked.
Status PostgresText::change_within(const Change& of) {
  const auto made =
      pg_->ask("INSERT INTO hub_kept(name, version, text) VALUES($1, '', '') ON CONFLICT DO NOTHING", {name_});
  if (!made) return made.error();
  const auto now = pg_->ask("SELECT text FROM hub_kept WHERE name = $1 FOR UPDATE", {name_});
  if (!now) return now.error();
  const auto next = of(*now->front()[0]);
  if (!next) return next.error();
  const auto written =
      pg_->ask("UPDATE hub_kept SET text = $2, version = $3 WHERE name = $1", {name_, *next, fresh_id()});
  return written ? Status(Done{}) : Status(written.error());
}

}  // namespace dockhand
