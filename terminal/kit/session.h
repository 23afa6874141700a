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

// Says whether a command may be taken back.
using IsTaken = std::function<bool(const Action&)>;

class Session {
 public:
  struct Booked {
    std::string key;  // what the command was about, in the screen's own terms
    Action action;
    Accepted outcome;
    std::string before{};   // what it was, if it was booked before; the question whether to undo it says so
    std::string booking{};  // the booking of which it is a part
    bool told = true;       // who got its units is so still
  };

  // A command that is here already (the answer to a repeated one) is not counted again.
  void booked(std::string key, const Action& action, const Accepted& outcome);
  // What was booked before is recalled once. Returns true the first time.
  bool begin_recall() { return !std::exchange(recalled_, true); }
  void recall(std::string key, const Action& action, const Accepted& outcome, std::string before);
  // `booking` had taken the action back.
  void recall_taken_back(const Action& action, const std::string& booking);
  // Forgets what an undo has taken back. Returns how that is told: all that the booking of the undo has taken back.
  std::string undone(const Undo& undo, const Accepted& outcome);
  // True when an undo has booked it again.
  bool is_put_back(const CommandId& command) const;

  bool empty() const { return entries_.empty(); }
  const std::vector<Booked>& entries() const { return entries_; }
  // Returns the inverse of the last booking, with the newest command first. Empty: there is none.
  std::vector<Action> undo_last() const;
  // Returns what that would take back, the oldest first.
  std::vector<const Booked*> last() const;

  Quantity total() const;  // all since the screen was opened
  Quantity total(const std::string& key) const;
  // Adds up all keys that begin like this.
  Quantity total_under(std::string_view beginning) const;
  // Something else has changed who gets the units of a key. So what was said about it is not said again.
  void forget_claims(const std::string& key);
  // Returns all that was booked under a key since the screen was opened, as if it had been one command: the claims of a
  // line are added up.
  std::optional<Accepted> together(const std::string& key) const;

  // Says how to take `amount` back: whole commands are taken back, the newest first, and a part of them may have to be
  // booked again.
  struct TakeBack {
    std::vector<Action> undos;
    Quantity again;
  };
  // Empty when less than that was booked here. Without `is_taken` it takes all commands of the key.
  std::optional<TakeBack> take_back(const std::string& key, Quantity amount, const IsTaken& is_taken = {}) const;

 private:
  struct TakenBack {
    Action action;
    std::string booking;  // the booking of which it was a part
    std::string by;       // the booking that has taken it back
  };
  std::vector<Booked> entries_;
  std::vector<TakenBack> taken_back_;
  bool recalled_ = false;
};

}  // namespace dockhand
