// The small symbol that stands beside the EAN or UPC of magazines and books.
//
// Decides: when two texts are the same number, once with the two or five digits of its add-on and once without. Leaves
// to others: reading them (scanner/reader/add_on.h), what a scan is (scanner/camera/view_gate.h).
#pragma once

#include "storage/model/scan.h"

namespace dockhand {

bool may_have_add_on(Symbology symbology);   // true of EAN and UPC
int modules_of_number(Symbology symbology);  // the width of one of these, from guard to guard (GS1, 5.2)
// `longer` is `shorter` with an add-on at its end, as in "9771234567003 05", or without the blank.
bool adds_to(const Symbol& longer, const Symbol& shorter);
// True when the texts are the same, or when one is the other with an add-on.
bool same_number(const Symbol& a, const Symbol& b);

}  // namespace dockhand
