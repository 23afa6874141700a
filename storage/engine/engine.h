// The seam to the database engine.
//
// Decides: how SQL is run: prepared and cached statements, typed cells, transactions that roll back unless committed.
// Leaves to others: the SQL itself. `<sqlite3.h>` is included in storage/engine/engine_sqlite*.cpp and nowhere else.
//
// Errors are sticky: after the first failure inside a transaction every further call does nothing and returns no rows,
// and `commit` returns that failure. So the code of a fact reads as the fact, and half of one can never be committed.
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/engine/commit_witness.h"
#include "storage/engine/disk.h"
#include "storage/model/result.h"
#include "storage/model/value.h"

namespace dockhand {

// salvage: read-only, and also what is left of a file that was cut off.
enum class Access { read_write, read_only, salvage };

class Rows;

class Engine {
 public:
  // Looks at what stands at the path without opening it. False: nothing yet. An Error: what cannot be a database of
  // ours, or what opening would destroy.
  static Result<bool> examine(const std::filesystem::path& file, Disk& disk = Disk::real());
  // Opens or (read_write) creates the file. Refuses what is not a database of ours: foreign, corrupt, newer_version.
  // Who writes holds the disk's lock: SQLite up to 3.51.2 can lose a WAL reset when two connections write or
  // checkpoint.
  static Result<std::unique_ptr<Engine>> open(const std::filesystem::path& file, Access access,
                                              Disk& disk = Disk::real());
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // `sql` is a string literal: statements are cached by its address. Parameters are $1, $2, ...
  template <class... Cells>
  Rows query(const char* sql, const Cells&... cells);
  // Runs to the end; the number of rows written.
  template <class... Cells>
  std::int64_t run(const char* sql, const Cells&... cells);
  // Takes SQL made of the table registry; statements are cached by their text. Cells stand by position.
  Rows query_text(const std::string& sql, const std::vector<Value>& cells);
  std::int64_t run_text(const std::string& sql, const std::vector<Value>& cells);

  // Several statements without parameters; for migrations.
  Status run_script(const char* sql);
  bool has_table(const char* name);
  // The engine's own check of the file: "ok", or the first damage it found. Reads everything.
  std::string self_check();
  // Writes every row that can be read into a new file, of one moment; the database may be written meanwhile. Not within
  // a transaction. The new file is durable only after Disk::make_durable.
  Status copy_to(const std::filesystem::path& file);
  // When nobody waits: brings what the log has gathered back into the database, so that it need not be done between two
  // scans. Not within a transaction. What cannot be done now is left in the log, safe.
  void rest();
  // What was committed with Flush::later survives a power cut from now on.
  Status flush();
  // The path now names another file than the one that is open.
  bool replaced() const;
  // An I/O error or damage was met since the opening: what the file holds is no longer known.
  bool suspect() const;
  // Asked before each commit from now on; it outlives the engine. None: nobody is asked.
  void ask_before_commit(CommitWitness* witness);
  // Of the transaction, as long as there is a witness.
  const WrittenRows& written() const;
  // Rows that the last statement inserted, updated or deleted.
  std::int64_t changed_rows() const;

  bool failed() const;
  Error failure() const;  // the first one; asserts when none
  // Makes the transaction fail with a reason of the caller's own.
  void fail(Error error);
  // Is called after an error outside a transaction; begin() clears as well.
  void clear_failure();

 private:
  friend class Rows;
  friend class Transaction;
  friend class Savepoint;
  struct State;
  static constexpr std::int64_t our_mark = 0x444F434B;  // the application id of the file: "DOCK"
  static bool has_our_mark(const std::filesystem::path& file, Disk& disk);
  explicit Engine(std::unique_ptr<State> state);
  Rows start(const char* sql, std::size_t cells);
  std::unique_ptr<State> state_;
};

// The rows of one query, read one after another. Lives shorter than the engine; the statement is reset when it dies.
class Rows {
 public:
  ~Rows();
  Rows(Rows&& other) noexcept;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows& operator=(Rows&&) = delete;

  // Moves to the next row; false at the end and after a failure.
  bool next();
  // SQLite takes a text in a column of numbers and would read it as 0: here it fails the transaction as corrupt.
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  bool null(int column) const;
  Value value(int column) const;
  int columns() const;
  // Whose rows they are: what is wrong with a cell is its failure.
  Engine& engine() const { return *engine_; }

 private:
  friend class Engine;
  // Whether a text that is bound outlives the rows, or has to be copied.
  enum class Lives { longer, shorter };
  Rows(Engine* engine, void* statement) : engine_(engine), statement_(statement) {}
  void bind(std::size_t parameter, std::int64_t number, Lives lives);
  void bind(std::size_t parameter, std::string_view text, Lives lives);
  void bind(std::size_t parameter, const Value& value, Lives lives);
  void note(int code);
  Engine* engine_;
  void* statement_;  // null after a failure
};

// BEGIN IMMEDIATE; rolls back unless committed. A transaction of a read-only engine is a snapshot.
class Transaction {
 public:
  explicit Transaction(Engine& engine);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // The first failure since the beginning, or that of COMMIT itself; after an Error nothing is written, except that an
  // `io` error of COMMIT leaves the outcome unknown: look the event's id up.
  Status commit(Flush when = Flush::now);
  // Nothing of it is written. Also what the destructor does.
  void roll_back();

 private:
  Engine& engine_;
  bool open_ = true;
};

// A part of a transaction that is undone unless kept, so that one bad event does not take its neighbours with it. Not
// nested.
class Savepoint {
 public:
  explicit Savepoint(Engine& engine);
  ~Savepoint();
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  void keep();

 private:
  Engine& engine_;
  bool open_ = true;
};

// A parameter as the engine knows it: a number, a text, or a value that is one of them or nothing.
inline std::int64_t cell(std::int64_t number) { return number; }
inline std::int64_t cell(int number) { return number; }
inline std::int64_t cell(bool flag) { return flag ? 1 : 0; }
inline std::string_view cell(std::string_view text) { return text; }
inline std::string_view cell(const std::string& text) { return text; }
inline std::string_view cell(const char* text) { return text; }
inline const Value& cell(const Value& value) { return value; }

template <class... Cells>
Rows Engine::query(const char* sql, const Cells&... cells) {
  Rows rows = start(sql, sizeof...(cells));
  std::size_t parameter = 0;
  (rows.bind(parameter++, cell(cells), Rows::Lives::shorter), ...);
  return rows;
}

template <class... Cells>
std::int64_t Engine::run(const char* sql, const Cells&... cells) {
  {
    Rows rows = start(sql, sizeof...(cells));
    std::size_t parameter = 0;
    (rows.bind(parameter++, cell(cells), Rows::Lives::longer), ...);
    while (rows.next()) {}
  }
  return failed() ? 0 : changed_rows();
}

}  // namespace dockhand
