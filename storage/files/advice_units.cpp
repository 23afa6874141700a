#include "storage/files/advice_units.h"

#include "storage/files/edi_values.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {
namespace {

using Says = AdviceSays;
using Level = AdviceLevel;

// A number of 14 digits that begins with one of 1 to 8 is of a case of things with numbers of their own (GS1 General
// Specifications, 2.1.7).
bool names_a_case(const std::string& gtin) {
  return gtin.size() == 14 && is_digits(gtin) && gtin.front() >= '1' && gtin.front() <= '8';
}

// How many there are in one of what is counted; empty where nothing says so.
std::string size_of_pack(const Level& level) {
  const std::string in_pack = plain_number(said(level, Says::in_pack));
  const auto packs = Quantity::parse(in_pack);
  const auto inner = Quantity::parse(plain_number(said(level, Says::in_inner)));
  if (!packs || !inner || inner->none()) return in_pack;
  const auto all = packs->times(inner->units());
  return all ? all->text() : in_pack;
}

}  // namespace

// X12 says what it counts beside the number of whatever thing. EDIFACT counts the thing that LIN names (GS1 EANCOM,
// DESADV): of a case how many are in it, or else only who knows the case could say it.
CountedUnits counted_units(EdiSyntax syntax, const Level& level) {
  CountedUnits counted{item_of(level)};
  counted.other = other_item_of(level);
  const std::string &measure = said(level, Says::measure), &gtin = said(level, Says::gtin);
  const bool pieces = is_pieces(measure);
  const bool may_be_pack = !gtin.empty() && (counted.item == gtin || counted.other == gtin);
  if (!pieces || (syntax == EdiSyntax::x12 && may_be_pack)) counted.unit = measure;
  const bool is_case = syntax == EdiSyntax::edifact && names_a_case(gtin);
  if (!pieces || is_case) counted.size = size_of_pack(level);
  // By another name of the item two cases would be two single ones.
  if (pieces && is_case && counted.size.empty()) {
    counted.item = gtin;
    counted.other.clear();
  }
  return counted;
}

}  // namespace dockhand
