// What a customer is told, and how far it is.
//
// Decides: which messages there are (storage/model/commands/messages.def), that a letter is all that is due to one
// customer, and that each channel takes it by itself. Leaves to others: when something is told
// (storage/outlook/messages.h), its words and its way (sync/message/postman.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

enum class MessageKind {
#define MESSAGE(name) name,
#include "storage/model/commands/messages.def"
#undef MESSAGE
};
const std::vector<MessageKind>& message_kinds();
const char* name_of(MessageKind kind);
Result<MessageKind> parse_message_kind(std::string_view text);

// One thing that a letter says about one order line. A wish has no line: then it is about an item alone.
struct LetterLine {
  MessageKind kind = MessageKind::accepted;
  std::optional<OrderLine> line;
  ItemCode item;
  std::string name;  // the name of the item
  Quantity units;
  std::optional<Date> day{};  // the day on which it leaves
  std::optional<Date> was{};  // the day that was said before
  std::string carrier{}, tracking{};
  std::string other{}, other_name{};        // what can be had instead
  std::string goodwill{}, goodwill_code{};  // what the customer has for waiting
  std::string law{};                        // the texts that stand behind it, with blanks between them
  std::string answer{};                     // the link by which the customer answers, where there is one
  bool operator==(const LetterLine&) const = default;
};

// Says whom to write to. It is kept where letters are sent from, and nowhere else.
struct Contact {
  std::string customer;
  std::string name{};
  std::string email{};
  std::string language{};  // "de"; empty: the one that the site writes in
  bool consent = false;    // the customer agrees to be written to by mail
  bool operator==(const Contact&) const = default;
};
// It is an Error when a field is too long, holds a line break, or is no address. The name and the address may be empty.
Status check_contact(const Contact& contact);

// `withheld` says that the customer has no address, or has not agreed to be written to.
enum class LetterState { queued, sent, refused, given_up, withheld };
const char* name_of(LetterState state);

// A letter that is on its way by one channel.
struct Letter {
  std::string id;  // 32 hexadecimal digits, the same however often it is tried
  std::string channel;
  std::string customer, customer_name;
  std::optional<Contact> contact{};
  Instant made{};
  int tries = 0;  // how many tries have failed
  std::vector<LetterLine> lines{};
};

// What the customer of an order line knows of it, as far as it is known here. `at_hub`: this terminal's hub tells
// customers, and no terminal knows what it has told.
struct CustomerKnows {
  enum class Told { nobody, here, at_hub } told = Told::nobody;
  std::optional<LetterLine> last{};  // the newest message about the line; none: nothing is told of it
  Instant at{};                      // when that was decided
  std::string state{};               // "open" until it is in a letter, then the state of that
  bool ended_since = false;          // it says that the line waits, or is here, and its customer has cancelled that
};

// Says which letters are to be sent now.
struct LettersAsked {
  std::vector<std::string> channels;
  Instant now;
  std::int64_t hold_ms = 0;  // how long a message waits for others of its customer, and for its being over
  std::size_t most = 50;
};

// Says what became of a customer who was to be forgotten. `in_log`: somebody reads the database just now, so that its
// log still holds what was deleted.
struct Forgotten {
  std::int64_t rows = 0;
  bool in_log = false;
};

// Says what became of a try.
struct LetterTried {
  std::string id, channel;
  LetterState state = LetterState::queued;
  Instant next_try{};     // of one that stays queued
  std::string problem{};  // empty when it was sent
};

}  // namespace dockhand
