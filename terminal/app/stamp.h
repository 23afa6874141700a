// The only place of a terminal where identity and time enter: an action becomes a command here.
//
// Decides: that every command has an id of its own which nobody else makes (storage/model/fresh_id.h): two terminals
// that were made from one image, or a file that was put back, never meet in one id.
#pragma once

#include "storage/model/command.h"
#include "storage/model/time.h"

namespace dockhand {

class Stamp {
 public:
  Stamp(const Clock& clock, OperatorName by) : clock_(clock), by_(std::move(by)) {}
  Command operator()(Action action) const;

 private:
  const Clock& clock_;
  OperatorName by_;
};

}  // namespace dockhand
