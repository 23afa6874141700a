// Which statements the program's databases run, counted by what their text holds, and how many rows they have gone
// through without an index. One at a time in a program, made before the databases are opened.
#pragma once

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <string>

namespace dockhand::test {

class StatementTrace {
 public:
  StatementTrace() {
    forget();
    sqlite3_auto_extension(extension());
  }
  ~StatementTrace() { sqlite3_cancel_auto_extension(extension()); }
  StatementTrace(const StatementTrace&) = delete;
  StatementTrace& operator=(const StatementTrace&) = delete;

  // May be called on any thread.
  static void forget() {
    const std::lock_guard lock(mutex_);
    runs_.clear();
    scanned_.clear();
  }
  static int runs_of(const std::string& part) { return sum_of(runs_, part); }
  static int rows_scanned_by(const std::string& part) { return sum_of(scanned_, part); }

 private:
  using Extension = void (*)();
  static Extension extension() { return reinterpret_cast<Extension>(&begin); }
  static int sum_of(const std::map<std::string, int>& counted, const std::string& part) {
    const std::lock_guard lock(mutex_);
    int sum = 0;
    for (const auto& [text, times] : counted) {
      if (text.find(part) != std::string::npos) sum += times;
    }
    return sum;
  }
  // Called by SQLite for each connection that is opened.
  static int begin(sqlite3* connection, char**, const void*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, note, nullptr);
  }
  // A statement is profiled when it has ended.
  static int note(unsigned event, void*, void* traced, void*) {
    auto* statement = static_cast<sqlite3_stmt*>(traced);
    const char* text = sqlite3_sql(statement);
    if (text == nullptr) return 0;
    const int scanned =
        event == SQLITE_TRACE_PROFILE ? sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) : 0;
    const std::lock_guard lock(mutex_);
    runs_[text] += event == SQLITE_TRACE_STMT ? 1 : 0;
    scanned_[text] += scanned;
    return 0;
  }

  static inline std::mutex mutex_;
  static inline std::map<std::string, int> runs_, scanned_;
};

}  // namespace dockhand::test
