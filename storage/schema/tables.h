// The tables that a hub and its terminals share, as data: what travels in a pull and what a table hash covers.
//
// Decides: names, keys and columns. Leaves to others: how rows are merged (storage/ledger/replica.cpp), how they travel
// (sync/). Columns that are not named here are derived on each side (order_line.reserved from the balances, say) or
// local.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace dockhand {

struct SyncedTable {
  std::string_view name;
  std::string_view keys;     // the first columns of a row, separated by commas
  std::string_view columns;  // the other columns of a row, separated by commas
};

// Returns one that is known to be there.
const SyncedTable& synced_table(std::string_view name);

// Splits "name,tracking" into {"name", "tracking"}.
std::vector<std::string> names_in(std::string_view list);

// The columns of documents stand in lists of their own, each with a comma before it.
#define COLUMN(member, columns, ...) "," columns
inline constexpr std::string_view item_columns =
#include "storage/model/rows/item.def"
    ;
inline constexpr std::string_view order_line_columns =
#include "storage/model/rows/order_line.def"
    ;
// These have also what no document says: what people have given back for the line, and what it counts for in the
// history.
inline constexpr std::string_view synced_order_line_columns =
#include "storage/model/rows/order_line.def"
    ",held_back,demanded";
inline constexpr std::string_view purchase_line_columns =
#include "storage/model/rows/purchase_line.def"
    ;
// These have also what no document says: that the office has closed the line, and how many units it has given up.
inline constexpr std::string_view synced_purchase_line_columns =
#include "storage/model/rows/purchase_line.def"
    ",closed,given_up";
inline constexpr std::string_view supplier_columns =
#include "storage/model/rows/supplier.def"
    ;
inline constexpr std::string_view source_columns =
#include "storage/model/rows/source.def"
    ;
#undef COLUMN

// These are columns of the night's plan. A plan never writes what people have decided about a proposal.
#define DOCKHAND_WHY_COLUMNS "level,expected,days,why_supplier,late,came"
#define DOCKHAND_PLAN_COLUMNS "method,first_week,weeks,error,class," DOCKHAND_WHY_COLUMNS ",excess,cover_days,runs_out"
#define DOCKHAND_PROPOSAL_COLUMNS                                                                 \
  "item,supplier,backup,quantity,price,place,saves,lines,order_by,runs_out,free,coming,textbook," \
  "king,needed," DOCKHAND_WHY_COLUMNS
#define DOCKHAND_DECIDED_COLUMNS                                                                               \
  "state,approved,decided,decided_by,placed_by,purchase,chosen,chosen_price,ordered,ordered_of,ordered_price," \
  "decided_name,placed_name,bought"

// The tables stand in the order in which their rows are applied. Rows that others refer to come first. What was removed
// comes before all, because a row that comes together with its own removal has been written again since.
inline constexpr std::array<SyncedTable, 31> synced_tables{{
    {"removed", "name,key", "open"},
    {"site", "setting", "value"},
    {"item", "item", item_columns.substr(1)},
    {"barcode", "code", "item,level,units"},
    {"location", "location", "kind,walk,zone,litres,stands_at"},
    {"customer", "customer", "name,policies,order_class"},
    {"lot", "item,lot", "expiry,status,reason"},
    {"order_line", "order_no,line", synced_order_line_columns.substr(1)},
    {"purchase_line", "purchase,line", synced_purchase_line_columns.substr(1)},
    {"supplier", "supplier", supplier_columns.substr(1)},
    {"source", "item,supplier", source_columns.substr(1)},
    {"past_demand", "item,day", "units"},
    {"face", "item,location", "least,most"},
    {"alternative", "item,other", "units,better"},
    {"wish", "item,customer", "quantity,until"},
    {"goodwill", "days", "words,code,cost"},
    {"promotion", "item,starts", "ends,lift"},
    {"asn_line", "sscc,item,lot,serial,purchase,line", "asn,quantity,expiry,due"},
    {"handling_unit", "sscc", "place,operator,at,order_no"},
    {"to_count", "place,item,lot", "open"},
    {"balance", "place,item,lot,serial,doc,line", "quantity"},
    {"taken", "order_no,line,place,writer", "units,operator,at"},
    {"lease", "kind,document,order_no,line", "writer,holder,item,demand,claimed"},
    {"number_block", "first", "prefix,writer,holder,numbers,used,open"},
    {"promise", "order_no,line", "p50,p90,kept,to_order,made"},
    {"cause", "order_no,line,cause,supplier", "item,since,units,most"},
    {"spent", "id", "kind,document,item,supplier,cause,cost,day"},
    {"explanation", "event_id,position", "order_no,line,at,because,detail"},
    {"notice", "id", "writer,at,kind,detail,open"},
    {"plan", "item", DOCKHAND_PLAN_COLUMNS},
    {"proposal", "id", DOCKHAND_PROPOSAL_COLUMNS "," DOCKHAND_DECIDED_COLUMNS},
}};

}  // namespace dockhand
