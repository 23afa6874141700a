// What a ledger shows, turned into the world of the reference allocator
// (tests/support/warehouse/reference_allocator.h).
//
// Decides: which units are on offer and which lines wait, from what anybody can read and from the rules alone.
// The lots of these tests: "L0" expired the day before the history begins, "L1" 20 days later, and so on.
#pragma once

#include <map>
#include <memory>
#include <set>

#include "storage/engine/engine.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/reference_allocator.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

// Everything that a person could read, at one moment.
struct Snapshot {
  std::map<std::string, OrderLineView> lines;
  std::vector<ClaimView> claims;
  std::vector<StockRow> stock;
  std::map<std::string, int> held_back;  // of what each line waits for, what it does not ask for
  std::map<std::string, int> bought;     // received for each line by purchases that were made for it

  std::string text() const {
    std::string all;
    for (const ClaimView& one : claims) {
      all += one.line.text() + " " + one.place.text() + " " + one.lot + " " + one.quantity.text() + "\n";
    }
    for (const StockRow& one : stock) {
      all += one.place.text() + " " + one.item.text() + " " + one.lot + " " + std::to_string(one.on_hand) + "\n";
    }
    return all;
  }
};

class LedgerWorld {
 public:
  LedgerWorld(const std::filesystem::path& file, const Clock& its_clock)
      : views(Views::open(file, its_clock).value()),
        db(Engine::open(file, Access::read_only).value()),
        clock(its_clock) {}

  std::map<std::string, ItemRow> rules;  // of each item, as the office wrote them last
  bool prefer_completed = false;
  // Places where units were missing, with item and lot. Nothing of them is on offer until they are counted.
  std::set<std::tuple<std::string, std::string, std::string>> uncounted;

  static bool holds_stock(const LocationCode& place) { return place.text()[0] == 'D' || place.text()[0] == 'A'; }

  Snapshot snapshot() const {
    Snapshot now;
    for (const OrderView& order : views->orders().value()) {
      for (const OrderLineView& line : views->order_lines(order.order).value()) {
        now.lines.emplace(line.line.text(), line);
      }
    }
    now.claims = views->claims().value();
    now.stock = views->stock().value();
    const Transaction moment(*db);
    for (auto rows = db->query("SELECT order_no, line, held_back FROM order_line WHERE held_back > 0"); rows.next();) {
      now.held_back[rows.text(0) + "/" + rows.text(1)] = static_cast<int>(rows.integer(2));
    }
    for (auto rows = db->query("SELECT for_order, for_line, sum(received) FROM purchase_line WHERE for_order <> ''"
                               " GROUP BY for_order, for_line");
         rows.next();) {
      now.bought[rows.text(0) + "/" + rows.text(1)] = static_cast<int>(rows.integer(2));
    }
    return now;
  }

  // After something was taken back the office's word and what is to be counted are what they were before it.
  void read_rules_again() {
    for (auto& [code, row] : rules) row = views->item_document(item(code)).value().value();
    for (const SiteRow& row : views->site().value()) {
      if (row.setting == "prefer_completed") prefer_completed = row.value != 0;
    }
    uncounted.clear();
    const Transaction moment(*db);
    for (auto rows = db->query("SELECT place, item, lot FROM to_count WHERE open = 1"); rows.next();) {
      uncounted.insert({rows.text(0), rows.text(1), rows.text(2)});
    }
  }

