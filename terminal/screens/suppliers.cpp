// How each supplier has done: on time and whole, how long it takes, what is overdue. A tap opens the page of one: what
// is open at him, and what he sells.
#include <fmt/format.h>

#include <algorithm>

#include "storage/words/plan_words.h"
#include "terminal/device/hub_state.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown_goods = 200;

class Suppliers final : public Screen {
 public:
  explicit Suppliers(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.supplier_cards(context_.clock.now().date());
    if (!read) return read.error();
    suppliers_ = std::move(read).value();
    // Whom to ask first stands first.
    std::stable_sort(suppliers_.begin(), suppliers_.end(), [](const SupplierView& a, const SupplierView& b) {
      if (a.overdue != b.overdue) return a.overdue > b.overdue;
      return a.on_time_in_full * b.finished < b.on_time_in_full * a.finished;
    });
    return chosen_ ? look_at(*chosen_) : Status(Done{});
  }

  WorkPage page() const override { return chosen_ ? page_of_one() : page_of_all(); }

  Step on_tap(std::string_view id) override {
    if (!chosen_) return choose(id);
    if (id == "back") {
      chosen_.reset();
      return Stay{};
    }
    for (const PurchaseView& one : goods_.open) {
      if (id == purchase_id(one)) return Open{ScreenId::receive, one.purchase};
    }
    for (const SupplierGoods::Sold& one : goods_.sold) {
      if (id == item_id(one)) return Open{ScreenId::future, one.item, false};
    }
    return NotMine{};
  }

 private:
  static std::string purchase_id(const PurchaseView& one) { return "purchase:" + one.purchase.text(); }
  static std::string item_id(const SupplierGoods::Sold& one) { return "item:" + one.item.text(); }
  static std::string supplier_id(const SupplierView& one) { return "supplier:" + one.supplier; }

  Step choose(std::string_view id) {
    for (const SupplierView& one : suppliers_) {
      if (id != supplier_id(one)) continue;
      const Status read = look_at(one.supplier);
      return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
    }
    return NotMine{};
  }

  Status look_at(const std::string& supplier) {
    auto goods = context_.views.supplier_goods(supplier, shown_goods);
    if (!goods) return goods.error();
    goods_ = std::move(goods).value();
    chosen_ = supplier;
    return Done{};
  }

  bool keeps_all() const { return context_.hub == nullptr || !context_.hub->configured; }

  WorkPage page_of_all() const {
    WorkPage page;
    page.instruction = {.verb = "How suppliers have done", .task = "Suppliers"};
    page.instruction.name = what_is_overdue();
    page.list_heading = keeps_all() ? "On time: whole, on the day that was said or before"
                                    : "On time, of what came here: the hub keeps the rest";
    page.empty_text = "Nothing was ever bought.";
    for (const SupplierView& supplier : suppliers_) page.rows.push_back(row(supplier));
    page.actions = {back_button()};
    return page;
  }

  // How he has done, what is open at him, and what he sells.
  WorkPage page_of_one() const {
    WorkPage page;
    page.instruction = {.verb = "How this supplier has done", .task = "Suppliers", .name = *chosen_};
    page.list_heading = "Open orders, then items: what runs out first";
    page.empty_text = "Nothing of this supplier is known any more.";
    for (const SupplierView& one : suppliers_) {
      if (one.supplier != *chosen_) continue;
      page.rows.push_back(row(one));
      page.rows.back().id.clear();
    }
    for (const PurchaseView& one : goods_.open) page.rows.push_back(row(one));
    for (const SupplierGoods::Sold& one : goods_.sold) page.rows.push_back(row(one));
    page.actions = {back_button()};
    return page;
  }

  std::string what_is_overdue() const {
    std::size_t overdue = 0;
    for (const SupplierView& supplier : suppliers_) overdue += supplier.overdue;
    if (overdue == 0) return "Nothing is overdue";
    return counted(static_cast<std::int64_t>(overdue), "line is overdue", "lines are overdue");
  }

  // "half take 6 days or less, 9 in 10 take 11": what the supplier needs from the order to the delivery.
  static std::string how_long(const SupplierView& supplier) {
    if (!supplier.days_p50) return "how long it takes is not known here";
    const std::int64_t p50 = *supplier.days_p50, p90 = *supplier.days_p90;
    if (p50 == p90) return fmt::format("9 in 10 take {days} or less", fmt::arg("days", counted(p90, "day", "days")));
    return fmt::format("half take {days} or less, 9 in 10 take {most}", fmt::arg("days", counted(p50, "day", "days")),
                       fmt::arg("most", p90));
  }

  // Returns "3 lines came short · 2 % damaged". It is empty where all was well.
  static std::string how_whole(const SupplierView& supplier) {
    std::string words;
    if (supplier.came_short > 0) {
      words = counted(static_cast<std::int64_t>(supplier.came_short), "line", "lines") + " came short";
    }
    if (supplier.damaged > 0 && supplier.received > 0) {
      const double percent = 100.0 * static_cast<double>(supplier.damaged) / static_cast<double>(supplier.received);
      words += fmt::format("{}{:.1f} % damaged", words.empty() ? "" : " · ", percent);
    }
    return words.empty() ? words : "\n" + words;
  }

  static Row row(const SupplierView& supplier) {
    const bool late = supplier.overdue > 0, known = supplier.finished > 0;
    return {.id = supplier_id(supplier),
            .title = supplier.supplier,
            .detail =
                fmt::format("{} open{}\n{}{}", supplier.open, late ? fmt::format(", {} overdue", supplier.overdue) : "",
                            how_long(supplier), how_whole(supplier)),
            .value = known ? fmt::format("{}/{}", supplier.on_time_in_full, supplier.finished) : "",
            .value_note = known ? "on time" : "",
            .stripe = late ? Stripe::attention : Stripe::none,
            .icon = late ? Icon::attention : Icon::truck};
  }

  Row row(const PurchaseView& one) const {
    const Date today = context_.clock.now().date();
    const bool late = one.due < today;
    return {.id = purchase_id(one),
            .title = one.purchase.text(),
            .title_is_code = true,
            .detail = fmt::format("{} {}", late ? "overdue since" : "due", day(one.due, today)),
            .value = one.open.text(),
            .value_note = "to come",
            .stripe = late ? Stripe::attention : Stripe::active,
            .icon = late ? Icon::attention : Icon::purchase};
  }

  Row row(const SupplierGoods::Sold& one) const {
    const Date today = context_.clock.now().date();
    std::string terms;
    if (one.pack > Quantity::exactly(1)) terms = fmt::format(" · packs of {pack}", fmt::arg("pack", one.pack.text()));
    std::string detail = one.item.text() + terms;
    if (one.runs_out) detail += "\n" + lasts(one.runs_out, today, day);
    return {.id = item_id(one),
            .title = one.name,
            .detail = detail,
            .value = one.price.none() ? "" : one.price.text(),
            .value_note = one.price.none() ? "" : "each",
            .icon = Icon::item};
  }

  ScreenContext context_;
  std::vector<SupplierView> suppliers_;
  std::optional<std::string> chosen_;  // whose page it is; none: the list of all
  SupplierGoods goods_;                // of the chosen one
};

}  // namespace

ScreenInfo describe_suppliers() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Suppliers>(context);
          },
          .home = HomeEntry{"Suppliers", "On time, whole, how long they take", Icon::truck, nullptr, true}};
}

}  // namespace dockhand
