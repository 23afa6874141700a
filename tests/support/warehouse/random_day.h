// What a site's people do on a day, at random: receive, pick, move, count, pack, ship, return, decide what to order,
// and the office's documents.
//
// Decides: which action comes next. Leaves to others: whose command it is, and what the books make of it; refusals are
// part of the day.
#pragma once

#include <array>
#include <optional>
#include <random>

#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

class RandomDay {
 public:
  static constexpr int lines = 8;
  static constexpr int proposals = 5;
  static constexpr int direct_lines = 2;
  static constexpr std::array pallets{"340123450000000017", "340123450000000024", "340123450000000031"};
  static constexpr std::array cartons{"340123450000000116", "340123450000000123"};

  explicit RandomDay(std::mt19937_64& random) : random_(random) {}

  // `last`: the command that was given last at the same place.
  Action next(const std::optional<CommandId>& last) {
    if (below(3) == 0) return rare();
    if (below(25) == 0) return customers_and_suppliers();
    switch (below(13)) {
      case 0:
      case 1: return receipt();
      case 2:
      case 3: return Pick{line(), any_units(4), shelf(), place(below(4) == 0 ? "T-01" : "X-01")};
      case 4: return Move{any_units(5), shelf(), below(5) == 0 ? place("Q-01") : shelf()};
      case 5: return Count{any_units(6), shelf(), "counted"};
      case 6: return Release{line(), units(some(2)), {}};
      case 7: return Ship{line().document};
      case 8: return ShortPick{line(), any_units(2), shelf(), "not there"};
      case 9:
        if (last) return Undo{*last};
        return receipt();
      case 10: return Move{any_units(3), place("X-01"), shelf()};
      case 11: return policies();
      default: return demand(static_cast<int>(some(lines)));
    }
  }

  // What the office has told before the day begins, apart from open_warehouse.
  static Import announced() {
    Import import;
    import.rows = {LocationRow{place("T-01"), LocationKind::tote, 91}, CustomerRow { "BETA", "Beta Ltd" }};
    for (const char* pallet : pallets) {
      import.rows.emplace_back(
          AsnRow{sscc(pallet), "ASN-1", Units{item("BRG"), units(6), {}, {}, {}}, purchase("PO-7/1")});
      import.rows.emplace_back(AsnRow{sscc(pallet), "ASN-1", Units{item("GLV"), units(4), lot("L-1"), {}, {}}, {}});
    }
    for (int line = 1; line <= direct_lines; ++line) import.rows.emplace_back(direct(line));
    return import;
  }

  // A supplier sends units of it straight to the customer of the order with its number.
  static PurchaseLineRow direct(int line) {
    PurchaseLineRow row{
        purchase("PO-9/" + std::to_string(line)),  "SKF", item(item_of(line)), units(3), day("2026-11-25"),
        order("SO-" + std::to_string(line) + "/1")};
    row.drop_ship = true;
    return row;
  }

  // What a night at the hub proposes; people decide about it for days.
  std::vector<ProposalRow> proposed() {
    std::vector<ProposalRow> rows;
    for (int number = 1; number <= proposals; ++number) {
      rows.push_back({proposal_named(number), item("BRG")});
      rows.back().quantity = 10 * some(5);
    }
    return rows;
  }

