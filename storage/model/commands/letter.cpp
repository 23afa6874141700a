#include "storage/model/commands/letter.h"

#include <algorithm>

namespace dockhand {
namespace {

struct MessageName {
  MessageKind kind;
  const char* name;
};
constexpr MessageName message_names[] = {
#define MESSAGE(name) {MessageKind::name, #name},
#include "storage/model/commands/messages.def"
#undef MESSAGE
};

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  const bool visible = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"' && c != ',' && c != ';';
  });
  return visible && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == text.npos;
}

bool is_language(std::string_view text) {
  return text.size() <= 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

const std::vector<MessageKind>& message_kinds() {
  static const std::vector<MessageKind> all = [] {
    std::vector<MessageKind> kinds;
    for (const MessageName& one : message_names) kinds.push_back(one.kind);
    return kinds;
  }();
  return all;
}

const char* name_of(MessageKind kind) { return message_names[static_cast<std::size_t>(kind)].name; }

Result<MessageKind> parse_message_kind(std::string_view text) {
  for (const MessageName& one : message_names) {
    if (text == one.name) return one.kind;
  }
  return Error{ErrorKind::bad_input, "kind", "'" + printable(text, 20) + "' is no kind of message"};
}

Status check_contact(const Contact& contact) {
  constexpr std::size_t longest = 120, longest_customer = 48;
  if (contact.customer.empty() || contact.customer.size() > longest_customer || has_control(contact.customer)) {
    return Error{ErrorKind::bad_input, "customer", "is not 1 to 48 characters of one line"};
  }
  if (contact.name.size() > longest || has_control(contact.name)) {
    return Error{ErrorKind::bad_input, "name", "is longer than 120 bytes, or no single line"};
  }
  if (!contact.email.empty() && (contact.email.size() > longest || !is_address(contact.email))) {
    return Error{ErrorKind::bad_input, "email", "'" + printable(contact.email, 60) + "' is no address"};
  }
  if (!is_language(contact.language)) {
    return Error{ErrorKind::bad_input, "language", "is a short code in small letters: en, de"};
  }
  return Done{};
}

const char* name_of(LetterState state) {
  switch (state) {
    case LetterState::queued: return "queued";
    case LetterState::sent: return "sent";
    case LetterState::refused: return "refused";
    case LetterState::given_up: return "given_up";
    case LetterState::withheld: return "withheld";
  }
  return "queued";
}

}  // namespace dockhand
