// The checks of an audit that compare what stands in a table with what its events have said
// (storage/upkeep/audit.cpp has the list).
#pragma once

#include "storage/engine/engine.h"
#include "storage/upkeep/audit_check.h"

namespace dockhand {

// They can only be told of a database that has all its events: not of a terminal's whose rows are its hub's, nor of one
// that was salvaged.
//
// How an item is tracked, what a barcode means and when a lot expires has been said by somebody.
AuditCheck documents_were_said(Engine& db);
// Units that were missing somewhere are offered to nobody before that place was counted.
AuditCheck short_places_are_counted_first(Engine& db);
// What was approved, put off or ordered, of how many units and of whom, somebody has decided, and not taken back.
AuditCheck decisions_were_made(Engine& db);

}  // namespace dockhand
