// Goods that are damaged when they arrive: what is scanned or typed next goes to quarantine, with a reason.
//
// Decides: which questions are asked (why, where to when there are several places of quarantine, whether the units were
// counted before), and what each answer books. One scan or one number at a time, so that nothing is set aside by
// mistake. That a damage waits for its item is a part of the job.
// Leaves to others: what was scanned (terminal/screens/receive.cpp), what becomes of it (storage/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// Why is it damaged? Refused where no place of quarantine is known.
Step ask_damage(Views& views);
// When `id` answers one of our questions: the next one, or the damage is begun.
std::optional<Step> answer_damage(Views& views, std::string_view id, Job& job);
// Of units that would otherwise be received in good condition. They may be among those of the same lot or serial that
// `session` has received under `key`; where it has not as many, they come on top.
Step book_damage(Receive receipt, const Session& session, const std::string& key, const Job& job);
// Those that were counted before are not there any more: they come on top, or nothing is booked. Empty: another
// question has changed. `last`: as it was scanned, with its expiry date.
std::optional<Step> ask_damage_again(const Do& asked, const Changed& changed, const std::optional<Units>& last,
                                     const std::optional<PurchaseLine>& line);
// It waits for its item: a place that is no quarantine is red.
Step refuse_place(const Job::Damage& damage);
// `countable`: it is known of what a number would be.
void show_damage(const Job::Damage& damage, WorkPage& page, bool countable);

// What was set aside since the screen was opened.
class SetAside {
 public:
  // True when the action was one of ours.
  bool accepted(const Action& action, const Accepted& outcome);
  void undone(const CommandId& target);
  void show_rows(WorkPage& page) const;

 private:
  struct Damaged {
    CommandId id;
    ItemCode item;
    Quantity quantity;
    LocationCode place;
    std::string reason;
  };
  std::vector<Damaged> entries_;
};

}  // namespace dockhand
