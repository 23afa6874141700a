// One place: what is there.
#include <fmt/format.h>

#include "terminal/flows/bring_back.h"
#include "terminal/flows/rows_shown.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class PlaceScreen final : public Screen {
 public:
  PlaceScreen(const ScreenContext& context, LocationCode place) : context_(context), place_(std::move(place)) {}

  Status load() override {
    auto read = context_.views.stock_at(place_, most_at_place);
    if (!read) return read.error();
    stock_ = std::move(read).value();
    auto unwanted = context_.views.to_bring_back();
    if (!unwanted) return unwanted.error();
    unwanted_ = at_place(*unwanted, place_);
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "What is at", .task = "Place", .location = place_.text()};
    page.scan_prompt = "Scan anything";
    page.empty_text = "This place is empty.";
    show_put_back(unwanted_, page);
    for (std::size_t i = 0; i < rows_.of(stock_.size()); ++i) page.rows.push_back(row(i));
    rows_.tell(stock_.size(), "item here", "items here", page);
    page.actions = {back_button(), common_button(buttons::count)};
    if (!stock_.empty()) {
      page.actions.push_back(common_button(buttons::move, ButtonRole::primary));
    }
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (auto back = open_put_back(id)) return *back;
    if (rows_.shows_next(id)) return Stay{};
    if (id == "count") return Open{ScreenId::count, place_};
    if (id == "move") return Open{ScreenId::move, place_};
    for (std::size_t i = 0; i < stock_.size(); ++i) {
      if (id == "item:" + std::to_string(i)) return Open{ScreenId::item, stock_[i].item};
    }
    return NotMine{};
  }

 private:
  Row row(std::size_t i) const {
    const StockRow& stock = stock_[i];
    const bool negative = stock.on_hand < 0;
    std::string detail = stock.item.text();
    detail += tracked_as(stock.lot, stock.serial);
    if (!stock.stands_at.empty() && stock.place != place_) detail += fmt::format("\non {}", stock.place.text());
    detail += negative ? "\ncount this place" : "\n" + free_words(stock);
    return {.id = "item:" + std::to_string(i),
            .title = stock.name,
            .detail = detail,
            .value = std::to_string(stock.on_hand),
            .value_note = pack_note(stock.on_hand, stock.packs),
            .stripe = negative ? Stripe::error : Stripe::none,
            .icon = negative ? Icon::error : Icon::stock};
  }

  ScreenContext context_;
  LocationCode place_;
  std::vector<StockRow> stock_;
  RowsShown rows_;
  std::vector<BringBackView> unwanted_;  // those of the units here that nobody wants
};

}  // namespace

ScreenInfo describe_place() {
  return {.make = [](const ScreenContext& context, const Target& target) -> std::unique_ptr<Screen> {
            return std::make_unique<PlaceScreen>(context, std::get<LocationCode>(target));
          },
          .opened_by = [](const Found& found) -> std::optional<Target> {
            const auto* place = std::get_if<FoundLocation>(&found);
            return place != nullptr ? std::optional<Target>(place->location) : std::nullopt;
          }};
}

}  // namespace dockhand
