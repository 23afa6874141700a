// Whose hub it is that answers. What was booked for one hub is never sent to another: it would be booked once more
// there.
#include "storage/ledger/ledger_state.h"

namespace dockhand {
namespace {

constexpr const char* hub_met = "hub_met";  // the name that the hub gives itself

// Nothing was booked here, and what the former hub has said is another site's: what is stopped there, for one.
void forget_former_hub(Ledger::State& state) {
  state.set("hub_generation", "");
  state.set("hub_life", "");
  state.set("cursor", "0");
}

}  // namespace

Status Ledger::meet_hub(const std::string& name, SameSite same) {
  if (auto ready = state_->ready(); !ready) return ready;
  State& state = *state_;
  state.engine->clear_failure();
  const std::string former = state.setting(hub_met);
  if (former == name) return Done{};
  const bool is_another = !former.empty() && same == SameSite::as_named;
  const bool has_books = state.next_event() > 1;
  if (state.engine->failed()) return state.engine->failure();
  if (is_another && has_books) {
    return Error{
        ErrorKind::refused, "",
        "what was booked here belongs to another hub than the one that answers, which would book it once more: "
        "sync with that one, and begin with a new database here. Where both are the same site, whose hub was "
        "made anew, say `dockhand sync --once --same-site`"};
  }
  Transaction transaction(*state.engine);
  if (is_another) forget_former_hub(state);
  state.set(hub_met, name);
  return state.commit_safely(transaction);
}

}  // namespace dockhand
