// Commands: asked for, executed once, or only tried.
#include <sodium.h>

#include "storage/ledger/ledger_state.h"
#include "storage/upkeep/salvage.h"

namespace dockhand {

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() = default;

const WriterId& Ledger::writer() const { return *state_->writer; }

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& file, LedgerRole role, const Clock& clock,
                                             Disk& disk) {
  if (sodium_init() < 0) return Error{ErrorKind::io, "libsodium", "no source of random numbers"};
  if (auto there = Engine::examine(file, disk); !there) return there.error();
  auto state = std::make_unique<State>(file, role, clock, disk);
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

Result<Outcome> Ledger::execute(const Command& command) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  std::vector<Result<Outcome>> outcomes;
  const auto booked = state_->book({&command, 1}, outcomes);
  if (booked) return outcomes.front();
  // Whether a failed COMMIT is on the disk is unknown: the event's id tells, once the file can be trusted again.
  if (auto ready = state_->ready(); !ready) return ready.error();
  state_->engine->clear_failure();
  auto known = state_->recorded(command);
  if (known && !state_->engine->failed()) return *known;
  return booked.error();
}

std::vector<Result<Outcome>> Ledger::execute_each(std::span<const Command> commands) {
  std::vector<Result<Outcome>> outcomes;
  if (commands.size() > 1 && state_->ready() && state_->book(commands, outcomes)) return outcomes;
  outcomes.clear();
  for (const Command& command : commands) outcomes.push_back(execute(command));
  return outcomes;
}

Result<std::vector<Outcome>> Ledger::execute_all(const std::vector<Command>& commands) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  std::vector<Outcome> outcomes;
  for (const Command& command : commands) {
    Outcome outcome = state_->write(command);
    if (state_->engine->failed()) return state_->engine->failure();
    if (std::holds_alternative<Refused>(outcome)) return std::vector<Outcome>{std::move(outcome)};
    outcomes.push_back(std::move(outcome));
  }
  state_->after_documents(commands);
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return outcomes;
}

Result<Outcome> Ledger::preview(const Command& command) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  Outcome outcome = state_->write(command);
  if (state_->engine->failed()) return state_->engine->failure();
  return outcome;
}

void Ledger::rest() {
  if (state_->engine) state_->engine->rest();
}

}  // namespace dockhand
