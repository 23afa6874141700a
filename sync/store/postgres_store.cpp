#include "sync/store/postgres_store.h"

#include <algorithm>
#include <map>

#include "storage/model/fresh_id.h"
#include "sync/store/copy_text.h"

namespace dockhand {
namespace {

constexpr std::size_t rows_of_a_part = 5'000;
constexpr std::int64_t transactions_kept = 2'000;  // a database that was away for no more than these gets only their
                                                   // rows

std::int64_t number_in(const PgConnection::Cell& cell) { return cell ? std::stoll(*cell) : 0; }

template <class Numbers, class Of>
std::string array_of(const Numbers& all, Of of) {
  std::string text;
  for (const auto& one : all) text += (text.empty() ? "{" : ",") + std::to_string(of(one));
  return text.empty() ? "{}" : text + "}";
}

std::string array_of(const std::vector<std::int64_t>& numbers) {
  return array_of(numbers, [](std::int64_t number) { return number; });
}

// Returns the numbers of the rows that leave and of those that come.
std::string numbers_of(const ChangedRows& change) {
  std::vector<std::int64_t> all = change.gone;
  for (const NumberedRow& row : change.rows) all.push_back(row.number);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return array_of(all);
}

}  // namespace

Result<std::unique_ptr<SiteStore>> PostgresStore::at(const PostgresPlace& place) {
  if (auto fits = check_place(place); !fits) return fits.error();
  return std::unique_ptr<SiteStore>(new PostgresStore(place));
}

PostgresStore::PostgresStore(PostgresPlace place) : place_(std::move(place)), schema_(schema_of(place_)) {}
PostgresStore::~PostgresStore() = default;

std::string PostgresStore::name_of_table(const std::string& table) const { return pg_->quoted(table); }

Result<StoreHead> PostgresStore::head() {
  const auto found = pg_->ask("SELECT site, tag, schema_version FROM hub_site");
  if (!found) return found.error();
  if (found->empty()) return StoreHead{};
  return StoreHead{*found->front()[0], *found->front()[1], number_in(found->front()[2])};
}

// Of a hub that only reads nothing is asked.
Status PostgresStore::still_owned() {
  if (!lock_) return Done{};
  const auto found = pg_->ask("SELECT epoch FROM hub_site");
  if (!found) return found.error();
  if (!found->empty() && number_in(found->front()[0]) == epoch_) return Done{};
  return Error{ErrorKind::busy, schema_, "another hub owns the site now"};
}

Error PostgresStore::still_written_to() const {
  const std::string who = "a hub that was stopped while it wrote still holds the site, until PostgreSQL ends it";
  const std::string why = "; this one may not end it, as it connects as another role: let both connect as the same";
  return {ErrorKind::busy, schema_, lock_->may_end_former() ? who : who + why};
}

Result<StoreHead> PostgresStore::claim() {
  if (lock_ && !lock_->held()) lock_.reset();
  if (!lock_) {
    auto lock = OwnerLock::take(place_.url, schema_);
    if (!lock) return lock.error();
    lock_ = std::move(lock).value();
  }
  if (auto connected = stay_connected(pg_, place_); !connected) return connected.error();
  const auto claimed = pg_->ask(
      "INSERT INTO hub_site(site, epoch, number, tag, schema_version) VALUES($1, 1, 0, '', 0)"
      " ON CONFLICT(one) DO UPDATE SET epoch = hub_site.epoch + 1 RETURNING epoch",
      {fresh_id()});
  if (!claimed && claimed.error().kind == ErrorKind::busy) return still_written_to();
  if (!claimed) return claimed.error();
  epoch_ = number_in(claimed->front().front());
  return head();
}

Status PostgresStore::begin(const std::string& before) {
  if (!pg_) return Error{ErrorKind::network, "PostgreSQL", "is not reached"};
  written_.clear();
  everything_ = false;
  if (auto begun = pg_->run("BEGIN"); !begun) return begun;
  const auto mine = pg_->ask("UPDATE hub_site SET number = number + 1 WHERE epoch = $1 RETURNING number, tag",
                             {std::to_string(epoch_)});
  if (!mine) return mine.error();
  if (mine->empty()) return Error{ErrorKind::busy, schema_, "another hub owns the site now"};
  number_ = number_in(mine->front()[0]);
  if (mine->front()[1] == before) return Done{};
  return Error{ErrorKind::conflict, schema_, "the store holds another state than this hub has built on"};
}

Status PostgresStore::make_tables(const std::vector<TableShape>& tables) {
  everything_ = true;
  const auto there = shapes();
  if (!there) return there.error();
  std::string statements = "DELETE FROM hub_written;";
  for (const TableShape& table : *there) statements += "DROP TABLE " + name_of_table(table.name) + ";";
  for (const TableShape& table : tables) {
    statements += "CREATE TABLE " + name_of_table(table.name) + "(row_number BIGINT PRIMARY KEY";
    for (const ColumnShape& column : table.columns) {
      statements += "," + pg_->quoted(column.name) + (column.number ? " BIGINT" : " TEXT");
    }
    statements += ");";
  }
  return pg_->run(statements);
}

Status PostgresStore::change(const TableShape& table, const ChangedRows& rows) {
  if (!rows.gone.empty()) {
    const auto removed = pg_->ask("DELETE FROM " + name_of_table(table.name) + " WHERE row_number = ANY($1::bigint[])",
                                  {array_of(rows.gone)});
    if (!removed) return removed.error();
  }
  if (!everything_) written_.emplace_back(table.name, numbers_of(rows));
  if (rows.rows.empty()) return Done{};
  std::string lines;
  for (const NumberedRow& row : rows.rows) add_copy_line(lines, row);
  return pg_->copy_in("COPY " + name_of_table(table.name) + " FROM STDIN", lines);
}

Status PostgresStore::commit(const StoreHead& after) {
  if (written_.empty()) written_.emplace_back("", "{}");  // so that its tag is known
  std::string lines;
  for (const auto& [table, numbers] : written_) {
    lines += std::to_string(number_) + '\t' + after.tag + '\t' + table + '\t' + numbers + '\n';
  }
  if (auto noted = pg_->copy_in("COPY hub_written FROM STDIN", lines); !noted) return noted;
  const auto named =
      pg_->ask("UPDATE hub_site SET tag = $1, schema_version = $2", {after.tag, std::to_string(after.schema)});
  if (!named) return named.error();
  if (number_ % 100 == 0) {
    const auto pruned =
        pg_->ask("DELETE FROM hub_written WHERE number <= $1", {std::to_string(number_ - transactions_kept)});
    if (!pruned) return pruned.error();
  }
  return pg_->run("COMMIT");
}

Result<std::vector<TableShape>> PostgresStore::shapes() {
  const auto columns = pg_->ask(
      "SELECT c.relname, a.attname, a.atttypid = 'bigint'::regtype FROM pg_class c"
      " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
      " WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('hub_site', 'hub_written', 'hub_kept')"
      " AND a.attnum > 1 AND NOT a.attisdropped ORDER BY c.relname, a.attnum",
      {schema_});
  if (!columns) return columns.error();
  std::vector<TableShape> tables;
  for (const PgConnection::Row& column : *columns) {
    if (tables.empty() || tables.back().name != *column[0]) tables.push_back({*column[0], {}});
    tables.back().columns.push_back({*column[1], column[2] == "t"});
  }
  return tables;
}

Status PostgresStore::read(const std::string& tag, const Begin& begin, const Take& take) {
  if (auto connected = stay_connected(pg_, place_); !connected) return connected;
  if (auto begun = pg_->run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0;"
                            "SET LOCAL idle_in_transaction_session_timeout = '10min'");
      !begun) {
    return begun;
  }
  const Status got = read_within(tag, begin, take);
  const Status ended = pg_->run("ROLLBACK");
  return got ? ended : got;
}

