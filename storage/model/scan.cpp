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

}  // namespace dockhand
