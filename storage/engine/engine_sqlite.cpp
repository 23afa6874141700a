// The one file that knows SQLite, but for how its log is written (storage/engine/engine_sqlite_log.h) and what its
// failures are called (storage/engine/engine_sqlite_errors.h).
#include <sqlite3.h>

#include <cassert>
#include <map>
#include <optional>
#include <unordered_map>

#include "storage/engine/engine.h"
#include "storage/engine/engine_sqlite_errors.h"
#include "storage/engine/engine_sqlite_log.h"
#include "storage/engine/engine_sqlite_statement.h"
#include "storage/engine/engine_sqlite_wal.h"
#include "storage/engine/read_only_copy.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr int busy_timeout_ms = 5000;  // longer than any checkpoint; after it "busy" is reported
constexpr int readers_end_ms = 500;    // a page or a list is read within it
// In pages of the log. A page that many scans change is brought back once for all of them: at rest as soon as it is
// worth it, amid work only when the log would grow beyond 32 MB.
constexpr int worth_bringing_back = 500;
constexpr int longest_log = 8000;

}  // namespace

struct Engine::State {
  fs::path file;
  std::optional<GatheredLog> log;  // of who writes
  sqlite3* handle = nullptr;
  std::unordered_map<const char*, Statement> by_address;
  std::map<std::string, Statement> by_text;
  std::optional<Error> failure;
  Access access = Access::read_only;
  bool ours = false;     // the file's own header says so
  int log_pages = 0;     // pages of the log after the last commit
  bool suspect = false;  // an error may have left it damaged: it is not written any more, not even on closing
  CommitWitness* witness = nullptr;
  WrittenRows written;  // the rows that the transaction has written, for the witness

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (auto& [key, statement] : by_address) sqlite3_finalize(statement.handle);
    for (auto& [key, statement] : by_text) sqlite3_finalize(statement.handle);
    if (suspect) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_close(handle);
  }

  void note_failure(int code) {
    ErrorKind kind = kind_of_failure(code);
    if (kind == ErrorKind::foreign && ours) kind = ErrorKind::corrupt;
    suspect = suspect || kind == ErrorKind::io || kind == ErrorKind::corrupt || kind == ErrorKind::foreign;
    if (failure) return;
    const bool told = handle != nullptr && sqlite3_extended_errcode(handle) == code;
    const std::string detail = told ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    failure = Error{kind, file.string(), sentence_of_failure(kind, detail)};
  }

  bool execute(const char* sql) {
    const int code = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) note_failure(code);
    return code == SQLITE_OK;
  }

  std::int64_t pragma(const char* sql) {
    std::int64_t number = 0;
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    if (code == SQLITE_ROW) number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) note_failure(code);
    return number;
  }

  // Nothing is written before the database is known to be ours.
  Status prepare_connection() {
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    // SQLite refuses a file that is shorter than its header says, except to those who mend schemas. What it says of its
    // tables may be cut off as well.
    if (access == Access::salvage) execute("PRAGMA writable_schema=ON");
    const std::int64_t mark = pragma("PRAGMA application_id");
    const std::int64_t tables = access == Access::salvage ? 0 : pragma("SELECT count(*) FROM sqlite_master");
    if (!failure && mark != our_mark && (mark != 0 || tables != 0)) {
      return Error{ErrorKind::foreign, file.string(), "this database belongs to another program; it was left as it is"};
    }
    if (!failure && access == Access::read_write) {
      if (sqlite3_db_readonly(handle, "main") == 1) note_failure(SQLITE_READONLY);
      if (!failure) execute("PRAGMA journal_mode=WAL");
      execute("PRAGMA synchronous=FULL");
      execute("PRAGMA secure_delete=FAST");  // what is deleted is overwritten where that writes no more pages
      sqlite3_wal_hook(handle, committed, this);
      if (!failure && mark == 0) execute("PRAGMA application_id=1146045259");
    }
    execute("PRAGMA mmap_size=0");
    execute("PRAGMA temp_store=MEMORY");
    execute("PRAGMA cache_size=-32768");
    if (failure) return *failure;
    return Done{};
  }

  // Takes the place of SQLite's own checkpoint after a thousand pages; like it, leaves what fails to the next one.
  static int committed(void* self, sqlite3* handle, const char* name, int pages) {
    auto& state = *static_cast<State*>(self);
    state.log_pages = pages;
    if (pages < longest_log) return SQLITE_OK;
    state.log->hold_flushes(false);  // what goes into the database has to be safe in the log before
    sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    return SQLITE_OK;
  }

  static void wrote(void* self, int what, const char*, const char* table, sqlite3_int64 number) {
    auto& written = static_cast<State*>(self)->written;
    auto rows = written.find(std::string_view(table));
    if (rows == written.end()) rows = written.try_emplace(table).first;
    rows->second.try_emplace(number, what != SQLITE_INSERT);
  }

  // Somebody put another file in the place of this one, or took it away: what is written now would be lost with it.
  bool moved() {
    int answer = 0;
    const int code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &answer);
    return code == SQLITE_OK && answer != 0;
  }

  // A fresh statement when the cached one is being read further out.
  template <class Map, class Key>
  Statement* prepared(Map& cache, const Key& key, const char* sql) {
    Statement& cached = cache[key];
    if (cached.handle != nullptr && sqlite3_stmt_busy(cached.handle) == 0) return &cached;
    Statement* statement = cached.handle == nullptr ? &cached : new Statement{nullptr, false, {}};
    const int code = sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, nullptr);
    if (code == SQLITE_OK) {
      statement->positions = positions_in(statement->handle);
      return statement;
    }
    note_failure(code);
    if (!statement->cached) delete statement;
    return nullptr;
  }

  // Runs a literal without parameters, which is prepared once.
  bool step(const char* sql) {
    Statement* statement = prepared(by_address, sql, sql);
    if (statement == nullptr) return false;
    const int code = sqlite3_step(statement->handle);
    sqlite3_reset(statement->handle);
    if (code != SQLITE_DONE) note_failure(code);
    return code == SQLITE_DONE;
  }
};

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::open(const fs::path& file, Access access, Disk& disk) {
  const auto there = examine(file, disk);
  if (!there) return there.error();
  if (!*there && access != Access::read_write) {
    return Error{ErrorKind::unknown, file.string(), "there is no database yet; import or receive something first"};
  }
  if (auto whole = access == Access::salvage ? Status(Done{}) : check_log(file, disk); !whole) return whole.error();
  const bool writes = access == Access::read_write;
  const auto open_as = [&](const std::string& name, int flags) -> Result<std::unique_ptr<Engine>> {
    auto state = std::make_unique<State>();
    state->file = file;
    state->access = access;
    state->ours = has_our_mark(file, disk);
    if (writes) state->log.emplace(disk.vfs());
    const char* vfs = state->log ? state->log->vfs() : disk.vfs();
    const int code = sqlite3_open_v2(name.c_str(), &state->handle, flags | SQLITE_OPEN_NOMUTEX, vfs);
    if (code != SQLITE_OK) state->note_failure(code);
    if (state->failure) return *state->failure;
    if (auto prepared = state->prepare_connection(); !prepared) return prepared.error();
    return std::unique_ptr<Engine>(new Engine(std::move(state)));
  };
  if (writes) return open_as(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  auto engine = open_as(file.string(), SQLITE_OPEN_READONLY);
  if (engine || !is_readable_alone(file, engine.error(), disk)) return engine;
  auto alone = open_as(immutable_name(file), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  return alone ? std::move(alone) : std::move(engine);
}

bool Engine::failed() const { return state_->failure.has_value(); }
Error Engine::failure() const {
  assert(failed());
  return *state_->failure;
}
void Engine::fail(Error error) {
  if (!state_->failure) state_->failure = damage_named(std::move(error), state_->file);
}
void Engine::clear_failure() { state_->failure.reset(); }

Status Engine::run_script(const char* sql) {
  if (!failed()) state_->execute(sql);
  if (failed()) return failure();
  return Done{};
}

Rows Engine::start(const char* sql, [[maybe_unused]] std::size_t cells) {
  if (failed()) return Rows(this, nullptr);
  Statement* statement = state_->prepared(state_->by_address, sql, sql);
  assert(statement == nullptr || statement->positions.size() == cells);
  return Rows(this, statement);
}

Rows Engine::query_text(const std::string& sql, const std::vector<Value>& cells) {
  if (failed()) return Rows(this, nullptr);
  Rows rows(this, state_->prepared(state_->by_text, sql, sql.c_str()));
  assert(rows.statement_ == nullptr || static_cast<Statement*>(rows.statement_)->positions.size() == cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) rows.bind(i, cells[i], Rows::Lives::shorter);
  return rows;
}

std::int64_t Engine::run_text(const std::string& sql, const std::vector<Value>& cells) {
  for (auto rows = query_text(sql, cells); rows.next();) {}
  return failed() ? 0 : sqlite3_changes64(state_->handle);
}

bool Engine::has_table(const char* name) {
  return query("SELECT 1 FROM sqlite_master WHERE type='table' AND name=$1", name).next();
}

std::string Engine::self_check() {
  auto rows = query("PRAGMA integrity_check(1)");
  return rows.next() ? rows.text(0) : failure().message;
}

void Engine::rest() {
  if (state_->suspect || state_->log_pages < worth_bringing_back) return;
  sqlite3_wal_checkpoint_v2(state_->handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  state_->log_pages = 0;
}

void Engine::overwrite_deleted(bool wanted) {
  state_->execute(wanted ? "PRAGMA secure_delete=ON" : "PRAGMA secure_delete=FAST");
}

Result<bool> Engine::cut_log() {
  if (auto safe = flush(); !safe) return safe.error();
  sqlite3_busy_timeout(state_->handle, readers_end_ms);
  const int code = sqlite3_wal_checkpoint_v2(state_->handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(state_->handle, busy_timeout_ms);
  if ((code & 0xFF) == SQLITE_BUSY) return false;
  if (code == SQLITE_OK) {
    state_->log_pages = 0;
    return true;
  }
  state_->note_failure(code);
  return failure();
}

Status Engine::flush() {
  clear_failure();
  const int code = state_->log ? state_->log->flush() : SQLITE_OK;
  if (code == SQLITE_OK) return Done{};
  state_->note_failure(code);
  return failure();
}

void Engine::ask_before_commit(CommitWitness* witness) {
  state_->witness = witness;
  state_->written.clear();
  sqlite3_update_hook(state_->handle, witness == nullptr ? nullptr : State::wrote, state_.get());
}

const WrittenRows& Engine::written() const { return state_->written; }
bool Engine::replaced() const { return state_->moved(); }
bool Engine::suspect() const { return state_->suspect; }

std::int64_t Engine::changed_rows() const { return sqlite3_changes64(state_->handle); }

Rows::~Rows() {
  auto* statement = static_cast<Statement*>(statement_);
  if (statement == nullptr) return;
  sqlite3_reset(statement->handle);
  sqlite3_clear_bindings(statement->handle);
  if (statement->cached) return;
  sqlite3_finalize(statement->handle);
  delete statement;
}
Rows::Rows(Rows&& other) noexcept : engine_(other.engine_), statement_(std::exchange(other.statement_, nullptr)) {}

void Rows::note(int code) {
  if (code != SQLITE_OK) engine_->state_->note_failure(code);
}

void Rows::bind(std::size_t parameter, std::int64_t number, Lives) {
  if (const auto* one = static_cast<Statement*>(statement_)) {
    note(sqlite3_bind_int64(one->handle, one->positions[parameter], number));
  }
}
void Rows::bind(std::size_t parameter, std::string_view text, Lives lives) {
  if (const auto* one = static_cast<Statement*>(statement_)) {
    // An empty view may have no address, which would bind NULL.
    note(sqlite3_bind_text(one->handle, one->positions[parameter], text.empty() ? "" : text.data(),
                           static_cast<int>(text.size()), lives == Lives::longer ? SQLITE_STATIC : SQLITE_TRANSIENT));
  }
}
void Rows::bind(std::size_t parameter, const Value& value, Lives lives) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return bind(parameter, *number, lives);
  if (const auto* text = std::get_if<std::string>(&value)) return bind(parameter, std::string_view(*text), lives);
  if (const auto* one = static_cast<Statement*>(statement_)) {
    note(sqlite3_bind_null(one->handle, one->positions[parameter]));
  }
}

bool Rows::next() {
  if (statement_ == nullptr || engine_->failed()) return false;
  const int code = sqlite3_step(static_cast<Statement*>(statement_)->handle);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) engine_->state_->note_failure(code);
  return false;
}

std::int64_t Rows::integer(int column) const {
  auto* handle = static_cast<Statement*>(statement_)->handle;
  const int type = sqlite3_column_type(handle, column);
  if (type == SQLITE_INTEGER) return sqlite3_column_int64(handle, column);
  if (type != SQLITE_NULL) {
    engine_->fail({ErrorKind::corrupt, "", "the database holds '" + text(column) + "' where a number belongs"});
  }
  return 0;
}
std::string Rows::text(int column) const {
  auto* handle = static_cast<Statement*>(statement_)->handle;
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle, column));
  return bytes == nullptr ? std::string()
                          : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle, column)));
}
bool Rows::null(int column) const {
  return sqlite3_column_type(static_cast<Statement*>(statement_)->handle, column) == SQLITE_NULL;
}
Value Rows::value(int column) const {
  switch (sqlite3_column_type(static_cast<Statement*>(statement_)->handle, column)) {
    case SQLITE_NULL: return std::monostate{};
    case SQLITE_INTEGER: return integer(column);
    default: return text(column);
  }
}
int Rows::columns() const {
  return statement_ == nullptr ? 0 : sqlite3_column_count(static_cast<Statement*>(statement_)->handle);
}

