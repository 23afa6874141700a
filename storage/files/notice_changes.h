// What the messages of a file do to shipping notices that were sent before.
//
// Decides: which notices a file says whole, in parts, or not any more. Leaves to others: reading it off the messages
// (storage/files/despatch_advice.h), doing it (storage/import/meeting/notices.h).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace dockhand {

// All of these are the numbers of notices.
struct NoticeChanges {
  std::map<std::string, std::int64_t> whole{};  // what stands in the file is all there is of them; with the segment
  std::set<std::string> in_parts{};             // rows are added, changed or taken out; the others stay
  std::set<std::string> withdrawn{};            // announced by one message of the file, taken back by a later one
};

}  // namespace dockhand
