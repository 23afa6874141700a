// The rules of the allocation once more, unit by unit: slow, all in memory, and written from the rules alone
// (README, "Who gets the units"). It shares no code with storage/allocation.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dockhand::reference {

enum Class { win = 1, gain, redistribute, fill, lose };

struct Line {
  std::string order;
  int number = 1;
  int order_class = redistribute, priority = 5, promised = 0;
  long ordered_at = 0;
  bool pegged = false;

  int waiting = 0;
  bool partial = true;
  int multiple = 1;
  int shelf_days = 0;
  bool one_lot = false;
  std::optional<std::string> lot;  // of what it has
  bool due = false;
  bool last_of_order = false;
  int order_has = 0;
  int has = 0;  // units of its own: reserved, picked and shipped
  int reserved = 0;
  int kept = 0;  // of the reserved ones: brought by a purchase that was made for it
  int decided = 0;
  int bought = 0;  // units that were just received for it

  int got = 0, lost = 0;
  std::string name() const { return order + "/" + std::to_string(number); }
};

// A single unit. The world lists units in the order of their use: free ones, then those above the cap, then the other
// reserved ones, each from the lowest rank up.
struct Unit {
  std::string lot;
  int days_left = 1'000'000;
  int owner = -1;          // index of the line that has it reserved
  bool above_cap = false;  // more than the cap leaves to its order
  int taken_by = -1;
};

struct World {
  std::vector<Line> lines;
  std::vector<Unit> units;
  int safety_stock = 0;
  int order_cap = 0;
  bool prefer_completed = false;
};

inline auto rank(const Line& line) {
  return std::tuple(!line.pegged, line.order_class, line.priority, line.promised, line.ordered_at, line.order,
                    line.number);
}

class Allocator {
 public:
  explicit Allocator(World& world) : world_(world) {}

  void run() {
    std::vector<int> queue;
    for (int i = 0; i < static_cast<int>(world_.lines.size()); ++i) {
      if (line(i).waiting > 0 && line(i).order_class <= redistribute) queue.push_back(i);
    }
    std::sort(queue.begin(), queue.end(), [&](int a, int b) { return rank(line(a)) < rank(line(b)); });
    std::vector<int> capped;
    while (!queue.empty()) {
      const int chosen = first_of(queue);
      queue.erase(std::find(queue.begin(), queue.end(), chosen));
      const int uncapped = static_cast<int>(units_for(chosen, line(chosen).waiting).size());
      const int cap = left_by_cap(chosen);
      serve(chosen, cap);
      if (cap < uncapped) capped.push_back(chosen);
    }
    takes_reserved_ = false;
    for (const int again : capped) serve(again, unlimited);
  }

 private:
  static constexpr int unlimited = 1'000'000;
  Line& line(int i) { return world_.lines[static_cast<std::size_t>(i)]; }

  bool fits(const Line& line, const Unit& unit) const {
    if (unit.taken_by >= 0 || unit.days_left < line.shelf_days) return false;
    if (unit.owner < 0) return true;
    if (unit.above_cap && !line.pegged && line.decided == 0) return takes_reserved_;
    const int loser = world_.lines[static_cast<std::size_t>(unit.owner)].order_class;
    return takes_reserved_ && loser >= redistribute && line.order_class < loser;
  }

  // Units of one lot, or of all where lots do not matter.
  struct Pile {
    std::vector<Unit*> units;
    int free = 0;
  };

  // The units that the line would get if it got `wanted`, in the order of use; fewer when there are fewer.
  std::vector<Unit*> units_for(int i, int wanted) {
    const Line& who = line(i);
    int free = 0;
    for (const Unit& unit : world_.units) free += unit.owner < 0 && unit.taken_by < 0 ? 1 : 0;
    const bool entitled = who.due || who.pegged || who.decided > 0;
    const int allowed = entitled ? free : std::max(0, free - world_.safety_stock);
    std::map<std::string, Pile> piles;
    Pile* pile = who.one_lot ? nullptr : &piles[""];
    Pile* best = pile;
    for (Unit& unit : world_.units) {
      if (!fits(who, unit) || (who.one_lot && who.lot && *who.lot != unit.lot)) continue;
      if (who.one_lot) pile = &piles[unit.lot];
      if (unit.owner < 0 && pile->free++ >= allowed) continue;
      pile->units.push_back(&unit);
      if (best == nullptr || pile->units.size() > best->units.size()) best = pile;
      if (static_cast<int>(pile->units.size()) == wanted) return pile->units;
    }
    return best == nullptr ? std::vector<Unit*>{} : best->units;
  }

  int left_by_cap(int i) {
    const Line& who = line(i);
    if (world_.order_cap == 0 || who.pegged || who.decided > 0) return unlimited;
    int has = who.order_has;
    for (const Line& other : world_.lines) has += other.order == who.order ? other.got : 0;
    return std::max(0, world_.order_cap - has);
  }

  int wanted_by(int i) {
    const Line& who = line(i);
    return who.decided > 0 && who.partial ? std::min(who.waiting, who.decided) : who.waiting;
  }

  int share_of(int i, int cap) {
    const Line& who = line(i);
    const int share = std::min({wanted_by(i), cap, static_cast<int>(units_for(i, wanted_by(i)).size())});
    if (share == who.waiting) return share;
    if (!who.partial) return std::min(share, who.bought);
    return std::max(0, share - (who.has + share) % who.multiple);
  }

  // Among those that are equal to the first up to the promised date, it returns the first whose order is completed.
  int first_of(const std::vector<int>& queue) {
    const auto tie = [&](int i) {
      return std::tuple(line(i).pegged, line(i).order_class, line(i).priority, line(i).promised);
    };
    if (!world_.prefer_completed) return queue.front();
    for (const int i : queue) {
      if (tie(i) != tie(queue.front())) break;
      if (line(i).last_of_order && share_of(i, left_by_cap(i)) == line(i).waiting) return i;
    }
    return queue.front();
  }

  void serve(int i, int cap) {
    const int share = share_of(i, cap);
    if (share == 0) return;
    auto units = units_for(i, wanted_by(i));
    units.resize(static_cast<std::size_t>(share));
    for (Unit* unit : units) {
      unit->taken_by = i;
      if (unit->owner >= 0) ++line(unit->owner).lost;
      if (line(i).one_lot) line(i).lot = unit->lot;
    }
    line(i).got += share;
    line(i).has += share;
    line(i).waiting -= share;
  }

  World& world_;
  bool takes_reserved_ = true;
};

}  // namespace dockhand::reference
