// What is expected to arrive. A scanned item opens the purchase that expects it and is counted there.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown_purchases = 200;

class Purchases final : public Screen {
 public:
  explicit Purchases(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.purchases(shown_purchases);
    if (!read) return read.error();
    purchases_ = std::move(read).value();
    std::erase_if(purchases_, [](const PurchaseView& one) { return one.open.none(); });
    return item_ ? keep_those_with(*item_) : Status(Done{});
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Receive at", .task = "Receive", .location = context_.dock.text()};
    page.instruction.name = item_ ? "Which purchase is it for?" : "";
    page.scan_prompt = "Scan purchase";
    page.list_heading = listed(purchases_.size(), shown_purchases, "open purchase", "open purchases");
    page.empty_text = "Nothing is expected. Scan an item to receive it without a purchase.";
    for (const PurchaseView& one : purchases_) page.rows.push_back(row(one));
    page.actions = {back_button(), common_button(buttons::blind)};
    return page;
  }

  Expected expects() const override {
    return {"a purchase, or an item that is expected", {Expected::Any::purchase, Expected::Any::item}};
  }

  Step on_scan(const Scan&, const Found& found) override {
    const auto* item = std::get_if<FoundItem>(&found);
    if (item == nullptr) return NotMine{};
    const auto lines = context_.views.open_purchase_lines(item->item);
    if (!lines) return Refuse{refusal_of(lines.error()), {}};
    if (lines->empty()) return Open{ScreenId::receive, {}, true};
    const auto& first = lines->front().line.document;
    const bool one = std::all_of(lines->begin(), lines->end(),
                                 [&](const PurchaseLineView& line) { return line.line.document == first; });
    if (one) return Open{ScreenId::receive, first, true};
    return choose(*item);
  }

  Step on_tap(std::string_view id) override {
    if (id == "blind") return Open{ScreenId::receive, {}};
    for (const PurchaseView& one : purchases_) {
      if (id == one.purchase.text()) return Open{ScreenId::receive, one.purchase};
    }
    return NotMine{};
  }

 private:
  Row row(const PurchaseView& one) const {
    const Date today = context_.clock.now().date();
    const bool late = one.due < today;
    const bool begun = !one.received.none();
    const Stripe of_the_begun = begun ? Stripe::active : Stripe::none;
    return {.id = one.purchase.text(),
            .title = one.purchase.text(),
            .title_is_code = true,
            .detail = with_line(fmt::format("{}\n{} {} · {}", one.supplier, late ? "late, due" : "due",
                                            day(one.due, today), counted(one.lines, "line", "lines")),
                                one.holder ? set_aside_for(*one.holder) : ""),
            .value = begun ? ratio(one.received, one.expected) : one.expected.text(),
            .value_note = begun ? "received" : "expected",
            .stripe = late ? Stripe::attention : of_the_begun,
            .icon = late ? Icon::attention : Icon::purchase};
  }

  // Several purchases expect it. Only those are listed, and a tap or a scan makes the choice.
  Step choose(const FoundItem& item) {
    item_ = item.item;
    if (const Status kept = keep_those_with(item.item); !kept) return Refuse{refusal_of(kept.error()), {}};
    return Warn{"In several purchases: choose one. Not booked."};
  }

  Status keep_those_with(const ItemCode& item) {
    const auto lines = context_.views.open_purchase_lines(item);
    if (!lines) return lines.error();
    std::erase_if(purchases_, [&](const PurchaseView& one) {
      return std::none_of(lines->begin(), lines->end(),
                          [&](const PurchaseLineView& line) { return line.line.document == one.purchase; });
    });
    return Done{};
  }

  ScreenContext context_;
  std::vector<PurchaseView> purchases_;
  std::optional<ItemCode> item_;
};

Result<std::string> open_purchases(Views& views) {
  const auto read = views.purchases(shown_purchases);
  if (!read) return read.error();
  const auto open = std::count_if(read->begin(), read->end(), [](const PurchaseView& one) { return !one.open.none(); });
  return at_least(static_cast<std::size_t>(open), shown_purchases);
}

}  // namespace

ScreenInfo describe_purchases() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Purchases>(context);
          },
          .home = HomeEntry{"Receive", "Goods that arrive", Icon::receive, open_purchases}};
}

}  // namespace dockhand
