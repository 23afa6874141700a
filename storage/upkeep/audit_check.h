// What one check of an audit found.
#pragma once

#include <string>

namespace dockhand {

struct AuditCheck {
  std::string name;    // such as "every event's postings sum to zero"
  std::string detail;  // what was counted, or the first thing that is wrong
  bool passed = false;
};

}  // namespace dockhand
