// What the office's documents say already, and what more of them would change.
#include "storage/schema/documents.h"

#include "storage/books/stopped_lines.h"
#include "storage/engine/cells.h"
#include "storage/engine/row_reader.h"
#include "storage/ledger/ledger_state.h"
#include "storage/schema/row_keys.h"

namespace dockhand {
namespace {

struct CountBeside {
  Engine& db;

  std::int64_t counted(Rows rows) const { return rows.next() ? rows.integer(0) : 0; }
  std::int64_t operator()(const OrderLineRow& row) const {
    return counted(db.query("SELECT count(*) FROM order_line WHERE order_no=$1", row.line.document.text()));
  }
  std::int64_t operator()(const PurchaseLineRow& row) const {
    return counted(db.query("SELECT count(*) FROM purchase_line WHERE purchase=$1", row.line.document.text()));
  }
  std::int64_t operator()(const AsnRow& row) const {
    return counted(
        db.query("SELECT count(*) FROM asn_line WHERE sscc=$1 AND asn=$2 AND quantity > 0", row.unit.text(), row.asn));
  }
  std::int64_t operator()(const LocationRow&) const {
    return counted(db.query("SELECT count(*) FROM location WHERE stands_at = ''"));
  }
  std::int64_t operator()(const ItemRow&) const { return counted(db.query("SELECT count(*) FROM item")); }
  std::int64_t operator()(const BarcodeRow&) const { return counted(db.query("SELECT count(*) FROM barcode")); }
  std::int64_t operator()(const CustomerRow&) const { return counted(db.query("SELECT count(*) FROM customer")); }
  std::int64_t operator()(const SupplierRow&) const { return counted(db.query("SELECT count(*) FROM supplier")); }
  std::int64_t operator()(const SourceRow&) const { return counted(db.query("SELECT count(*) FROM source")); }
  std::int64_t operator()(const FaceRow&) const {
    return counted(db.query("SELECT count(*) FROM face WHERE most > 0"));
  }
  template <class Other>
  std::int64_t operator()(const Other&) const {
    return 0;
  }
};

}  // namespace

Result<bool> Ledger::knows(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const bool known = is_there(*state_->engine, key_of(row));
  if (state_->engine->failed()) return state_->engine->failure();
  return known;
}

Result<std::optional<BarcodeRow>> Ledger::barcode(const std::string& code) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::optional<BarcodeRow> found;
  if (auto rows = state_->engine->query("SELECT item, level, units FROM barcode WHERE code=$1", code); rows.next()) {
    const Cells cells(rows);
    found = BarcodeRow{code, cells.code<ItemCode>(0), cells.text(1), cells.quantity(2)};
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return found;
}

Result<std::int64_t> Ledger::rows_beside(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const std::int64_t count = std::visit(CountBeside{*state_->engine}, row);
  if (state_->engine->failed()) return state_->engine->failure();
  return count;
}

// A file becomes commands whose ids are the same but for a number behind the last hyphen.
Result<std::vector<CommandId>> Ledger::last_import() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::vector<CommandId> ids;
  std::string file;
  for (auto rows =
           state_->engine->query("SELECT id FROM event WHERE action='import' AND undone_by='' AND id >= 'import-'"
                                 " AND id < 'import.' ORDER BY seq DESC");
       rows.next();) {
    const std::string id = rows.text(0);
    const std::string of = id.substr(0, id.rfind('-'));
    if (!ids.empty() && of != file) break;
    file = of;
    ids.push_back(Cells(rows).code<CommandId>(0));
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return ids;
}

Result<std::vector<DocumentLine>> Ledger::lines_beside(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::vector<DocumentLine> lines;
  const auto take = [&lines](Rows rows) {
    while (rows.next()) {
      const Cells cells(rows);
      RowReader line(cells);
      lines.push_back(DocumentLine{line.number(), line.code<ItemCode>(), line.quantity(), line.sum(), line.flag(),
                                   line.maybe_date(), line.flag()});
    }
  };
  if (const auto* order = std::get_if<OrderLineRow>(&row)) {
    take(
        // What a customer took for a line is wanted under the line's own number: no document has the other one.
        state_->engine->query(
            "SELECT line, item, ordered, shipped + returned, ordered - cancelled - returned > shipped"
            " AND NOT EXISTS (SELECT 1 FROM customer_choice c WHERE c.order_no = order_line.order_no"
            "  AND c.line = order_line.line AND c.kind = 'made') OR EXISTS (SELECT 1 FROM"
            "  customer_choice x JOIN customer_choice c ON c.event_id = x.event_id AND c.kind = 'made'"
            "  JOIN order_line m ON m.order_no = c.order_no AND m.line = c.line"
            "  WHERE x.order_no = order_line.order_no AND x.line = order_line.line"
            "  AND x.kind = 'exchanged' AND m.ordered - m.cancelled - m.returned > m.shipped),"
            " promised, picked + shipped > 0"
            " FROM order_line WHERE order_no=$1 ORDER BY line",
            order->line.document.text()));
  } else if (const auto* purchase = std::get_if<PurchaseLineRow>(&row)) {
    take(state_->engine->query(
        "SELECT line, item, expected, max(received, 0), expected > received, due, received > 0 FROM purchase_line"
        " WHERE purchase=$1 ORDER BY line",
        purchase->line.document.text()));
  }
  if (const auto* asn = std::get_if<AsnRow>(&row)) {
    take(
        state_->engine->query("SELECT 1, a.item, a.quantity, 0, a.quantity > 0, a.due,"
                              " EXISTS (SELECT 1 FROM handling_unit h WHERE h.sscc = a.sscc)"
                              " FROM asn_line a WHERE a.sscc=$1 ORDER BY a.item",
                              asn->unit.text()));
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return lines;
}

// One reading of the table, however many notices are asked for.
Result<std::vector<AsnRow>> Ledger::announced_by(const std::set<std::string>& notices) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::vector<AsnRow> announced;
  for (auto rows = state_->engine->query(
           "SELECT a.sscc, a.asn, a.item, a.quantity, a.lot, a.serial, a.expiry, a.purchase, a.line, a.due"
           " FROM asn_line a WHERE a.quantity > 0"
           " AND NOT EXISTS (SELECT 1 FROM handling_unit h WHERE h.sscc = a.sscc)"
           " ORDER BY a.sscc, a.item, a.lot, a.serial, a.purchase, a.line");
       rows.next();) {
    if (!notices.contains(rows.text(1))) continue;
    const Cells cells(rows);
    RowReader row(cells);
    announced.push_back(AsnRow{
        row.code<Sscc>(), row.text(),
        Units{row.code<ItemCode>(), row.quantity(), row.maybe_code<Lot>(), row.maybe_code<Serial>(), row.maybe_date()},
        row.maybe_line<PurchaseNumber>(), row.maybe_date()});
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return announced;
}

Result<bool> Ledger::has_any_like(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const bool any =
      state_->engine->query_text("SELECT 1 FROM " + std::string(key_of(row).table) + " LIMIT 1", {}).next();
  if (state_->engine->failed()) return state_->engine->failure();
  return any;
}

Result<std::optional<ImportRow>> Ledger::as_written(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  auto written = as_sent(*state_->engine, row);
  if (state_->engine->failed()) return state_->engine->failure();
  return written;
}

Result<std::vector<Quantity>> Ledger::packs_of(const ItemCode& item, const std::string& level) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::vector<Quantity> packs;
  for (auto rows = state_->engine->query("SELECT DISTINCT units FROM barcode WHERE item=$1 AND level=$2 ORDER BY units",
                                         item.text(), level);
       rows.next();) {
    packs.push_back(Cells(rows).quantity(0));
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return packs;
}

Result<bool> Ledger::cancels_left_out() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  auto rows = state_->engine->query("SELECT 1 FROM site WHERE setting='cancel_left_out' AND value <> 0");
  const bool cancels = rows.next();
  if (state_->engine->failed()) return state_->engine->failure();
  return cancels;
}

Status Ledger::try_out(const std::function<void(const TryOne&)>& ask) {
  if (auto ready = state_->ready(); !ready) return ready;
  Engine& db = *state_->engine;
  Transaction transaction(db);
  state_->tries_out = true;
  ask([&](const Command& command) -> Result<Outcome> {
    Savepoint savepoint(db);
    Outcome outcome = state_->write(command);
    if (db.failed()) return db.failure();
    if (std::holds_alternative<Accepted>(outcome)) savepoint.keep();
    return outcome;
  });
  state_->tries_out = false;
  if (db.failed()) return db.failure();
  return Done{};
}

}  // namespace dockhand
