// A number is typed where some were booked before: it may be what is new, or all.
//
// Decides: when that is asked, with which answers, and what an answer that needs another step says. Leaves to others:
// what each of the two books (terminal/flows/set_received.h, terminal/screens/pick.cpp).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

struct TypedNumber {
  std::string name;  // of the item
  Quantity before;   // booked before this visit, or elsewhere on it
  Quantity here;     // booked on this visit, where the number is typed
  Quantity number;

  Quantity booked() const { return before + here; }
};

// What was booked under a key since the screen was opened.
Quantity booked_on_visit(const Session& session, const std::string& key);

// Books what makes it so many in all. Empty: that is not possible.
using SetInAll = std::function<std::optional<Step>(Quantity in_all)>;

// Returns the only answer that is possible, where it takes back nothing from before; else it asks. `subject` comes back
// with an answer that is no booking yet. Empty: nothing was booked before.
std::optional<Step> ask_in_all(const TypedNumber& typed, const std::string& subject, const SetInAll& set);

// " · 8 until now", beside what is typed; empty: none. It is the same after a restart, which finds the keypad by it.
std::string until_now(Quantity booked);

struct InAllAnswer {
  Quantity booked;  // when it was asked
  Quantity in_all;
  std::string subject;
};
std::optional<InAllAnswer> in_all_answer(std::string_view id);

}  // namespace dockhand
