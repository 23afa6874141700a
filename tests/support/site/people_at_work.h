// People at the terminals of one site, who work with their hands and write down all that they do.
//
// Decides: what a person can do with what lies before him, and that what a terminal refuses is not done. Leaves to
// others: what lies where (true_world.h), when terminals meet their hub and what has to hold (truth_story.h).
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/codec/codec.h"
#include "storage/schema/open_reader.h"
#include "storage/words/summary.h"
#include "storage/words/wording.h"
#include "tests/support/site/set_back_site.h"
#include "tests/support/site/true_world.h"

namespace dockhand::test {

struct Terminal {
  std::string file;
  Floor* floor = nullptr;
};

class PeopleAtWork {
 public:
  struct Done {
    std::string id, terminal;
    Handled handled;
    bool undone = false;
  };

  PeopleAtWork(FaultDisk& disk, ManualClock& clock) : disk_(disk), clock_(clock) {}

  TrueWorld world;

  // One person does one thing. `dice` decides which, of what is possible.
  void work(const Terminal& at, unsigned dice) {
    constexpr std::array things{
        &PeopleAtWork::receive, &PeopleAtWork::receive,      &PeopleAtWork::move,         &PeopleAtWork::move,
        &PeopleAtWork::pick,    &PeopleAtWork::pick,         &PeopleAtWork::pick,         &PeopleAtWork::pack,
        &PeopleAtWork::ship,    &PeopleAtWork::ship,         &PeopleAtWork::count_a_heap, &PeopleAtWork::take_back,
        &PeopleAtWork::undo,    &PeopleAtWork::undo,         &PeopleAtWork::damage,       &PeopleAtWork::send_back,
        &PeopleAtWork::carry,   &PeopleAtWork::find_too_few, &PeopleAtWork::count_a_heap};
    random_.seed(dice);
    clock_.advance(std::chrono::seconds(1));
    (this->*things[random_() % things.size()])(at);
  }
  // Somebody counts this there, and what he finds is the truth.
  void count(const Terminal& at, const std::string& where, const std::string& what, const std::string& of_lot) {
    Units found{item(what), units(world.counted(where, what, of_lot)), {}, {}, {}};
    if (!of_lot.empty()) found.lot = lot(of_lot);
    give(at, Count{found, place(where), "", true}, {});
  }
  // Somebody brings back from a lane or a carton what no order has, as far as it is there.
  bool bring_back(const Terminal& at, const std::string& where, const std::string& what, std::int64_t many) {
    for (const Heap& heap : world.heaps([&](const Heap& one) { return one.place == where && one.item == what; })) {
      const std::int64_t some = std::min(many, world.there(heap));
      Heap to = heap;
      to.place = "A-02";
      to.line.clear();
      if (give(at, Move{units_of(heap, some), place(where), place("A-02")}, moved(heap, to, some))) return true;
    }
    return false;
  }
  std::unique_ptr<Engine> reader(const Terminal& at) const { return open_reader(at.file, disk_).value(); }
  void say(const std::string& text) const {
    if (std::getenv("DOCKHAND_STORY") != nullptr) std::printf("%s\n", text.c_str());
  }

 private:
  static constexpr std::array places{"DOCK-1", "DOCK-2", "A-01", "A-02", "Q-01"};
  static constexpr std::array lanes{"X-01", "X-02"};
  static constexpr std::array orders{"SO-1", "SO-2", "SO-3"};

  std::int64_t some(std::int64_t most) {
    return 1 + static_cast<std::int64_t>(random_()) % std::max<std::int64_t>(1, most);
  }
  template <class List>
  auto any_of(const List& all) {
    return all[random_() % all.size()];
  }
  static bool is_lane(const Heap& heap) { return heap.place[0] == 'X'; }
  bool is_carton(const std::string& place) const { return cartons_.contains(place); }
  bool is_stock(const Heap& heap) const { return heap.place[0] != '@' && !is_lane(heap) && !is_carton(heap.place); }
  static Units units_of(const Heap& heap, std::int64_t count) {
    Units all{item(heap.item), units(count), {}, {}, {}};
    if (!heap.lot.empty()) all.lot = lot(heap.lot);
    return all;
  }
  static Handled moved(const Heap& from, const Heap& to, std::int64_t count) {
    Handled done;
    done.units[from] -= count;
    done.units[to] += count;
    return done;
  }

