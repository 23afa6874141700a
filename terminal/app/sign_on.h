// What the app remembers of somebody who signs on. Included by the .cpp files of this room only.
#pragma once

#include <optional>
#include <string>

#include "storage/model/time.h"
#include "terminal/kit/screen.h"

namespace dockhand {

// How far somebody is with signing on, or a supervisor with allowing something.
struct SignOn {
  enum class Stage { badge, pin, supervisor_badge, supervisor_pin, new_pin, again };
  Stage stage = Stage::badge;
  std::string user{}, supervisor{};  // whose PIN is asked for
  std::string typed{}, first{};      // of two that have to be the same
  std::string note{};                // what was wrong
  struct Lock {
    std::string said;
    Instant until;
  };
  std::optional<Lock> lock{};       // of a badge, as the note has said it
  bool helps = false;               // the help lies over it
  bool hands_over = false;          // somebody is signed on still
  std::optional<Choice> allowed{};  // what a supervisor is asked to allow
  Question question{};              // of which it is an answer
  bool own = false;                 // of a question of the app's own: no screen hears a no to it
  bool can_leave() const { return hands_over || allowed; }
};

}  // namespace dockhand
