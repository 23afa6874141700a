// The picture of an enrolment code. The only file of this room that sees Zint.
#include <zint.h>

#include <cstring>
#include <memory>

#include "storage/model/private_file.h"
#include "sync/access/enrolment_code.h"

namespace dockhand {
namespace {

using Symbol = std::unique_ptr<zint_symbol, void (*)(zint_symbol*)>;
constexpr int quiet = 2;  // modules of light around the code: a screen's own margin adds the rest

Result<Symbol> encode(const std::string& text) {
  Symbol symbol(ZBarcode_Create(), ZBarcode_Delete);
  symbol->symbology = BARCODE_QRCODE;
  symbol->scale = 4;
  symbol->whitespace_width = 4;
  symbol->whitespace_height = 4;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size())) >= ZINT_ERROR) {
    return Error{ErrorKind::bad_input, "", symbol->errtxt};
  }
  return symbol;
}

bool dark(const zint_symbol& symbol, int row, int column) {
  if (row < 0 || column < 0 || row >= symbol.rows || column >= symbol.width) return false;
  return (symbol.encoded_data[row][column / 8] >> (column % 8) & 1) != 0;
}

}  // namespace

// Puts two modules into each character. The light ones are drawn, because most terminals are dark.
Result<std::string> qr_lines(const std::string& text) {
  const auto symbol = encode(text);
  if (!symbol) return symbol.error();
  const zint_symbol& code = **symbol;
  std::string lines;
  for (int row = -quiet; row < code.rows + quiet; row += 2) {
    for (int column = -quiet; column < code.width + quiet; ++column) {
      const bool above = dark(code, row, column), below = dark(code, row + 1, column);
      // the index says which halves are dark
      static constexpr const char* light[2][2] = {{"\u2588", "\u2580"}, {"\u2584", " "}};
      lines += light[above ? 1 : 0][below ? 1 : 0];
    }
    lines += "\n";
  }
  return lines;
}

// Made empty with its owner's rights first, so that nobody else can read it at any moment.
Status write_qr(const std::string& text, const std::filesystem::path& png) {
  auto symbol = encode(text);
  if (!symbol) return symbol.error();
  zint_symbol& code = **symbol;
  const std::string name = png.string();
  if (png.extension() != ".png" || name.size() >= sizeof(code.outfile)) {
    return Error{ErrorKind::bad_input, name, "is no name of a picture; it ends with .png"};
  }
  if (auto made = write_private_file(png, ""); !made) return made;
  std::memcpy(code.outfile, name.c_str(), name.size() + 1);
  if (ZBarcode_Print(&code, 0) >= ZINT_ERROR) return Error{ErrorKind::io, name, code.errtxt};
  return Done{};
}

}  // namespace dockhand
