// Documents of the office as rows of their tables.
//
// Decides: how a member of a document becomes cells and back, and that a row which says what is there already is not
// written again. Leaves to others: which columns there are (storage/model/rows/order_line.def and its neighbours), what
// else follows from a document (storage/facts/facts_import.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/commands/command.h"

namespace dockhand {

// Writes the row of its key. Columns that are derived keep what they have. Returns 0 when the row said the same before.
std::int64_t put(Engine& db, const ItemRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const OrderLineRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const PurchaseLineRow& row, std::int64_t changed);
// Does the same for a line that surely is not there, in one statement. An order line is written with what it counts for
// in the history of demand, with what waits and with its class; a purchase line with the day that was said first.
std::int64_t put_new(Engine& db, const OrderLineRow& row, std::int64_t changed, std::int64_t demanded);
std::int64_t put_new(Engine& db, const PurchaseLineRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const SupplierRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const SourceRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const PastDemandRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const FaceRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const AlternativeRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const WishRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const GoodwillRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const PromotionRow& row, std::int64_t changed);

// The rows are sorted in this order: by supplier; by item and rank; by item and day; by item and place; by item, better
// ones first; by item and customer; by days; by item and day.
std::vector<SupplierRow> supplier_documents(Engine& db, std::int64_t limit);
std::vector<SourceRow> source_documents(Engine& db, std::int64_t limit);
std::vector<SourceRow> sources_of(Engine& db, const ItemCode& item);  // by rank and supplier
std::vector<PastDemandRow> past_demand_documents(Engine& db, std::int64_t limit);
std::vector<FaceRow> face_documents(Engine& db, std::int64_t limit);
std::vector<AlternativeRow> alternative_documents(Engine& db, std::int64_t limit);
std::vector<WishRow> wish_documents(Engine& db, std::int64_t limit);
std::vector<GoodwillRow> goodwill_documents(Engine& db, std::int64_t limit);
std::vector<PromotionRow> promotion_documents(Engine& db, std::int64_t limit);

// Returns the row of the same key, as the office wrote it last. Opening stock is no row, and has nothing.
std::optional<ImportRow> document_like(Engine& db, const ImportRow& row);

// Returns "INSERT ... ON CONFLICT(keys) DO UPDATE ... WHERE something differs", with the keys, the columns and
// `changed` as $1, $2 ...
struct SyncedTable;
std::string document_upsert(const SyncedTable& table);

// Returns the line as the office wrote it.
std::optional<OrderLineRow> order_line_document(Engine& db, const OrderLine& line);

}  // namespace dockhand
