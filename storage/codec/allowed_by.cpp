#include "storage/codec/allowed_by.h"

#include "storage/codec/json.h"

namespace dockhand {

// Within a JSON text no quote stands without a backslash, so what is looked for cannot be inside a name.
std::optional<std::string> text_in_body(std::string_view body, std::string_view name) {
  const std::string member = "\"" + std::string(name) + "\":\"";
  const auto at = body.find(member);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + member.size() - 1;
  std::size_t end = from + 1;
  while (end < body.size() && body[end] != '"') end += body[end] == '\\' ? 2 : 1;
  const auto text = parse_json(body.substr(from, end + 1 - from), {body.size()});
  return text && text->is_string() ? std::optional(text->get<std::string>()) : std::nullopt;
}

std::optional<OperatorName> allowed_by_of(std::string_view body) {
  const auto name = text_in_body(body, "allowed_by");
  const auto parsed =
      name ? OperatorName::parse(*name) : Result<OperatorName>(Error{ErrorKind::corrupt, "allowed_by", "no name"});
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace dockhand
