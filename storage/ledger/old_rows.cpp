// What an older program has left without what a newer one keeps beside it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "storage/books/bought_as.h"
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

// What an older program did not tell of.
struct Untold {
  NoticeKind kind;
  std::vector<UntoldUnits> units;
  const char* of_the_hub;  // how many of them the hub's rows have
};

// What the hub's rows have is told by the hub as well: what this terminal's own events did is told when it books them.
std::int64_t units_to_tell(Engine& db, const UntoldUnits& one, const char* of_the_hub) {
  auto rows = db.query(of_the_hub, one.place, one.item);
  return rows.next() ? std::min(one.units, rows.integer(0)) : one.units;
}

std::string name_for(NoticeKind kind, const UntoldUnits& one) {
  const char* prefix = kind == NoticeKind::bring_back ? "" : name_of(kind);
  return fmt::format("old {:016x}#1", stable_hash(prefix + one.place + "\n" + one.item));
}

}  // namespace

// Free units in a lane, and units without a name at another place than they came to, were no task once. A hub and its
// terminals give the notice one name, so that it is there once however they meet.
void Ledger::State::bring_up_old_rows() {
  for (const std::string& id : orders_of_old(*engine)) {
    bring_up_bought(*engine, id, role == LedgerRole::hub ? std::optional(next_change()) : std::nullopt);
  }
  constexpr const char* done = "old_rows";
  constexpr const char* version = "2";
  if (setting(done) == version) return;
  set(done, version);
  fill_in_counted(*engine);
  const std::array all{
      Untold{NoticeKind::bring_back, untold_among_picked(*engine),
             "SELECT coalesce(sum(hub_quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND doc='' AND line=0"
             " AND hub_quantity > 0"},
      Untold{NoticeKind::unnamed, untold_unnamed(*engine),
             "SELECT coalesce(sum(b.hub_quantity), 0) FROM balance b JOIN item i ON i.item = b.item"
             " WHERE b.place=$1 AND b.item=$2 AND b.hub_quantity > 0"
             " AND (i.tracking = 'serial' AND b.serial = '' OR i.tracking = 'lot' AND b.lot = '')"}};
  if (all[0].units.empty() && all[1].units.empty()) return;
  const bool has_hub = !setting("hub_generation").empty();
  const std::int64_t changed = role == LedgerRole::hub ? next_change() : own_decision;
  for (const Untold& what : all) {
    for (const UntoldUnits& one : what.units) {
      const std::int64_t units = has_hub ? units_to_tell(*engine, one, what.of_the_hub) : one.units;
      if (units <= 0) continue;
      const Notice notice{what.kind,
                          known_code<ItemCode>(*engine, one.item),
                          {},
                          known_code<LocationCode>(*engine, one.place),
                          Quantity::nearest(units),
                          {},
                          {}};
      put_notice(*engine, name_for(what.kind, one), setting("writer"), clock.now(), notice, changed, changed);
    }
  }
}

}  // namespace dockhand
