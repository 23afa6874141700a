#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "scanner/reader/decode.h"
#include "scanner/reader/zxing.h"
#include "storage/model/add_on.h"

// This mends what is wrong in 1.4.0: definitions in the program take precedence over those of the shared library. They
// stand here and not in a source of their own, because the linker would leave that one out of a static library.
#if ZXING_VERSION_MAJOR < 2
namespace {
int steps(const ZXing::PointI& a, const ZXing::PointI& b) { return std::max(std::abs(a.x - b.x), std::abs(a.y - b.y)); }
}  // namespace

// It asserts in its own comparison when a frame shows the same linear text twice (zxing-cpp #740, #516)
// and ends the process.
bool ZXing::Result::operator==(const Result& other) const {
  if (format() != other.format() || bytes() != other.bytes()) return false;
  const auto& here = position();
  const auto& there = other.position();
  const int length = steps(here.topLeft(), here.bottomRight());
  const int apart = std::min(steps(here.topLeft(), there.topLeft()), steps(here.bottomLeft(), there.bottomLeft()));
  return apart < length / 2;
}

// Bars that only look like the edge of a PDF417 can give it a length below 0, which is then looked up in
// tables that have no such place: noise is read as a text, or the error correction never ends (zxing-cpp #517).
namespace ZXing::Pdf417 {
class BarcodeValue {
 public:
  void setValue(int value);
};
void BarcodeValue::setValue(int value) {
  static constexpr int codewords = 929;
  using Theirs = void (*)(BarcodeValue*, int);
  static const auto theirs = reinterpret_cast<Theirs>(::dlsym(RTLD_NEXT, "_ZN5ZXing6Pdf41712BarcodeValue8setValueEi"));
  if (theirs != nullptr && value >= 0 && value < codewords) theirs(this, value);
}
}  // namespace ZXing::Pdf417
#endif

