// What a terminal has done and its hub has not acknowledged: the tail of its events.
#include <algorithm>

#include "storage/ledger/ledger_state.h"
#include "storage/schema/setting.h"

namespace dockhand {

Result<std::int64_t> Ledger::pending() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  state_->engine->clear_failure();
  const std::int64_t count = state_->next_event() - 1 - state_->number("acknowledged");
  if (state_->engine->failed()) return state_->engine->failure();
  return count;
}

Result<Push> Ledger::unacknowledged(std::int64_t after) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  if (auto safe = stands(Guard::flushed_first) ? state_->settle() : Done{}; !safe) return safe.error();
  Push push{*state_->writer, {}};
  std::size_t bytes = 0;
  state_->engine->clear_failure();
  for (auto rows = state_->engine->query(
           "SELECT writer_seq, id, body, hash FROM event WHERE seq > $1 ORDER BY seq LIMIT $2",
           std::max(state_->number("acknowledged"), state_->first_after() + after), std::int64_t{Push::max_events});
       rows.next();) {
    bytes += rows.text(2).size();
    if (!push.events.empty() && bytes > Push::max_bytes) break;
    push.events.push_back(
        Event{rows.integer(0), Cells(rows).code<CommandId>(1), *state_->writer, rows.text(2), rows.text(3)});
  }
  if (state_->engine->failed()) return state_->engine->failure();
  return push;
}

// A refusal of kind "refused" is of a hub that has revoked this terminal: it takes nothing from it at all.
Result<std::vector<Notice>> Ledger::acknowledged(const PushReply& reply) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  State& state = *state_;
  Transaction transaction(*state.engine);
  const std::int64_t applied = reply.applied + state.first_after();
  std::vector<Notice> notices;
  if (reply.refusal && reply.refusal->kind == ErrorKind::refused) {
    if (state.number(revoked_setting) == 0) state.set(revoked_setting, "1");
    if (auto committed = transaction.commit(); !committed) return committed.error();
    return notices;
  }
  const bool refused = reply.refusal && reply.refusal->kind == ErrorKind::conflict;
  const bool asks_again = reply.refusal && reply.refusal->kind == ErrorKind::unknown;
  if ((refused || applied >= state.next_event()) && stands(Guard::copy_refused)) {
    notices.push_back(state.become_new_writer(state.number("applied"), copy_found));
  } else if (asks_again || applied > state.number("acknowledged")) {
    state.set("acknowledged", std::to_string(applied));
  }
  if (auto committed = transaction.commit(); !committed) return committed.error();
  if (auto known = state.learn_writer(); !known) return known.error();
  return notices;
}

}  // namespace dockhand
