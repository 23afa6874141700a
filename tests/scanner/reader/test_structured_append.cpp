// A text that is spread over several symbols: each says which part it is.
#include <zint.h>

#include <cstring>
#include <memory>

#include "scanner/reader/reader.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Draws part 2 of 3; `id` is what the parts of one text share.
  static Picture part(int symbology, const char* id) {
    const std::unique_ptr<zint_symbol, void (*)(zint_symbol*)> symbol(ZBarcode_Create(), ZBarcode_Delete);
    symbol->symbology = symbology;
    symbol->structapp.index = 2;
    symbol->structapp.count = 3;
    std::strncpy(symbol->structapp.id, id, sizeof symbol->structapp.id);
    symbol->scale = 2;
    symbol->whitespace_width = 4;
    symbol->whitespace_height = 4;
    const auto* text = reinterpret_cast<const unsigned char*>("HELLO");
    if (ZBarcode_Encode_and_Buffer(symbol.get(), text, 5, 0) >= ZINT_ERROR) FAIL(symbol->errtxt);
    Picture picture(symbol->bitmap_width, symbol->bitmap_height);
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = symbol->bitmap[3 * i];
    return picture;
  }
};

}  // namespace

TEST(a_part_of_a_structured_append_says_which_one_it_is) {
  for (const Picture& picture : {part(BARCODE_QRCODE, "12"), part(BARCODE_DATAMATRIX, "001001")}) {
    const auto symbols = read_still(picture.view(), {});
    REQUIRE(symbols.size() == 1);
    REQUIRE(symbols[0].text == "HELLO");
    REQUIRE(symbols[0].part == 2);
    REQUIRE(symbols[0].parts == 3);
  }
}
