#include "storage/model/scan.h"

namespace dockhand {

const char* name_of(Symbology symbology) {
  switch (symbology) {
    case Symbology::unknown: return "unknown";
    case Symbology::aztec: return "aztec";
    case Symbology::codabar: return "codabar";
    case Symbology::code39: return "code39";
    case Symbology::code93: return "code93";
    case Symbology::code128: return "code128";
    case Symbology::databar: return "databar";
    case Symbology::databar_expanded: return "databar_expanded";
    case Symbology::databar_limited: return "databar_limited";
    case Symbology::datamatrix: return "datamatrix";
    case Symbology::ean8: return "ean8";
    case Symbology::ean13: return "ean13";
    case Symbology::itf: return "itf";
    case Symbology::maxicode: return "maxicode";
    case Symbology::micro_qr: return "micro_qr";
    case Symbology::pdf417: return "pdf417";
    case Symbology::qr: return "qr";
    case Symbology::upca: return "upca";
    case Symbology::upce: return "upce";
  }
  return "unknown";
}

const char* name_of(ScanKind kind) {
  switch (kind) {
    case ScanKind::gtin: return "gtin";
    case ScanKind::sscc: return "sscc";
    case ScanKind::gs1: return "gs1";
    case ScanKind::plain: return "plain";
  }
  return "plain";
}

namespace {
Error wrong(std::string message) { return Error{ErrorKind::bad_input, "UPC-E", std::move(message)}; }
}  // namespace

// GS1 General Specifications, 5.2.3.2: the sixth digit says which zeros were left out.
Result<std::string> expand_upce(std::string_view digits) {
  if (digits.size() != 8 || !is_digits(digits)) return wrong("it has 8 digits");
  if (digits[0] > '1') return wrong("its number system is 0 or 1, not " + std::string(digits.substr(0, 1)));
  const std::string d(digits.substr(1, 6));
  std::string item;
  switch (d[5]) {
    case '0':
    case '1':
    case '2': item = d.substr(0, 2) + d[5] + "0000" + d.substr(2, 3); break;
    case '3': item = d.substr(0, 3) + "00000" + d.substr(3, 2); break;
    case '4': item = d.substr(0, 4) + "00000" + d[4]; break;
    default: item = d.substr(0, 5) + "0000" + d[5]; break;
  }
  const std::string upca = digits[0] + item + digits[7];
  if (auto gtin = Gtin::parse(upca); !gtin) return gtin.error();
  return upca;
}

}  // namespace dockhand
