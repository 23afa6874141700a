// Which of the law's notices a line's customer gets, and which lines the office is reminded of.
//
// Decides: that the site's settings law_us, law_eu and law_uk name the regimes, and that the day which a customer was
// told last is the agreed one, else the one that the office has promised. Leaves to others: what the law asks
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

// The texts that belong into the message, as "us_silence further"; empty: the law asks for nothing.
std::string legal_texts(Engine& db, const std::vector<planning::Regime>& regimes, const OrderLine& line,
                        const planning::AgreedDay& agreed, std::optional<Date> day, Date today);

// Lines that wait and have to leave within a week.
struct LegalReminder {
  OrderLine line;
  ItemCode item;
  Quantity waiting;
  Date last;
  bool essential = false;
};
std::vector<LegalReminder> legal_reminders(Engine& db, Date today);

}  // namespace dockhand
