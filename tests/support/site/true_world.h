// What really lies where, while people work: the books are compared with it.
//
// Decides: how many units of what are at each place, which have left for which order line, and where each pallet and
// carton stands. Leaves to others: who does what (people_at_work.h).
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "storage/engine/engine.h"

namespace dockhand::test {

// Units somewhere. `line`: the order line whose label is on them, once they were picked.
struct Heap {
  std::string place, item, lot, line;
  auto operator<=>(const Heap&) const = default;
};

// What a person's hands have changed.
struct Handled {
  std::map<Heap, std::int64_t> units;
  std::map<std::string, std::string> stands_at;  // of pallets and cartons
  std::map<std::string, std::string> stood_at;
};

class TrueWorld {
 public:
  std::map<Heap, std::int64_t> units;
  std::map<std::string, std::string> stands_at;

  bool allows(const Handled& done) const {
    return std::all_of(done.units.begin(), done.units.end(), [&](const auto& one) {
      return one.second >= 0 || one.first.place == "@supplier" || there(one.first) >= -one.second;
    });
  }
  void happen(const Handled& done) {
    for (const auto& [heap, count] : done.units) {
      if (heap.place == "@supplier") continue;
      if ((units[heap] += count) == 0) units.erase(heap);
    }
    for (const auto& [unit, place] : done.stands_at) stands_at[unit] = place;
  }
  std::int64_t there(const Heap& heap) const {
    const auto found = units.find(heap);
    return found == units.end() ? 0 : found->second;
  }
  // Whatever label is on them.
  std::int64_t counted(const std::string& place, const std::string& item, const std::string& lot) const {
    std::int64_t sum = 0;
    for (const auto& [heap, count] : units) {
      if (heap.place == place && heap.item == item && heap.lot == lot) sum += count;
    }
    return sum;
  }
  std::vector<Heap> heaps(auto&& fits) const {
    std::vector<Heap> all;
    for (const auto& [heap, count] : units) {
      if (count > 0 && fits(heap)) all.push_back(heap);
    }
    return all;
  }
};

inline Handled reversed(const Handled& done) {
  Handled back;
  for (const auto& [heap, count] : done.units) back.units[heap] = -count;
  back.stands_at = done.stood_at;
  back.stood_at = done.stands_at;
  return back;
}

// What the books say of the same: of what is here, whoever has it claimed; of what has left, for which line.
inline std::map<Heap, std::int64_t> booked(Engine& books) {
  std::map<Heap, std::int64_t> all;
  for (auto rows = books.query("SELECT place, item, lot, doc, line, quantity FROM balance WHERE item <> '@unit'"
                               " AND (place = '@customer' OR substr(place, 1, 1) <> '@')");
       rows.next();) {
    const bool left = rows.text(0) == "@customer";
    const std::string line = left && !rows.text(3).empty() ? rows.text(3) + "/" + rows.text(4) : "";
    all[{rows.text(0), rows.text(1), rows.text(2), line}] += rows.integer(5);
  }
  std::erase_if(all, [](const auto& one) { return one.second == 0; });
  return all;
}

inline std::map<Heap, std::int64_t> comparable(const TrueWorld& world) {
  std::map<Heap, std::int64_t> all;
  for (const auto& [heap, count] : world.units) {
    const bool left = heap.place == "@customer";
    if (heap.place[0] != '@' || left) all[{heap.place, heap.item, heap.lot, left ? heap.line : ""}] += count;
  }
  std::erase_if(all, [](const auto& one) { return one.second == 0; });
  return all;
}

}  // namespace dockhand::test
