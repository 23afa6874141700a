// Whether the parts of this terminal work: one row for each. It opens by itself at the start when one does not.
#include <fmt/format.h>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

const char* word_of(Check::State state) {
  switch (state) {
    case Check::State::good: return "good";
    case Check::State::absent: return "none";
    case Check::State::weak: return "weak";
    case Check::State::failed: break;
  }
  return "fails";
}

class HealthScreen final : public Screen {
 public:
  explicit HealthScreen(const ScreenContext& context) : context_(context) {}

  // The parts are looked at once, and again when somebody asks: not whenever the books change.
  Status load() override {
    if (!looked_ && context_.health != nullptr) checks_ = (*context_.health)();
    looked_ = true;
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = any_failed(checks_) ? "Not everything works" : "This terminal works", .task = "Health"};
    page.list_heading = "Its parts";
    page.empty_text = "Nobody has said what to look at.";
    for (const bool failed : {true, false}) {
      for (const Check& check : checks_) {
        if (failed == (check.state == Check::State::failed)) page.rows.push_back(row(check));
      }
    }
    page.rows.push_back({.title = "Dockhand " DOCKHAND_VERSION,
                         .detail = fmt::format("Receives at {dock}. Free under the MIT licence; what it is made of, and"
                                               " the licences of that, stand in its README.",
                                               fmt::arg("dock", context_.dock.text())),
                         .icon = Icon::why});
    page.actions = {back_button(), common_button(buttons::look_again)};
    page.actions.push_back(common_button(buttons::try_scanners, ButtonRole::primary));
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (id == "try_scanners") return Open{ScreenId::selftest, {}};
    if (id != "again") return NotMine{};
    looked_ = false;
    const Status read = load();
    return read ? Step(Stay{}) : Step(Refuse{refusal_of(read.error()), {}});
  }

 private:
  static Row row(const Check& check) {
    const bool well = check.state == Check::State::good || check.state == Check::State::absent;
    const bool good = check.state == Check::State::good;
    const Stripe calm = good ? Stripe::done : Stripe::none;
    const Icon quiet = good ? Icon::check : Icon::stock;
    return {.title = check.part,
            .detail = check.says,
            .value = word_of(check.state),
            .stripe = well ? calm : Stripe::attention,
            .icon = well ? quiet : Icon::attention};
  }

  ScreenContext context_;
  std::vector<Check> checks_;
  bool looked_ = false;
};

}  // namespace

ScreenInfo describe_health() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<HealthScreen>(context);
          },
          .home = HomeEntry{"Health", "Database, disk, clock, devices, hub", Icon::check, nullptr, true}};
}

}  // namespace dockhand
