// The checks of an audit that read the events one by one (storage/upkeep/audit.cpp has those that are one query each).
#pragma once

#include "storage/engine/engine.h"
#include "storage/upkeep/audit_check.h"

namespace dockhand {

AuditCheck events_are_contiguous(Engine& db);
AuditCheck ids_stand_once(Engine& db);
AuditCheck chains_hold(Engine& db);
AuditCheck records_can_be_read(Engine& db);
AuditCheck undone_by_an_undo(Engine& db);
AuditCheck sync_stands_within_the_events(Engine& db);

}  // namespace dockhand
