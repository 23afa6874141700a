// What a terminal and its hub say to each other about who works here, and with which PIN.
//
// Decides: the form of the message, and that all of it is sealed (sync/access/sealing.h), so that no PIN's hash is read
// on the way, and an answer is of the hub and to this question. Leaves to others: whose PIN holds
// (sync/site/people_desk.h), what a terminal makes of it (terminal/people/hub_people.h).
//
//   POST /v1/people  {"protocol":1,"sealed":HEX}         for terminals that have enrolled
//     answers        {"protocol":1,"sealed":HEX}
//
//   the question     {"asked":RANDOM,"list":DIGEST,
//                     "pins":[{"user":U,"revision":N,"salt":HEX,"hash":HEX},...]}
//                    "list" is the digest of the users as the terminal has them. A "hash" stands there only when the
//                    hub may not have it.
//   the answer       {"asked":RANDOM,"has_list":true,"list":TEXT,"pins":[...],"wanted":[U,...]}
//                    "list" is a file of users, and is left out when the terminal has the same, or there is none. The
//                    pins are those that hold otherwise than the terminal said; without a hash: that person has none.
//                    The terminal says those that are "wanted" once more, with their hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/columns/people.h"
#include "storage/model/result.h"

namespace dockhand {

struct PeopleQuestion {
  static constexpr std::int64_t last_revision = 1'000'000'000;  // no PIN is taken that has it
  static constexpr std::size_t max_pins = 20'000;
  static constexpr std::size_t max_bytes = 16 << 20;  // sealed, in hexadecimal digits

  std::string asked;  // the answer has it as well
  std::string list;
  std::vector<PersonPin> pins;
};
struct PeopleAnswer {
  std::string asked;
  bool has_list = false;  // false: the hub does not know who works here, and says nothing about it
  std::optional<std::string> list{};
  std::vector<PersonPin> pins{};
  std::vector<std::string> wanted{};
};

std::string to_json(const PeopleQuestion& question);
std::string to_json(const PeopleAnswer& answer);
Result<PeopleQuestion> parse_people_question(std::string_view json);
Result<PeopleAnswer> parse_people_answer(std::string_view json);

// The message around it, which is not secret.
std::string sealed_json(const std::string& sealed);
Result<std::string> parse_sealed(std::string_view json);

// Returns what a question calls the list.
std::string digest_of_list(const std::vector<Person>& people);

}  // namespace dockhand
