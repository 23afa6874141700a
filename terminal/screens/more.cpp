// What is rarely begun: the rest of the home screen.
#include "terminal/flows/home_rows.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

class More final : public Screen {
 public:
  explicit More(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto rows = home_rows(context_.views, true);
    if (!rows) return rows.error();
    rows_ = std::move(rows).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "What else?", .task = "More"};
    page.scan_prompt = "Scan anything";
    page.rows = rows_;
    page.numbered = true;
    page.actions = {back_button()};
    return page;
  }

  Step on_tap(std::string_view id) override { return open_home_row(id).value_or(NotMine{}); }

 private:
  ScreenContext context_;
  std::vector<Row> rows_;
};

}  // namespace

ScreenInfo describe_more() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<More>(context);
          },
          .home = HomeEntry{"More", "Returns, lots, files, settings", Icon::skip, nullptr}};
}

}  // namespace dockhand
