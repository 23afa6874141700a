// AIM identifiers: what a scanner says about the symbol it read ("]C1").
//
// Decides: which symbology and which meaning an identifier stands for.
// Source: ISO/IEC 15424; GS1 General Specifications, section 7.8.2.
#pragma once

#include <string_view>

#include "storage/model/scan.h"

namespace dockhand {

// Returns the identifier with which `text` begins: ']', a letter, and a digit or letter. It is empty when there is
// none.
std::string_view aim_of(std::string_view text);
Symbology symbology_of(std::string_view aim);
// True when the text is GS1 elements: ]C1 ]d2 ]Q3 ]J1 ]e0 ]e1 ]e2.
bool aim_says_gs1(std::string_view aim);

}  // namespace dockhand
