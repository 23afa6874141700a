// What a person scanned: the symbol as it was read, and what its text means.
//
// Decides: the shape of a symbol and of a scan, shared by every source and every screen.
// Leaves to others: reading pictures and devices, and parsing (scanner/); whether the thing named exists (storage/).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

// These are names of our own. The names of a library change between its versions and are never stored.
enum class Symbology {
  unknown,  // a wedge that sends no AIM identifier
  aztec,
  codabar,
  code39,
  code93,
  code128,
  databar,
  databar_expanded,
  databar_limited,
  datamatrix,
  ean8,
  ean13,
  itf,
  maxicode,
  micro_qr,
  pdf417,
  qr,
  upca,
  upce,
};
const char* name_of(Symbology symbology);  // "code128", "ean13", ...

// A point of a picture, in pixels; y grows downwards.
template <class Number>
struct PointOf {
  Number x = 0;
  Number y = 0;
  bool operator==(const PointOf&) const = default;
};
using Point = PointOf<int>;
using PointF = PointOf<double>;  // between pixels; the middle of the first one is (0, 0)

// The character that separates the elements of a GS1 symbol, as scanners send it: FNC1 behind the first position (GS1
// General Specifications, 7.8).
inline constexpr char fnc1 = '\x1D';

// Returns the 12 digits of UPC-A that the 8 digits of UPC-E stand for. The check digit is verified.
Result<std::string> expand_upce(std::string_view digits);

// One symbol, as a source delivered it.
struct Symbol {
  Symbology symbology = Symbology::unknown;
  std::string text;  // UTF-8 or raw bytes; FNC1 after the first position stands as 0x1D; at most max_text bytes
  std::string aim;   // "]C1"; empty when the source does not know
  std::array<Point, 4> corners{};  // pixels, clockwise from the symbol's own top left; all zero without a picture

  // Structured append: the text goes on in other symbols, and this one is `part` of `parts`. When both are 0, it stands
  // alone.
  std::uint8_t part = 0, parts = 0;

  // A QR code holds 7,089 digits at most (ISO/IEC 18004); nothing longer comes from a barcode.
  static constexpr std::size_t max_text = 7089;
  bool operator==(const Symbol&) const = default;
};

// One GS1 element: the application identifier and the value, both as they are printed.
struct Element {
  std::string ai;
  std::string value;
  bool operator==(const Element&) const = default;
};

enum class ScanKind {
  gtin,   // a trade item or packaging level: EAN, UPC, ITF-14, or GS1 with AI 01
  sscc,   // a handling unit
  gs1,    // GS1 elements that name neither
  plain,  // anything else: location, order, badge, the site's own codes
};
const char* name_of(ScanKind kind);  // "gtin", "sscc", "gs1", "plain"

// A symbol with its meaning. The optional members repeat, checked and typed, what `elements` say.
struct Scan {
  Symbol symbol;
  ScanKind kind = ScanKind::plain;
  std::vector<Element> elements;    // empty for plain codes; a bare EAN gives one element, 01
  bool digital_link = false;        // the elements came from a GS1 Digital Link
  std::optional<Gtin> gtin;         // AI 01, else AI 02
  std::optional<Sscc> sscc;         // AI 00
  std::optional<Lot> lot;           // AI 10
  std::optional<Serial> serial;     // AI 21
  std::optional<Date> expiry;       // AI 17, else the day of AI 7003
  std::optional<Date> best_before;  // AI 15, else AI 16 (sell by): a date of expiry only where the item wants one
  std::optional<Quantity> count;    // AI 37, else AI 30
  std::optional<PurchaseNumber> purchase;  // what a distributor's label says it was ordered with
  // The name of the thing where that is not the whole text: a HIBC's item, or a part of a site's own label.
  std::string code;
  std::vector<std::string> other_codes;  // what else the label calls it, for when `code` is not known
  std::string role;                      // the site's word for its own label: "location", "order", "badge"
  std::vector<std::string> notes;        // what of the label is wrong and was put right, a sentence each
  // The digits are an item's number only by their form. A lot, a serial or an order may look like that, too. So what is
  // asked for, and what is known under the text, goes first.
  bool by_form = false;
  // Says why such digits are no item's number (a wrong check digit). It is said when nothing else is known under them.
  std::string doubt;

  // Returns the date up to which it may be used. `wanted`: the item has such a date on each of its lots.
  std::optional<Date> usable_until(bool wanted) const { return expiry || !wanted ? expiry : best_before; }
  const std::string& text() const { return code.empty() ? symbol.text : code; }
};

}  // namespace dockhand
