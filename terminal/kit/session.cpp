#include "terminal/kit/session.h"

#include <algorithm>

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

void Session::booked(std::string key, const Accepted& outcome) {
  const auto same = [&](const Booked& entry) { return entry.outcome.id == outcome.id; };
  if (std::none_of(entries_.begin(), entries_.end(), same)) entries_.push_back({std::move(key), outcome});
}

void Session::recall(std::string key, const Accepted& outcome, std::string before) {
  entries_.push_back({std::move(key), outcome, std::move(before)});
}

void Session::undone(const CommandId& target) {
  std::erase_if(entries_, [&](const Booked& entry) { return entry.outcome.id == target; });
}

void Session::forget_claims(const std::string& key) {
  for (Booked& entry : entries_) {
    if (entry.key != key) continue;
    entry.outcome.claims.clear();
    entry.outcome.free = {};
  }
}

std::optional<Action> Session::undo_last() const {
  if (entries_.empty()) return std::nullopt;
  return Undo{entries_.back().outcome.id};
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

std::optional<Accepted> Session::together(const std::string& key) const {
  std::optional<Accepted> sum;
  for (const Booked& entry : entries_) {
    if (entry.key != key || !entry.before.empty()) continue;
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

std::optional<Session::TakeBack> Session::take_back(const std::string& key, Quantity amount) const {
  TakeBack back;
  Quantity taken;
  for (auto entry = entries_.rbegin(); entry != entries_.rend() && taken < amount; ++entry) {
    if (entry->key != key) continue;
    back.undos.emplace_back(Undo{entry->outcome.id});
    taken = taken + entry->outcome.quantity;
  }
  if (taken < amount) return std::nullopt;
  back.again = taken.less(amount);
  return back;
}

}  // namespace dockhand
