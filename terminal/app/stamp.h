// Where an action that a screen asks for becomes a command: it gets its id, its person and its time here.
//
// Decides: that every command has an id of its own which nobody else makes (storage/model/fresh_id.h): two terminals
// that were made from one image, or a file that was put back, never meet in one id; and that those of one booking say
// so.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/time.h"

namespace dockhand {

class Stamp {
 public:
  Stamp(const Clock& clock, OperatorName by) : clock_(clock), by_(std::move(by)) {}
  // The commands of one booking, in their order.
  std::vector<Command> operator()(const std::vector<Action>& actions) const;
  const OperatorName& person() const { return by_; }
  void by(OperatorName person) { by_ = std::move(person); }  // somebody else works here now
  // Who has said yes to what is stamped next; nobody: it needed none.
  void allowed_by(std::optional<OperatorName> supervisor) { allowed_by_ = std::move(supervisor); }
  const std::optional<OperatorName>& who_allowed() const { return allowed_by_; }

 private:
  const Clock& clock_;
  OperatorName by_;
  std::optional<OperatorName> allowed_by_;
};

}  // namespace dockhand
