#include "scanner/meaning/aim.h"

#include <algorithm>

namespace dockhand {
namespace {

struct Row {
  char code;
  Symbology symbology;
};
constexpr Row rows[] = {
    {'A', Symbology::code39},
    {'C', Symbology::code128},
    {'E', Symbology::ean13},
    {'F', Symbology::codabar},
    {'G', Symbology::code93},
    {'I', Symbology::itf},
    {'L', Symbology::pdf417},
    {'Q', Symbology::qr},
    {'U', Symbology::maxicode},
    {'d', Symbology::datamatrix},
    {'e', Symbology::databar_expanded},
    {'z', Symbology::aztec},
};

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_modifier(char c) { return (c >= '0' && c <= '9') || is_letter(c); }

}  // namespace

std::string_view aim_of(std::string_view text) {
  const bool found = text.size() >= 3 && text[0] == ']' && is_letter(text[1]) && is_modifier(text[2]);
  return found ? text.substr(0, 3) : std::string_view();
}

Symbology symbology_of(std::string_view aim) {
  if (aim == "]E4") return Symbology::ean8;
  if (aim.size() != 3) return Symbology::unknown;
  const auto* row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.code == aim[1]; });
  return row == std::end(rows) ? Symbology::unknown : row->symbology;
}

bool aim_says_gs1(std::string_view aim) {
  return aim == "]C1" || aim == "]d2" || aim == "]Q3" || aim == "]J1" || aim == "]e0" || aim == "]e1" || aim == "]e2";
}

}  // namespace dockhand
