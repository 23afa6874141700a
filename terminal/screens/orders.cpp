// Orders that have reserved units: what can be picked now, in rank order. A scanned tote is the first of several.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/flows/at_it.h"
#include "terminal/kit/carts.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown_orders = 60;

class Orders final : public Screen {
 public:
  explicit Orders(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.pickable(shown_orders);
    if (!read) return read.error();
    orders_ = std::move(read).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Choose an order", .task = "Pick"};
    if (!orders_.empty())
      page.instruction.name = fmt::format("First: {order}", fmt::arg("order", first().order.text()));
    page.scan_prompt = "Scan order or tote";
    page.list_heading = listed(orders_.size(), shown_orders, "order to pick", "orders to pick");
    page.empty_text = "Nothing is reserved. Receive goods, then pick.";
    for (const OrderView& order : orders_) page.rows.push_back(row(order));
    show_carts(begun_carts(context_.jobs), context_.clock.now(), page);
    page.actions = {back_button()};
    if (!orders_.empty()) {
      page.actions.push_back(common_button(buttons::several));
      page.actions.push_back(common_button(buttons::pick_first, ButtonRole::primary));
    }
    return page;
  }

  Expected expects() const override { return {"an order or a tote", {Expected::Any::order, Expected::Any::place}}; }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* place = std::get_if<FoundLocation>(&found);
    if (place == nullptr || place->kind != LocationKind::tote) return NotMine{};
    return Open{ScreenId::totes, {}, true};
  }

  Step on_tap(std::string_view id) override {
    if (auto cart = open_cart_row(begun_carts(context_.jobs), id)) return *cart;
    if (id == "several") return Open{ScreenId::totes, {}};
    if (id == "first" && !orders_.empty()) return Open{ScreenId::pick, first().order};
    for (const OrderView& order : orders_) {
      if (id == order.order.text()) return Open{ScreenId::pick, order.order};
    }
    return NotMine{};
  }

 private:
  // The first one that nobody else is at. There has to be at least one order.
  const OrderView& first() const {
    const auto free = std::find_if(orders_.begin(), orders_.end(), [&](const OrderView& order) {
      return !is_at_it_elsewhere(context_, order.last_pick);
    });
    return free == orders_.end() ? orders_.front() : *free;
  }

  Row row(const OrderView& order) const {
    const Date today = context_.clock.now().date();
    const bool late = order.promised < today;
    const std::string partly =
        order.waiting.none() ? "complete when picked"
                             : fmt::format("waiting for stock: {waiting}", fmt::arg("waiting", order.waiting.text()));
    return {.id = order.order.text(),
            .title = order.order.text(),
            .title_is_code = true,
            .detail = with_line(
                with_line(fmt::format("{}\nPriority {} · {} {}\n{}", order.customer, order.priority,
                                      late ? "late, promised" : "promised", day(order.promised, today), partly),
                          order.holder ? set_aside_for(*order.holder) : ""),
                with_line(told_begun(context_, order), not_confirmed(order.unsure))),
            .value = order.reserved.text(),
            .value_note = order.packs.empty() ? "to pick" : order.packs,
            .stripe = late ? Stripe::attention : Stripe::none,
            .icon = late ? Icon::attention : Icon::order};
  }

  ScreenContext context_;
  std::vector<OrderView> orders_;
};

Result<std::string> to_pick(Views& views) {
  const auto read = views.pickable(shown_orders);
  if (!read) return read.error();
  return at_least(read->size(), shown_orders);
}

}  // namespace

ScreenInfo describe_orders() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Orders>(context);
          },
          .home = HomeEntry{"Pick", "Orders with goods", Icon::pick, to_pick}};
}

}  // namespace dockhand
