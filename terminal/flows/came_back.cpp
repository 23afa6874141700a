#include "terminal/flows/came_back.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/words.h"

namespace dockhand {
namespace {

bool is_all_back(const CameBack& one) { return one.line.shipped.none(); }

const CameBack* back_of(const std::vector<CameBack>& back, const OrderLine& line) {
  const auto found = std::find_if(back.begin(), back.end(), [&](const CameBack& one) { return one.line.line == line; });
  return found == back.end() ? nullptr : &*found;
}

}  // namespace

Result<std::vector<CameBack>> came_back_of(Views& views, const OrderNumber& order,
                                           const std::vector<OrderLineView>& lines) {
  const auto deeds = views.deeds(order.text());
  if (!deeds) return deeds.error();
  std::vector<CameBack> back;
  for (const OrderLineView& line : lines) {
    Quantity units;
    for (const DeedView& deed : *deeds) {
      const auto* one = std::get_if<CustomerReturn>(&deed.command.action);
      if (one != nullptr && !deed.undone && one->line == line.line) units = units + one->units.quantity;
    }
    if (!units.none()) back.push_back({line, units});
  }
  return back;
}

Row sent_row(const OrderLineView& line, const std::vector<CameBack>& back) {
  const auto* of_it = back_of(back, line.line);
  return {.id = "line:" + line.line.text(),
          .title = line.name,
          .detail =
              with_line(line.item.text(),
                        of_it == nullptr ? "" : fmt::format("{back} are back", fmt::arg("back", of_it->units.text()))),
          .value = line.shipped.text(),
          .value_note = "sent",
          .icon = Icon::item};
}

void show_all_back(const std::vector<CameBack>& back, WorkPage& page) {
  for (const CameBack& one : back) {
    if (!is_all_back(one)) continue;
    page.rows.push_back({.title = one.line.name,
                         .detail = with_line(one.line.item.text(), "All that was sent is back"),
                         .value = one.units.text(),
                         .value_note = "back",
                         .stripe = Stripe::done,
                         .icon = Icon::check});
  }
}

std::int64_t all_back(const std::vector<CameBack>& back) {
  return std::count_if(back.begin(), back.end(), is_all_back);
}

Refuse none_to_come_back(const OrderNumber& order, const FoundItem& item, const std::vector<CameBack>& back) {
  const auto is_it = [&](const CameBack& one) { return one.line.item == item.item && is_all_back(one); };
  const auto known = std::find_if(back.begin(), back.end(), is_it);
  RefusalPage page =
      known == back.end()
          ? refusal(fmt::format("Not sent with {order}", fmt::arg("order", order.text())),
                    "Scan the order that it was sent with, or leave this order and scan the item alone.")
          : refusal("All of it is back",
                    fmt::format("{units} of these were sent with {order} and are back. If this is one more, leave the "
                                "order and scan the item alone.",
                                fmt::arg("units", known->units.text()), fmt::arg("order", order.text())));
  page.scanned_name = item.name;
  return Refuse{page, WhatPageExpects{}};
}

}  // namespace dockhand
