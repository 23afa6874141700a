// Who works at the terminal, as the frame says.
//
// Decides: which pages are those of signing on; that nothing is booked while nobody is signed on, that an event has the
// name of whoever was, and that what only a supervisor may say was said by one. Leaves to others: what was booked
// (tests/support/person/work_oracle.h).
#pragma once

#include <algorithm>

#include "tests/support/person/work_floor.h"

namespace dockhand::test {

class SignedOn {
 public:
  explicit SignedOn(WorkFloor& floor) : floor_(floor) {}

  static bool is_sign_on(const Page& page) {
    const auto* work = std::get_if<WorkPage>(&page);
    const auto* pad = std::get_if<KeypadPage>(&page);
    return (work != nullptr && work->instruction.task == "Sign on") ||
           (pad != nullptr && pad->title.find("PIN") != std::string::npos);
  }

  // Reads the frame before an input.
  void read(const Frame& frame) {
    signs_ = is_sign_on(frame.page);
    const std::string words = texts_of(frame);
    helped_ = words.find("A supervisor is needed") != std::string::npos ||
              words.find("The supervisor's PIN") != std::string::npos;
    const std::string& bar = frame.status.place_and_person;
    const auto at = bar.find(separator);
    if (at != std::string::npos) who_ = bar.substr(at + separator.size());
  }

  std::string check(const Command& command, const std::vector<WorkInput>& inputs) const {
    const bool allowed = command.allowed_by && command.allowed_by->text() == WorkFloor::supervisor;
    const bool by_supervisor = allowed || command.by.text() == WorkFloor::supervisor;
    if (signs_ && !helped_) return "nobody was signed on";
    if (signs_ && !allowed) return "a supervisor allowed it, and it does not say so";
    if (!signs_ && command.allowed_by) return "nobody has allowed it, and it says otherwise";
    if (command.by.text() != who_) return who_ + " is signed on, and it is booked as " + command.by.text();
    if (signs_) return "";
    const bool by_badge = std::any_of(inputs.begin(), inputs.end(), [](const WorkInput& one) { return one.is_badge; });
    if (by_badge) return "a badge has booked it";
    if (floor_.is_staffed() && is_supervised(command.action) && !by_supervisor) return "only a supervisor may say so";
    return "";
  }

 private:
  static bool is_supervised(const Action& action) {
    const auto* receive = std::get_if<Receive>(&action);
    return std::holds_alternative<SetStatus>(action) || std::holds_alternative<CorrectExpiry>(action) ||
           std::holds_alternative<Import>(action) || std::holds_alternative<GiveBarcode>(action) ||
           std::holds_alternative<Claim>(action) || std::holds_alternative<Assign>(action) ||
           std::holds_alternative<Revoke>(action) || (receive != nullptr && receive->confirmed);
  }

  static inline const std::string separator = " · ";
  WorkFloor& floor_;
  bool signs_ = false, helped_ = false;
  std::string who_;
};

}  // namespace dockhand::test
