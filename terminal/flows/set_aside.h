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

// Asks why it is damaged. It is refused where no place of quarantine is known.
Step ask_damage(Views& views);
// When `id` answers one of our questions, the next one is asked, or the damage is begun.
std::optional<Step> answer_damage(Views& views, std::string_view id, Job& job);
// Books units that would otherwise be received in good condition. They may be among those of the same lot or serial
// that `session` has received under `key`. When those are fewer, the others are added.
Step book_damage(Receive receipt, const Session& session, const std::string& key, const Job& job);
// The units that were counted before are not there any more. It asks whether they are added, or nothing is booked.
// Empty: another question has changed. `last` is what was scanned, with its expiry date.
std::optional<Step> ask_damage_again(const Do& asked, const Changed& changed, const std::optional<Units>& last,
                                     const std::optional<PurchaseLine>& line);
// The damage waits for its item. A place that is no quarantine is refused on a red page.
Step refuse_place(const Job::Damage& damage);
// " · damaged, to Q-01", beside what is typed.
std::string damaged_to(const Job::Damage& damage);
// `countable` says that it is known to what a number would refer.
void show_damage(const Job::Damage& damage, WorkPage& page, bool countable);

// What was set aside since the screen was opened.
class SetAside {
 public:
  // Returns true when the action was one of ours.
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
