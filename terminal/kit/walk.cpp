// The stops that are left, in the order in which they are come to.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/picking.h"

namespace dockhand {

void Walk::read(std::vector<PickStop> stops) {
  along_ = std::move(stops);
  for (const PickStop& stop : along_) {
    const auto same = [&](const PickStop& known) { return key_of(known) == key_of(stop); };
    if (std::none_of(seen_.begin(), seen_.end(), same)) seen_.push_back(stop);
  }
  arrange();
}

void Walk::arrange() {
  const auto turn = [&](const PickStop& stop) {
    if (chosen_ == key_of(stop)) return std::ptrdiff_t{-1};
    const auto known = std::find(skipped_.begin(), skipped_.end(), key_of(stop));
    return known == skipped_.end() ? std::ptrdiff_t{0} : known - skipped_.begin() + 1;
  };
  left_ = along_;
  std::stable_sort(left_.begin(), left_.end(), [&](const PickStop& a, const PickStop& b) { return turn(a) < turn(b); });
}

const PickStop* Walk::find(std::string_view key) const {
  const auto found =
      std::find_if(left_.begin(), left_.end(), [&](const PickStop& stop) { return key_of(stop) == key; });
  return found == left_.end() ? nullptr : &*found;
}

const PickStop* Walk::seen(std::string_view key) const {
  const auto found =
      std::find_if(seen_.begin(), seen_.end(), [&](const PickStop& stop) { return key_of(stop) == key; });
  return found == seen_.end() ? nullptr : &*found;
}

std::vector<PickStop> Walk::finished() const {
  std::vector<PickStop> gone;
  for (const PickStop& stop : seen_) {
    if (find(key_of(stop)) == nullptr) gone.push_back(stop);
  }
  return gone;
}

Quantity Walk::left_beside(const PickStop& stop) const {
  Quantity left;
  for (const PickStop& other : along_) {
    if (other.line == stop.line && other.from == stop.from) left = left + other.quantity;
  }
  return left;
}

std::optional<std::vector<ItemCode>> Walk::at_hand() const {
  return over() ? std::nullopt : std::optional(std::vector{next().item});
}

bool Walk::choose(std::string_view key) {
  if (find(key) == nullptr) return false;
  chosen_ = std::string(key);
  arrange();
  return true;
}

void Walk::let_go() {
  chosen_.reset();
  arrange();
}

std::optional<PickStop> Walk::go_on_with(const OrderLine& line) {
  const auto next = std::find_if(along_.begin(), along_.end(), [&](const PickStop& stop) { return stop.line == line; });
  if (next == along_.end()) return std::nullopt;
  choose(key_of(*next));
  return *next;
}

bool Walk::skip() {
  if (left_.size() < 2) return false;
  const std::string key = key_of(next());
  std::erase(skipped_, key);
  skipped_.push_back(key);
  chosen_.reset();
  arrange();
  return true;
}

bool Walk::is_skipped(const PickStop& stop) const {
  return std::find(skipped_.begin(), skipped_.end(), key_of(stop)) != skipped_.end();
}

std::string only_to_pick(Quantity wanted) {
  return wanted == Quantity::exactly(1)
             ? "Only 1 is to be picked here."
             : fmt::format("Only {units} are to be picked here.", fmt::arg("units", wanted.text()));
}

std::string from_here(const std::optional<LocationCode>& place) {
  return place ? fmt::format(" · from {place}", fmt::arg("place", place->text())) : "";
}

}  // namespace dockhand