  // Makes the world of one item for the reference. Lines of class lose have given up what was reserved for them.
  // `bought_for` says for whom the units that arrive were bought.
  reference::World world_of(const Snapshot& now, const ItemCode& item, const Receive* arrives,
                            const std::optional<OrderLine>& bought_for = {}) const {
    reference::World world;
    const ItemRow& of_item = rules.at(item.text());
    world.safety_stock = static_cast<int>(of_item.safety_stock.units());
    world.order_cap = static_cast<int>(of_item.order_cap.units());
    world.prefer_completed = prefer_completed;
    std::vector<Heap> free;
    if (arrives != nullptr) {
      const auto& lot = arrives->units.lot;
      free.push_back({arrives->at, lot ? lot->text() : "", arrives->units.quantity.units()});
    }
    for (const StockRow& row : now.stock) {
      if (row.item == item) add_heap(free, {row.place, row.lot, row.on_hand - row.reserved});
    }
    std::vector<std::pair<reference::Line, std::vector<Heap>>> owners;
    const bool comes_in = arrives != nullptr && holds_stock(arrives->at);
    for (const auto& [name, view] : now.lines) {
      if (view.item != item) continue;
      reference::Line line = line_of(now, view, comes_in ? static_cast<int>(arrives->units.quantity.units()) : 0);
      if (bought_for == view.line && may_be_given(*arrives)) {
        line.pegged = true;
        line.bought = static_cast<int>(arrives->units.quantity.units());
      }
      const auto bought = now.bought.find(name);
      const int gone = static_cast<int>((view.picked + view.shipped).units());
      line.kept = std::max(0, (bought == now.bought.end() ? 0 : bought->second) - gone);
      std::vector<Heap> mine;
      for (const ClaimView& claim : now.claims) {
        if (claim.line != view.line || claim.picked) continue;
        const bool gives_up = line.order_class == reference::lose && holds_stock(claim.place);
        const Heap heap{claim.place, claim.lot, claim.quantity.units()};
        if (is_uncounted(heap, item.text()) && !gives_up) continue;
        if (!gives_up) {
          mine.push_back(heap);
          continue;
        }
        add_heap(free, heap);
        line.lost += static_cast<int>(heap.count);
        line.waiting += static_cast<int>(heap.count);
      }
      owners.emplace_back(line, mine);
    }
    std::map<LocationCode, std::int64_t> missing;  // at places that have less than nothing of a lot
    for (const Heap& heap : free) missing[heap.place] += std::max<std::int64_t>(0, -heap.count);
    std::erase_if(free, [&](const Heap& heap) { return heap.count <= 0 || is_uncounted(heap, item.text()); });
    leave_out_last(free, std::move(missing));
    add_units(world, free, arrives == nullptr ? "" : arrives->at.text());
    std::sort(owners.begin(), owners.end(), [](const auto& a, const auto& b) { return rank(b.first) < rank(a.first); });
    std::vector<reference::Unit> others;
    std::map<std::string, int> above;  // units of each order above the cap
    for (auto& [line, heaps] : owners) {
      for (Heap& heap : heaps) heap.owner = static_cast<int>(world.lines.size());
      reference::World mine;
      add_units(mine, heaps, "", std::max(0, line.reserved - line.kept));
      above.try_emplace(line.order, world.order_cap == 0 ? 0 : line.order_has - world.order_cap);
      for (reference::Unit& unit : mine.units) {
        unit.above_cap = above.at(line.order)-- > 0;
        (unit.above_cap ? world.units : others).push_back(unit);
      }
      world.lines.push_back(line);
    }
    world.units.insert(world.units.end(), others.begin(), others.end());
    return world;
  }

 private:
  static int walk_of(const LocationCode& place) {
    return place.text().starts_with("DOCK") ? 0 : place.text().back() - '0';
  }
  int days_left(const std::string& lot) const {
    if (lot.empty()) return 1'000'000;
    return day("2026-11-21").days() + 20 * (lot[1] - '0') - clock.now().date().days();
  }

  bool may_be_given(const Receive& arrives) const {
    return holds_stock(arrives.at) && (!arrives.units.lot || days_left(arrives.units.lot->text()) >= 0);
  }

  struct Heap {
    LocationCode place;
    std::string lot;
    std::int64_t count;
    int owner = -1;
  };