namespace dockhand {
namespace {

using ZXing::BarcodeFormat;

#if ZXING_VERSION_MAJOR >= 3
using Read = ZXing::Barcode;
#else
using Read = ZXing::Result;
#endif
#if ZXING_VERSION_MAJOR >= 2
using Options = ZXing::ReaderOptions;
std::string plain_text(const Read& read) { return read.text(ZXing::TextMode::Plain); }
#else
using Options = ZXing::DecodeHints;
std::string plain_text(const Read& read) { return read.text(); }
#endif

struct Row {
  BarcodeFormat theirs;
  Symbology ours;
  bool matrix;
};
#if ZXING_VERSION_MAJOR >= 3
// 3.0 parts a symbology into variants, and names the variant that it has read.
constexpr Row formats[] = {
    {BarcodeFormat::AztecCode, Symbology::aztec, true},
    {BarcodeFormat::AztecRune, Symbology::aztec, true},
    {BarcodeFormat::Codabar, Symbology::codabar, false},
    {BarcodeFormat::Code39Std, Symbology::code39, false},
    {BarcodeFormat::Code39Ext, Symbology::code39, false},
    {BarcodeFormat::Code93, Symbology::code93, false},
    {BarcodeFormat::Code128, Symbology::code128, false},
    {BarcodeFormat::DataBarOmni, Symbology::databar, false},
    {BarcodeFormat::DataBarStk, Symbology::databar, false},
    {BarcodeFormat::DataBarStkOmni, Symbology::databar, false},
    {BarcodeFormat::DataBarExp, Symbology::databar_expanded, false},
    {BarcodeFormat::DataBarExpStk, Symbology::databar_expanded, false},
    {BarcodeFormat::DataBarLtd, Symbology::databar_limited, false},
    {BarcodeFormat::DataMatrix, Symbology::datamatrix, true},
    {BarcodeFormat::EAN8, Symbology::ean8, false},
    {BarcodeFormat::EAN13, Symbology::ean13, false},
    {BarcodeFormat::ITF, Symbology::itf, false},
    {BarcodeFormat::MaxiCode, Symbology::maxicode, true},
    {BarcodeFormat::PDF417, Symbology::pdf417, true},
    {BarcodeFormat::CompactPDF417, Symbology::pdf417, true},
    {BarcodeFormat::QRCodeModel1, Symbology::qr, true},
    {BarcodeFormat::QRCodeModel2, Symbology::qr, true},
    {BarcodeFormat::UPCA, Symbology::upca, false},
    {BarcodeFormat::UPCE, Symbology::upce, false},
    {BarcodeFormat::MicroQRCode, Symbology::micro_qr, true},
};
bool in_mode(const Row& row, const DecodeOptions& options) {
  return row.theirs != BarcodeFormat::Code39Ext || options.code39_full_ascii;
}
// A QR code is named by the symbology alone, whatever its model.
bool names(BarcodeFormat read, const Row& row) { return row.theirs <= read; }
#else
constexpr Row formats[] = {
    {BarcodeFormat::Aztec, Symbology::aztec, true},
    {BarcodeFormat::Codabar, Symbology::codabar, false},
    {BarcodeFormat::Code39, Symbology::code39, false},
    {BarcodeFormat::Code93, Symbology::code93, false},
    {BarcodeFormat::Code128, Symbology::code128, false},
    {BarcodeFormat::DataBar, Symbology::databar, false},
    {BarcodeFormat::DataBarExpanded, Symbology::databar_expanded, false},
#if ZXING_VERSION_MAJOR == 2 && ZXING_VERSION_MINOR >= 3
    {BarcodeFormat::DataBarLimited, Symbology::databar_limited, false},
#endif
    {BarcodeFormat::DataMatrix, Symbology::datamatrix, true},
    {BarcodeFormat::EAN8, Symbology::ean8, false},
    {BarcodeFormat::EAN13, Symbology::ean13, false},
    {BarcodeFormat::ITF, Symbology::itf, false},
    {BarcodeFormat::MaxiCode, Symbology::maxicode, true},
    {BarcodeFormat::PDF417, Symbology::pdf417, true},
    {BarcodeFormat::QRCode, Symbology::qr, true},
    {BarcodeFormat::UPCA, Symbology::upca, false},
    {BarcodeFormat::UPCE, Symbology::upce, false},
    {BarcodeFormat::MicroQRCode, Symbology::micro_qr, true},
};
bool in_mode(const Row&, const DecodeOptions&) { return true; }
bool names(BarcodeFormat read, const Row& row) { return row.theirs == read; }
#endif

ZXing::BarcodeFormats wanted(const DecodeOptions& options) {
  std::vector<BarcodeFormat> list;
  for (const Row& row : formats) {
    const bool asked = row.matrix ? options.matrix : options.linear;
    if (asked && in_mode(row, options) && (row.ours != Symbology::upce || options.upce)) list.push_back(row.theirs);
  }
#if ZXING_VERSION_MAJOR >= 3
  return ZXing::BarcodeFormats(std::move(list));
#else
  ZXing::BarcodeFormats set;
  for (const BarcodeFormat format : list) set |= format;
  return set;
#endif
}

Options options_for(const DecodeOptions& wishes) {
  Options options;
  options.setFormats(wanted(wishes));
  options.setTryHarder(wishes.harder);
  options.setTryRotate(wishes.rotate);
  options.setTryDownscale(wishes.downscale);
  options.setMinLineCount(static_cast<std::uint8_t>(wishes.min_lines));
  options.setEanAddOnSymbol(ZXing::EanAddOnSymbol::Read);
#if ZXING_VERSION_MAJOR < 3
  options.setTryCode39ExtendedMode(wishes.code39_full_ascii);  // later versions have a variant of its own for it
#endif
#if ZXING_VERSION_MAJOR >= 2
  options.setTryInvert(false);
  options.setTextMode(ZXing::TextMode::Plain);
#else
  options.setReturnCodabarStartEnd(true);  // they are data in blood banks and libraries; later versions always do
#endif
  return options;
}

Symbology symbology_of(const Read& read) {
  const auto* row =
      std::find_if(std::begin(formats), std::end(formats), [&](const Row& one) { return names(read.format(), one); });
  return row == std::end(formats) ? Symbology::unknown : row->ours;
}

#if ZXING_VERSION_MAJOR >= 3
// 3.0 writes every number of these kinds as an EAN-13, and the add-on behind it without a blank. A symbol has the
// digits that are printed: 12 of a UPC-A, 8 of a UPC-E.
std::string retail_text(const Read& read, Symbology symbology, const std::string& text) {
  const std::size_t digits = symbology == Symbology::ean8 ? 8 : 13;
  if (text.size() < digits) return text;
  std::string number = text.substr(0, digits);
  if (symbology == Symbology::upca) number.erase(0, 1);
  if (symbology == Symbology::upce) number = read.extra(ZXing::BarcodeExtra::UPCE);
  const std::string add_on = text.substr(digits);
  return add_on.empty() ? number : number + ' ' + add_on;
}

// It also lets the corners go round the add-on; those of a number go round the number. The gap between them is 7 to 12
// modules wide (GS1, 5.2.3.4), of which the middle is taken.
void leave_add_on_out(Symbol& symbol) {
  const std::size_t blank = symbol.text.find(' ');
  if (blank == std::string::npos) return;
  const double number = modules_of_number(symbol.symbology);
  const double add_on = symbol.text.size() - blank > 3 ? 47 : 20;  // an add-on of five digits, or of two
  const double part = number / (number + 9.5 + add_on);
  auto& [a, b, c, d] = symbol.corners;
  const auto along = [&](const Point& from, const Point& to) {
    return Point{from.x + static_cast<int>(std::lround((to.x - from.x) * part)),
                 from.y + static_cast<int>(std::lround((to.y - from.y) * part))};
  };
  b = along(a, b);
  c = along(d, c);
}
#else
std::string retail_text(const Read&, Symbology, const std::string& text) { return text; }
void leave_add_on_out(Symbol&) {}
#endif

// The short forms of GS1 DataBar carry 13 digits and, apart from them, whether a 2D component with more elements stands
// above (ISO/IEC 24724, 5.2.3). Some versions of the library take that flag for a digit in front and work out the check
// digit with it.
std::string without_linkage_flag(const std::string& text) {
  if (text.size() != 15 || text.front() != '1') return text;
  const std::string number = text.substr(1, 13);
  return number + gs1_check_digit(number);
}

// GS1 DataBar carries element strings: the number of the short forms is AI 01, which 3.1 writes itself. What is no
// number was misread. What 1.4 spells out with brackets is put right where it is parsed (scanner/meaning/parse.h).
std::string databar_text(Symbology symbology, const std::string& text) {
  if (symbology != Symbology::databar && symbology != Symbology::databar_limited) return text;
  if (text.empty() || !is_digits(text)) return {};
  const bool has_ai = text.size() == 16 && text.starts_with("01");
  const std::string number = has_ai ? text.substr(2) : without_linkage_flag(text);
  return number.size() == 14 && Gtin::parse(number) ? "01" + number : std::string();
}

Detection detection_of(const Read& result) {
  Detection detection;
  Symbol& symbol = detection.symbol;
  symbol.symbology = symbology_of(result);
  symbol.text = databar_text(symbol.symbology, plain_text(result));
  if (may_have_add_on(symbol.symbology)) symbol.text = retail_text(result, symbol.symbology, symbol.text);
  symbol.aim = result.symbologyIdentifier();
  const auto& at = result.position();
  const auto point = [](const ZXing::PointI& corner) { return Point{corner.x, corner.y}; };
  symbol.corners = {point(at.topLeft()), point(at.topRight()), point(at.bottomRight()), point(at.bottomLeft())};
  if (may_have_add_on(symbol.symbology)) leave_add_on_out(symbol);
  detection.lines = result.lineCount();
  return detection;
}

// The library counts the parts from 0, and knows no number of them where the symbol does not say it.
void note_sequence(Symbol& symbol, const Read& result) {
  if (!result.isPartOfSequence()) return;
  symbol.part = static_cast<std::uint8_t>(std::clamp(result.sequenceIndex() + 1, 1, 255));
  symbol.parts = static_cast<std::uint8_t>(std::clamp(result.sequenceSize(), 0, 255));
}

}  // namespace

std::vector<Detection> decode(const PictureView& picture, const DecodeOptions& options) {
  std::vector<Detection> detections;
  if (picture.empty() || (!options.linear && !options.matrix)) return detections;
  try {
    const ZXing::ImageView view(picture.pixels, picture.width, picture.height, ZXing::ImageFormat::Lum,
                                static_cast<int>(picture.stride));
    for (const auto& result : ZXing::ReadBarcodes(view, options_for(options))) {
      if (!result.isValid()) continue;
      Detection detection = detection_of(result);
      note_sequence(detection.symbol, result);
      if (!detection.symbol.text.empty() && detection.symbol.text.size() <= Symbol::max_text)
        detections.push_back(std::move(detection));
    }
  } catch (const std::exception&) {
    detections.clear();  // a picture on which the library fails shows nothing
  }
  return detections;
}

}  // namespace dockhand
