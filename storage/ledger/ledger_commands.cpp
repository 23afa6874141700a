// Commands: asked for, executed once, or only tried; and what people have begun and not booked, in rows of this
// database alone.
#include <sodium.h>

#include <algorithm>
#include <utility>

#include "storage/ledger/ledger_state.h"
#include "storage/upkeep/salvage.h"

namespace dockhand {

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() = default;

const WriterId& Ledger::writer() const { return *state_->writer; }
LedgerRole Ledger::role() const { return state_->role; }

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file, LedgerRole role, const Clock& clock,
                                             Disk& disk, std::unique_ptr<SiteStore> store) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium", "no source of random numbers"};
  if (auto there = Engine::examine(file, disk); !there) return there.error();
  auto state = std::make_unique<State>(file, role, clock, disk);
  if (store) state->cache = std::make_unique<StoreCache>(std::move(store), disk);
  auto lock = disk.lock(file);
  if (!lock) return lock.error();
  state->lock = std::move(lock).value();
  if (auto swapped = finish_exchange(file, disk); !swapped) return swapped.error();
  if (auto started = state->start(); !started) return started.error();
  return std::unique_ptr<Ledger>(new Ledger(std::move(state)));
}

Result<std::int64_t> Ledger::next_event() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  state_->engine->clear_failure();
  const std::int64_t next = state_->next_event();
  if (state_->engine->failed()) return state_->engine->failure();
  return next;
}

Result<Outcome> Ledger::execute(const Command& command, Flush when) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  auto booked = state_->book(command, when);
  if (booked) return booked;
  // Whether a failed COMMIT is on the disk is unknown: the event's id tells, once the file can be trusted again.
  if (auto ready = state_->ready(); !ready) return ready.error();
  state_->engine->clear_failure();
  auto known = state_->recorded(command);
  if (known && !state_->engine->failed()) return *known;
  return booked.error();
}

Result<std::vector<Outcome>> Ledger::execute_all(const std::vector<Command>& commands, Flush when,
                                                 const std::function<bool()>& stop) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  std::vector<Outcome> outcomes;
  std::int64_t last = 0;
  for (const Command& command : commands) {
    if (stop && stop()) {
      state_->to_promise = {};
      return Error{ErrorKind::busy, "", "the program is ending"};
    }
    Outcome outcome = state_->write(command);
    if (state_->engine->failed()) return state_->engine->failure();
    if (std::holds_alternative<Refused>(outcome)) return std::vector<Outcome>{std::move(outcome)};
    last = std::max(last, number_of_new(outcome));
    outcomes.push_back(std::move(outcome));
  }
  state_->after_commands(commands);
  if (auto committed = state_->commit(transaction, last, when); !committed) return committed.error();
  return outcomes;
}

Status Ledger::flush() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  const Status flushed = state_->settle();
  const auto owed = std::exchange(state_->owed, State::Owed::nothing);
  if (!flushed || owed == State::Owed::nothing) return flushed;
  return Error{ErrorKind::io, state_->file.string(), "the disk failed before the last scans were safe on it"};
}

Result<Outcome> Ledger::preview(const Command& command) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  Outcome outcome = state_->write(command);
  state_->to_promise = {};
  if (state_->engine->failed()) return state_->engine->failure();
  return outcome;
}

Result<bool> Ledger::begin_day() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  const bool begun = state_->begin_day(state_->clock.now());
  if (state_->engine->failed()) return state_->engine->failure();
  if (!begun) return false;
  const std::int64_t last = state_->next_event() - 1;
  if (auto committed = state_->commit(transaction, last, Flush::now); !committed) return committed.error();
  return true;
}

void Ledger::rest() {
  if (state_->engine) state_->engine->rest();
}

void Ledger::State::write_job(const JobRow& job) {
  if (job.text.empty()) {
    engine->run("DELETE FROM job WHERE screen=$1 AND about=$2", job.screen, job.about);
    return;
  }
  engine->run(
      "INSERT INTO job(screen, about, operator, since, detail) VALUES($1,$2,$3,$4,$5)"
      " ON CONFLICT(screen, about) DO UPDATE SET operator=excluded.operator, since=excluded.since,"
      " detail=excluded.detail",
      job.screen, job.about, job.by.text(), job.since.ms, job.text);
}

Status Ledger::keep(const std::vector<JobRow>& jobs) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  for (const JobRow& job : jobs) state_->write_job(job);
  if (state_->engine->failed()) return state_->engine->failure();
  return transaction.commit();
}

}  // namespace dockhand
