// Which statements the program's databases run, counted by what their text holds. One at a time in a program, made
// before the databases are opened.
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
  }
  static int runs_of(const std::string& part) {
    const std::lock_guard lock(mutex_);
    int runs = 0;
    for (const auto& [text, times] : runs_) {
      if (text.find(part) != std::string::npos) runs += times;
    }
    return runs;
  }

 private:
  using Extension = void (*)();
  static Extension extension() { return reinterpret_cast<Extension>(&begin); }
  // Called by SQLite for each connection that is opened.
  static int begin(sqlite3* connection, char**, const void*) {
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, note, nullptr);
  }
  static int note(unsigned, void*, void* statement, void*) {
    const char* text = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    const std::lock_guard lock(mutex_);
    if (text != nullptr) ++runs_[text];
    return 0;
  }

  static inline std::mutex mutex_;
  static inline std::map<std::string, int> runs_;
};

}  // namespace dockhand::test
