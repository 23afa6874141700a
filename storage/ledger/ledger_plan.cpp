// The night's plan: rows that no event holds, written by the thread that writes.
#include "storage/ledger/ledger_state.h"
#include "storage/schema/plan_rows.h"

namespace dockhand {
namespace {

// The office's files come in any order, and some of them after the day's plan. It is not made again at once: more files
// may come.
bool is_older_than_a_file(Ledger::State& state) {
  constexpr std::int64_t rest_ms = 15 * 60'000;
  return state.engine
      ->query(
          "SELECT 1 FROM event p JOIN event i ON i.seq > p.seq AND i.action = 'import'"
          " WHERE p.seq = (SELECT CAST(value AS BIGINT) FROM setting WHERE name='plan_event') AND p.at <= $1 LIMIT 1",
          state.clock.now().ms - rest_ms)
      .next();
}

}  // namespace

Result<std::optional<Date>> Ledger::plan_due() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  State& state = *state_;
  if (state.role == LedgerRole::terminal && !state.setting("hub_generation").empty()) return std::optional<Date>();
  const auto day = planned_day(*state.engine);
  const bool planned = day && state.setting("plan_day") == day->text() && !is_older_than_a_file(state);
  if (state.engine->failed()) return state.engine->failure();
  return planned ? std::nullopt : day;
}

namespace {

// What people have decided stays, whatever was proposed before.
bool is_decided(Engine& db, const ProposalRow& row) {
  const auto known = proposal(db, row.id);
  return known && known->state != ProposalState::open && known->state != ProposalState::over;
}
bool is_decided(Engine&, const PlanRow&) { return false; }

// A page in which nothing is new is no transaction of the hub that terminals have to hear of.
template <class Row>
Result<std::int64_t> keep_rows(Ledger::State& state, std::span<const Row> rows) {
  if (auto ready = state.ready(); !ready) return ready.error();
  Transaction transaction(*state.engine);
  const std::int64_t change = state.next_change();
  std::int64_t changed = 0;
  for (const Row& row : rows) {
    if (!is_decided(*state.engine, row)) changed += put(*state.engine, row, change);
  }
  if (state.engine->failed()) return state.engine->failure();
  if (changed == 0) return changed;
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return changed;
}

}  // namespace

Result<std::int64_t> Ledger::keep_plan(std::span<const PlanRow> rows) { return keep_rows(*state_, rows); }
Result<std::int64_t> Ledger::keep_plan(std::span<const ProposalRow> rows) { return keep_rows(*state_, rows); }

}  // namespace dockhand
