// Where a site is in PostgreSQL.
//
// Decides: the site's schema and role, and which tables there are the hubs' own. Leaves to others: what is written
// there (sync/store/postgres_store.h, sync/store/postgres_text.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/store/pg_connection.h"

namespace dockhand {

struct PostgresPlace {
  std::string url;
  std::string site = "main";
};

// True for small letters, digits and underscores that begin with a letter. The name is a part of the name of a schema,
// and of addresses.
bool is_site_name(std::string_view name);

// An Error of kind bad_input says that the URL or the name of the site cannot be used.
Status check_place(const PostgresPlace& place);
std::string schema_of(const PostgresPlace& place);
// Takes back what is open on the connection. It is made anew where there is none, or none that answers, with the
// schema, its role and the hubs' own tables when they are not there.
Status stay_connected(std::unique_ptr<PgConnection>& pg, const PostgresPlace& place);

}  // namespace dockhand