  // Sorts by the rules: earliest expiry, the place where units just arrived, the walk, the place, the lot.
  void sort_by_use(std::vector<Heap>& heaps, const std::string& prefer) const {
    std::sort(heaps.begin(), heaps.end(), [&](const Heap& a, const Heap& b) {
      const auto key = [&](const Heap& heap) {
        return std::tuple(days_left(heap.lot), heap.place.text() == prefer ? 0 : 1, walk_of(heap.place),
                          heap.place.text(), heap.lot);
      };
      return key(a) < key(b);
    });
  }
  // As many as are missing at a place are not on offer there: those that would be used last.
  void leave_out_last(std::vector<Heap>& heaps, std::map<LocationCode, std::int64_t> missing) const {
    sort_by_use(heaps, "");
    for (auto heap = heaps.rbegin(); heap != heaps.rend(); ++heap) {
      if (days_left(heap->lot) < 0) continue;
      const std::int64_t some = std::min(heap->count, missing[heap->place]);
      heap->count -= some;
      missing[heap->place] -= some;
    }
  }
  void add_units(reference::World& world, std::vector<Heap> heaps, const std::string& prefer,
                 int most = 1'000'000) const {
    sort_by_use(heaps, prefer);
    for (const Heap& heap : heaps) {
      if (!holds_stock(heap.place) || days_left(heap.lot) < 0) continue;
      for (std::int64_t i = 0; i < heap.count && most > 0; ++i, --most) {
        world.units.push_back({heap.lot, days_left(heap.lot), heap.owner, false, -1});
      }
    }
  }

  bool is_uncounted(const Heap& heap, const std::string& item) const {
    return uncounted.contains({heap.place.text(), item, heap.lot}) || uncounted.contains({heap.place.text(), item, ""});
  }

  // `arrives` are units that come in; lines that gave theirs back may have as many again.
  reference::Line line_of(const Snapshot& now, const OrderLineView& view, int arrives) const {
    reference::Line line;
    line.order = view.line.document.text();
    line.number = view.line.line;
    line.order_class = static_cast<int>(view.rank.order_class);
    line.priority = view.rank.priority;
    line.promised = view.rank.promised.days();
    line.ordered_at = static_cast<long>(view.rank.ordered_at.ms);
    const auto held_back = now.held_back.find(view.line.text());
    const int held = held_back == now.held_back.end() ? 0 : std::max(0, held_back->second - arrives);
    line.reserved = static_cast<int>(view.reserved.units());
    line.has = static_cast<int>((view.reserved + view.picked + view.shipped).units());
    line.partial = view.terms.partial;
    line.multiple = static_cast<int>(view.terms.multiple.units());
    line.waiting = static_cast<int>(view.waiting.units());
    if (held > 0) line.waiting = line.partial ? std::max(0, line.waiting - held) : 0;
    if (held > 0) line.waiting = std::max(0, line.waiting - (line.has + line.waiting) % line.multiple);
    line.shelf_days = view.terms.shelf_days.count;
    line.one_lot = view.terms.one_lot;
    line.due = view.rank.promised <= clock.now().date();
    line.last_of_order = true;
    for (const auto& [name, other] : now.lines) {
      if (other.line.document != view.line.document) continue;
      if (other.line != view.line && !other.waiting.none()) line.last_of_order = false;
      if (other.item != view.item) continue;
      line.order_has += static_cast<int>((other.reserved + other.picked + other.shipped).units());
    }
    for (const ClaimView& claim : now.claims) {
      if (claim.line == view.line && (!line.lot || claim.lot < *line.lot)) line.lot = claim.lot;
    }
    return line;
  }

  static void add_heap(std::vector<Heap>& heaps, const Heap& heap) {
    for (Heap& known : heaps) {
      if (known.place != heap.place || known.lot != heap.lot) continue;
      known.count += heap.count;
      return;
    }
    heaps.push_back(heap);
  }

  std::unique_ptr<Views> views;
  std::unique_ptr<Engine> db;
  const Clock& clock;
};

}  // namespace dockhand::test
