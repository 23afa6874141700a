// The lives of a database: damaged, salvaged, copied, restored. A life that may lack events goes on as a new writer, so
// that no two histories ever share a chain.
#include <functional>

#include "storage/ledger/hub_lives.h"
#include "storage/ledger/ledger_state.h"
#include "storage/model/fresh_id.h"
#include "storage/model/label_numbers.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/setting.h"
#include "storage/schema/tables.h"
#include "storage/upkeep/audit.h"
#include "storage/upkeep/salvage.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

std::string time_of_last_event(Engine& db) {
  auto rows = db.query("SELECT at FROM event ORDER BY seq DESC LIMIT 1");
  return rows.next() ? Cells(rows).instant(0).text() : "its beginning";
}

// Everybody reads it: it says which of the site's databases is meant. A terminal is known by who used it last.
std::string owner_of(Engine& db) {
  if (text_setting(db, "role") == "hub") return "the hub";
  auto rows =
      db.query("SELECT operator FROM event WHERE operator NOT IN ('dockhand', 'office') ORDER BY seq DESC LIMIT 1");
  return rows.next() ? "the terminal that " + printable(rows.text(0), 60) + " used last" : "a terminal";
}

// A terminal's events, whichever of its lives they are of, become the new writer's; of a hub's, only its own do: those
// of its terminals stay in their chains, which tell a copy.
void rechain(Engine& db, const std::string& writer, std::int64_t last_of_old, const std::string& only_of) {
  Head head{0, first_hash()};
  std::int64_t seq = last_of_old;
  for (;;) {
    std::string body;
    {
      auto rows = db.query(
          "SELECT seq, body FROM event WHERE seq > $1 AND ($2 = '' OR writer = $2) ORDER BY seq LIMIT 1", seq, only_of);
      if (!rows.next()) break;
      seq = rows.integer(0);
      body = rows.text(1);
    }
    head = Head{head.seq + 1, chain_hash(head.hash, body)};
    db.run("UPDATE event SET writer=$2, writer_seq=$3, hash=$4 WHERE seq=$1", seq, writer, head.seq, head.hash);
  }
  if (head.seq > 0) set_head(db, writer, head);
}

// What is left of the old writer ends where the new one begins.
void end_chain(Engine& db, const std::string& writer) {
  db.run("DELETE FROM chain WHERE writer=$1", writer);
  std::optional<Head> last;
  {
    auto rows = db.query("SELECT writer_seq, hash FROM event WHERE writer=$1 ORDER BY writer_seq DESC LIMIT 1", writer);
    if (rows.next()) last = Head{rows.integer(0), rows.text(1)};
  }
  if (last) set_head(db, writer, *last);
}

// Whoever was told of events by their numbers knows by it which of them are still the same.
void note_life(Ledger::State& state) {
  const std::string before = state.setting(lives_setting);
  state.set(lives_setting, before + (before.empty() ? "" : " ") + state.setting("writer") + ":" +
                               std::to_string(state.next_event() - 1));
}

// The copy is a ledger of its own until it is whole.
Status finish_copy(const fs::path& copy, LedgerRole role, const Clock& clock, Disk& disk,
                   const std::function<Status(Ledger::State&)>& finish) {
  Ledger::State state(copy, role, clock, disk);
  if (auto started = state.start(); !started) return started;
  return finish(state);
}

// A backup of a cache becomes a truth of its own, which can be given to another store.
Status leave_store(const fs::path& copy, Disk& disk) {
  auto db = Engine::open(copy, Access::read_write, disk);
  if (!db) return db.error();
  Transaction transaction(**db);
  if (site_of_cache(**db).empty()) return Done{};
  forget_store(**db);
  return transaction.commit();
}

Result<LedgerRole> role_of(const fs::path& file, Disk& disk) {
  auto reader = open_reader(file, disk, Access::salvage);
  if (!reader) return reader.error();
  auto rows = (*reader)->query("SELECT value FROM setting WHERE name='role'");
  return rows.next() && rows.text(0) == "hub" ? LedgerRole::hub : LedgerRole::terminal;
}

}  // namespace

std::int64_t Ledger::State::number(const char* name) { return number_setting(*engine, name); }

std::int64_t Ledger::State::first_after() { return number("first_after"); }

