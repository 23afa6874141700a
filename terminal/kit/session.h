// What one screen has booked since it was opened, and what was booked for the same thing before.
//
// Decides: what "undo" and "set to this number" take back. Leaves to others: whether the ledger allows it.
// Only accepted commands are in here; what the books say in total is read from the views.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/command.h"
#include "storage/model/outcome.h"

namespace dockhand {

class Session {
 public:
  struct Booked {
    std::string key;  // what the command was about, in the screen's own terms
    Accepted outcome;
    std::string before{};  // of what was booked before: what it was, for the question whether to undo it
  };

  // A command that is here already (the answer to a repeated one) is not counted again.
  void booked(std::string key, const Accepted& outcome);
  // What was booked before is recalled once: true the first time.
  bool begin_recall() { return !std::exchange(recalled_, true); }
  void recall(std::string key, const Accepted& outcome, std::string before);
  void undone(const CommandId& target);

  bool empty() const { return entries_.empty(); }
  const std::vector<Booked>& entries() const { return entries_; }
  // The inverse of the last command.
  std::optional<Action> undo_last() const;

  Quantity total() const;  // since the screen was opened
  Quantity total(const std::string& key) const;
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
  // Empty when less than that was booked here.
  std::optional<TakeBack> take_back(const std::string& key, Quantity amount) const;

 private:
  std::vector<Booked> entries_;
  bool recalled_ = false;
};

}  // namespace dockhand
