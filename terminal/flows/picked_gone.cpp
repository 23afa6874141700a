#include "terminal/flows/picked_gone.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/at_it.h"
#include "terminal/flows/pallet.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_picked_claims = 100'000;

bool is_meant(const StillThere& left, const ClaimView& claim) {
  if (!claim.picked || claim.place != left.place || claim.item != left.units.item) return false;
  const std::string lot = lot_of(left.units), serial = serial_of(left.units);
  return ((left.any_name && lot.empty()) || claim.lot == lot) &&
         ((left.any_name && serial.empty()) || claim.serial == serial);
}

std::string name_in(const std::vector<StockRow>& books, const ItemCode& item) {
  const auto row = std::find_if(books.begin(), books.end(), [&](const StockRow& one) { return one.item == item; });
  return row == books.end() ? item.text() : row->name;
}

void add_once(std::vector<OrderNumber>& orders, const OrderNumber& order) {
  if (std::find(orders.begin(), orders.end(), order) == orders.end()) orders.push_back(order);
}

std::string names_of(const std::vector<OrderNumber>& orders) {
  constexpr std::size_t named = 3;
  std::string names;
  for (std::size_t i = 0; i < orders.size() && i < named; ++i) names += (i == 0 ? "" : ", ") + orders[i].text();
  return orders.size() <= named ? names
                                : fmt::format("{names} and {more} more", fmt::arg("names", names),
                                              fmt::arg("more", orders.size() - named));
}

// "SO-118 (Anna, 14:30)". Of several orders only the numbers.
Result<std::string> names_with_picker(const ScreenContext& context, const std::vector<OrderNumber>& orders) {
  if (orders.size() != 1) return names_of(orders);
  const auto list = context.views.pick_list(orders.front());
  if (!list) return list.error();
  if (!*list || !(*list)->last_pick) return names_of(orders);
  return fmt::format("{order} ({picker})", fmt::arg("order", names_of(orders)),
                     fmt::arg("picker", told_picker(context, *(*list)->last_pick)));
}

// All units of the row are named.
bool is_named(const std::vector<PickedGone>& gone, const StockRow& row) {
  return std::any_of(gone.begin(), gone.end(), [&](const PickedGone& one) {
    return one.place == row.place && one.units.item == row.item && lot_of(one.units) == row.lot &&
           serial_of(one.units) == row.serial && one.units.quantity.units() >= row.on_hand;
  });
}

bool is_on_one(const std::vector<Sscc>& pallets, const StockRow& row) {
  return std::any_of(pallets.begin(), pallets.end(), [&](const Sscc& pallet) { return row.place == place_of(pallet); });
}

std::vector<StillThere> left_by(const Job& job, const BookedThere& books, const NotCounted& missed) {
  std::vector<StillThere> left;
  for (const Job::Line& line : job.lines) left.push_back({counted_place(job, line.on), line.units, true});
  for (const StockRow& row : missed.rows) left.push_back({row.place, units_of(row.item, {}, row.lot, row.serial)});
  for (const StockRow& row : books.rows) {
    if (is_on_one(missed.pallets, row)) left.push_back({row.place, units_of(row.item, {}, row.lot, row.serial)});
  }
  return left;
}

NotCounted without_named(NotCounted missed, const BookedThere& books, const std::vector<PickedGone>& picked) {
  std::erase_if(missed.rows, [&](const StockRow& row) { return is_named(picked, row); });
  std::erase_if(missed.pallets, [&](const Sscc& pallet) {
    bool holds = false, holds_others = false;
    for (const StockRow& row : books.rows) {
      if (!is_on_one({pallet}, row) || row.on_hand == 0) continue;
      holds = true;
      holds_others = holds_others || !is_named(picked, row);
    }
    return holds && !holds_others;
  });
  return missed;
}

}  // namespace

bool holds_picked(LocationKind kind) {
  return kind == LocationKind::lane || kind == LocationKind::shipping || kind == LocationKind::tote;
}

Result<std::vector<PickedGone>> picked_gone(Views& views, const std::vector<StockRow>& books,
                                            const std::vector<StillThere>& left) {
  std::vector<PickedGone> gone;
  const bool any = std::any_of(books.begin(), books.end(),
                               [](const StockRow& row) { return holds_picked(row.kind) && row.reserved > 0; });
  if (!any) return gone;
  const auto claims = views.claims(most_picked_claims);
  if (!claims) return claims.error();
  for (const StillThere& one : left) {
    PickedGone missing{one.units, name_in(books, one.units.item), one.place, {}};
    Quantity picked;
    for (const ClaimView& claim : *claims) {
      if (!is_meant(one, claim)) continue;
      picked = picked + claim.quantity;
      add_once(missing.orders, claim.line.document);
    }
    missing.units.quantity = picked.less(one.units.quantity);
    if (!missing.units.quantity.none()) gone.push_back(std::move(missing));
  }
  return gone;
}

Result<Question> ask_if_picked_gone(const ScreenContext& context, const std::vector<PickedGone>& gone,
                                    const LocationCode& place, std::string no) {
  Quantity sum;
  std::vector<OrderNumber> orders;
  for (const PickedGone& one : gone) {
    sum = sum + one.units.quantity;
    for (const OrderNumber& order : one.orders) add_once(orders, order);
  }
  const auto names = names_with_picker(context, orders);
  if (!names) return names.error();
  const bool one = sum == Quantity::exactly(1);
  return Question{
      .words =
          one ? fmt::format("1 picked unit of {order} is missing in {place}. Is it gone?", fmt::arg("order", *names),
                            fmt::arg("place", place.text()))
              : fmt::format("{number} picked units of {order} are missing in {place}. Are they gone?",
                            fmt::arg("number", sum.text()), fmt::arg("order", *names), fmt::arg("place", place.text())),
      .choices = {{.id = "picked_gone", .title = one ? "It is gone" : "They are gone", .icon = Icon::attention}},
      .no = std::move(no)};
}

Result<GoneFromCount> gone_from_count(const ScreenContext& context, const Job& job, const BookedThere& books) {
  GoneFromCount gone{not_counted(job, books), {}, {}};
  auto picked = picked_gone(context.views, books.rows, left_by(job, books, gone.missed));
  if (!picked) return picked.error();
  gone.picked = std::move(picked).value();
  gone.unnamed = without_named(gone.missed, books, gone.picked);
  if (gone.picked.empty()) return gone;
  auto question = ask_if_picked_gone(context, gone.picked, *job.place, "Count on");
  if (!question) return question.error();
  if (gone.unnamed.none()) question->choices.front().then = book_count(job, books, gone.missed);
  gone.question = std::move(question).value();
  return gone;
}

void show_picked_gone(const std::vector<PickedGone>& gone, WorkPage& page) {
  for (const PickedGone& one : gone) {
    page.rows.push_back({.title = one.name,
                         .detail = fmt::format("{item}\npicked for {orders}, maybe still in hand",
                                               fmt::arg("item", one.units.item.text() + tracked_as(one.units)),
                                               fmt::arg("orders", names_of(one.orders))),
                         .value = one.units.quantity.text(),
                         .value_note = "missing",
                         .stripe = Stripe::attention,
                         .icon = Icon::attention});
  }
}

}  // namespace dockhand
