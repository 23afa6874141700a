// Decisions in words: the one place where an explanation or a notice becomes a sentence.
//
// Decides: the English of outcomes. Leaves to others: where it is shown.
#pragma once

#include <string>

#include "storage/model/commands/outcome.h"
#include "storage/model/commands/salvaged.h"
#include "storage/model/rows/hold.h"
#include "storage/model/rows/policies.h"
#include "storage/model/rows/promise.h"

namespace dockhand {

// "Rank 2: priority 1, promised 2026-11-20, ordered 2026-11-02. Got 4 of 4 waiting. After SO-118/1. Next: SO-131/1."
std::string sentence(const Explanation& explanation);
// "2 of SO-17/1 went to another dock: relabel for SO-22/1 (2)"
std::string sentence(const Notice& notice);
// "only sent whole; in packs of 12"; empty when nothing is asked for.
std::string sentence(const Terms& terms);
// "only sent whole: 5 of it still wait; it is picked from 2026-11-24 on", "only sent whole: 5 of it are not picked yet"
std::string sentence(const Hold& hold);
// "expected 2026-12-03, 9 in 10 by 2026-12-07, 62 % by 2026-12-02"; the last of a promised day that is still to come.
std::string sentence(const Promise& promise, Date promised, Date today);
// "Everything could be verified and was copied into a fresh file. The old file is dock.db.damaged-1."
std::string sentence(const Salvaged& salvaged);
// "7 of 12 -> SO-118 (4), SO-131 (3); 5 -> stock"
std::string headline(const Accepted& accepted);

}  // namespace dockhand
