#include "sync/message/template.h"

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error wrong_template(const std::string& what) { return Error{ErrorKind::bad_input, "", what}; }

const std::string& value_of(const TemplateFields& fields, std::string_view name) {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

bool is_known(const std::vector<std::string_view>& known, std::string_view name) {
  return std::find(known.begin(), known.end(), name) != known.end();
}

}  // namespace

Result<std::string> fill_template(std::string_view text, const TemplateFields& fields,
                                  const std::vector<std::string_view>& known) {
  std::string filled;
  std::string_view part;  // the part whose end is awaited
  bool left_out = false;
  while (!text.empty()) {
    const auto gap = std::min(text.find("{{"), text.size());
    if (!left_out) filled += text.substr(0, gap);
    text.remove_prefix(gap);
    if (text.empty()) break;
    const auto end = text.find("}}");
    if (end == std::string_view::npos) return wrong_template("a {{ is not closed");
    std::string_view name = text.substr(2, end - 2);
    text.remove_prefix(end + 2);
    const char mark = name.empty() ? ' ' : name.front();
    if (mark == '?' || mark == '/') name.remove_prefix(1);
    if (!is_known(known, name)) return wrong_template("there is no field '" + printable(name, 40) + "'");
    if (mark == '/') {
      if (part != name) return wrong_template("{{/" + std::string(name) + "}} ends nothing");
      part = {};
      left_out = false;
    } else if (mark == '?') {
      if (!part.empty()) return wrong_template("{{?" + std::string(name) + "}} stands within another part");
      part = name;
      left_out = value_of(fields, name).empty();
    } else if (!left_out) {
      filled += value_of(fields, name);
    }
  }
  if (!part.empty()) return wrong_template("{{?" + std::string(part) + "}} has no end");
  return filled;
}

}  // namespace dockhand
