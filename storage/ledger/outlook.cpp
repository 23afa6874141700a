// What follows from an event for those who wait: the days on which their lines leave.
#include <utility>

#include "storage/ledger/ledger_state.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/promises.h"

namespace dockhand {

void Ledger::State::look_ahead(const Entry& entry) {
  const bool begins_day = std::holds_alternative<BeginDay>(entry.command.action);
  if (tries_out || (entry.outlook.empty() && !begins_day)) return;
  to_promise.today = entry.today;
  to_promise.now = entry.command.at;
  to_promise.changed = entry.changed;
  to_promise.all = to_promise.all || begins_day;
  to_promise.items.insert(entry.outlook.begin(), entry.outlook.end());
}

void Ledger::State::keep_promises() {
  const ToPromise due = std::exchange(to_promise, {});
  if (due.items.empty() && !due.all) return;
  // A terminal shows what its hub has said, which knows all.
  if (role == LedgerRole::terminal && !setting("hub_generation").empty()) return;
  const AsOf as_of{due.today, due.now, due.changed};
  if (due.all || !has_learned(*engine)) learn(*engine, due.today);
  if (due.all) return promise_all(*engine, as_of);
  for (const ItemCode& item : due.items) promise_lines(*engine, item, as_of);
}

}  // namespace dockhand
