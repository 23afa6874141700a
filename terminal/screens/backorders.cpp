// Who waits, for what, when it leaves and how likely that is; in the order of service. Since when and why stands one
// tap away.
#include <fmt/format.h>

#include <span>

#include "terminal/kit/plan_told.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t most_backorders = 200;

class Backorders final : public Screen {
 public:
  explicit Backorders(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.backorders(most_backorders);
    if (!read) return read.error();
    lines_ = std::move(read).value();
    std::vector<ItemCode> items;
    for (const OrderLineView& line : lines_) items.push_back(line.item);
    lasting_ = lasting(context_, items);
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Waiting for stock", .task = "Backorders"};
    page.scan_prompt = "Scan order or item";
    page.list_heading = fmt::format("{count} wait · by item, first served first", fmt::arg("count", counted_lines()));
    page.empty_text = "Nobody waits. Every order has its goods.";
    for (const OrderLineView& line : lines_) page.rows.push_back(row(line));
    page.actions = {back_button()};
    return page;
  }

  Expected expects() const override { return {"an order or an item", {Expected::Any::order, Expected::Any::item}}; }

  Step on_tap(std::string_view id) override {
    for (const OrderLineView& line : lines_) {
      if (id == line.line.text()) return Open{ScreenId::why, line.line};
    }
    return NotMine{};
  }

 private:
  std::string counted_lines() const { return at_least(lines_.size(), most_backorders); }

  static std::string coming_of(const OrderLineView& line) {
    if (!line.coming) return "";
    return fmt::format("{goods} brings it. {whose}", fmt::arg("goods", line.coming->document),
                       fmt::arg("whose", set_aside_for(line.coming->holder)));
  }

  // The first cause has most to say; all of them stand on Why.
  static std::string because(const OrderLineView& line) {
    return line.causes.empty() ? "" : planning::sentence(std::span(line.causes).first(1));
  }

  Row row(const OrderLineView& line) const {
    const Date today = context_.clock.now().date();
    const bool late = line.rank.promised < today;
    return {.id = line.line.text(),
            .title = line.customer,
            .detail = with_line(with_line(with_line(fmt::format("{} · {}\n{}", line.line.text(), line.item.text(),
                                                                outlook(line, context_.clock.now())),
                                                    coming_of(line)),
                                          because(line)),
                                not_confirmed(line.unsure)) +
                      lasts_line(lasting_, line.item),
            .value = line.waiting.text(),
            .value_note = late ? "late" : "waiting",
            .stripe = late ? Stripe::attention : Stripe::none,
            .icon = late ? Icon::attention : Icon::none};
  }

  ScreenContext context_;
  std::vector<OrderLineView> lines_;
  std::map<ItemCode, std::string> lasting_;
};

Result<std::string> waiting_lines(Views& views) {
  const auto read = views.backorders(most_backorders);
  if (!read) return read.error();
  return at_least(read->size(), most_backorders);
}

}  // namespace

ScreenInfo describe_backorders() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Backorders>(context);
          },
          .home = HomeEntry{"Backorders", "Who waits for stock", Icon::backorder, waiting_lines}};
}

}  // namespace dockhand
