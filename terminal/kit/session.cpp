#include "terminal/kit/session.h"

#include <algorithm>

#include "storage/model/fresh_id.h"
#include "storage/words/summary.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/undo_words.h"

namespace dockhand {
namespace {

void add_claim(std::vector<Explanation>& claims, const Explanation& claim) {
  const auto same = [&](const Explanation& known) { return known.rank.line == claim.rank.line; };
  const auto known = std::find_if(claims.begin(), claims.end(), same);
  if (known == claims.end()) {
    claims.push_back(claim);
  } else {
    known->granted = known->granted + claim.granted;
    known->next = claim.next;
  }
}

}  // namespace

// What an undo books again counts for the booking that it was a part of, so that the next undo goes further back.
void Session::booked(std::string key, const Action& action, const Accepted& outcome) {
  const auto same = [&](const Booked& entry) { return entry.outcome.id == outcome.id; };
  if (std::any_of(entries_.begin(), entries_.end(), same)) return;
  const std::string booking = booking_of(outcome.id);
  const auto was_taken_back = [&](const TakenBack& one) {
    const auto by_now = [&](const TakenBack& other) { return other.by == booking && other.booking == one.by; };
    return one.action == action && std::any_of(taken_back_.begin(), taken_back_.end(), by_now);
  };
  const auto before = std::find_if(taken_back_.begin(), taken_back_.end(), was_taken_back);
  if (before == taken_back_.end()) {
    entries_.push_back({std::move(key), action, outcome, {}, booking});
    return;
  }
  entries_.push_back({std::move(key), action, outcome, {}, before->booking});
  taken_back_.erase(before);
}

void Session::recall(std::string key, const Action& action, const Accepted& outcome, std::string before) {
  entries_.push_back({std::move(key), action, outcome, std::move(before), booking_of(outcome.id)});
}

void Session::recall_taken_back(const Action& action, const std::string& booking) {
  taken_back_.push_back({action, {}, booking});
}

std::string Session::undone(const Undo& undo, const Accepted& outcome) {
  const std::string by = booking_of(outcome.id);
  const auto target =
      std::find_if(entries_.begin(), entries_.end(), [&](const Booked& one) { return one.outcome.id == undo.target; });
  if (target != entries_.end()) {
    taken_back_.push_back({target->action, target->booking, by});
    entries_.erase(target);
  }
  std::vector<std::string> all;
  for (const TakenBack& one : taken_back_) {
    if (one.by == by) all.push_back(summary(one.action));
  }
  std::reverse(all.begin(), all.end());
  return undone_words(all);
}

bool Session::is_put_back(const CommandId& command) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Booked& one) {
    return one.outcome.id == command && one.booking != booking_of(command);
  });
}

void Session::forget_claims(const std::string& key) {
  for (Booked& entry : entries_) {
    if (entry.key == key) entry.told = false;
  }
}

std::vector<const Session::Booked*> Session::last() const {
  std::vector<const Booked*> last;
  for (const Booked& entry : entries_) {
    if (entry.booking == entries_.back().booking) last.push_back(&entry);
  }
  return last;
}

std::vector<Action> Session::undo_last() const {
  std::vector<Action> inverse;
  if (entries_.empty()) return inverse;
  if (!stands(Safeguard::undo_whole)) return {Undo{entries_.back().outcome.id}};
  const std::vector<const Booked*> newest = last();
  for (auto entry = newest.rbegin(); entry != newest.rend(); ++entry) {
    inverse.emplace_back(Undo{(*entry)->outcome.id});
  }
  for (auto one = taken_back_.rbegin(); one != taken_back_.rend(); ++one) {
    if (one->by == newest.back()->booking) inverse.push_back(one->action);
  }
  return inverse;
}

Quantity Session::total() const {
  Quantity sum;
  for (const Booked& entry : entries_) {
    if (entry.before.empty()) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

Quantity Session::total(const std::string& key) const {
  Quantity sum;
  for (const Booked& entry : entries_) {
    if (entry.key == key) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

Quantity Session::total_under(std::string_view beginning) const {
  Quantity sum;
  for (const Booked& entry : entries_) {
    if (entry.key.starts_with(beginning)) sum = sum + entry.outcome.quantity;
  }
  return sum;
}

std::optional<Accepted> Session::together(const std::string& key) const {
  std::optional<Accepted> sum;
  for (const Booked& entry : entries_) {
    if (entry.key != key || !entry.before.empty() || !entry.told) continue;
    if (!sum) {
      sum = entry.outcome;
      continue;
    }
    sum->quantity = sum->quantity + entry.outcome.quantity;
    sum->free = sum->free + entry.outcome.free;
    for (const Explanation& claim : entry.outcome.claims) add_claim(sum->claims, claim);
  }
  return sum;
}

std::optional<Session::TakeBack> Session::take_back(const std::string& key, Quantity amount,
                                                    const IsTaken& is_taken) const {
  TakeBack back;
  Quantity taken;
  for (auto entry = entries_.rbegin(); entry != entries_.rend() && taken < amount; ++entry) {
    if (entry->key != key || (is_taken && !is_taken(entry->action))) continue;
    back.undos.emplace_back(Undo{entry->outcome.id});
    taken = taken + entry->outcome.quantity;
  }
  if (taken < amount) return std::nullopt;
  back.again = taken.less(amount);
  return back;
}

}  // namespace dockhand
