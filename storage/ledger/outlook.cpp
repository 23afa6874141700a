// What follows from an event for those who wait: the days on which their lines leave.
#include "storage/ledger/ledger_state.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/promises.h"

namespace dockhand {

void Ledger::State::look_ahead(const Entry& entry) {
  const bool begins_day = std::holds_alternative<BeginDay>(entry.command.action);
  if (entry.outlook.empty() && !begins_day) return;
  // A terminal shows what its hub has said, which knows all.
  if (role == LedgerRole::terminal && !setting("hub_generation").empty()) return;
  const AsOf as_of{entry.today, entry.command.at, entry.changed};
  if (begins_day || !has_learned(*engine)) learn(*engine, entry.today);
  if (begins_day) return promise_all(*engine, as_of);
  for (const ItemCode& item : entry.outlook) promise_lines(*engine, item, as_of);
}

}  // namespace dockhand
