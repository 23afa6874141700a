// One connection to PostgreSQL.
//
// Decides: how a statement is sent and what a failure is called. Leaves to others: the statements
// (sync/store/postgres_store.h). `<libpq-fe.h>` is included in sync/store/pg_connection.cpp and nowhere else.
//
// Only one thread at a time may use it. After a failure of kind network the connection cannot be used any more.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

// A program may branch on the kind of an Error, but not on PostgreSQL's own message. The kinds are: busy (somebody else
// holds what was asked for, or the time for waiting is over), refused (not allowed), network (the connection is gone,
// or PostgreSQL stands still),
// io (anything else).
class PgConnection {
 public:
  using Cell = std::optional<std::string>;  // none: NULL
  using Row = std::vector<Cell>;

  // `url` has the form that libpq takes: postgresql://host1,host2/database?target_session_attrs=read-write.
  // A statement is given up when nothing is heard for so long: the longest one, an index over all events, is far
  // quicker.
  static constexpr std::chrono::milliseconds usual_patience{120'000};
  static Result<std::unique_ptr<PgConnection>> open(const std::string& url,
                                                    std::chrono::milliseconds patience = usual_patience);
  // Says what of a URL cannot be used: that it is none, or that it has a password in it, which everybody could read in
  // the list of processes.
  static Status check(const std::string& url);
  ~PgConnection();
  PgConnection(const PgConnection&) = delete;
  PgConnection& operator=(const PgConnection&) = delete;

  // Runs several statements without parameters. They are one transaction unless they say otherwise.
  Status run(const std::string& statements);
  // Runs one statement, whose parameters are $1, $2, ...
  Result<std::vector<Row>> ask(const std::string& statement, const std::vector<std::string>& parameters = {});
  // Run "COPY ... FROM STDIN" and "COPY ... TO STDOUT", in the text format, with whole lines.
  Status copy_in(const std::string& statement, const std::string& lines);
  Status copy_out(const std::string& statement, const std::function<Status(std::string_view line)>& take);

  // Returns "name" as an identifier.
  std::string quoted(const std::string& name) const;

 private:
  struct Handle;
  explicit PgConnection(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

}  // namespace dockhand
