#include "sync/store/pg_connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

namespace dockhand {
namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

// Returns the first line. Those after it name statements and hints.
std::string first_line(const char* text) {
  std::string_view line = text == nullptr ? "" : text;
  line = line.substr(0, line.find('\n'));
  if (line.starts_with("ERROR:")) line.remove_prefix(6);
  while (line.starts_with(' ')) line.remove_prefix(1);
  return std::string(line);
}

ErrorKind kind_of_state(std::string_view state) {
  // it is locked, or has waited for long
  if (state == "55P03" || state == "57014" || state == "55006") return ErrorKind::busy;
  if (state == "42501" || state.starts_with("28")) return ErrorKind::refused;
  if (state == "53100") return ErrorKind::disk_full;
  return ErrorKind::io;
}

}  // namespace

struct PgConnection::Handle {
  Handle(PGconn* its_conn, std::chrono::milliseconds its_patience) : conn(its_conn), patience(its_patience) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { PQfinish(conn); }

  Error failure(const PGresult* result) const {
    if (silent) return {ErrorKind::network, "PostgreSQL", "does not answer"};
    if (PQstatus(conn) != CONNECTION_OK) return {ErrorKind::network, "PostgreSQL", first_line(PQerrorMessage(conn))};
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return {kind_of_state(state == nullptr ? "" : state), "PostgreSQL", first_line(PQerrorMessage(conn))};
  }
  // Waits until the socket can be read, or written. False: nothing came for too long, as of a machine that stands
  // still.
  bool stirs(short events) {
    pollfd line{PQsocket(conn), events, 0};
    int found = -1;
    do {
      found = poll(&line, 1, static_cast<int>(patience.count()));
    } while (found < 0 && errno == EINTR);
    silent = silent || found == 0;
    return found > 0;
  }
  // False: the connection is gone, or was given up.
  bool flush() {
    int left = 0;
    while ((left = PQflush(conn)) == 1) {
      if (!stirs(POLLIN | POLLOUT) || PQconsumeInput(conn) == 0) return false;
    }
    return left == 0;
  }
  // Waits until a result can be read without waiting.
  bool await() {
    if (silent || !flush()) return false;
    while (PQisBusy(conn) == 1) {
      if (!stirs(POLLIN) || PQconsumeInput(conn) == 0) return false;
    }
    return true;
  }
  // None: there are no more, or nothing can be read any more.
  Answer next() { return Answer(await() || !silent ? PQgetResult(conn) : nullptr); }
  // The result of the last of several statements, or of the first that failed. A copy begins with its result.
  Answer last(bool sent) {
    Answer answer;
    while (sent) {
      Answer one = next();
      if (!one) break;
      const auto status = PQresultStatus(one.get());
      const bool copies = status == PGRES_COPY_IN || status == PGRES_COPY_OUT;
      if (!answer || PQresultStatus(answer.get()) != PGRES_FATAL_ERROR) answer = std::move(one);
      if (copies) break;
    }
    return silent ? Answer() : std::move(answer);
  }
  // Reads whatever is left of a statement that failed.
  void drain() {
    while (const Answer rest = next()) {
      if (PQresultStatus(rest.get()) == PGRES_COPY_IN) PQputCopyEnd(conn, "broken off");
    }
  }

  PGconn* const conn;  // it does not block
  const std::chrono::milliseconds patience;
  bool silent = false;  // it was given up
};