Notice Ledger::State::become_new_writer(std::int64_t last_of_old, const std::string& why) {
  const std::string old = setting("writer");
  const std::string fresh = random_id();
  const std::string told = "The database of " + owner_of(*engine) + " " + why + ": scans made there between " +
                           time_of_last_event(*engine) + " and " + clock.now().text() +
                           " may be missing: count again what was handled then";
  set("writer", fresh);
  set("first_after", std::to_string(last_of_old));
  set("acknowledged", std::to_string(last_of_old));
  if (stands(Guard::rechained)) rechain(*engine, fresh, last_of_old, role == LedgerRole::hub ? old : "");
  end_chain(*engine, old);
  if (why.empty()) return {};
  const auto was = stands(Guard::leases_of_copy_end) ? std::optional(known_code<WriterId>(*engine, old)) : std::nullopt;
  return tell(WriterId::parse(fresh).value(), Tell{Tell::Trouble::missing_scans, told, was});
}

Notice Ledger::State::tell(const WriterId& by, Tell told) {
  const Command command{fresh_command_id(), OperatorName::parse("dockhand").value(), clock.now(), std::move(told)};
  Entry entry(next_event(), by, command, Standing::fact, next_change(), summary(command.action));
  Books books(*engine, entry);
  perform(books, command.action);
  record(entry, encode_body(command, {}), end_of(by));
  return entry.accepted.notices.front();
}

// The books may be older than the leases: what a terminal holds by then, nobody here knows.
void Ledger::State::end_all_leases() {
  std::set<std::string> holders;
  for (auto rows = engine->query("SELECT writer FROM lease WHERE demand + claimed > 0"
                                 " UNION SELECT writer FROM number_block WHERE open = 1");
       rows.next();) {
    holders.insert(rows.text(0));
  }
  skip_label_numbers();
  for (const std::string& holder : holders) {
    const Command command{fresh_command_id(), OperatorName::parse("dockhand").value(), clock.now(),
                          Revoke{known_code<WriterId>(*engine, holder), "the hub was set back"}};
    Entry entry = begin(WriterId::parse(setting("writer")).value(), command, Standing::fact, next_change());
    Books books(*engine, entry);
    perform(books, command.action);
    record(entry, encode_body(command, {asked_by(entry.accepted), {}}), end_of(entry.writer));
    look_ahead(entry);
  }
}

// The mark said which event was safe last. What is in the books is whole; whether more was acknowledged, nobody can
// say.
Status Ledger::State::tell_of_damaged_mark() {
  if (auto removed = disk.remove(mark_beside(file)); !removed) return removed;
  Transaction transaction(*engine);
  tell(*writer, Tell{Tell::Trouble::missing_scans,
                     "The file of " + owner_of(*engine) +
                         " that ends in -mark was damaged: if the power or the program failed, scans there after " +
                         time_of_last_event(*engine) + " may be missing: count again what was handled then"});
  return transaction.commit();
}

Status Ledger::State::learn_writer() {
  auto id = WriterId::parse(setting("writer"));
  if (!id) return Error{ErrorKind::corrupt, file.string(), "the database has lost the id of its writer"};
  writer = *id;
  return Done{};
}

// Who asks next gets every row and sends all of its events; an event that is here counts once all the same.
void Ledger::State::begin_again_with_terminals() {
  engine->run("DELETE FROM chain WHERE writer <> $1", setting("writer"));
  new_generation();
}

// A hub that was set back may have given more numbers than it knows: those that follow are nobody's.
void Ledger::State::skip_label_numbers() {
  constexpr std::int64_t skipped = 10'000;
  std::map<std::string, std::int64_t> ends;
  for (auto rows = engine->query("SELECT prefix, max(first + numbers) FROM number_block WHERE prefix > ''"
                                 " GROUP BY prefix");
       rows.next();) {
    ends.emplace(rows.text(0), rows.integer(1));
  }
  for (const auto& [prefix, end] : ends) {
    const std::int64_t numbers = std::min(skipped, numbers_under(prefix).end - end);
    if (numbers <= 0) continue;
    engine->run(
        "INSERT INTO number_block(first, prefix, writer, holder, numbers, used, open, changed)"
        " VALUES($1,$2,'','',$3,0,0,$4) ON CONFLICT(first) DO NOTHING",
        end, prefix, numbers, next_change());
  }
}

void Ledger::State::new_generation() {
  set(past_generations, with_new_life(setting(past_generations), setting("generation"), number("change")));
  set("generation", random_id());
  const std::int64_t change = next_change();
  for (const SyncedTable& table : synced_tables) {
    engine->run_text("UPDATE " + std::string(table.name) + " SET changed=$1 WHERE changed=0", {change});
  }
  if (stands(Guard::leases_end_with_hub)) end_all_leases();
}

