#include "storage/files/edi_values.h"

#include "storage/model/codes.h"

namespace dockhand {

std::string edi_day(const std::string& text) {
  if (text.size() == 6 && is_digits(text) && text.substr(2, 2) <= "12") return edi_day("20" + text);
  if (text.size() < 8 || !is_digits(text)) return text;
  return text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2);
}

bool is_pieces(const std::string& measure) {
  return measure.empty() || measure == "EA" || measure == "PC" || measure == "PCE" || measure == "UN";
}

std::string plain_number(const std::string& text) {
  const std::size_t mark = text.find_first_of(".,");
  if (mark == std::string::npos || text.find_first_of(".,", mark + 1) != std::string::npos) return text;
  std::string fraction = text.substr(mark + 1);
  while (fraction.ends_with('0')) fraction.pop_back();
  const std::string whole = mark == 0 ? "0" : text.substr(0, mark);
  return fraction.empty() ? whole : whole + "." + fraction + "0";
}

}  // namespace dockhand
