// Which of the law's notices a line's customer gets, and which lines the office is reminded of.
//
// Decides: that the site's settings law_us, law_eu and law_uk name the regimes; that the agreed day is the last one
// that a customer has read, else the one that the office has promised; and that a day to which he has to agree (in the
// EU and the UK each later one of the seller's) is none until he has. Leaves to others: what the law asks
// (storage/planning/promises/law.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"
#include "storage/planning/promises/law.h"

namespace dockhand {

std::vector<planning::Regime> regimes_of(Engine& db);

// Returns the texts that belong into the message, as "us_silence further". Empty: the law asks for nothing.
std::string legal_texts(Engine& db, const std::vector<planning::Regime>& regimes, const OrderLine& line,
                        const planning::AgreedDay& agreed, std::optional<Date> day, Date today);

// Returns the day that was agreed with the customer. Empty: no letter has told one.
std::optional<Date> agreed_day(Engine& db, const OrderLine& line);
// Adds a text to those that stand behind a message.
void add_text(std::string& texts, const std::string& name);
// True when the last letter has asked the customer to agree to a later day, he has not, and the day that was agreed
// before is over: as that letter says, the line is to be cancelled. `promised` is the office's own day.
bool waits_for_word(Engine& db, const OrderLine& line, Date promised, Date today);
// The customer has said that he waits for the day that he has read last.
void customer_agrees(Engine& db, const OrderLine& line);

// Lines whose units have not left yet and have to leave within a week. Where silence is no consent, also those whose
// day is over.
struct LegalReminder {
  OrderLine line;
  ItemCode item;
  Quantity open;
  Date last;
  bool essential = false;
  bool over = false;       // the day is
  std::string id() const;  // of its notice
};
std::vector<LegalReminder> legal_reminders(Engine& db, Date today);
// Returns the notices about lines that have left, or whose customer has agreed to another day; also those that the
// office has closed.
std::vector<std::string> ended_reminders(Engine& db, Date today);

}  // namespace dockhand
