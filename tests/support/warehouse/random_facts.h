// What may happen in a small warehouse, at random: receipts, moves, picks, counts, documents of the office.
#pragma once

#include <algorithm>
#include <random>

#include "tests/support/warehouse/ledger_world.h"

namespace dockhand::test {

inline const std::vector<std::string> places{"DOCK-1", "DOCK-2", "A-01", "A-02", "X-01", "Q-01"};
inline const std::vector<std::string> items{"BRG", "GLV", "DRL"};
inline const std::vector<std::string> customers{"ACME", "BETA", "CARL"};

class RandomFacts {
 public:
  // Both live longer; documents that are drawn change what the world knows of their items.
  RandomFacts(unsigned seed, Floor& floor, LedgerWorld& world) : random_(seed), floor_(floor), world_(world) {}

  Action next() {
    switch (number(0, 14)) {
      case 0:
      case 1:
      case 2:
      case 3: return any_receipt();
      case 4: return Move{any_units(), place(any_of(places)), place(any_of(places))};
      case 5: return Pick{any_line(), any_units(), place(any_of(places)), place("X-01")};
      case 6: {
        const OrderNumber order = any_line().document;
        return is_even(order) ? Action(Ship{order}) : Action(any_document());
      }
      case 7: return Count{any_units(), place(any_of(places)), "found"};
      case 8: return ShortPick{any_line(), any_units(), place(any_of(places)), "empty"};
      case 13: return Adjust{one_in(2) ? Change::plus : Change::minus, any_units(), place(any_of(places)), "found"};
      case 14: return Claim{any_line(), units(number(1, 4)), "a good customer"};
      case 9: return Release{any_line(), units(number(1, 4)), {}};
      default: return any_document();
    }
  }
  bool one_in(int count) { return number(1, count) == 1; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(number(0, static_cast<int>(count) - 1)); }

  static Units gloves(int count, int lot) {
    const Date expiry = Date::from_days(day("2026-11-21").days() + 20 * lot);
    return Units{item("GLV"), units(count), Lot::parse("L" + std::to_string(lot)).value(), {}, expiry};
  }

  static std::optional<OrderLine> bought_for(const Receive& receipt) {
    if (!receipt.purchase) return std::nullopt;
    const auto at = std::find(items.begin(), items.end(), receipt.units.item.text()) - items.begin();
    const std::string number = "/" + std::to_string(at + 1);
    return order("SO-" + std::to_string(receipt.purchase->line) + number);
  }

 private:
  int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  template <class T>
  const T& any_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(number(0, static_cast<int>(all.size()) - 1))];
  }

  OrderLine any_line() { return order("SO-" + std::to_string(number(1, 10)) + "/" + std::to_string(number(1, 3))); }

  // Lots expire on days of their own; L0 has expired. Drills have serials.
  Units any_units() {
    if (one_in(2)) return Units{item("BRG"), units(number(1, 9)), {}, {}, {}};
    if (one_in(3))
      return Units{item("DRL"), units(1), {}, Serial::parse("S" + std::to_string(number(1, 30))).value(), {}};
    const int count = number(1, 9);
    return gloves(count, number(0, 3));
  }

  Policies any_policies(int chance) {
    Policies policies;
    if (one_in(chance)) policies.partial = one_in(2);
    if (one_in(chance)) policies.multiple = units(number(1, 4));
    if (one_in(chance)) policies.shelf_days = Days{number(0, 50)};
    if (one_in(chance)) policies.whole_order = one_in(2);
    return policies;
  }
  std::optional<OrderClass> any_class() {
    return one_in(2) ? std::nullopt : std::optional(static_cast<OrderClass>(number(1, 5)));
  }

  // What was shipped is not among the things that can be read, so that orders with an even number ship and the others
  // ask for one lot.
  OrderLineRow any_order() {
    OrderLineRow row = floor_.demand("SO-1/1", number(0, 14), number(1, 3));
    row.line = any_line();
    row.item = item(items[static_cast<std::size_t>(row.line.line - 1)]);
    row.customer = any_of(customers);
    row.cancelled = units(one_in(5) ? number(0, 14) : 0);
    row.promised = Date::from_days(day("2026-11-21").days() + number(0, 3));
    row.policies = any_policies(5);
    row.order_class = any_class();
    if (one_in(4) && !is_even(row.line.document)) row.policies.one_lot = true;
    return row;
  }
  static bool is_even(const OrderNumber& order) { return (order.text().back() - '0') % 2 == 0; }

  Import any_document() {
    Import import;
    switch (number(0, 9)) {
      case 0: {
        ItemRow& row = world_.rules.at(any_of(items));
        row.policies = any_policies(6);
        row.safety_stock = units(one_in(2) ? number(1, 5) : 0);
        row.order_cap = units(one_in(2) ? number(1, 6) : 0);
        import.rows.emplace_back(row);
        break;
      }
      case 1: import.rows.emplace_back(CustomerRow{any_of(customers), "Name", any_policies(4), any_class()}); break;
      case 2: import.rows.emplace_back(SiteRow{"prefer_completed", world_.prefer_completed = one_in(2)}); break;
      default:
        for (int i = number(1, 3); i > 0; --i) import.rows.emplace_back(any_order());
        break;
    }
    return import;
  }

  // Half of them were bought for an order line.
  Receive any_receipt() {
    Receive receipt{any_units(), place(any_of(places)), {}, true};
    if (one_in(2)) receipt.purchase = purchase("PO-" + receipt.units.item.text() + "/" + std::to_string(number(1, 4)));
    return receipt;
  }

  std::mt19937 random_;
  Floor& floor_;
  LedgerWorld& world_;
};

}  // namespace dockhand::test
