// What the office's documents say already, and what more of them would change.
#include "storage/engine/cells.h"
#include "storage/ledger/ledger_state.h"

namespace dockhand {
namespace {

// Whether the row's key is there.
struct Known {
  Engine& db;

  bool operator()(const ItemRow& row) const {
    return db.query("SELECT 1 FROM item WHERE item=$1", row.item.text()).next();
  }
  bool operator()(const BarcodeRow& row) const {
    return db.query("SELECT 1 FROM barcode WHERE code=$1", row.code).next();
  }
  bool operator()(const LocationRow& row) const {
    return db.query("SELECT 1 FROM location WHERE location=$1", row.location.text()).next();
  }
  bool operator()(const CustomerRow& row) const {
    return db.query("SELECT 1 FROM customer WHERE customer=$1", row.customer).next();
  }
  bool operator()(const OrderLineRow& row) const {
    return db.query("SELECT 1 FROM order_line WHERE order_no=$1 AND line=$2", row.line.document.text(), row.line.line)
        .next();
  }
  bool operator()(const PurchaseLineRow& row) const {
    return db
        .query("SELECT 1 FROM purchase_line WHERE purchase=$1 AND line=$2", row.line.document.text(), row.line.line)
        .next();
  }
  bool operator()(const AsnRow& row) const {
    return db
        .query("SELECT 1 FROM asn_line WHERE sscc=$1 AND item=$2 AND lot=$3 AND serial=$4 AND purchase=$5 AND line=$6",
               row.unit.text(), row.units.item.text(), row.units.lot ? row.units.lot->text() : "",
               row.units.serial ? row.units.serial->text() : "", row.purchase ? row.purchase->document.text() : "",
               row.purchase ? row.purchase->line : 0)
        .next();
  }
  bool operator()(const SiteRow& row) const {
    return db.query("SELECT 1 FROM site WHERE setting=$1", row.setting).next();
  }
  bool operator()(const SupplierRow& row) const {
    return db.query("SELECT 1 FROM supplier WHERE supplier=$1", row.supplier).next();
  }
  bool operator()(const SourceRow& row) const {
    return db.query("SELECT 1 FROM source WHERE item=$1 AND supplier=$2", row.item.text(), row.supplier).next();
  }
  bool operator()(const PastDemandRow& row) const {
    return db.query("SELECT 1 FROM past_demand WHERE item=$1 AND day=$2", row.item.text(), row.day.days()).next();
  }
  bool operator()(const OpeningRow& row) const {
    return db
        .query("SELECT 1 FROM balance WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4 AND quantity <> 0",
               row.place.text(), row.units.item.text(), row.units.lot ? row.units.lot->text() : "",
               row.units.serial ? row.units.serial->text() : "")
        .next();
  }
};

}  // namespace

Result<bool> Ledger::knows(const ImportRow& row) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const bool known = std::visit(Known{*state_->engine}, row);
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
