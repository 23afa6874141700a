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
  std::string address{};  // the address at which customers reach the hub, such as "https://hub.example.com"
  std::string secret{};   // empty: no links
};

inline constexpr std::int32_t answer_days = 90;  // while customers may answer a letter

// Returns an empty text where there are no links, and for a message that is about no line. `language` is the one that
// the letter speaks.
std::string answer_link(const AnswerLinks& links, const Letter& letter, const LetterLine& line,
                        const std::string& language);

struct AnswerToken {
  std::string letter;
  Date until;
  std::string language;  // the language of the letter; empty: the site's
  OrderLine line;
};
// Reads what follows "t=", which is not decoded. It is empty when it was not made with this secret.
std::optional<AnswerToken> read_answer_token(const std::string& secret, std::string_view token);

}  // namespace dockhand