Transaction::Transaction(Engine& engine) : engine_(engine) {
  engine_.clear_failure();
  engine_.state_->written.clear();
  if (engine_.state_->access != Access::read_write) {
    engine_.state_->step("BEGIN");
  } else if (engine_.state_->moved()) {
    engine_.fail(Error{ErrorKind::foreign, engine_.state_->file.string(),
                       "the database was moved or replaced while the program ran; put it back and start again"});
  } else {
    engine_.state_->step("BEGIN IMMEDIATE");
  }
}

Transaction::~Transaction() { roll_back(); }

void Transaction::roll_back() {
  if (!open_) return;
  open_ = false;
  // A failed statement may have rolled back already; that this then fails as well says nothing new.
  sqlite3_exec(engine_.state_->handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

Status Transaction::commit(Flush when) {
  auto& log = engine_.state_->log;
  CommitWitness* const witness = engine_.state_->witness;
  if (witness != nullptr && !engine_.failed()) {
    if (auto safe = witness->before_commit(engine_); !safe) engine_.fail(safe.error());
  }
  if (log) log->hold_flushes(when == Flush::later || witness != nullptr);
  const bool committed = !engine_.failed() && engine_.state_->step("COMMIT");
  if (log) log->hold_flushes(false);
  if (committed) {
    open_ = false;
    return Done{};
  }
  const Error failure = engine_.failure();
  roll_back();
  return failure;
}

Savepoint::Savepoint(Engine& engine) : engine_(engine) { engine_.state_->step("SAVEPOINT step"); }
Savepoint::~Savepoint() {
  if (open_) sqlite3_exec(engine_.state_->handle, "ROLLBACK TO step; RELEASE step", nullptr, nullptr, nullptr);
}
void Savepoint::keep() {
  engine_.state_->step("RELEASE step");
  open_ = false;
}

}  // namespace dockhand
