#include <array>

#include "storage/codec/fields.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

FoundItem item_of(const Cells& cells) {
  RowReader row(cells);
  return FoundItem{row.code<ItemCode>(), row.text(), row.tracking(), Pack{row.text(), row.text(), row.quantity()},
                   row.flag(),           row.flag()};
}

Found find_barcode(Engine& db, const std::string& code) {
  auto rows = db.query(
      "SELECT i.item, i.name, i.tracking, b.code, b.level, b.units, i.expiry, i.assume_suggested"
      " FROM barcode b JOIN item i ON i.item = b.item WHERE b.code=$1",
      code);
  if (!rows.next()) return FoundNothing{};
  return item_of(Cells(rows));
}

// A printed digit code stands in the table as a GTIN of 14 digits.
Found find_printed(Engine& db, const std::string& text) {
  const auto code = parse_barcode(text);
  return find_barcode(db, code ? *code : text);
}

// Finds a UPC-A whose first zero the scanner leaves out, as some are set to do. Its check digit is still right.
Found find_without_zero(Engine& db, const std::string& text) {
  const auto code = text.size() == 11 && is_digits(text) ? parse_barcode("0" + text) : Result<std::string>(Error{});
  return code ? find_barcode(db, *code) : Found(FoundNothing{});
}

// The item's own code means one base unit, whether or not a barcode is printed on it.
Found find_item(Engine& db, const std::string& text) {
  auto rows = db.query(
      "SELECT i.item, i.name, i.tracking, coalesce(b.code, i.item), coalesce(b.level, 'ea'), 1, i.expiry,"
      " i.assume_suggested"
      " FROM item i LEFT JOIN barcode b ON b.item = i.item AND b.units = 1 WHERE i.item=$1 ORDER BY b.code LIMIT 1",
      text);
  if (!rows.next()) return FoundNothing{};
  return item_of(Cells(rows));
}

Found find_unit(Engine& db, const Sscc& unit) {
  auto rows = db.query(
      "SELECT 1 FROM handling_unit WHERE sscc=$1 UNION ALL SELECT 1 FROM asn_line WHERE sscc=$1 LIMIT 1", unit.text());
  if (!rows.next()) return FoundNothing{};
  return FoundUnit{unit};
}

// An SSCC that was typed, or sent by a wedge without its application identifier.
Found find_bare_unit(Engine& db, const std::string& text) {
  const auto unit = Sscc::parse(text);
  return unit ? find_unit(db, *unit) : Found(FoundNothing{});
}

// Finds another company's carton number, which came with an ASN.
Found find_carton(Engine& db, const std::string& text) {
  const auto unit = parse_unit_number(text);
  return unit ? find_unit(db, *unit) : Found(FoundNothing{});
}

Found find_location(Engine& db, const std::string& text) {
  auto rows = db.query("SELECT location, kind FROM location WHERE location=$1", text);
  if (!rows.next()) return FoundNothing{};
  const Cells cells(rows);
  return FoundLocation{cells.code<LocationCode>(0), cells.location_kind(1)};
}

Found find_order(Engine& db, const std::string& text) {
  auto rows = db.query("SELECT order_no FROM order_line WHERE order_no=$1 LIMIT 1", text);
  if (!rows.next()) return FoundNothing{};
  return FoundOrder{Cells(rows).code<OrderNumber>(0)};
}

Found find_purchase(Engine& db, const std::string& text) {
  auto rows = db.query("SELECT purchase FROM purchase_line WHERE purchase=$1 LIMIT 1", text);
  if (!rows.next()) return FoundNothing{};
  return FoundPurchase{Cells(rows).code<PurchaseNumber>(0)};
}

Found find_asn(Engine& db, const std::string& text) {
  auto rows = db.query("SELECT 1 FROM asn_line WHERE asn=$1 LIMIT 1", text);
  if (!rows.next()) return FoundNothing{};
  return FoundAsn{text};
}

Found find_text(Engine& db, const std::string& text) {
  static constexpr std::array finders{find_bare_unit, find_printed, find_item,         find_location, find_order,
                                      find_purchase,  find_carton,  find_without_zero, find_asn};
  for (const auto& find : finders) {
    Found found = find(db, text);
    if (!std::holds_alternative<FoundNothing>(found)) return found;
  }
  return FoundNothing{};
}

std::string with_case(std::string text, char from, char to, int shift) {
  for (char& c : text) c = c >= from && c <= to ? static_cast<char>(c + shift) : c;
  return text;
}

// A dash of print or of a word processor, U+2010 to U+2015 and the minus sign, is a hyphen on the label.
std::string with_hyphens(const std::string& text) {
  static constexpr std::array<std::string_view, 7> dashes{"\u2010", "\u2011", "\u2012", "\u2013",
                                                          "\u2014", "\u2015", "\u2212"};
  std::string plain = text;
  for (const std::string_view dash : dashes) {
    for (auto at = plain.find(dash); at != std::string::npos; at = plain.find(dash))
      plain.replace(at, dash.size(), "-");
  }
  return plain;
}

// The case of typed letters is tried as all upper and all lower case: three look-ups in an index each, where a search
// that ignores case would read whole tables for every unknown scan.
Found find_in_any_case(Engine& db, const std::string& text) {
  for (const auto& one : {text, with_case(text, 'a', 'z', 'A' - 'a'), with_case(text, 'A', 'Z', 'a' - 'A')}) {
    Found found = find_text(db, one);
    if (!std::holds_alternative<FoundNothing>(found)) return found;
  }
  const std::string plain = with_hyphens(text);
  return plain == text ? Found(FoundNothing{}) : find_in_any_case(db, plain);
}

}  // namespace

Result<std::vector<ItemCode>> Views::items_with(const std::string& lot_or_serial, std::size_t limit) {
  return state_->read([&](Engine& db) {
    auto rows = db.query(
        "SELECT DISTINCT item FROM balance WHERE (lot=$1 OR serial=$1) AND quantity <> 0"
        " AND item IN (SELECT item FROM item) ORDER BY item LIMIT $2",
        lot_or_serial, sql_limit(limit));
    return all_of(std::move(rows), [](const Cells& cells) { return cells.code<ItemCode>(0); });
  });
}

// Digits that only look like an item's number may be an order or a place. A label that calls its item by several names
// is known under the first one that is known here.
Result<Found> Views::identify(const Scan& scan) {
  return state_->read([&](Engine& db) -> Found {
    Found found;
    if (scan.gtin) found = find_barcode(db, scan.gtin->text());
    if (scan.sscc) {  // a pallet that is known counts as one; of another its content is what the label says
      const Found unit = find_unit(db, *scan.sscc);
      if (!std::holds_alternative<FoundNothing>(unit)) found = unit;
    }
    if (!std::holds_alternative<FoundNothing>(found) || (scan.kind != ScanKind::plain && !scan.by_form)) return found;
    found = find_in_any_case(db, scan.text());
    for (const std::string& code : scan.other_codes)
      if (std::holds_alternative<FoundNothing>(found)) found = find_in_any_case(db, code);
    return found;
  });
}

}  // namespace dockhand
