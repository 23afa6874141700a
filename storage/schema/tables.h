// The tables that a hub and its terminals share, as data: what travels in a pull and what a table hash covers.
//
// Decides: names, keys and columns. Leaves to others: how rows are merged (storage/ledger/replica.cpp), how they travel
// (sync/). Columns that are not named here are derived on each side (order_line.reserved from the balances, say) or
// local.
#pragma once

#include <array>
#include <string_view>

namespace dockhand {

struct SyncedTable {
  std::string_view name;
  std::string_view keys;     // comma separated; the first columns of a row
  std::string_view columns;  // comma separated; the rest of a row
};

// In the order in which rows are applied: what is referred to comes first.
inline constexpr std::array<SyncedTable, 13> synced_tables{{
    {"site", "setting", "value"},
    {"item", "item", "name,tracking,expiry,count_tolerance,policies,safety_stock,order_cap"},
    {"barcode", "code", "item,level,units"},
    {"location", "location", "kind,walk,zone,stands_at"},
    {"customer", "customer", "name,policies,order_class"},
    {"lot", "item,lot", "expiry,status,reason"},
    {"order_line", "order_no,line", "customer,item,ordered,cancelled,priority,promised,ordered_at,policies,own_class"},
    {"purchase_line", "purchase,line", "supplier,item,expected,due,for_order,for_line"},
    {"asn_line", "sscc,item,lot,serial,purchase,line", "asn,quantity,expiry"},
    {"handling_unit", "sscc", "place,operator,at,order_no"},
    {"balance", "place,item,lot,serial,doc,line", "quantity"},
    {"explanation", "event_id,position", "order_no,line,at,because,detail"},
    {"notice", "id", "writer,at,detail,open"},
}};

}  // namespace dockhand
