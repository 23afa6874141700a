// This fills texts that have gaps.
//
// Decides: that {{day}} is the field `day`, and that what stands between {{?day}} and {{/day}} is left out where the
// field is empty; that a text with an unknown field, or one that is not closed, is no template. Leaves to others: which
// fields there are (sync/message/texts.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

using TemplateFields = std::map<std::string, std::string, std::less<>>;

// The Error says what is wrong with the text. Fields that are not given are empty.
Result<std::string> fill_template(std::string_view text, const TemplateFields& fields,
                                  const std::vector<std::string_view>& known);

}  // namespace dockhand
