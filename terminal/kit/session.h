// What one screen has booked since it was opened, and what was booked for the same thing before.
//
// Decides: what "undo" and "set to this number" take back, and how it is told. Undo takes back what one yes has booked,
// whole: the commands of one booking know each other by their ids (storage/model/fresh_id.h). What such a booking had
// itself taken back is booked again. Leaves to others: whether the ledger allows it; it is all or nothing there.
// Only accepted commands are in here; what the books say in total is read from the views.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

// Whether a command may be taken back.
using IsTaken = std::function<bool(const Action&)>;

class Session {
 public:
  struct Booked {
    std::string key;  // what the command was about, in the screen's own terms
    Action action;
    Accepted outcome;
    std::string before{};   // of what was booked before: what it was, for the question whether to undo it
    std::string booking{};  // that it is a part of
    bool told = true;       // who got its units is so still
  };

  // A command that is here already (the answer to a repeated one) is not counted again.
  void booked(std::string key, const Action& action, const Accepted& outcome);
  // What was booked before is recalled once: true the first time.
  bool begin_recall() { return !std::exchange(recalled_, true); }
  void recall(std::string key, const Action& action, const Accepted& outcome, std::string before);
  // `booking` had taken it back.
  void recall_taken_back(const Action& action, const std::string& booking);
  // What an undo has taken back is gone. Returns how that is told: all that the undo's own booking has taken back.
  std::string undone(const Undo& undo, const Accepted& outcome);
  // It was booked again by an undo.
  bool is_put_back(const CommandId& command) const;

  bool empty() const { return entries_.empty(); }
  const std::vector<Booked>& entries() const { return entries_; }
  // The inverse of the last booking, the newest command first; empty: there is none.
  std::vector<Action> undo_last() const;
  // What it would take back; the oldest first.
  std::vector<const Booked*> last() const;

  Quantity total() const;  // since the screen was opened
  Quantity total(const std::string& key) const;
  // Of all keys that begin like this.
  Quantity total_under(std::string_view beginning) const;
  // Something else has changed who gets the units of a key: what was said of it is not said again.
  void forget_claims(const std::string& key);
  // All that was booked under a key since the screen was opened, as if it had been one command: claims of a line are
  // added up.
  std::optional<Accepted> together(const std::string& key) const;

  // Takes `amount` back: whole commands, the newest first, and what of them has to be booked again.
  struct TakeBack {
    std::vector<Action> undos;
    Quantity again;
  };
  // Empty when less than that was booked here. Without `is_taken` all of the key's.
  std::optional<TakeBack> take_back(const std::string& key, Quantity amount, const IsTaken& is_taken = {}) const;

 private:
  struct TakenBack {
    Action action;
    std::string booking;  // that it was a part of
    std::string by;       // the booking that has taken it back
  };
  std::vector<Booked> entries_;
  std::vector<TakenBack> taken_back_;
  bool recalled_ = false;
};

}  // namespace dockhand
