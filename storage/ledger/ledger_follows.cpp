// A hub that reads what another one writes, until it is its turn.
#include <utility>

#include "storage/ledger/ledger_state.h"

namespace dockhand {

Result<std::unique_ptr<Ledger>> Ledger::follow(const std::filesystem::path& file, const Clock& clock, Disk& disk,
                                               std::unique_ptr<SiteStore> store) {
  if (auto there = Engine::examine(file, disk); !there) return there.error();
  auto state = std::make_unique<State>(file, LedgerRole::hub, clock, disk);
  state->cache = std::make_unique<StoreCache>(std::move(store));
  state->follows = true;
  auto lock = disk.lock(file);
  if (!lock) return lock.error();
  state->lock = std::move(lock).value();
  if (auto kept = state->keep_up(); !kept) return kept.error();
  return std::unique_ptr<Ledger>(new Ledger(std::move(state)));
}

bool Ledger::follows() const { return state_->follows; }
bool Ledger::owns() const { return !state_->follows && !state_->lost; }

Status Ledger::keep_up() { return state_->cache ? state_->ready_to_read() : Status(Done{}); }

Status Ledger::take_over(const std::function<Status(Ledger&)>& prepare) {
  if (!state_->follows) return Done{};
  if (auto claimed = state_->cache->claim(); !claimed) return claimed;
  state_->follows = false;
  Status done = state_->ready();
  if (done) done = prepare(*this);
  if (done) return done;
  state_->follows = true;
  state_->cache->release();
  return done;
}

Status Ledger::State::keep_up() {
  if (engine && engine->suspect()) {
    engine.reset();
    if (auto removed = remove_file(); !removed) return removed;
  }
  if (!engine) {
    auto opened = Engine::open(file, Access::read_write, disk);
    if (!opened) return opened.error();
    engine = std::move(opened).value();
    if (auto ours = check_role(); !ours) {
      engine.reset();
      return ours;
    }
  }
  return cache->follow(*engine, file.string());
}

Status Ledger::State::ready_to_read() {
  if (follows) return keep_up();
  if (cache) cache->look();
  const Status owned = ready();
  return !owned && lost ? keep_up() : owned;
}

}  // namespace dockhand