void Ledger::State::book_again(const std::vector<Body>& bodies) {
  for (const Body& body : bodies) {
    if (recorded(body.command)) continue;
    if (const auto refusal = book_fact(body)) {
      Entry entry = begin(*writer, body.command, Standing::fact, next_change());
      entry.accepted.notices.push_back(notice_of_set_aside(body.command.action, *refusal));
      record(entry, encode_body(body.command, body.word), end_of(*writer));
    }
  }
}

std::optional<Error> Ledger::State::book_fact(const Body& body) {
  Savepoint savepoint(*engine);
  Entry entry = begin(*writer, body.command, Standing::fact, next_change());
  entry.asked = body.word.asked;
  entry.taken = body.word.taken;
  Books books(*engine, entry);
  if (auto no = perform(books, body.command.action)) return no->error;
  record(entry, encode_body(body.command, word_of(entry)), end_of(*writer));
  savepoint.keep();
  return std::nullopt;
}

Status Ledger::State::recover(const Copied& copied, std::int64_t last_acknowledged) {
  if (copied.damage.empty() && next_event() > last_acknowledged) return Done{};
  Transaction transaction(*engine);
  if (!copied.damage.empty()) set("salvaged", "1");  // its rows may be of events that are gone
  become_new_writer(copied.damage.empty() ? number("applied") : 0, disk_failed);
  if (auto known = learn_writer(); !known) return known;
  std::vector<std::pair<std::string, std::int32_t>> lines;
  for (auto rows = engine->query("SELECT DISTINCT doc, line FROM balance WHERE doc > '' AND quantity <> 0");
       rows.next();) {
    lines.emplace_back(rows.text(0), Cells(rows).number(1));
  }
  const Command nothing{CommandId::parse("-").value(), OperatorName::parse("-").value(), {}, Replan{}};
  Entry entry(0, *writer, nothing, Standing::fact, next_change(), "");
  Books books(*engine, entry);
  books.place_all_units();
  for (const auto& [doc, line] : lines) books.recount(doc, line);
  book_again(copied.again);
  if (role == LedgerRole::hub) begin_again_with_terminals();
  return transaction.commit();
}

Status Ledger::State::meet_store() {
  if (cache) {
    // Its commits are not flushed, as the store has them: no mark tells of it.
    if (auto removed = disk.remove(mark_beside(file)); !removed) return removed;
    return cache->level(*engine, file.string());
  }
  const std::string site = site_of_cache(*engine);
  if (engine->failed()) return engine->failure();
  if (site.empty()) return Done{};
  return Error{ErrorKind::refused, file.string(),
               "this is the cache of a site that a store holds: name the store, or ask the hub that runs"};
}

Status Ledger::State::remove_file() {
  for (const char* part : {"-wal", "-shm", ""}) {
    if (auto removed = disk.remove(file.string() + part); !removed) return removed;
  }
  return Done{};
}

// A cache is never mended: the store has all of it.
Status Ledger::State::ready() {
  if (follows) return Error{ErrorKind::busy, file.string(), "another hub owns the site, and this one reads alone"};
  const bool damaged = engine && engine->suspect();
  if (engine && !damaged && (!cache || cache->is_level(*engine))) return Done{};
  mark.reset();
  engine.reset();
  if (owed == Owed::flush) owed = Owed::lost;
  if (!cache) {
    if (auto mended = mend(); !mended) return mended.error();
  } else if (damaged) {
    if (auto removed = remove_file(); !removed) return removed;
  }
  auto started = start();
  if (!started) engine.reset();
  lost = !started && cache && started.error().kind == ErrorKind::busy;
  return started;
}

Result<Salvaged> Ledger::State::mend() {
  auto copied = copy_what_verifies(file, disk);
  if (!copied) return copied.error();
  Salvaged salvaged{{}, copied->damage};
  auto finished = finish_copy(copy_of(file), role, clock, disk, [&](State& copy) {
    const std::string last = time_of_last_event(*copy.engine), old = copy.setting("writer");
    auto recovered = copy.recover(*copied, acknowledged_here);
    if (copy.setting("writer") != old) salvaged.missing = "between " + last + " and " + clock.now().text();
    return recovered;
  });
  if (!finished) return finished.error();
  auto aside = exchange(file, disk);
  if (!aside) return aside.error();
  salvaged.set_aside = *aside;
  return salvaged;
}

