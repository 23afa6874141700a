#include "storage/codec/allowed_by.h"

#include <string>

#include "storage/codec/json.h"

namespace dockhand {

// Within a JSON text no quote stands without a backslash, so what is looked for cannot be inside a name.
std::optional<OperatorName> allowed_by_of(std::string_view body) {
  constexpr std::string_view member = R"("allowed_by":)";
  const auto at = body.find(member);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + member.size();
  std::size_t end = from + 1;
  while (end < body.size() && body[end] != '"') end += body[end] == '\\' ? 2 : 1;
  const auto name = parse_json(body.substr(from, end + 1 - from), {body.size()});
  const auto parsed = name && name->is_string()
                          ? OperatorName::parse(name->get<std::string>())
                          : Result<OperatorName>(Error{ErrorKind::corrupt, "allowed_by", "no name"});
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace dockhand
