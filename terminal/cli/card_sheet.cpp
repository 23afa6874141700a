#include "terminal/cli/card_sheet.h"

#include <fmt/format.h>
#include <hpdf.h>
#include <zint.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

namespace dockhand {
namespace {

constexpr double mm_per_inch = 25.4, points_per_inch = 72;
constexpr double page_width_mm = 210, page_height_mm = 297;
constexpr double margin_mm = 10, card_width_mm = 95, card_height_mm = 27.7, bars_mm = 13;
constexpr double least_module_mm = 0.33;  // what every scanner of a warehouse reads at arm's length
constexpr int columns = 2, rows = 10;

// The narrow bars and gaps, where the first one is a bar.
using Modules = std::vector<bool>;

// `symbology` is one of Zint's.
Result<Modules> bars_of(const std::string& text, int symbology) {
  const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
  symbol->symbology = symbology;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR) {
    return Error{ErrorKind::bad_input, text, symbol->errtxt};
  }
  Modules modules;
  for (int i = 0; i < symbol->width; ++i) modules.push_back((symbol->encoded_data[0][i / 8] >> (i % 8) & 1) != 0);
  return modules;
}

class Sheet {
 public:
  explicit Sheet(int dpi) : dots_per_mm_(dpi / mm_per_inch), points_per_dot_(points_per_inch / dpi) {
    module_ = std::ceil(least_module_mm * dots_per_mm_);
    pdf_ = HPDF_New(nullptr, nullptr);
    if (pdf_ == nullptr) return;
    bold_ = HPDF_GetFont(pdf_, "Helvetica-Bold", "WinAnsiEncoding");
    plain_ = HPDF_GetFont(pdf_, "Helvetica", "WinAnsiEncoding");
  }
  ~Sheet() {
    if (pdf_ != nullptr) HPDF_Free(pdf_);
  }
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  Status add(const Card& card, int symbology) {
    const auto modules = bars_of(card.text, symbology);
    if (!modules) return modules.error();
    if (count_ % (columns * rows) == 0) begin_page();
    const int place = count_++ % (columns * rows);
    const double x = dots(margin_mm + place % columns * card_width_mm);
    const double top = dots(page_height_mm - margin_mm - place / columns * card_height_mm);
    draw_frame(x, top);
    write(bold_, 5, card.title, x + dots(5), top - dots(6));
    write(plain_, 3, card.group + " - " + card.text, x + dots(5), top - dots(card_height_mm - 2));
    // The symbology asks for ten modules of white before the first bar and behind the last one.
    const double white = 10 * module_, bars = static_cast<double>(modules->size()) * module_;
    draw_bars(*modules, x + std::min(dots(5) + white, dots(card_width_mm) - white - bars),
              top - dots(card_height_mm - 6));
    return Done{};
  }

  Status save(const std::filesystem::path& file) {
    if (pdf_ != nullptr && HPDF_SaveToFile(pdf_, file.c_str()) == HPDF_OK) return Done{};
    return Error{ErrorKind::io, file.string(), "the sheet cannot be written"};
  }

 private:
  double dots(double mm) const { return std::round(mm * dots_per_mm_); }

  void begin_page() {
    page_ = HPDF_AddPage(pdf_);
    HPDF_Page_SetWidth(page_, real(page_width_mm / mm_per_inch * points_per_inch));
    HPDF_Page_SetHeight(page_, real(page_height_mm / mm_per_inch * points_per_inch));
    // From here on the unit is one dot.
    HPDF_Page_Concat(page_, real(points_per_dot_), 0, 0, real(points_per_dot_), 0, 0);
    HPDF_Page_SetLineWidth(page_, 1);
  }

  void draw_frame(double x, double top) {
    const double width = dots(card_width_mm), height = dots(card_height_mm);
    HPDF_Page_MoveTo(page_, real(x), real(top - height));
    for (const auto& [to_x, to_y] :
         {std::pair{x + width, top - height}, {x + width, top}, {x, top}, {x, top - height}}) {
      HPDF_Page_LineTo(page_, real(to_x), real(to_y));
    }
    HPDF_Page_Stroke(page_);
  }

  void write(HPDF_Font font, double mm, const std::string& text, double x, double y) {
    HPDF_Page_BeginText(page_);
    HPDF_Page_SetFontAndSize(page_, font, real(dots(mm)));
    HPDF_Page_TextOut(page_, real(x), real(y), text.c_str());
    HPDF_Page_EndText(page_);
  }

  // Dark modules that lie side by side are one bar: two would leave a hairline on some printers.
  void draw_bars(const Modules& modules, double x, double y) {
    for (std::size_t i = 0; i < modules.size();) {
      std::size_t end = i;
      while (end < modules.size() && modules[end]) ++end;
      if (end > i) {
        HPDF_Page_Rectangle(page_, real(x + static_cast<double>(i) * module_), real(y),
                            real(static_cast<double>(end - i) * module_), real(dots(bars_mm)));
      }
      i = end + 1;
    }
    HPDF_Page_Fill(page_);
  }

  static HPDF_REAL real(double value) { return static_cast<HPDF_REAL>(value); }

  double dots_per_mm_, points_per_dot_, module_ = 1;
  HPDF_Doc pdf_ = nullptr;
  HPDF_Page page_ = nullptr;
  HPDF_Font bold_ = nullptr, plain_ = nullptr;
  int count_ = 0;
};

}  // namespace

namespace {

Status write(const std::filesystem::path& file, const std::vector<Card>& cards, int symbology, int dpi) {
  if (dpi < 150 || dpi > 1200) return Error{ErrorKind::bad_input, "dpi", "a printer has 150 to 1200 dots an inch"};
  Sheet sheet(dpi);
  for (const Card& card : cards) {
    if (auto added = sheet.add(card, symbology); !added) return added;
  }
  return sheet.save(file);
}

}  // namespace

Status write_card_sheet(const std::filesystem::path& file, const std::vector<Card>& cards, int dpi) {
  return write(file, cards, BARCODE_CODE128, dpi);
}

Status write_label_sheet(const std::filesystem::path& file, const std::vector<Sscc>& units, int dpi) {
  std::vector<Card> labels;
  labels.reserve(units.size());
  for (const Sscc& unit : units) labels.push_back({"[00]" + unit.text(), {}, unit.text(), "SSCC"});
  return write(file, labels, BARCODE_GS1_128, dpi);
}

}  // namespace dockhand
