#include "storage/import/meeting/made_rows.h"

#include <optional>
#include <variant>

#include "storage/model/tools/spellings.h"

namespace dockhand {
namespace {

void put(const ItemCode& item, std::set<std::string>& items) { items.insert(item.text()); }
void put(const std::optional<ItemCode>& item, std::set<std::string>& items) {
  if (item) items.insert(item->text());
}

Result<bool> is_known_in_other_letters(Ledger& ledger, const ItemCode& item) {
  for (const std::string& spelling : spellings_of(item.text())) {
    const auto other = ItemCode::parse(spelling);
    const auto known = other ? ledger.knows(ItemRow{*other, ""}) : Result<bool>(false);
    if (!known || *known) return known;
  }
  return false;
}

}  // namespace

Result<bool> is_known_by_any_name(Ledger& ledger, const ImportRow& row) {
  const auto known = ledger.knows(row);
  const auto* item = std::get_if<ItemRow>(&row);
  if (!known || *known || item == nullptr) return known;
  if (!is_digits(item->item.text())) return is_known_in_other_letters(ledger, item->item);
  const auto gtin = Gtin::parse(item->item.text());
  if (!gtin) return false;
  const auto barcode = ledger.barcode(gtin->text());
  if (!barcode) return barcode.error();
  return barcode->has_value();
}

// Whatever kind of row it is: by the names of its members.
void NeededRows::take(const ImportRow& row, RowUse use) {
  if (use != RowUse::book) return;
  const auto names = [&](const auto& one) {
    if constexpr (requires { one.customer; }) customers_.insert(one.customer);
    if constexpr (requires { one.item; }) put(one.item, items_);
    if constexpr (requires { one.other; }) put(one.other, items_);
    if constexpr (requires { one.units.item; }) put(one.units.item, items_);
  };
  std::visit(names, row);
}

bool NeededRows::has(const ImportRow& row, RowUse use) const {
  if (use != RowUse::make) return true;
  if (const auto* customer = std::get_if<CustomerRow>(&row)) return customers_.contains(customer->customer);
  const auto* item = std::get_if<ItemRow>(&row);
  return item == nullptr || items_.contains(item->item.text());
}

namespace {

// How the units of one item are named by the rows of a file.
struct NamedBy {
  bool lot = false, serial = false, always_dated = true;  // each lot with its date

  void take(const Units& units) {
    lot = lot || units.lot;
    serial = serial || units.serial;
    always_dated = always_dated && units.lot && units.expiry;
  }
};

const Units* units_of(const ImportRow& row) {
  if (const auto* asn = std::get_if<AsnRow>(&row)) return asn->units.quantity.none() ? nullptr : &asn->units;
  const auto* stock = std::get_if<OpeningRow>(&row);
  return stock == nullptr ? nullptr : &stock->units;
}

}  // namespace

void track_made_items(ParsedImport& parsed) {
  std::map<ItemCode, NamedBy> made;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const auto* item = std::get_if<ItemRow>(&parsed.rows[i]);
    if (item != nullptr && parsed.notes[i].use == RowUse::make) made.emplace(item->item, NamedBy());
  }
  if (made.empty()) return;
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    const Units* units = units_of(parsed.rows[i]);
    if (units == nullptr || parsed.notes[i].use != RowUse::book) continue;
    if (const auto its = made.find(units->item); its != made.end()) its->second.take(*units);
  }
  for (std::size_t i = 0; i < parsed.rows.size(); ++i) {
    auto* item = std::get_if<ItemRow>(&parsed.rows[i]);
    if (item == nullptr || parsed.notes[i].use != RowUse::make || item->tracking != Tracking::none) continue;
    const NamedBy& by = made.at(item->item);
    if (!by.lot && !by.serial) continue;
    item->tracking = by.serial ? Tracking::serial : Tracking::lot;
    item->expiry = by.lot && by.always_dated;
  }
}

std::string kind_beside(const ImportRow& row, const std::string& main) {
  std::string kind;
  if (std::holds_alternative<ItemRow>(row)) kind = "items";
  if (std::holds_alternative<BarcodeRow>(row)) kind = "barcodes";
  if (std::holds_alternative<CustomerRow>(row)) kind = "customers";
  return kind == main ? "" : kind;
}

std::size_t& count_of(RowChange change, ImportChanges& changes) {
  if (change == RowChange::created) return changes.created;
  return change == RowChange::unchanged ? changes.unchanged : changes.changed;
}

bool RowsBeside::take(const ImportRow& row, const std::string& main, RowChange change) {
  const std::string kind = kind_beside(row, main);
  if (kind.empty()) return false;
  ++count_of(change, kinds_[kind]);
  const auto* item = std::get_if<ItemRow>(&row);
  if (item != nullptr && change == RowChange::created && item->tracking != Tracking::none) ++tracked_[item->tracking];
  return true;
}

std::size_t RowsBeside::changes() const {
  std::size_t all = 0;
  for (const auto& [kind, rows] : kinds_) all += rows.created + rows.changed;
  return all;
}

void RowsBeside::tell(Told told, std::vector<std::string>& found) const {
  for (const auto& [kind, rows] : kinds_) {
    const std::string sum = std::to_string(rows.created + rows.changed + rows.unchanged);
    const std::string each = std::to_string(rows.created) + " new, " + std::to_string(rows.changed) + " changed, " +
                             std::to_string(rows.unchanged) + " unchanged";
    std::string names;
    if (kind == "items") {
      for (const auto& [tracking, items] : tracked_)
        names += ", " + std::to_string(items) + " of them by " + name_of(tracking);
    }
    found.push_back(kind + " that come with its rows: " + (told == Told::tried_out ? each : sum) + names);
  }
}

}  // namespace dockhand
