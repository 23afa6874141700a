#include "storage/model/fresh_id.h"

#include <random>
#include <string_view>

namespace dockhand {
namespace {

constexpr std::string_view id_digits = "0123456789abcdef";
constexpr std::size_t id_length = 32;

bool is_made_of(std::string_view text, std::string_view digits) {
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

}  // namespace

std::string fresh_id() {
  std::random_device source;
  std::string id;
  while (id.size() < id_length) {
    auto bits = source();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4) id += id_digits[bits & 15];
  }
  return id;
}

CommandId fresh_command_id() { return CommandId::parse(fresh_id()).value(); }

std::vector<CommandId> fresh_booking(std::size_t commands) {
  const std::string bits = fresh_id();
  std::vector<CommandId> ids;
  while (ids.size() < commands) {
    const std::string rest = ids.empty() ? "" : "." + std::to_string(ids.size() + 1);
    ids.push_back(CommandId::parse(bits + rest).value());
  }
  return ids;
}

std::string booking_of(const CommandId& id) {
  const std::string_view text = id.text();
  const bool shared = text.size() > id_length + 1 && text[id_length] == '.' &&
                      is_made_of(text.substr(0, id_length), id_digits) &&
                      is_made_of(text.substr(id_length + 1), id_digits.substr(0, 10));
  return std::string(shared ? text.substr(0, id_length) : text);
}

}  // namespace dockhand
