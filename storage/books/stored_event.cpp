#include "storage/books/stored_event.h"

#include <utility>

namespace dockhand {

std::optional<Body> stored_body(Engine& db, const std::string& text) {
  auto body = decode_body(text);
  if (body) return std::move(body).value();
  db.fail({ErrorKind::corrupt, "", "the database holds an event that cannot be read: " + body.error().sentence()});
  return std::nullopt;
}

std::optional<Body> stored_body(Engine& db, const std::string& text, const std::string& action) {
  auto body = stored_body(db, text);
  if (!body || name_of(body->command.action) == action) return body;
  db.fail({ErrorKind::corrupt, "",
           "the database holds an event of kind '" + printable(action, 20) + "' whose body says '" +
               name_of(body->command.action) + "'"});
  return std::nullopt;
}

std::optional<Command> stored_command(Engine& db, const CommandId& id) {
  auto rows = db.query("SELECT body FROM event WHERE id=$1", id.text());
  if (!rows.next()) return std::nullopt;
  auto body = stored_body(db, rows.text(0));
  return body ? std::optional(std::move(body->command)) : std::nullopt;
}

}  // namespace dockhand
