// Which purchase lines are waited for, as a condition of SQL: those of storage/model/rows/waited_for.h, and those of
// which a shipping notice says that something is on the way.
#pragma once

// The handling unit of a row `a` of asn_line has come. One whose receipt was undone is with its supplier again.
#define DOCKHAND_HAS_COME                                                             \
  "EXISTS (SELECT 1 FROM handling_unit h LEFT JOIN location u ON u.location = h.sscc" \
  " WHERE h.sscc = a.sscc AND coalesce(u.stands_at, '') <> '@supplier')"

// `line` is the purchase line's table, `first` the parameter that holds first_waited_for(today).
#define DOCKHAND_WAITED_FOR(line, first)                                                \
  "(" line ".due >= " first " OR EXISTS (SELECT 1 FROM asn_line a WHERE a.item = " line \
  ".item"                                                                               \
  " AND a.purchase = " line ".purchase AND a.line = " line                              \
  ".line AND a.quantity > 0"                                                            \
  " AND a.due >= " first " AND NOT " DOCKHAND_HAS_COME "))"
