#include "storage/model/add_on.h"

#include <string_view>

namespace dockhand {

bool may_have_add_on(Symbology symbology) {
  return symbology == Symbology::ean13 || symbology == Symbology::ean8 || symbology == Symbology::upca ||
         symbology == Symbology::upce;
}

int modules_of_number(Symbology symbology) {
  if (symbology == Symbology::ean8) return 67;
  return symbology == Symbology::upce ? 51 : 95;
}

bool adds_to(const Symbol& longer, const Symbol& shorter) {
  if (longer.symbology != shorter.symbology || !may_have_add_on(longer.symbology)) return false;
  if (shorter.text.empty() || !longer.text.starts_with(shorter.text)) return false;
  std::string_view add_on = std::string_view(longer.text).substr(shorter.text.size());
  if (add_on.starts_with(' ')) add_on.remove_prefix(1);
  return (add_on.size() == 2 || add_on.size() == 5) && is_digits(add_on);
}

bool same_number(const Symbol& a, const Symbol& b) {
  return (a.symbology == b.symbology && a.text == b.text) || adds_to(a, b) || adds_to(b, a);
}

}  // namespace dockhand
