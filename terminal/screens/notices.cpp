// What a person has to be told or to do: claims that moved, places to count, questions of the hub.
#include <fmt/format.h>

#include "storage/words/wording.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

const char* title_of(const Notice& notice) {
  switch (notice.kind) {
    case NoticeKind::claim_moved:
    case NoticeKind::outranked: return "Relabel";
    case NoticeKind::lost: return "Waits again";
    case NoticeKind::bring_back: return "Bring back";
    case NoticeKind::count_place: return "Count";
    case NoticeKind::over_received: return "Too many arrived";
    case NoticeKind::quarantined: return "Set aside";
    case NoticeKind::blocked_lot: return "Stop this lot";
    case NoticeKind::second_receipt: return notice.line ? "Same number twice" : "Received twice";
    case NoticeKind::office: return "Ask the office";
    case NoticeKind::unnamed: return "Count by lot";
    case NoticeKind::short_place: return "Count first";
    case NoticeKind::policy: return "Not as ordered";
    case NoticeKind::document: return "Ask the office";
    case NoticeKind::missing_scans: return "Count again";
    case NoticeKind::lease: return "Set aside";
    case NoticeKind::wrong_clock: return "Set the clock";
  }
  return "Ask the office";
}

// What the notice asks for, where its place is known; empty: it is only to be known.
std::optional<Button> task_of(const Notice& notice) {
  if (!notice.place) return std::nullopt;
  switch (notice.kind) {
    case NoticeKind::bring_back: return common_button(buttons::bring_back, ButtonRole::primary);
    case NoticeKind::blocked_lot: return common_button(buttons::move, ButtonRole::primary);
    case NoticeKind::count_place:
    case NoticeKind::unnamed:
    case NoticeKind::short_place:
    case NoticeKind::missing_scans: return common_button(buttons::count, ButtonRole::primary);
    default: return std::nullopt;
  }
}

class Notices final : public Screen {
 public:
  explicit Notices(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto read = context_.views.notices();
    if (!read) return read.error();
    notices_ = std::move(read).value();
    return Done{};
  }

  WorkPage page() const override {
    WorkPage page;
    page.instruction = {.verb = "To know and to do", .task = "Notices"};
    if (!notices_.empty()) {
      page.instruction.name = "Tap one to act on it";
      page.instruction.count = std::to_string(notices_.size());
    }
    if (const auto* open = selected()) {
      page.instruction.name = title_of(open->notice);
      page.strip = with_times_here(sentence(open->notice), context_.clock.now());
    }
    page.empty_text = "Nothing to tell. All is as planned.";
    for (const NoticeView& one : notices_) page.rows.push_back(row(one));
    page.actions = {back_button()};
    const auto* open = selected();
    if (open != nullptr && (open->notice.line || open->notice.item)) {
      page.actions.push_back(worded_button(buttons::show, open->notice.line ? "Show why" : "Show item"));
      page.actions.back().icon = open->notice.line ? Icon::why : Icon::item;
    }
    if (open == nullptr) return page;
    const auto task = task_of(open->notice);
    page.actions.push_back(common_button(buttons::done, task ? ButtonRole::plain : ButtonRole::primary));
    if (task) page.actions.push_back(*task);
    return page;
  }

  Step on_tap(std::string_view id) override {
    const auto* open = selected();
    if (id == "show" && open != nullptr) {
      if (open->notice.line) return Open{ScreenId::why, *open->notice.line};
      if (open->notice.item) return Open{ScreenId::item, *open->notice.item};
    }
    if (const auto task = open != nullptr ? task_of(open->notice) : std::nullopt; task && id == task->id) {
      return Open{id == "count" ? ScreenId::count : ScreenId::move, *open->notice.place};
    }
    if (id == "done" && open != nullptr) return Do{{Settle{open->id}}};
    for (const NoticeView& one : notices_) {
      if (id != one.id) continue;
      selected_ = one.id;
      return Stay{};
    }
    return NotMine{};
  }

  Answer on_accepted(const Action&, const Accepted&) override { return {.toast = "Settled"}; }

 private:
  const NoticeView* selected() const {
    for (const NoticeView& one : notices_) {
      if (one.id == selected_) return &one;
    }
    return nullptr;
  }

  Row row(const NoticeView& one) const {
    return {.id = one.id,
            .title = title_of(one.notice),
            .detail = with_times_here(sentence(one.notice), context_.clock.now()),
            .value = one.notice.quantity.none() ? "" : one.notice.quantity.text(),
            .value_note = time_of(one.at, context_.clock.now()),
            .stripe = one.id == selected_ ? Stripe::active : Stripe::attention,
            .icon = Icon::notice};
  }

  ScreenContext context_;
  std::vector<NoticeView> notices_;
  std::string selected_;
};

Result<std::string> open_notices(Views& views) {
  const auto read = views.sync();
  if (!read) return read.error();
  return std::to_string(read->notices);
}

}  // namespace

ScreenInfo describe_notices() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Notices>(context);
          },
          .home = HomeEntry{"Notices", "To know and to do", Icon::notice, open_notices}};
}

}  // namespace dockhand
