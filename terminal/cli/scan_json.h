// Scans and errors as JSON, the same in `dockhand parse` and `dockhand scan`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "storage/model/result.h"
#include "storage/model/scan.h"

namespace dockhand {

// {"kind":"gtin","symbology":"code128","aim":"]C1","text":...,"elements":[{"ai","title","value"}],"gtin":...,...}
// Members that a scan does not have are left out.
nlohmann::ordered_json to_json(const Scan& scan);
// Returns {"kind":"bad_input","place":"AI 17 at 21","message":...}
nlohmann::ordered_json error_json(const Error& error);
// Returns any text in a form that JSON can hold: bytes that are not UTF-8 become "\xff".
std::string json_text(const std::string& text);
// Returns one line with its end. Nothing in it can command the terminal that shows it.
std::string json_line(const nlohmann::ordered_json& json);

}  // namespace dockhand