Status PostgresStore::read_within(const std::string& tag, const Begin& begin, const Take& take) {
  if (auto whose = still_owned(); !whose) return whose;
  const auto now = head();
  if (!now) return now.error();
  if (now->tag == tag) return begin(*now, Beyond::nothing);
  const auto known = pg_->ask("SELECT number FROM hub_written WHERE tag = $1 LIMIT 1", {tag});
  if (!known) return known.error();
  const auto tables = shapes();
  if (!tables) return tables.error();
  const Beyond beyond = known->empty() ? Beyond::everything : Beyond::rows;
  if (auto begun = begin(*now, beyond); !begun) return begun;
  return known->empty() ? read_everything(*tables, take) : read_since(number_in(known->front()[0]), *tables, take);
}

Status PostgresStore::read_everything(const std::vector<TableShape>& tables, const Take& take) {
  for (const TableShape& table : tables) {
    const std::string statement = "COPY " + name_of_table(table.name) + " TO STDOUT";
    if (auto got = copy_rows_out(statement, table, {table.name, {}, {}}, take); !got) return got;
  }
  return Done{};
}

Status PostgresStore::read_since(std::int64_t number, const std::vector<TableShape>& tables, const Take& take) {
  const auto written =
      pg_->ask("SELECT DISTINCT name, unnest(row_numbers) FROM hub_written WHERE number > $1 ORDER BY 1, 2",
               {std::to_string(number)});
  if (!written) return written.error();
  std::map<std::string, std::vector<std::int64_t>> numbers;
  for (const PgConnection::Row& row : *written) numbers[*row[0]].push_back(number_in(row[1]));
  for (const TableShape& table : tables) {
    const auto of_table = numbers.find(table.name);
    if (of_table == numbers.end()) continue;
    const std::string statement = "COPY (SELECT * FROM " + name_of_table(table.name) + " WHERE row_number = ANY('" +
                                  array_of(of_table->second) + "'::bigint[])) TO STDOUT";
    if (auto got = copy_rows_out(statement, table, {table.name, of_table->second, {}}, take); !got) return got;
  }
  return Done{};
}

Status PostgresStore::copy_rows_out(const std::string& statement, const TableShape& table, ChangedRows change,
                                    const Take& take) {
  const auto give = [&] {
    const Status taken = take(table, change);
    change.gone.clear();
    change.rows.clear();
    return taken;
  };
  const Status copied = pg_->copy_out(statement, [&](std::string_view line) -> Status {
    auto row = row_of_copy_line(line, table);
    if (!row) return Error{ErrorKind::corrupt, schema_ + "." + table.name, "holds a row that is none of a hub's"};
    change.rows.push_back(*std::move(row));
    return change.rows.size() < rows_of_a_part ? Status(Done{}) : give();
  });
  if (!copied) return copied;
  return change.gone.empty() && change.rows.empty() ? Status(Done{}) : give();
}

}  // namespace dockhand
