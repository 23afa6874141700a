// A link by which a customer answers a letter: off unless the file that says how letters go names an address and a
// secret.
//
// Decides: that a link is good for one line of one letter and for ninety days from it, that it says the language of the
// letter, and that it proves itself by a signature, so that nobody can make one up or turn it to another line. Leaves
// to others: the page that it leads to (sync/site/answer_page.h).
//
//   ADDRESS/v1/answer?t=LETTER.UNTIL.LANGUAGE.SIGNATURE.LINE
//   the signature as webhooks have it, of "answer" "." LETTER "." UNTIL "." LANGUAGE "." LINE
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/commands/letter.h"

namespace dockhand {

struct AnswerLinks {
  std::string address{};  // "https://hub.example.com", as customers reach the hub
  std::string secret{};   // empty: no links
};

inline constexpr std::int32_t answer_days = 90;  // while customers may answer a letter

// Empty where there are no links, and of what is about no line.
std::string answer_link(const AnswerLinks& links, const Letter& letter, const LetterLine& line);

struct AnswerToken {
  std::string letter;
  Date until;
  std::string language;  // of the letter; empty: the site's
  OrderLine line;
};
// What follows "t=", not decoded; empty when it is not one of this secret.
std::optional<AnswerToken> read_answer_token(const std::string& secret, std::string_view token);

}  // namespace dockhand
