// The last file that was imported, whichever list it was, is taken back as a whole.
#include <charconv>
#include <optional>

#include "storage/import/import.h"
#include "storage/import/people_import.h"
#include "storage/model/tools/stable_hash.h"

namespace dockhand {
namespace {

// Where the books stood when a file was booked: what its ids end with, before the number of the command.
std::int64_t event_of(const CommandId& id) {
  std::int64_t at = 0;
  const std::string& text = id.text();
  const std::size_t begin = import_id_prefix(std::string(32, '0')).size();
  if (text.size() > begin) std::from_chars(text.data() + begin, text.data() + text.size(), at);
  return at;
}

// The same for the same command, however often it is asked for; what would be too long for an id is named by its hash.
CommandId undo_of(const CommandId& id) {
  if (const auto plain = CommandId::parse("undo-" + id.text())) return *plain;
  return CommandId::parse("undo-" + std::to_string(stable_hash(id.text()))).value();
}

Result<Outcome> take_back(Ledger& ledger, const std::vector<CommandId>& imported, const TakesBack& who, Instant now,
                          const ImportProgress& progress) {
  std::vector<Command> undos;
  undos.reserve(imported.size());
  for (const CommandId& id : imported) {
    undos.push_back(Command{undo_of(id), who.by, now, Undo{id}});
    undos.back().allowed_by = who.allowed_by;
  }
  std::size_t rows = 0;
  auto outcomes = ledger.execute_all(undos, Flush::now, [&] {  // asked before each
    if (progress && rows > 0) progress("taken back, about", rows);
    rows += Import::max_rows;
    return false;
  });
  if (!outcomes) return outcomes.error();
  return outcomes->front();
}

}  // namespace

Result<Outcome> take_back_import(Ledger& ledger, const TakesBack& who, Instant now, const std::filesystem::path& users,
                                 const ImportProgress& progress) {
  const auto imported = ledger.last_import();
  if (!imported) return imported.error();
  const auto people = people_imported_at(users, ledger.writer().text());
  if (!people) return people.error();
  if (*people && (imported->empty() || **people > event_of(imported->front()))) {
    if (auto taken = take_back_people(users); !taken) return taken.error();
    return Outcome(Accepted{CommandId::parse("undo-users-" + std::to_string(**people)).value()});
  }
  if (imported->empty()) return Error{ErrorKind::unknown, "", "there is no import that could be taken back"};
  return take_back(ledger, *imported, who, now, progress);
}

}  // namespace dockhand
