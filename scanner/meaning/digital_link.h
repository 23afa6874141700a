// GS1 Digital Link, uncompressed: a web address that names an item.
//
// Decides: whether an address is a Digital Link, and its elements: key and qualifiers from the path, attributes from
// the query. Leaves to others: what one value may be (scanner/meaning/gs1_value.h); the web, which is never asked.
// Source: GS1 Digital Link Standard: URI Syntax, release 1.4.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

bool is_web_address(std::string_view text);  // true for http:// and https://, in small or in capital letters

// nullopt: it is any other address, without a GS1 key in its path. An Error says that it has a key and breaks a rule.
Result<std::optional<std::vector<Element>>> read_digital_link(std::string_view address, Date today);

}  // namespace dockhand
