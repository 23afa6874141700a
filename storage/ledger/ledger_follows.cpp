// A hub that shares its store: it reads what another one writes until it is its turn, and what the store has lost, set
// back to a backup of its own, it books there again.
#include <utility>

#include "storage/ledger/acceptance.h"
#include "storage/ledger/ledger_state.h"
#include "storage/store/lost_events.h"

namespace dockhand {
namespace {

// Days begin anew, and what a plan said is said again: its rows are not here.
bool says_nothing(const Action& action) {
  return std::holds_alternative<BeginDay>(action) || std::holds_alternative<Replan>(action) ||
         std::holds_alternative<PlanMade>(action);
}

bool goes_on(Ledger::State& state, const WriterId& writer, const LostEvent& lost) {
  const Head head = state.end_of(writer);
  return lost.writer_seq == head.seq + 1 && chain_hash(head.hash, lost.body) == lost.hash;
}

// A terminal's chain goes on as it did, so that the terminal finds it when it sends all of it again. False: nobody here
// can read it.
bool book_lost(Ledger::State& state, const LostEvent& lost) {
  const auto writer = WriterId::parse(lost.writer);
  if (!writer) return false;
  Acceptance acceptance(state, *writer);
  const auto body = decode_body(lost.body);
  const bool in_chain = *writer != *state.writer && goes_on(state, *writer, lost);
  if (in_chain && !lost.waits) {
    const CommandId label = body ? body->command.id : CommandId::parse("-").value();
    return acceptance.take(Event{lost.writer_seq, label, *writer, lost.body, lost.hash}).ok();
  }
  if (!body) return false;
  if (says_nothing(body->command.action)) return true;
  std::optional<Error> waits;
  if (lost.waits) waits = Error{ErrorKind::refused, "", "it was set aside before the hub's store was set back"};
  acceptance.take_alone(*body, waits);
  return true;
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::follow(const std::filesystem::path& file, const Clock& clock, Disk& disk,
                                               std::unique_ptr<SiteStore> store) {
  if (auto there = Engine::examine(file, disk); !there) return there.error();
  auto state = std::make_unique<State>(file, LedgerRole::hub, clock, disk);
  state->cache = std::make_unique<StoreCache>(std::move(store), disk);
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

// What another hub has booked again meanwhile is waited for no more.
Ledger::LostByStore Ledger::lost_by_store() const {
  const State& state = *state_;
  LostByStore lost{state.booked_again, 0};
  if (!state.cache || !state.engine) return lost;
  static_cast<void>(read_lost_events(state.file, state.disk, [&](const LostEvent& one) {
    if (!state.engine->query("SELECT 1 FROM event WHERE id=$1", one.id).next()) ++lost.kept;
  }));
  return lost;
}

// Whoever was to judge these commands has done so when they were booked first. Terminals have seen more than the store
// holds, also of what is not booked again: they begin anew with it.
Status Ledger::State::book_what_the_store_lost() {
  if (!cache || !disk.exists(lost_events_beside(file))) return Done{};
  Transaction transaction(*engine);
  const std::int64_t first = next_event();
  std::vector<std::int64_t> stay;
  const Judge judges = std::exchange(judge, nullptr);
  const Status read = read_lost_events(file, disk, [&](const LostEvent& one) {
    if (!book_lost(*this, one)) stay.push_back(one.number);
  });
  judge = judges;
  if (!read) return read;
  if (const std::int64_t booked = next_event() - first; booked > 0) {
    keep_promises();
    new_generation();
    tell_of_lost(booked, static_cast<std::int64_t>(stay.size()));
    if (auto committed = commit_safely(transaction); !committed) return committed;
    booked_again += booked;
  }
  return forget_lost_events(file, disk, stay);
}

Status Ledger::State::ready_to_read() {
  if (follows) return keep_up();
  if (cache) cache->look();
  const Status owned = ready();
  return !owned && lost ? keep_up() : owned;
}

}  // namespace dockhand
