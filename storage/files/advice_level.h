// What the segments of a despatch advice say of one level of it: a message, a package, an item.
//
// Decides: which words of a segment mean what, by the list of them (storage/files/edi_segments.def). Leaves to others:
// which level is above which (storage/files/despatch_advice.h).
#pragma once

#include <map>
#include <string>

#include "storage/files/edi.h"

namespace dockhand {

enum class AdviceSays {
  asn,
  function,
  purchase,
  line,
  unit,
  carton,
  item,
  gtin,
  their_item,
  lot,
  serial,
  expiry,
  due,
  quantity,
  measure,
  in_pack,   // how many base units, or inner packs
  in_inner,  // how many base units
  outer,     // the handling unit that holds this one
  problem    // why nobody can tell which units are meant, as a sentence
};

using AdviceLevel = std::map<AdviceSays, std::string>;

// What was said of the level before stays.
void take_said(EdiSyntax syntax, const EdiSegment& segment, AdviceLevel& level);
// Empty: nothing was said.
const std::string& said(const AdviceLevel& level, AdviceSays what);
// By the buyer's code, or else by the GTIN, or by the seller's code.
std::string item_of(const AdviceLevel& level);
// The next of these codes, where it has several.
std::string other_item_of(const AdviceLevel& level);

}  // namespace dockhand
