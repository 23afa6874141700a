// The interface to the database engine.
//
// Decides: how SQL is run: prepared and cached statements, typed cells, transactions that roll back unless committed.
// Leaves to others: the SQL itself. `<sqlite3.h>` is included in storage/engine/engine_sqlite* and nowhere else.
//
// An engine keeps its first error: after a failure inside a transaction every further call does nothing and returns no
// rows, and `commit` returns that failure. So the code of a fact needs no checks of errors, and half of a fact can
// never be committed. Only one thread at a time may use an engine.
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

// `salvage` only reads, and it also reads what is left of a file that was cut off.
enum class Access { read_write, read_only, salvage };

class Rows;

class Engine {
 public:
  // Looks at what stands at the path without opening it. False: there is nothing yet. It is an Error when the file
  // cannot be a database of ours, or when opening it would destroy it.
  static Result<bool> examine(const std::filesystem::path& file, Disk& disk = Disk::real());
  // Opens the file, or creates it (read_write). Refuses what is not a database of ours: foreign, corrupt,
  // newer_version. A writer holds the disk's lock, because SQLite up to 3.51.2 can lose a WAL reset when two
  // connections write or checkpoint.
  static Result<std::unique_ptr<Engine>> open(const std::filesystem::path& file, Access access,
                                              Disk& disk = Disk::real());
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // `sql` must be a string literal, because statements are cached by its address. Parameters are $1, $2, ...
  template <class... Cells>
  Rows query(const char* sql, const Cells&... cells);
  // Runs the statement to its end and returns the number of rows that were written.
  template <class... Cells>
  std::int64_t run(const char* sql, const Cells&... cells);
  // Takes SQL that was made of the table registry; statements are cached by their text. The cells are the parameters in
  // their order.
  Rows query_text(const std::string& sql, const std::vector<Value>& cells);
  std::int64_t run_text(const std::string& sql, const std::vector<Value>& cells);

  // Runs several statements without parameters, as migrations need it.
  Status run_script(const char* sql);
  bool has_table(const char* name);
  // Runs the engine's own check of the file, which reads all of it. Returns "ok", or the first damage it found.
  std::string self_check();
  // Writes every row that can be read into a new file, all as of one moment; the database may be written meanwhile. It
  // must not be called within a transaction. The new file is durable only after Disk::make_durable.
  Status copy_to(const std::filesystem::path& file);
  // Is called when nobody waits: it brings what the log has gathered back into the database, so that this need not be
  // done between two scans. It must not be called within a transaction. What cannot be done now stays safe in the log.
  void rest();
  // From now on what is deleted is overwritten as well, in the file and on its free pages, until it is called again.
  void overwrite_deleted(bool wanted);
  // Brings all of the log back into the database and cuts it off, so that it holds nothing that was deleted. False:
  // somebody reads an older state just now, and the log stays. It must not be called within a transaction.
  Result<bool> cut_log();
  // After it, what was committed with Flush::later survives a power cut.
  Status flush();
  // Says whether the path now names another file than the one that is open.
  bool replaced() const;
  // Says whether an I/O error or damage was met since the opening: then nobody knows what the file holds.
  bool suspect() const;
  // The witness is asked before each commit from now on, and it must outlive the engine. Null: nobody is asked.
  void ask_before_commit(CommitWitness* witness);
  // The rows that the transaction has written. They are collected only while there is a witness.
  const WrittenRows& written() const;
  // Returns how many rows the last statement inserted, updated or deleted.
  std::int64_t changed_rows() const;

  bool failed() const;
  Error failure() const;  // returns the first failure; asserts that there is one
  // Makes the transaction fail with a reason of the caller's own. Damage is that of this file.
  void fail(Error error);
  // Is called after an error outside a transaction; begin() clears the failure as well.
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

// The rows of one query, which are read one after another. The engine outlives them; the statement is reset when they
// are destroyed.
class Rows {
 public:
  ~Rows();
  Rows(Rows&& other) noexcept;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  Rows& operator=(Rows&&) = delete;

  // Moves to the next row. Returns false at the end and after a failure.
  bool next();
  // SQLite accepts a text in a column of numbers and would read it as 0. Here it fails the transaction as corrupt.
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  bool null(int column) const;
  Value value(int column) const;
  int columns() const;
  // The engine that these rows came from. When something is wrong with a cell, that engine fails.
  Engine& engine() const { return *engine_; }

 private:
  friend class Engine;
  // Says whether a text that is bound outlives the rows, or has to be copied.
  enum class Lives { longer, shorter };
  Rows(Engine* engine, void* statement) : engine_(engine), statement_(statement) {}
  void bind(std::size_t parameter, std::int64_t number, Lives lives);
  void bind(std::size_t parameter, std::string_view text, Lives lives);
  void bind(std::size_t parameter, const Value& value, Lives lives);
  void note(int code);
  Engine* engine_;
  void* statement_;  // null after a failure
};

// Begins with BEGIN IMMEDIATE and rolls back unless it is committed. A transaction of a read-only engine is a snapshot.
class Transaction {
 public:
  explicit Transaction(Engine& engine);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Returns the first failure since the beginning, or that of COMMIT itself. After an Error nothing is written, with
  // one exception: an `io` error of COMMIT leaves the outcome unknown, and the caller has to look the event's id up.
  Status commit(Flush when = Flush::now);
  // Nothing of the transaction is written. The destructor does the same.
  void roll_back();

 private:
  Engine& engine_;
  bool open_ = true;
};

// A part of a transaction that is undone unless it is kept, so that one bad event does not undo the others. Savepoints
// cannot be nested.
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

// A parameter in the form that the engine takes: a number, a text, or a Value, which is one of the two or null.
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
