// Look up: scan an item or a place, or choose from what is in stock.
#include <fmt/format.h>

#include "terminal/kit/plan_told.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown_found = 50;

class Lookup final : public Screen {
 public:
  explicit Lookup(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto stock = context_.views.stock(shown_found);
    if (!stock) return stock.error();
    stock_ = std::move(stock).value();
    std::vector<ItemCode> items;
    for (const StockRow& row : stock_) items.push_back(row.item);
    lasting_ = lasting(context_, items);
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "What is where", .task = "Look up", .name = "Scan an item or a place"};
    page.scan_prompt = "Scan anything";
    page.list_heading = stock_.size() < shown_found ? "In stock" : fmt::format("In stock, the first {}", shown_found);
    page.empty_text = "Nothing is in stock.";
    for (const StockRow& row : stock_) {
      page.rows.push_back({.id = "item:" + row.item.text(),
                           .title = row.name,
                           .detail = fmt::format("{item} at {place}{lasts}", fmt::arg("item", row.item.text()),
                                                 fmt::arg("place", row.place.text()),
                                                 fmt::arg("lasts", lasts_line(lasting_, row.item))),
                           .value = std::to_string(row.on_hand),
                           .value_note = pack_note(row.on_hand, row.packs),
                           .stripe = row.on_hand < 0 ? Stripe::error : Stripe::none,
                           .icon = row.on_hand < 0 ? Icon::attention : Icon::stock});
    }
    page.actions = {back_button()};
    return page;
  }

  Expected expects() const override { return {"an item or a place", {Expected::Any::item, Expected::Any::place}}; }

  Step on_tap(std::string_view id) override {
    if (!id.starts_with("item:")) return NotMine{};
    const auto item = ItemCode::parse(id.substr(5));
    return item ? Step(Open{ScreenId::item, *item}) : Step(NotMine{});
  }

 private:
  ScreenContext context_;
  std::vector<StockRow> stock_;
  std::map<ItemCode, std::string> lasting_;
};

}  // namespace

ScreenInfo describe_lookup() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Lookup>(context);
          },
          .home = HomeEntry{"Look up", "Item or place", Icon::item, nullptr}};
}

}  // namespace dockhand