PgConnection::PgConnection(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
PgConnection::~PgConnection() = default;

Status PgConnection::check(const std::string& url) {
  char* problem = nullptr;
  PQconninfoOption* const options = PQconninfoParse(url.c_str(), &problem);
  if (options == nullptr) {
    const Error error{ErrorKind::bad_input, "--store", first_line(problem)};
    PQfreemem(problem);
    return error;
  }
  bool secret = false;
  for (const auto* one = options; one->keyword != nullptr; ++one) {
    secret = secret || (std::string_view(one->keyword) == "password" && one->val != nullptr);
  }
  PQconninfoFree(options);
  if (!secret) return Done{};
  return Error{ErrorKind::bad_input, "--store",
               "a password there can be read by everybody in the list of processes; put it into a password file and "
               "name that with ?passfile=FILE"};
}

Result<std::unique_ptr<PgConnection>> PgConnection::open(const std::string& url, std::chrono::milliseconds patience) {
  // Defaults of ours come first, so that the URL can say otherwise. What is dead is known within ten seconds.
  const char* const names[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                               "keepalives_count", "tcp_user_timeout", "application_name",
                               "client_encoding",  "dbname",           nullptr};
  const char* const values[] = {"5", "5", "2", "3", "10000", "dockhand-hub", "UTF8", url.c_str(), nullptr};
  auto handle = std::make_unique<Handle>(PQconnectdbParams(names, values, 1), patience);
  PQsetNoticeProcessor(
      handle->conn, [](void*, const char*) {}, nullptr);
  if (PQstatus(handle->conn) != CONNECTION_OK) {
    return Error{ErrorKind::network, "PostgreSQL", first_line(PQerrorMessage(handle->conn))};
  }
  PQsetnonblocking(handle->conn, 1);
  return std::unique_ptr<PgConnection>(new PgConnection(std::move(handle)));
}

std::string PgConnection::quoted(const std::string& name) const {
  char* const text = PQescapeIdentifier(handle_->conn, name.c_str(), name.size());
  std::string quoted = text == nullptr ? "\"\"" : text;
  PQfreemem(text);
  return quoted;
}

Status PgConnection::run(const std::string& statements) {
  const Answer answer = handle_->last(PQsendQuery(handle_->conn, statements.c_str()) == 1);
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return Done{};
  return handle_->failure(answer.get());
}

Result<std::vector<PgConnection::Row>> PgConnection::ask(const std::string& statement,
                                                         const std::vector<std::string>& parameters) {
  std::vector<const char*> texts;
  texts.reserve(parameters.size());
  for (const std::string& one : parameters) texts.push_back(one.c_str());
  const Answer answer =
      handle_->last(PQsendQueryParams(handle_->conn, statement.c_str(), static_cast<int>(texts.size()), nullptr,
                                      texts.data(), nullptr, nullptr, 0) == 1);
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return handle_->failure(answer.get());
  std::vector<Row> rows(static_cast<std::size_t>(PQntuples(answer.get())));
  const int columns = PQnfields(answer.get());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const int number = static_cast<int>(row);
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(answer.get(), number, column) == 1) {
        rows[row].emplace_back();
      } else {
        rows[row].emplace_back(std::string(PQgetvalue(answer.get(), number, column),
                                           static_cast<std::size_t>(PQgetlength(answer.get(), number, column))));
      }
    }
  }
  return rows;
}

Status PgConnection::copy_in(const std::string& statement, const std::string& lines) {
  constexpr std::size_t most_at_once = 1 << 20;
  const Answer begun = handle_->last(PQsendQuery(handle_->conn, statement.c_str()) == 1);
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return handle_->failure(begun.get());
  bool sent = true;
  for (std::size_t at = 0; sent && at < lines.size(); at += most_at_once) {
    const auto count = std::min(most_at_once, lines.size() - at);
    sent = PQputCopyData(handle_->conn, lines.data() + at, static_cast<int>(count)) == 1 && handle_->flush();
  }
  if (sent) sent = PQputCopyEnd(handle_->conn, nullptr) == 1;
  const Answer ended = handle_->next();
  if (sent && PQresultStatus(ended.get()) == PGRES_COMMAND_OK) {
    handle_->drain();
    return Done{};
  }
  const Error error = handle_->failure(ended.get());
  handle_->drain();
  return error;
}

Status PgConnection::copy_out(const std::string& statement, const std::function<Status(std::string_view line)>& take) {
  const Answer begun = handle_->last(PQsendQuery(handle_->conn, statement.c_str()) == 1);
  if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) return handle_->failure(begun.get());
  Status taken = Done{};
  char* line = nullptr;
  int length = 0;
  while ((length = PQgetCopyData(handle_->conn, &line, 1)) >= 0) {
    if (length == 0 && (!handle_->stirs(POLLIN) || PQconsumeInput(handle_->conn) == 0)) break;
    if (length == 0) continue;
    if (taken) taken = take(std::string_view(line, static_cast<std::size_t>(length)));
    PQfreemem(line);
  }
  const Answer ended = handle_->next();
  const bool whole = length == -1 && PQresultStatus(ended.get()) == PGRES_COMMAND_OK;
  const Status status = whole ? Status(Done{}) : Status(handle_->failure(ended.get()));
  handle_->drain();
  return taken ? status : taken;
}

}  // namespace dockhand
