// The checks of an audit that concern which units there are, and for whom (storage/upkeep/audit.cpp has the list).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/upkeep/audit_check.h"

namespace dockhand {

// At no place where stock lies is more claimed than is there.
AuditCheck claims_have_their_units(Engine& db);
// Lines that are only served whole, in packs, of one lot, or of lots that are good for long, have nothing else
// reserved.
AuditCheck claims_are_what_lines_ask_for(Engine& db);
AuditCheck serials_are_one_unit(Engine& db);
// Units of an item at a place that no notice says.
struct UntoldUnits {
  std::string item, place;
  std::int64_t units = 0;
};
// Returns units of tracked items that lack their lot or serial.
std::vector<UntoldUnits> untold_unnamed(Engine& db);
AuditCheck units_are_named_or_told(Engine& db);
// Returns units among picked goods that no order has.
std::vector<UntoldUnits> untold_among_picked(Engine& db);
// In a lane, a tote or a carton lies what orders have, and what a notice says is to be brought back.
AuditCheck picked_goods_are_somebodys(Engine& db);
// Where a place has less than nothing, somebody was told to count there.
AuditCheck missing_units_are_told(Engine& db);
// An item without tracking has one number at a place, whatever names its units had once.
AuditCheck untracked_units_are_alike(Engine& db);
AuditCheck nothing_set_aside_is_claimed(Engine& db);
// What is set aside for terminals is what lines wait for and have reserved, and no more. Of a terminal that has a hub
// its hub's books say so: its own events lie on top of what it was told.
AuditCheck leases_are_within_their_lines(Engine& db);

}  // namespace dockhand
