// What stands between this terminal and its hub: what waits to be sent, the last contact, and what was questioned.
#include <fmt/format.h>

#include "storage/words/wording.h"
#include "terminal/device/hub_state.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

// Says what a person does about a notice that comes from elsewhere. Empty: it comes from the floor and stands with the
// notices.
std::string advice(const NoticeView& one) {
  switch (one.notice.kind) {
    case NoticeKind::claim_moved:
    case NoticeKind::outranked: return "Take the old label off and put the new one on.";
    case NoticeKind::bring_back: return "Bring the units back to a shelf.";
    case NoticeKind::second_receipt:
      return one.notice.line ? "Look whether there are two cartons of that number."
                             : "Look whether a second pallet is there, and tell the office.";
    case NoticeKind::office: return "Tell the office: it decides. Nothing has to be scanned again.";
    case NoticeKind::missing_scans: return "Count again what was handled since.";
    case NoticeKind::lease: return "Ask the others before you go on with it.";
    case NoticeKind::wrong_clock:
      return one.own ? "Set the clock of this terminal." : "Set the clock of the terminal that is named.";
    default: return {};
  }
}

class Sync final : public Screen {
 public:
  explicit Sync(const ScreenContext& context) : context_(context) {}

  Status load() override {
    auto sync = context_.views.sync();
    if (!sync) return sync.error();
    auto notices = context_.views.notices();
    if (!notices) return notices.error();
    sync_ = *sync;
    std::erase_if(*notices, [](const NoticeView& one) { return advice(one).empty(); });
    questioned_ = std::move(*notices);
    return Done{};
  }

  WorkPage page() const override {
    const HubState hub = context_.hub == nullptr ? HubState{} : *context_.hub;
    WorkPage page;
    page.instruction = {.verb = state_of(hub), .task = "Sync"};
    page.instruction.name = hub.configured ? waiting() : "Nothing is sent: there is no hub";
    page.instruction.code = hub.address;
    page.instruction.where_in_list = last_answer_of(hub);
    page.strip = hub.problem;
    page.list_heading = "Questioned by the hub";
    page.empty_text = "The hub has questioned nothing.";
    for (const NoticeView& one : questioned_) page.rows.push_back(row(one, context_.clock.now()));
    page.actions = {back_button()};
    if (hub.configured) {
      page.actions.push_back(common_button(buttons::try_now, ButtonRole::primary));
    }
    return page;
  }

  Step on_tap(std::string_view id) override {
    if (id == "ask" && context_.hub != nullptr && context_.hub->configured) return AskHub{};
    for (const NoticeView& one : questioned_) {
      if (id == "notice:" + one.id) return Open{ScreenId::notices, {}};
    }
    return NotMine{};
  }

 private:
  std::string state_of(const HubState& hub) const {
    if (!hub.configured) return "This terminal works alone";
    if (!hub.online)
      return fmt::format("Offline since {time}", fmt::arg("time", time_of(hub.offline_since, context_.clock.now())));
    return hub.problem.empty() ? "In touch with the hub" : "The hub takes nothing";
  }

  std::string last_answer_of(const HubState& hub) const {
    if (!hub.configured || !hub.last_answer) return "";
    return fmt::format("Last answer: {time}", fmt::arg("time", time_of(*hub.last_answer, context_.clock.now())));
  }

  std::string waiting() const {
    if (sync_.pending == 0) return "All is sent";
    return counted(sync_.pending, "scan waits to be sent", "scans wait to be sent");
  }

  static Row row(const NoticeView& one, Instant now) {
    return {.id = "notice:" + one.id,
            .title = advice(one),
            .detail = with_times_here(sentence(one.notice), now),
            .value = one.notice.quantity.none() ? "" : one.notice.quantity.text(),
            .value_note = time_of(one.at, now),
            .stripe = Stripe::attention,
            .icon = Icon::attention};
  }

  ScreenContext context_;
  SyncView sync_;
  std::vector<NoticeView> questioned_;
};

Result<std::string> waiting_to_be_sent(Views& views) {
  const auto read = views.sync();
  if (!read) return read.error();
  return read->pending == 0 ? std::string() : std::to_string(read->pending);
}

}  // namespace

ScreenInfo describe_sync() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<Sync>(context);
          },
          .home = HomeEntry{"Sync", "What waits, and what the hub asks", Icon::sync, waiting_to_be_sent}};
}

}  // namespace dockhand
