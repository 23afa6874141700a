// What the modules of a linear symbol spell (EAN-13, UPC-A, EAN-8, UPC-E, Code 128, Code 39, ITF-14), and the modules
// of an EAN or UPC.
//
// Decides: the tables of patterns, exactly: a module that fits no pattern makes the whole unreadable, and the check
// digit or character has to be right. Leaves to others: which modules are bars (scanner/bars/module_fit.h), meaning
// (scanner/meaning/parse.h). Source: GS1 General Specifications, 5.2 (EAN/UPC); ISO/IEC 15417 (Code 128). It is pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/model/scan.h"

namespace dockhand {

// `bars` are the modules from the first bar to the last; 1 is a bar. They are read in both directions. The symbol has
// no corners.
std::optional<Symbol> decode_modules(std::span<const std::uint8_t> bars);

// Returns the modules of an EAN-13, UPC-A, EAN-8 or UPC-E, without its add-on. There are none for other symbols.
std::vector<std::uint8_t> modules_of(const Symbol& symbol);

}  // namespace dockhand
