// How each supplier has done: on time and whole, how long it takes, what is overdue.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/device/hub_state.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

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
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "How suppliers have done", .task = "Suppliers"};
    page.instruction.name = what_is_overdue();
    const bool keeps_all = context_.hub == nullptr || !context_.hub->configured;
    page.list_heading = keeps_all ? "On time: whole, on the day that was said or before"
                                  : "On time, of what came here: the hub keeps the rest";
    page.empty_text = "Nothing was ever bought.";
    for (const SupplierView& supplier : suppliers_) page.rows.push_back(row(supplier));
    page.actions = {back_button()};
    return page;
  }

 private:
  std::string what_is_overdue() const {
    std::size_t overdue = 0;
    for (const SupplierView& supplier : suppliers_) overdue += supplier.overdue;
    if (overdue == 0) return "Nothing is overdue";
    return counted(static_cast<std::int64_t>(overdue), "line is overdue", "lines are overdue");
  }

  // "half take 1 week or less, 9 in 10 take 2": what the supplier needs from the order to the delivery.
  static std::string how_long(const SupplierView& supplier) {
    if (!supplier.weeks_p50) return "how long it takes is not known here";
    const auto p50 = static_cast<std::int64_t>(*supplier.weeks_p50),
               p90 = static_cast<std::int64_t>(*supplier.weeks_p90);
    if (p50 == p90)
      return fmt::format("9 in 10 take {weeks} or less", fmt::arg("weeks", counted(p90, "week", "weeks")));
    return fmt::format("half take {weeks} or less, 9 in 10 take {most}",
                       fmt::arg("weeks", counted(p50, "week", "weeks")), fmt::arg("most", p90));
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
    return {.title = supplier.supplier,
            .detail =
                fmt::format("{} open{}\n{}{}", supplier.open, late ? fmt::format(", {} overdue", supplier.overdue) : "",
                            how_long(supplier), how_whole(supplier)),
            .value = known ? fmt::format("{}/{}", supplier.on_time_in_full, supplier.finished) : "",
            .value_note = known ? "on time" : "",
            .stripe = late ? Stripe::attention : Stripe::none,
            .icon = late ? Icon::attention : Icon::truck};
  }

  ScreenContext context_;
  std::vector<SupplierView> suppliers_;
};

}  // namespace

ScreenInfo describe_suppliers() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Suppliers>(context);
          },
          .home = HomeEntry{"Suppliers", "On time, whole, how long they take", Icon::truck, nullptr, true}};
}

}  // namespace dockhand
