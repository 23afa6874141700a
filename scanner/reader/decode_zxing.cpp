#define ZX_USE_UTF8  // ZXing 1.4: text() is UTF-8
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#else
#include <ZXing/ZXVersion.h>
#endif
// The library leaves these behind as macros.
#undef FormatError
#undef ChecksumError
#undef UnsupportedError

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <exception>

#include "scanner/reader/decode.h"

namespace {

#if ZXING_VERSION_MAJOR >= 2
using Options = ZXing::ReaderOptions;
std::string plain_text(const ZXing::Result& result) { return result.text(ZXing::TextMode::Plain); }
#else
using Options = ZXing::DecodeHints;
std::string plain_text(const ZXing::Result& result) { return result.text(); }
#endif

}  // namespace

#if ZXING_VERSION_MAJOR < 2
namespace {
int steps(const ZXing::PointI& a, const ZXing::PointI& b) { return std::max(std::abs(a.x - b.x), std::abs(a.y - b.y)); }
}  // namespace

// Debian 12's 1.4.0 asserts in its own comparison when a frame shows the same linear text twice (zxing-cpp #740, #516)
// and ends the process. A definition in the program takes precedence over the library's.
bool ZXing::Result::operator==(const Result& other) const {
  if (format() != other.format() || bytes() != other.bytes()) return false;
  const auto& here = position();
  const auto& there = other.position();
  const int length = steps(here.topLeft(), here.bottomRight());
  const int apart = std::min(steps(here.topLeft(), there.topLeft()), steps(here.bottomLeft(), there.bottomLeft()));
  return apart < length / 2;
}

// In 1.4.0 bars that only look like the edge of a PDF417 can give it a length below nought, which is then looked up in
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

struct Row {
  BarcodeFormat theirs;
  Symbology ours;
  bool matrix;
};
constexpr Row formats[] = {
    {BarcodeFormat::Aztec, Symbology::aztec, true},
    {BarcodeFormat::Codabar, Symbology::codabar, false},
    {BarcodeFormat::Code39, Symbology::code39, false},
    {BarcodeFormat::Code93, Symbology::code93, false},
    {BarcodeFormat::Code128, Symbology::code128, false},
    {BarcodeFormat::DataBar, Symbology::databar, false},
    {BarcodeFormat::DataBarExpanded, Symbology::databar_expanded, false},
#if ZXING_VERSION_MAJOR > 2 || (ZXING_VERSION_MAJOR == 2 && ZXING_VERSION_MINOR >= 3)
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

ZXing::BarcodeFormats wanted(const DecodeOptions& options) {
  ZXing::BarcodeFormats set;
  for (const Row& row : formats) {
    const bool asked = row.matrix ? options.matrix : options.linear;
    if (asked && (row.ours != Symbology::upce || options.upce)) set |= row.theirs;
  }
  return set;
}

Options hints(const DecodeOptions& options) {
  Options hints;
  hints.setFormats(wanted(options));
  hints.setTryHarder(options.harder);
  hints.setTryRotate(options.rotate);
  hints.setTryDownscale(options.downscale);
  hints.setMinLineCount(static_cast<std::uint8_t>(options.min_lines));
  hints.setTryCode39ExtendedMode(options.code39_full_ascii);
  hints.setEanAddOnSymbol(ZXing::EanAddOnSymbol::Read);
#if ZXING_VERSION_MAJOR >= 2
  hints.setTryInvert(false);
  hints.setTextMode(ZXing::TextMode::Plain);
#else
  hints.setReturnCodabarStartEnd(true);  // they are data in blood banks and libraries; later versions always do
#endif
  return hints;
}

Symbology symbology_of_result(const ZXing::Result& result) {
  const auto* row =
      std::find_if(std::begin(formats), std::end(formats), [&](const Row& r) { return r.theirs == result.format(); });
  return row == std::end(formats) ? Symbology::unknown : row->ours;
}

// GS1 DataBar carries element strings: the 14 digits of the short forms are AI 01. What 1.4 spells out with brackets is
// put right where it is parsed (scanner/meaning/parse.h).
std::string databar_text(Symbology symbology, const std::string& text) {
  const bool short_form = symbology == Symbology::databar || symbology == Symbology::databar_limited;
  return short_form && text.size() == 14 ? "01" + text : text;
}

Detection detection_of(const ZXing::Result& result) {
  Detection detection;
  Symbol& symbol = detection.symbol;
  symbol.symbology = symbology_of_result(result);
  symbol.text = databar_text(symbol.symbology, plain_text(result));
  symbol.aim = result.symbologyIdentifier();
  const auto& at = result.position();
  const auto point = [](const ZXing::PointI& corner) { return Point{corner.x, corner.y}; };
  symbol.corners = {point(at.topLeft()), point(at.topRight()), point(at.bottomRight()), point(at.bottomLeft())};
  detection.lines = result.lineCount();
  return detection;
}

// The library counts the parts from 0, and knows no number of them where the symbol does not say it.
void note_sequence(Symbol& symbol, const ZXing::Result& result) {
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
    for (const auto& result : ZXing::ReadBarcodes(view, hints(options))) {
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
