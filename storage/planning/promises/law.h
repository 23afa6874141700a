// What consumer law asks of a seller who sends later than he has said. It is information, not advice: a user's counsel
// decides, and nothing of it holds unless the site names the regime.
//
// Decides: by which day units have to leave, and what their customer has to be told when they will not. A day that was
// told and accepted is an agreed day, and replaces the thirty days of each regime. Leaves to others: the words
// (assets/messages), when it is told (storage/outlook/messages.h).
//
// us  mail, internet and telephone orders, 16 CFR 435: in the time that was said, else thirty days from the order.
//     Whoever cannot says so before that day, with a definite new day or that none is known, and with a free way to
//     cancel. A first new day of at most thirty days later is agreed to by silence; a later one, none, or any further
//     delay needs the customer's word, else the order is cancelled and the money goes back.
// eu  directive 2011/83, article 18; uk: Consumer Rights Act 2015, section 28: on the agreed day, else within thirty
//     days. Then the customer sets a further day that suits, after which he may end the contract; at once where the day
//     was essential, or where the seller says that he will not deliver. That no day is known is no such word.
#pragma once

#include <optional>
#include <string_view>

#include "storage/model/time.h"

namespace dockhand::planning {

enum class Regime { us, eu, uk };

// Says what a customer has to be told. `silence`: a customer who says nothing agrees. `agree`: a customer who says
// nothing is cancelled and gets his money back. `further`: he may set a further day. `end`: he may end the contract at
// once.
enum class LegalNotice { none, silence, agree, further, end };
const char* name_of(LegalNotice notice);  // "us_silence", as the text is called; empty of none

struct AgreedDay {
  Date ordered;
  std::optional<Date> agreed{};  // none: no day was said
  bool essential = false;        // units are not wanted after it
  bool moved_before = false;     // it is not the first one that was said
  bool refused = false;          // units never leave: the seller says so
};

inline constexpr std::int32_t legal_days = 30;
inline constexpr std::int32_t reminded_before = 7;  // days before the last day, on which the office is reminded

Date last_day(const AgreedDay& line);
// Returns the day by which the money has to go back that was paid for what is cancelled today: in the US within seven
// working days. The law of the EU and the UK says "without undue delay" and names no day.
std::optional<Date> refund_by(Regime regime, Date today);
// Returns what has to be said today about units that will leave on `day`, or of which nobody knows when they will.
LegalNotice notice_for(Regime regime, const AgreedDay& line, std::optional<Date> day, Date today);

}  // namespace dockhand::planning
