// Goods that are damaged when they arrive: what is scanned or typed next goes to quarantine, with a reason.
//
// Decides: which questions are asked (why, where to when there are several places of quarantine, whether the units were
// counted before), and what is booked then. One scan or one number at a time, so that nothing is set aside by mistake.
// Leaves to others: what was scanned (terminal/screens/receive.cpp), what becomes of it (storage/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

class SetAside {
 public:
  // Why is it damaged? Refused where no place of quarantine is known.
  Step ask(Views& views);
  // The next step when `id` answers one of our questions; else empty.
  std::optional<Step> answered(std::string_view id);

  // What is scanned or typed next is damaged.
  bool is_next() const { return to_.has_value(); }
  const LocationCode& place() const { return *to_; }  // only when it is next
  void leave_out();
  // Of units that would otherwise be received in good condition; `counted` of them were, since the screen was opened.
  Step book(Receive receipt, Quantity counted);

  // True when the action was one of ours.
  bool accepted(const Action& action, const Accepted& outcome);
  void undone(const CommandId& target);

  // Only when it is next. `countable`: it is known of what a number would be.
  void show_question(WorkPage& page, bool countable) const;
  void show_rows(WorkPage& page) const;

 private:
  struct Entry {
    CommandId id;
    ItemCode item;
    Quantity quantity;
    LocationCode place;
    std::string reason;
  };

  Step go_to(const LocationCode& place);

  std::vector<LocationCode> places_;  // of quarantine
  std::string reason_;
  std::optional<LocationCode> to_;
  std::optional<Receive> asked_;      // were they counted before?
  std::optional<LocationCode> from_;  // where they would be then
  std::vector<Entry> entries_;        // since the screen was opened
};

}  // namespace dockhand