  // Gives the command, and does it when the terminal takes it.
  bool give(const Terminal& at, Action action, const Handled& handled) {
    const std::string id = "h" + std::to_string(++given_);
    const std::string what = summary(action);
    const Outcome outcome = at.floor->give(id, std::move(action));
    if (const auto* no = std::get_if<Refused>(&outcome)) {
      say(clock_.now().clock_text() + " " + at.file + "    (" + what + ": " + no->error.sentence() + ")");
      return false;
    }
    std::string told;
    for (const Notice& notice : std::get<Accepted>(outcome).notices) told += "\n             -> " + sentence(notice);
    say(clock_.now().clock_text() + " " + at.file + " " + id + " " + what + told);
    world.happen(handled);
    done_.push_back({id, at.file, handled});
    return true;
  }

  void receive(const Terminal& at) {
    const bool bearings = random_() % 2 == 0;
    Heap heap{any_of(std::array{"DOCK-1", "DOCK-2"}), bearings ? "BRG" : "GLV", "", ""};
    if (!bearings) heap.lot = any_of(std::array{"L1", "L2"});
    const std::int64_t count = some(5);
    Receive fact{units_of(heap, count), place(heap.place), {}, true};
    if (random_() % 2 == 0) fact.purchase = purchase(bearings ? "PO-7/1" : "PO-7/2");
    give(at, fact, moved({"@supplier", heap.item, heap.lot, ""}, heap, count));
  }
  void move(const Terminal& at) {
    const auto heaps = world.heaps([&](const Heap& one) { return is_stock(one); });
    if (heaps.empty()) return;
    const Heap from = any_of(heaps);
    Heap to = from;
    to.place = any_of(places);
    if (random_() % 4 == 0 && !pallets_.empty()) to.place = any_of(pallets_);
    if (to.place == from.place) return;
    const std::int64_t count = some(world.there(from));
    give(at, Move{units_of(from, count), place(from.place), place(to.place), "moved"}, moved(from, to, count));
  }
  void pick(const Terminal& at) {
    const std::string order_line = std::string(any_of(orders)) + any_of(std::array{"/1", "/2"});
    const std::string what = order_line.back() == '1' ? "BRG" : "GLV";
    const auto heaps = world.heaps([&](const Heap& one) { return is_stock(one) && one.item == what; });
    if (heaps.empty()) return;
    const Heap from = any_of(heaps);
    Heap to = from;
    to.place = any_of(lanes);
    to.line = order_line;
    const std::int64_t count = some(std::min<std::int64_t>(3, world.there(from)));
    give(at, Pick{order(order_line), units_of(from, count), place(from.place), place(to.place)},
         moved(from, to, count));
  }
  // What the terminal says that the order has in lanes and cartons, or at one of them.
  std::map<Heap, std::int64_t> shown(const Terminal& at, const std::string& of_order, const std::string& only_at) {
    std::map<Heap, std::int64_t> all;
    const auto books = reader(at);
    for (auto rows = books->query("SELECT b.place, b.item, b.lot, b.line, b.quantity FROM balance b JOIN location p"
                                  " ON p.location = b.place WHERE b.doc=$1 AND b.quantity > 0"
                                  " AND p.kind IN ('lane', 'shipping', 'tote') AND ($2 = '' OR b.place=$2)",
                                  of_order, only_at);
         rows.next();) {
      all[{rows.text(0), rows.text(1), rows.text(2), of_order + "/" + rows.text(3)}] += rows.integer(4);
    }
    return all;
  }
  void pack(const Terminal& at) {
    const std::string of_order = any_of(orders);
    const std::string lane = any_of(lanes);
    const auto there = shown(at, of_order, lane);
    std::string carton = carton_of(of_order);
    if (there.empty()) return;
    Handled done;
    for (const auto& [heap, count] : there) {
      Heap packed = heap;
      packed.place = carton;
      done.units[heap] -= count;
      done.units[packed] += count;
    }
    const std::string stands = standing(carton);
    if (stands != "@away" && stands != lane) return;
    if (stands == "@away") done.stands_at[carton] = lane, done.stood_at[carton] = "@away";
    if (!world.allows(done)) return;
    if (give(at, PackCarton{OrderNumber::parse(of_order).value(), place(lane), sscc(carton), place(lane)}, done)) {
      cartons_.insert(carton);
    }
  }
  void ship(const Terminal& at) {
    const std::string of_order = any_of(orders);
    const auto lines = shown(at, of_order, "");
    if (lines.empty()) return;
    Ship fact{OrderNumber::parse(of_order).value(), {}};
    if (const std::string first = lines.begin()->first.place; is_carton(first) && random_() % 2 == 0)
      fact.carton = sscc(first);
    Handled done;
    for (const auto& [heap, count] : shown(at, of_order, fact.carton ? fact.carton->text() : "")) {
      Heap gone = heap;
      gone.place = "@customer";
      done.units[heap] -= count;
      done.units[gone] += count;
      if (is_carton(heap.place)) {
        done.stood_at[heap.place] = world.stands_at[heap.place];
        done.stands_at[heap.place] = "@customer";
      }
    }
    if (!world.allows(done)) return;
    // Who takes a whole carton takes all that is in it.
    for (const auto& [carton, to] : done.stands_at) {
      for (const Heap& left : world.heaps([&, &c = carton](const Heap& one) { return one.place == c; })) {
        if (world.there(left) != -done.units[left]) return;
      }
    }
    give(at, fact, done);
  }
  void count_a_heap(const Terminal& at) {
    auto heaps = world.heaps([&](const Heap& one) {
      return one.place[0] != '@' && (!is_carton(one.place) || world.stands_at[one.place] != "@customer");
    });
    if (heaps.empty()) return;
    const Heap heap = any_of(heaps);
    count(at, heap.place, heap.item, heap.lot);
  }
  void take_back(const Terminal& at) {
    const auto heaps = world.heaps([](const Heap& one) { return one.place == "@customer" && !one.line.empty(); });
    if (heaps.empty()) return;
    const Heap from = any_of(heaps);
    const std::int64_t count = some(std::min<std::int64_t>(2, world.there(from)));
    Heap to = from;
    to.place = any_of(std::array{"DOCK-1", "Q-01"});
    to.line.clear();
    CustomerReturn fact{units_of(from, count), place(to.place), order(from.line)};
    fact.wanted_again = random_() % 2 == 0;
    give(at, fact, moved(from, to, count));
  }
  void undo(const Terminal& at) {
    std::vector<std::size_t> mine;
    for (std::size_t i = done_.size(); i-- > 0 && mine.size() < 4;) {
      if (done_[i].terminal == at.file && !done_[i].undone && world.allows(reversed(done_[i].handled)))
        mine.push_back(i);
    }
    if (mine.empty()) return;
    const std::size_t which = any_of(mine);
    const std::string id = done_[which].id;
    const Handled back = reversed(done_[which].handled);
    for (const auto& [unit, where] : done_[which].handled.stands_at) {
      if (world.stands_at[unit] != where) return;
      if (back.stands_at.at(unit) != "@away") continue;
      for (const Heap& on : world.heaps([&, &u = unit](const Heap& one) { return one.place == u; })) {
        const auto gone = back.units.find(on);
        if (gone == back.units.end() || -gone->second != world.there(on)) return;
      }
    }
    if (!give(at, Undo{CommandId::parse(id).value()}, back)) return;
    done_[which].undone = true;
    done_.pop_back();
  }
  void damage(const Terminal& at) {
    const auto heaps = world.heaps([&](const Heap& one) { return is_stock(one); });
    if (heaps.empty()) return;
    const Heap from = any_of(heaps);
    const std::int64_t count = some(std::min<std::int64_t>(2, world.there(from)));
    Handled done;
    done.units[from] -= count;
    give(at, Adjust{dockhand::Change::minus, units_of(from, count), place(from.place), "broken"}, done);
  }
  void send_back(const Terminal& at) {
    const auto heaps = world.heaps([&](const Heap& one) { return is_stock(one); });
    if (heaps.empty()) return;
    const Heap from = any_of(heaps);
    const std::int64_t count = some(std::min<std::int64_t>(2, world.there(from)));
    SupplierReturn fact{units_of(from, count), place(from.place)};
    if (random_() % 2 == 0) fact.purchase = purchase(from.item == "BRG" ? "PO-7/1" : "PO-7/2");
    give(at, fact, moved(from, {"@supplier", from.item, from.lot, ""}, count));
  }
  // A pallet comes in empty, or is carried elsewhere with all that is on it.
  void carry(const Terminal& at) {
    if (pallets_.size() < 2 && random_() % 2 == 0) {
      const std::string unit = numbered(pallets_.size() + 1);
      Handled done;
      done.stands_at[unit] = "DOCK-1";
      done.stood_at[unit] = "@away";
      if (give(at, ReceiveUnit{sscc(unit), place("DOCK-1"), true}, done)) pallets_.push_back(unit);
      return;
    }
    if (pallets_.empty()) return;
    const std::string unit = any_of(pallets_);
    const std::string to = any_of(places);
    if (world.stands_at[unit] == to || world.stands_at[unit] == "@away") return;
    Handled done;
    done.stands_at[unit] = to;
    done.stood_at[unit] = world.stands_at[unit];
    give(at, MoveUnit{sscc(unit), place(to), "carried"}, done);
  }
  // A picker is sent to where fewer are than his terminal says.
  void find_too_few(const Terminal& at) {
    struct Sent {
      std::string line, place, item, lot;
      std::int64_t units;
    };
    std::vector<Sent> all;
    const auto books = reader(at);
    for (auto rows = books->query("SELECT b.doc, b.line, b.place, b.item, b.lot, b.quantity FROM balance b"
                                  " JOIN location p ON p.location = b.place WHERE b.doc LIKE 'SO%' AND b.quantity > 0"
                                  " AND p.kind IN ('dock', 'storage')");
         rows.next();) {
      all.push_back({rows.text(0) + "/" + rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.integer(5)});
    }
    std::erase_if(all, [&](const Sent& one) { return world.counted(one.place, one.item, one.lot) >= one.units; });
    if (all.empty()) return;
    const Sent& one = all[random_() % all.size()];
    const std::int64_t there = world.counted(one.place, one.item, one.lot);
    ShortPick fact{order(one.line), units_of({one.place, one.item, one.lot, ""}, one.units - there), place(one.place),
                   ""};
    fact.none_left = there == 0;
    give(at, fact, {});
  }

  static std::string numbered(std::size_t number) {
    std::string digits = std::to_string(1'000'000'000 + number);
    digits = "0001234" + digits;
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
    return digits + std::to_string((10 - sum % 10) % 10);
  }
  // The order's carton that stands here, or a new one.
  std::string carton_of(const std::string& of_order) {
    std::string& carton = carton_of_[of_order];
    if (carton.empty() || standing(carton) == "@customer") carton = numbered(10 + cartons_made_++);
    return carton;
  }
  std::string standing(const std::string& unit) const {
    const auto found = world.stands_at.find(unit);
    return found == world.stands_at.end() ? "@away" : found->second;
  }

  FaultDisk& disk_;
  ManualClock& clock_;
  std::mt19937 random_;
  int given_ = 0;
  std::vector<Done> done_;
  std::vector<std::string> pallets_;
  std::set<std::string> cartons_;
  std::map<std::string, std::string> carton_of_;
  std::size_t cartons_made_ = 0;
};

}  // namespace dockhand::test