  Import demand(int number) {
    OrderLineRow row{order("SO-" + std::to_string(number) + "/1"),
                     number % 2 == 0 ? "ACME" : "BETA",
                     item(item_of(number)),
                     units(some(9)),
                     units(0),
                     static_cast<std::int32_t>(some(3)),
                     day("2026-11-24"),
                     Instant{},
                     below(4) != 0};
    if (below(6) == 0) row.cancelled = units(some(row.ordered.units()));
    if (below(3) == 0) row.order_class = static_cast<OrderClass>(some(5));
    if (below(5) == 0) row.policies.multiple = units(some(3));
    if (below(5) == 0) row.policies.one_lot = true;
    if (below(5) == 0) row.policies.whole_order = true;
    return Import{{row}};
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::int64_t some(std::int64_t most) { return 1 + static_cast<std::int64_t>(below(static_cast<std::size_t>(most))); }
  Sscc pallet() { return sscc(pallets[below(pallets.size())]); }
  Sscc carton() { return sscc(cartons[below(cartons.size())]); }
  LocationCode dock() { return place(below(2) == 0 ? "DOCK-1" : "DOCK-2"); }
  LocationCode shelf() {
    if (below(6) == 0) return place(pallet().text());
    return place(std::array{"DOCK-1", "DOCK-2", "A-01", "A-02"}[below(4)]);
  }
  OrderLine line() { return order("SO-" + std::to_string(some(lines)) + "/1"); }
  Units bearings(std::int64_t most) { return Units{item("BRG"), units(some(most)), {}, {}, {}}; }
  // Tracked goods: gloves of two lots, drills with a dozen serials among all terminals.
  Units tracked() {
    if (below(2) == 0) return Units{item("GLV"), units(some(5)), lot(below(2) == 0 ? "L-1" : "L-2"), {}, {}};
    return Units{item("DRL"), units(1), {}, Serial::parse("S-" + std::to_string(some(12))).value(), {}};
  }
  Units any_units(std::int64_t most) { return below(3) == 0 ? tracked() : bearings(most); }

  Action receipt() {
    Receive receive{any_units(6), dock(), {}, false};
    if (receive.units.item == item("BRG") && below(2) == 0) receive.purchase = purchase("PO-7/1");
    receive.confirmed = below(2) == 0;
    return receive;
  }

  Action rare() {
    switch (below(14)) {
      case 13: return LoseUnit{below(3) == 0 ? carton() : pallet(), "not there"};
      case 12: return decision();
      case 0:
      case 1:
      case 2: return ReceiveUnit{pallet(), dock(), true};
      case 3:
      case 4: return MoveUnit{pallet(), below(5) == 0 ? place("Q-01") : shelf(), "moved"};
      case 5: return PackCarton{line().document, place("X-01"), carton(), place("X-01"), {}};
      case 6: return Ship{line().document, carton()};
      case 7: {
        CustomerReturn back{any_units(3), shelf(), line(), below(2) == 0, "too many"};
        if (below(3) == 0) back.line.reset();
        return back;
      }
      case 8: return SupplierReturn{any_units(3), shelf(), {}, "bent"};
      case 9:
        return Adjust{below(2) == 0 ? dockhand::Change::plus : dockhand::Change::minus, any_units(3), shelf(), "found"};
      case 10: return Claim{line(), units(some(4)), "a good customer"};
      default: return document();
    }
  }

  static std::string proposal_named(std::int64_t number) { return "BRG@2026-11-0" + std::to_string(number); }
  Action decision() {
    const std::string one = proposal_named(some(proposals));
    switch (below(4)) {
      case 0: return Reject{one, "not now"};
      case 1: return OrderPlaced{one, {}};
      case 2: return Approve{one, units(some(9))};
      default: return Approve{one, {}, below(2) == 0 ? "Nord" : ""};
    }
  }

  static const char* item_of(int order_number) {
    return std::array{"BRG", "BRG", "GLV", "DRL"}[static_cast<std::size_t>(order_number) % 4];
  }

  Action customers_and_suppliers() {
    switch (below(4)) {
      case 0: return CustomerAnswer{line(), below(2) == 0 ? CustomerSays::wait : CustomerSays::cancel, "by telephone"};
      case 1: {
        const int number = static_cast<int>(some(lines));
        const OrderLine instead_of = order("SO-" + std::to_string(number) + "/1");
        const OrderLine as{instead_of.document, static_cast<std::int32_t>(1 + some(3))};
        const bool of_bearings = item_of(number) == std::string_view("BRG");
        return TakeOther{instead_of, as, item(of_bearings ? "GLV" : "BRG"), units(some(4))};
      }
      case 2: return Expedite{purchase("PO-7/1"), Price::nearest(some(100'000)), std::nullopt, "by air"};
      default: {
        const int number = static_cast<int>(some(direct_lines));
        return ShipDirect{purchase("PO-9/" + std::to_string(number)),
                          Units{item(item_of(number)), units(some(3)), {}, {}, {}}};
      }
    }
  }

  Action document() {
    switch (below(3)) {
      case 0: return SetStatus{item("GLV"), lot(below(2) == 0 ? "L-1" : "L-2"), static_cast<LotStatus>(below(3)), ""};
      case 1: return CancelOrder{line().document, "not wanted"};
      default: return ClosePurchase{purchase("PO-7/1"), "no more"};
    }
  }

  // The office changes how demand is served.
  Import policies() {
    const std::string customer = below(2) == 0 ? "ACME" : "BETA";
    switch (below(3)) {
      case 0: return {{CustomerRow{customer, customer, {}, static_cast<OrderClass>(some(5))}}};
      case 1: return {{ItemRow{item("BRG"), "Bearing", Tracking::none, {}, units(some(3)), units(some(4))}}};
      default: return {{SiteRow{"prefer_completed", below(2) == 0}}};
    }
  }

  std::mt19937_64& random_;
};

}  // namespace dockhand::test
