// What was done at this terminal today, each with its undo, or with the reason why it stays.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

constexpr std::size_t deeds_shown = 100;

// "receive_unit" as "Receive unit".
std::string kind_of(const Action& action) {
  std::string title = name_of(action);
  std::replace(title.begin(), title.end(), '_', ' ');
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

class Today final : public Screen {
 public:
  explicit Today(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.deeds("", deeds_shown);
    if (!read) return read.error();
    deeds_ = std::move(read).value();
    const Date today = context_.clock.now().date();
    std::erase_if(deeds_, [&](const DeedView& deed) { return deed.command.at.date() != today; });
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "Done here today", .task = "Today", .name = "Tap what was wrong to undo it"};
    if (deeds_.empty()) page.instruction.name.clear();
    page.list_heading = listed(deeds_.size(), deeds_shown, "entry", "entries");
    page.empty_text = "Nothing was booked here today.";
    for (const DeedView& deed : deeds_) page.rows.push_back(row(deed));
    page.actions = {back_button()};
    return page;
  }

  Step on_tap(std::string_view id) override {
    for (const DeedView& deed : deeds_) {
      if (id == id_of(deed)) return ask(deed);
    }
    return id == "undo" ? ask_newest() : Step(NotMine{});
  }

  Answer on_accepted(const Action&, const Accepted&) override { return {.toast = "Undone"}; }

 private:
  static std::string id_of(const DeedView& deed) { return "deed:" + deed.command.id.text(); }

  Step ask_newest() const {
    const auto newest = std::find_if(deeds_.begin(), deeds_.end(), [](const DeedView& deed) { return !deed.undone; });
    return newest == deeds_.end() ? Step(Warn{"Nothing to undo here"}) : ask(*newest);
  }

  static Step ask(const DeedView& deed) {
    if (!deed.settled.empty()) {
      return Refuse{refusal("It stays", deed.settled + "."), {}};
    }
    return Question{fmt::format("Undo this: {}?", deed.summary),
                    {{.id = "undo", .title = "Undo", .then = Do{{Undo{deed.command.id}}}, .icon = Icon::undo}}};
  }

  static Row row(const DeedView& deed) {
    std::string detail = deed.summary + "\n" + deed.command.by.text();
    if (!deed.settled.empty()) detail += ", stays: " + deed.settled;
    return {.id = id_of(deed),
            .title = kind_of(deed.command.action),
            .detail = std::move(detail),
            .value = wall_clock(deed.command.at),
            .value_note = deed.undone ? "undone" : "",
            .stripe = deed.undone ? Stripe::none : Stripe::done,
            .icon = deed.settled.empty() ? Icon::undo : Icon::check};
  }

  ScreenContext context_;
  std::vector<DeedView> deeds_;
};

Result<std::string> no_deeds_counted(Views&) { return std::string(); }

}  // namespace

ScreenInfo describe_today() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Today>(context);
          },
          .home = HomeEntry{"Today", "What was done here, and its undo", Icon::undo, no_deeds_counted}};
}

}  // namespace dockhand
