// Decisions in words: the one place where an explanation or a notice becomes a sentence.
//
// Decides: the English of outcomes. Leaves to others: where it is shown.
#pragma once

#include <optional>
#include <string>

#include "storage/model/commands/letter.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/commands/salvaged.h"
#include "storage/model/rows/hold.h"
#include "storage/model/rows/policies.h"
#include "storage/model/rows/promise.h"

namespace dockhand {

// "2 of SO-17/1 went to another dock: relabel for SO-22/1 (2)"
std::string sentence(const Notice& notice);
// "only sent whole; in packs of 12"; empty when nothing is asked for.
std::string sentence(const Terms& terms);
// "only sent whole: 5 of it still wait; it is picked from 2026-11-24 on", "only sent whole: 5 of it are not picked yet"
std::string sentence(const Hold& hold);
// How a day is written: "2026-12-02" in lists and files, "Wednesday" on a screen.
using DayWords = std::string (*)(Date day, Date today);
std::string iso_day(Date day, Date today);
// "Rank 2: priority 1, promised 2026-11-20, ordered 2026-11-02. Got 4 of 4 waiting. After SO-118/1. Next: SO-131/1."
std::string sentence(const Explanation& explanation, Date today = Date::from_days(0), DayWords day = iso_day);
// Of a line that waits, the same words everywhere: "expected 2026-12-03, 9 in 10 by 2026-12-07, 62 % by 2026-12-02",
// "expected 2026-12-03, 9 in 10 by then"; the last of a promised day that is still to come; with its age when it was
// not found today. Of a line without a day, what can be said of its item: "ended".
std::string sentence(const std::optional<Promise>& promise, ItemState state, Date promised, Date today,
                     DayWords day = iso_day);
// "expected 2026-12-03", "expected 2026-12-03 if ordered today"; as it begins. A terminal without its hub has words of
// an earlier day: "had been expected 2026-12-03" of a day that is over.
std::string expected_words(const Promise& promise, Date today, DayWords day = iso_day);
// ", as of 2026-11-28"; empty when it was found today.
std::string age_words(const Promise& promise, Date today, DayWords day = iso_day);
// "62 % by 2026-12-02"; empty when that day is over.
std::string chance_words(const Promise& promise, Date promised, Date today, DayWords day = iso_day);
// "told 2026-11-20 that it leaves by 2026-12-04"; empty where nobody tells customers, or nothing is told of the line.
std::string sentence(const CustomerKnows& knows, Date today, DayWords day = iso_day);
// "Everything could be verified and was copied into a fresh file. The old file is dock.db.damaged-1."
std::string sentence(const Salvaged& salvaged);
// "7 of 12 -> SO-118 (4), SO-131 (3); 5 -> A-03". `stock` says where units go that nobody waits for.
std::string headline(const Accepted& accepted, const std::string& stock = "stock");

}  // namespace dockhand
