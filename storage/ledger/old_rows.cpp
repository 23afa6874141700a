// What an older program has left without what a newer one keeps beside it.
#include <fmt/format.h>

#include <algorithm>

#include "storage/codec/codec.h"
#include "storage/ledger/ledger_state.h"
#include "storage/model/tools/stable_hash.h"
#include "storage/upkeep/audit_claims.h"

namespace dockhand {
namespace {

void fill_in_counted(Engine& db) {
  std::vector<std::pair<std::int64_t, std::string>> places;
  for (auto rows = db.query("SELECT seq, body FROM event WHERE action='count' AND counted=''"); rows.next();) {
    const auto body = decode_body(rows.text(1));
    if (body) places.emplace_back(rows.integer(0), counted_place(body->command.action));
  }
  for (const auto& [seq, place] : places) db.run("UPDATE event SET counted=$2 WHERE seq=$1", seq, place);
}

// Of what the hub's rows have, which the hub tells as well: what this terminal's own events did is told when it books
// them.
std::int64_t of_the_hub(Engine& db, const UntoldUnits& one) {
  auto rows = db.query(
      "SELECT coalesce(sum(hub_quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND doc='' AND line=0"
      " AND hub_quantity > 0",
      one.place, one.item);
  return rows.next() ? std::min(one.units, rows.integer(0)) : one.units;
}

std::string name_for(const UntoldUnits& one) {
  return fmt::format("old {:016x}#1", stable_hash(one.place + "\n" + one.item));
}

}  // namespace

// Free units in a lane were no task once. A hub and its terminals give the notice one name, so that it is there once
// however they meet.
void Ledger::State::bring_up_old_rows() {
  constexpr const char* done = "old_rows";
  constexpr const char* version = "1";
  if (setting(done) == version) return;
  set(done, version);
  fill_in_counted(*engine);
  const std::vector<UntoldUnits> untold = untold_among_picked(*engine);
  if (untold.empty()) return;
  const std::int64_t changed = role == LedgerRole::hub ? next_change() : own_decision;
  const bool has_hub = !setting("hub_generation").empty();
  for (const UntoldUnits& one : untold) {
    const std::int64_t units = has_hub ? of_the_hub(*engine, one) : one.units;
    if (units <= 0) continue;
    const Notice notice{NoticeKind::bring_back,
                        known_code<ItemCode>(*engine, one.item),
                        {},
                        known_code<LocationCode>(*engine, one.place),
                        Quantity::nearest(units),
                        {},
                        {}};
    put_notice(*engine, name_for(one), setting("writer"), clock.now(), notice, changed, changed);
  }
}

}  // namespace dockhand
