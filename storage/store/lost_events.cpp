#include "storage/store/lost_events.h"

#include <algorithm>
#include <memory>
#include <system_error>

#include "storage/engine/numbered_rows.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr const char* table_of_lost =
    "CREATE TABLE IF NOT EXISTS lost(number INTEGER PRIMARY KEY, id TEXT NOT NULL, writer TEXT NOT NULL,"
    " writer_seq BIGINT NOT NULL, hash TEXT NOT NULL UNIQUE, body TEXT NOT NULL, waits INTEGER NOT NULL)";

// What the hub itself says of a day is said again. An event that could not be read goes before the next one of its
// chain.
constexpr const char* what_the_store_lacks =
    "SELECT f.seq, f.id, f.writer, f.writer_seq, f.hash, f.body, f.seq IN (SELECT seq FROM former_waiting)"
    " FROM former_event f WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = f.id AND e.body = f.body)"
    " AND NOT (f.action IN ('day', 'plan', 'replan') AND f.writer = (SELECT value FROM setting WHERE name = 'writer'))"
    " UNION ALL SELECT coalesce((SELECT min(next.seq) FROM former_event next WHERE next.writer = u.writer"
    " AND next.writer_seq > u.writer_seq), 9223372036854775807), '', u.writer, u.writer_seq, u.hash, u.body, 0"
    " FROM former_set_aside u WHERE NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.hash = u.hash)"
    " ORDER BY 1, 4";

Result<std::unique_ptr<Engine>> open_beside(const fs::path& cache, Disk& disk) {
  return Engine::open(lost_events_beside(cache), Access::read_write, disk);
}

// As the hub's own file is hidden. A disk that knows no owners keeps it all the same.
void hide_from_others(const fs::path& file) {
  std::error_code odd;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, odd);
}

Status keep(Rows& lost, const fs::path& file, Disk& disk) {
  auto beside = open_beside(file, disk);
  if (!beside) return beside.error();
  hide_from_others(lost_events_beside(file));
  Transaction transaction(**beside);
  (*beside)->run(table_of_lost);
  do {
    (*beside)->run("INSERT OR IGNORE INTO lost(id, writer, writer_seq, hash, body, waits) VALUES($1,$2,$3,$4,$5,$6)",
                   lost.text(1), lost.text(2), lost.integer(3), lost.text(4), lost.text(5), lost.integer(6));
  } while (lost.next());
  return transaction.commit();
}

}  // namespace

fs::path lost_events_beside(const fs::path& cache) { return cache.string() + "-lost"; }

bool is_set_apart(std::string_view table) { return table.starts_with("former_"); }

void set_events_apart(Engine& cache) {
  cache.run(
      "CREATE TABLE former_waiting AS SELECT e.seq FROM notice n JOIN event e ON n.id = e.id || '#1'"
      " WHERE n.open = 1 AND n.kind = 'office' AND NOT EXISTS (SELECT 1 FROM posting p WHERE p.event = e.seq)");
  rename_table(cache, "event", "former_event");
  rename_table(cache, "set_aside", "former_set_aside");
}

Status keep_lost_events(Engine& cache, const fs::path& file, Disk& disk) {
  if (!cache.has_table("former_event")) return Done{};
  {
    auto lost = cache.query(what_the_store_lacks);
    if (lost.next()) {
      if (auto kept = keep(lost, file, disk); !kept) return kept;
    }
  }
  for (const char* gone : {"former_event", "former_set_aside", "former_waiting"}) {
    cache.run_text("DROP TABLE " + std::string(gone), {});
  }
  return cache.failed() ? Status(cache.failure()) : Status(Done{});
}

Status read_lost_events(const fs::path& cache, Disk& disk, const std::function<void(const LostEvent&)>& take) {
  if (!disk.exists(lost_events_beside(cache))) return Done{};
  const auto beside = open_beside(cache, disk);
  if (!beside) return beside.error();
  if (!(*beside)->has_table("lost")) return Done{};  // the power went before anything was kept
  for (auto rows = (*beside)->query("SELECT number, id, writer, writer_seq, hash, body, waits FROM lost"
                                    " ORDER BY number");
       rows.next();) {
    take({rows.integer(0), rows.text(1), rows.text(2), rows.integer(3), rows.text(4), rows.text(5),
          rows.integer(6) != 0});
  }
  return (*beside)->failed() ? Status((*beside)->failure()) : Status(Done{});
}

Status forget_lost_events(const fs::path& cache, Disk& disk, const std::vector<std::int64_t>& stay) {
  const fs::path kept = lost_events_beside(cache);
  if (!disk.exists(kept)) return Done{};
  if (stay.empty()) {
    for (const char* part : {"-wal", "-shm", ""}) {
      if (auto removed = disk.remove(kept.string() + part); !removed) return removed;
    }
    return Done{};
  }
  std::vector<std::int64_t> gone;
  const auto note = [&](const LostEvent& one) {
    if (std::find(stay.begin(), stay.end(), one.number) == stay.end()) gone.push_back(one.number);
  };
  if (auto read = read_lost_events(cache, disk, note); !read) return read;
  const auto beside = open_beside(cache, disk);
  if (!beside) return beside.error();
  Transaction transaction(**beside);
  for (const std::int64_t number : gone) (*beside)->run("DELETE FROM lost WHERE number=$1", number);
  return transaction.commit();
}

}  // namespace dockhand
