// Who waits, since when, promised for, in which rank.
#include <fmt/format.h>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t shown = 200;

class Backorders final : public Screen {
 public:
  explicit Backorders(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.backorders(shown);
    if (!read) return read.error();
    lines_ = std::move(read).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Waiting for stock", .task = "Backorders"};
    page.instruction.count = counted_lines();
    page.scan_prompt = "Scan order or item";
    page.list_heading = "By item, first served first · tap for why";
    page.empty_text = "Nobody waits. Every order has its goods.";
    for (const OrderLineView& line : lines_) page.rows.push_back(row(line));
    page.actions = {back_button()};
    return page;
  }

  std::string expects() const override { return "an order or an item"; }

  Step on_tap(std::string_view id) override {
    for (const OrderLineView& line : lines_) {
      if (id == line.line.text()) return Open{ScreenId::why, line.line};
    }
    return NotMine{};
  }

 private:
  std::string counted_lines() const { return at_least(lines_.size(), shown); }

  Row row(const OrderLineView& line) const {
    const Date today = context_.clock.now().date();
    const bool late = line.rank.promised < today;
    return {.id = line.line.text(),
            .title = line.customer,
            .detail = fmt::format("{} · {}\nsince {} · priority {} · {} {}\n{}{}", line.line.text(), line.name,
                                  day(line.rank.ordered_at.date(), today), line.rank.priority,
                                  late ? "late, promised" : "promised", day(line.rank.promised, today),
                                  outlook(line, context_.clock.now()), packs(line)),
            .value = line.waiting.text(),
            .value_note = "of " + line.ordered.text(),
            .stripe = late ? Stripe::attention : Stripe::none,
            .icon = late ? Icon::attention : Icon::backorder};
  }

  // " · 2 cs + 1 ea wait".
  static std::string packs(const OrderLineView& line) {
    const std::string note = pack_note(line.waiting, line.packs);
    return note.empty() ? "" : " · " + note + " wait";
  }

  ScreenContext context_;
  std::vector<OrderLineView> lines_;
};

Result<std::string> waiting_lines(Views& views) {
  const auto read = views.backorders(shown);
  if (!read) return read.error();
  return at_least(read->size(), shown);
}

}  // namespace

ScreenInfo describe_backorders() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Backorders>(context);
          },
          .home = HomeEntry{"Backorders", "Who waits for stock", Icon::backorder, waiting_lines}};
}

}  // namespace dockhand
