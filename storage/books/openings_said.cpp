#include "storage/books/openings_said.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "storage/books/stored_event.h"

namespace dockhand {

std::optional<Quantity> OpeningsSaid::of(Engine& db, const ImportEvent& import, const Account& account) {
  constexpr std::size_t most_imports = 64;
  auto known = imports_.find(import);
  if (known == imports_.end()) {
    auto said = read(db, import);
    if (!said) return std::nullopt;
    if (imports_.size() >= most_imports) imports_.clear();
    known = imports_.emplace(import, *std::move(said)).first;
  }
  const auto said = known->second.find(account);
  return said == known->second.end() ? std::nullopt : std::optional(said->second);
}

std::optional<OpeningsSaid::SaidByAccount> OpeningsSaid::read(Engine& db, const ImportEvent& import) {
  auto rows = db.query("SELECT body FROM event WHERE seq=$1", import.seq);
  if (!rows.next()) return std::nullopt;
  const auto body = stored_body(db, rows.text(0), "import");
  if (!body) return std::nullopt;
  SaidByAccount said;
  for (const ImportRow& row : std::get<Import>(body->command.action).rows) {
    const auto* opening = std::get_if<OpeningRow>(&row);
    if (opening == nullptr) continue;
    const Units& units = opening->units;
    const Account account{opening->place.text(),
                          units.item.text(),
                          units.lot ? units.lot->text() : "",
                          units.serial ? units.serial->text() : "",
                          {},
                          0};
    said[account] = units.quantity;
  }
  return said;
}

}  // namespace dockhand
