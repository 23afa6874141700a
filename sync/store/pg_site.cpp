#include "sync/store/pg_site.h"

#include <algorithm>

namespace dockhand {
namespace {

// A transaction whose hub was stopped amid it does not hold the site for long; nobody waits for longer than that.
constexpr const char* of_a_session =
    "SET idle_in_transaction_session_timeout = '10s'; SET lock_timeout = '15s'; SET statement_timeout = '60s';"
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

constexpr const char* tables_of_our_own =
    "CREATE TABLE IF NOT EXISTS hub_site("
    " one BOOLEAN PRIMARY KEY DEFAULT true CHECK(one), site TEXT NOT NULL, epoch BIGINT NOT NULL,"
    " number BIGINT NOT NULL, tag TEXT NOT NULL, schema_version BIGINT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS hub_written("
    " number BIGINT NOT NULL, tag TEXT NOT NULL, name TEXT NOT NULL, row_numbers BIGINT[] NOT NULL);"
    "CREATE INDEX IF NOT EXISTS hub_written_number ON hub_written(number);"
    "CREATE TABLE IF NOT EXISTS hub_kept(name TEXT PRIMARY KEY, version TEXT NOT NULL, text TEXT NOT NULL)";

Status make_schema(PgConnection& pg, const std::string& schema) {
  const std::string name = pg.quoted(schema);
  const auto found = pg.ask(
      "SELECT EXISTS(SELECT 1 FROM pg_namespace WHERE nspname = $1), EXISTS(SELECT 1 FROM pg_roles WHERE rolname = $1)",
      {schema});
  if (!found) return found.error();
  const bool has_schema = found->front()[0] == "t", has_role = found->front()[1] == "t";
  std::string statements;
  if (!has_schema && !has_role) statements += "CREATE ROLE " + name + " NOLOGIN; GRANT " + name + " TO CURRENT_USER; ";
  if (!has_schema) statements += "CREATE SCHEMA " + name + " AUTHORIZATION " + name + "; ";
  if (auto made = pg.run(statements); !made) {
    if (made.error().kind != ErrorKind::refused) return made;
    return Error{ErrorKind::refused, "PostgreSQL",
                 "the hub may not make the site's schema; have this done by who may: CREATE ROLE " + name + "; GRANT " +
                     name + " TO the hub's role; CREATE SCHEMA " + name + " AUTHORIZATION " + name};
  }
  if (!has_schema || has_role) {
    if (auto become = pg.run("SET ROLE " + name); !become) return become;
  }
  return pg.run("SET search_path = " + name);
}

// To make what is there already waits for who writes there; to look does not.
Status make_tables_of_our_own(PgConnection& pg, const std::string& schema) {
  const auto there = pg.ask(
      "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1"
      " AND c.relname IN ('hub_site', 'hub_written', 'hub_written_number', 'hub_kept')",
      {schema});
  if (!there) return there.error();
  return there->front()[0] == "4" ? Status(Done{}) : pg.run(tables_of_our_own);
}

Result<std::unique_ptr<PgConnection>> connect_to(const PostgresPlace& place) {
  auto pg = PgConnection::open(place.url);
  if (!pg) return pg;
  if (auto set = (*pg)->run(of_a_session); !set) return set.error();
  // Two that come first at once would make everything twice. Who was stopped here does not keep the others out: the
  // lock goes with its transaction.
  const std::string alone = "(hashtextextended('dockhand makes " + place.site + "', 0))";
  if (auto locked = (*pg)->run("BEGIN; SELECT pg_advisory_xact_lock" + alone); !locked) return locked.error();
  if (auto made = make_schema(**pg, schema_of(place)); !made) return made.error();
  if (auto made = make_tables_of_our_own(**pg, schema_of(place)); !made) return made.error();
  if (auto ended = (*pg)->run("COMMIT"); !ended) return ended.error();
  return pg;
}

}  // namespace

bool is_site_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 40 && name.front() >= 'a' && std::all_of(name.begin(), name.end(), fits);
}

Status check_place(const PostgresPlace& place) {
  if (auto fits = PgConnection::check(place.url); !fits) return fits;
  if (!is_site_name(place.site)) {
    return Error{ErrorKind::bad_input, "--site",
                 "a site is named by up to 40 small letters, digits and underscores, a letter first"};
  }
  return Done{};
}

std::string schema_of(const PostgresPlace& place) { return "dockhand_" + place.site; }

Status stay_connected(std::unique_ptr<PgConnection>& pg, const PostgresPlace& place) {
  if (pg && pg->run("ROLLBACK")) return Done{};
  pg.reset();
  auto made = connect_to(place);
  if (!made) return made.error();
  pg = std::move(made).value();
  return Done{};
}

}  // namespace dockhand
