// Which purchase lines are waited for, as a condition of SQL: those of storage/model/rows/waited_for.h, and those of
// which a shipping notice says that something is on the way.
#pragma once

// `line` is the purchase line's table, `first` the parameter that holds first_waited_for(today).
#define DOCKHAND_WAITED_FOR(line, first)                                                          \
  "(" line ".due >= " first " OR EXISTS (SELECT 1 FROM asn_line notice WHERE notice.item = " line \
  ".item"                                                                                         \
  " AND notice.purchase = " line ".purchase AND notice.line = " line                              \
  ".line AND notice.quantity > 0"                                                                 \
  " AND notice.due >= " first " AND NOT EXISTS (SELECT 1 FROM handling_unit h WHERE h.sscc = notice.sscc)))"
