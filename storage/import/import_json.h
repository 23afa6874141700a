// The report of an import, and what was said about its files, as JSON: for `dockhand import --json` and for the
// question to a running program.
//
// Decides: the members. Leaves to others: who asks whom (sync/local/desk.h). Only .cpp files may include it, because it
// is heavy.
#pragma once

#include <string>

#include "storage/codec/json.h"
#include "storage/import/import_files.h"

namespace dockhand {

std::string to_json(const ImportedFile& one);
// Says that this file was taken back.
std::string taken_back_json(const std::string& name);
Result<ImportedFile> parse_imported_file(std::string_view text, std::size_t max_bytes);

OrderedJson json_of(const ImportChoices& choices);
// Reads the object's own members. The caller closes the reader of the object.
ImportChoices read_choices(JsonObject& json);

}  // namespace dockhand