// Says whether the hub has this database's event of that number, and so all before it.
bool Ledger::State::is_own(std::int64_t seq, const std::string& hash) {
  if (hash.empty()) return true;
  auto rows = engine->query("SELECT hash FROM event WHERE seq=$1 AND writer=$2", seq, setting("writer"));
  return !rows.next() || rows.text(0) == hash;
}

std::optional<std::vector<Notice>> Ledger::State::other_life(const Changes& changes) {
  const std::int64_t applied = changes.applied + first_after();
  const bool same_hub = setting("hub_generation") == changes.generation;
  const bool behind = applied >= next_event() && stands(Guard::copy_behind);
  if (behind) return std::vector<Notice>{become_new_writer(number("applied"), copy_found)};
  // A hub that may lack what an earlier life of this database sent gets everything again.
  if (!same_hub && first_after() > 0 && stands(Guard::copy_sends_all)) {
    become_new_writer(0, "");
    return std::vector<Notice>{};
  }
  // A copy has sent other events under these numbers to a hub that had lost this database's.
  if (!is_own(applied, changes.applied_hash)) {
    return std::vector<Notice>{become_new_writer(same_hub ? number("applied") : 0, copy_found)};
  }
  // The reply that acknowledged them was lost, or another database sent events under this writer's name: the next push
  // tells which.
  if (same_hub && applied > number("acknowledged")) return std::vector<Notice>{};
  return std::nullopt;
}

Result<Salvaged> Ledger::salvage(const fs::path& file, const Clock& clock, Disk& disk) {
  if (auto there = Engine::examine(file, disk); !there) return there.error();
  auto lock = disk.lock(file);
  if (!lock) return lock.error();
  if (auto finished = finish_exchange(file, disk); !finished) return finished.error();
  const auto role = role_of(file, disk);
  if (!role && role.error().kind == ErrorKind::corrupt) {
    return Error{ErrorKind::corrupt, file.string(),
                 "nothing of it can be read; move it away and take a backup with `dockhand restore`"};
  }
  if (!role && role.error().kind == ErrorKind::unknown && disk.exists(file)) {
    return Error{ErrorKind::foreign, file.string(),
                 "no table of a Dockhand database can be read in it; it was left as it is"};
  }
  if (!role) return role.error();
  auto salvaged = State(file, *role, clock, disk).mend();
  if (!salvaged) return salvaged;
  const auto checks = audit(file, disk);
  if (!checks) return checks.error();
  for (const AuditCheck& check : *checks) {
    if (!check.passed && salvaged->still_wrong.empty()) salvaged->still_wrong = check.name + ": " + check.detail;
  }
  return salvaged;
}

Status Ledger::restore(const fs::path& backup, const fs::path& file, const Clock& clock, Disk& disk) {
  if (disk.exists(file)) {
    return Error{ErrorKind::refused, file.string(),
                 "there is a database already; move it away first, nothing was changed"};
  }
  // It would be taken for the restored one's.
  const fs::path log = file.string() + "-wal";
  if (disk.exists(log)) {
    return Error{ErrorKind::refused, log.string(),
                 "this belongs to the database that was here; move it away with it, nothing was changed"};
  }
  auto lock = disk.lock(file);
  if (!lock) return lock.error();
  const auto checks = audit(backup, disk);
  if (!checks) return checks.error();
  for (const AuditCheck& check : *checks) {
    if (!check.passed) return Error{ErrorKind::corrupt, backup.string(), check.name + ": " + check.detail};
  }
  const auto role = role_of(backup, disk);
  if (!role) return role.error();
  auto reader = open_reader(backup, disk);
  if (!reader) return reader.error();
  if (auto removed = remove_copy(file, disk); !removed) return removed;
  if (auto copied = (*reader)->copy_to(copy_of(file)); !copied) return copied;
  if (auto left = leave_store(copy_of(file), disk); !left) return left;
  auto finished = finish_copy(copy_of(file), *role, clock, disk, [](State& copy) {
    Transaction transaction(*copy.engine);
    note_life(copy);
    copy.become_new_writer(copy.number("applied"), copy_restored);
    if (copy.role == LedgerRole::hub) {
      copy.new_generation();
      copy.tell_of_set_back();
    }
    return transaction.commit();
  });
  if (!finished) return finished;
  if (auto durable = disk.make_durable(copy_of(file)); !durable) return durable;
  return disk.move(copy_of(file), file);
}

}  // namespace dockhand
