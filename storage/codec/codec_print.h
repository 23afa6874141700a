// What the printers of commands share. Only storage/codec/codec_print*.cpp may include it.
//
// Decides: how units and rows of documents are printed, byte for byte. Leaves to others: actions and outcomes
// (codec_print.cpp), reading them (codec_read.h).
#pragma once

#include <string>

#include "storage/codec/json.h"
#include "storage/model/commands/command.h"

namespace dockhand {

void add_units(OrderedJson& json, const Units& units);
OrderedJson print_row(const ImportRow& row);  // "kind" says which
// The same as text. A file prints a million of them: no object is made in between.
std::string text_of_row(const ImportRow& row);

}  // namespace dockhand
