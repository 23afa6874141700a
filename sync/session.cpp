#include "sync/session.h"

#include <future>
#include <utility>

#include "sync/access/revoked.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

// Pulls of one run. Each may leave events of the ledger's own to be sent, which another pull answers; two databases
// that do not agree after these have a bug, and a bug must not keep a radio busy.
constexpr int max_pulls = 8;
// Pushes of one run: a shift that was offline for days, at Push::max_events each. A run that ends here goes on at once.
constexpr int max_pushes = 1000;
// How often a hub can make a terminal send everything again in one run: because it calls the database a copy, or lacks
// events. A hub that says so every time is broken.
constexpr int max_beginnings = 3;
// The bound of one pull, which is applied as a whole. No site needs nearly as many, and it limits the memory that a
// broken hub can cost.
constexpr int max_parts = 10'000;
constexpr std::int64_t max_rows = 2'000'000;
// The first pull applies this many at once: a scan that comes meanwhile waits for no more.
constexpr std::size_t rows_at_once = 250;

// Asks the ledger something where it lives. `Answer` is a Result.
template <class Answer>
Answer ask(const WithLedger& ledger, const std::function<Answer(Ledger&)>& question) {
  std::optional<Answer> answer;
  if (auto taken = ledger([&](Ledger& held) { answer = question(held); }); !taken) return taken.error();
  return *std::move(answer);
}

std::int64_t rows_in(const Changes& changes) {
  std::int64_t rows = 0;
  for (const auto& table : changes.tables) rows += static_cast<std::int64_t>(table.rows.size());
  return rows;
}

Error sent_first() { return {ErrorKind::network, "", "the hub has to be sent something first"}; }

}  // namespace

WithLedger on_this_thread(Ledger& ledger) {
  return [&ledger](const std::function<void(Ledger&)>& work) -> Status {
    work(ledger);
    return Done{};
  };
}

WithLedger on_ledger_thread(LedgerThread& thread) {
  return [&thread](const std::function<void(Ledger&)>& work) -> Status {
    std::promise<void> done;
    const bool taken = thread.run([&](Ledger& ledger) {
      work(ledger);
      done.set_value();
    });
    if (!taken) return thread.why_not();
    done.get_future().wait();
    return Done{};
  };
}

SyncSession::SyncSession(WithLedger ledger, Connector& connector, const Clock& clock, std::uint64_t seed)
    : ledger_(std::move(ledger)), connector_(connector), clock_(clock), planner_(seed) {}

SyncReport SyncSession::take_report() { return std::exchange(report_, {}); }

Result<bool> SyncSession::run_until_rest() {
  bool asked = false;
  beginnings_ = 0;
  for (int pulls = 0, pushes = 0; pulls < max_pulls && pushes < max_pushes; asked = true) {
    const auto waiting = pending();
    if (!waiting) return gave_up(waiting.error());
    const SyncAction action = planner_.next(clock_.now(), *waiting);
    if (const auto* wait = std::get_if<WaitUntil>(&action)) {
      until_ = wait->time;
      return asked;
    }
    if (auto done = step(action); !done) return gave_up(done.error());
    ++(std::holds_alternative<PullNext>(action) ? pulls : pushes);
  }
  until_ = Instant{clock_.now().ms + Planner::pull_every.count()};
  return asked;
}

Error SyncSession::gave_up(Error error) {
  if (error.kind == ErrorKind::refused && error.place == revoked_place) {
    // It is as if all that was sent were refused.
    const auto kept = ask<Result<std::vector<Notice>>>(ledger_, [&](Ledger& ledger) {
      return ledger.acknowledged(PushReply{0, {}, error});
    });
    if (!kept) error = kept.error();
  }
  met_ = false;
  planner_.failed(clock_.now(), connector_.asked_to_wait());
  const SyncAction pause = planner_.next(clock_.now(), 0);
  const auto* wait = std::get_if<WaitUntil>(&pause);
  until_ = wait == nullptr ? clock_.now() : wait->time;
  return error;
}

Status SyncSession::meet() {
  if (met_) return Done{};
  const auto hub = connector_.meet();
  if (!hub) return hub.error();
  if (!hub->name.empty()) {
    const auto may = ask<Status>(ledger_, [&](Ledger& ledger) { return ledger.meet_hub(hub->name, hub->same); });
    if (!may) return may;
  }
  met_ = true;
  return Done{};
}

Status SyncSession::step(const SyncAction& action) {
  if (auto met = meet(); !met) return met;
  return std::holds_alternative<PushNext>(action) ? push() : pull();
}

Result<std::int64_t> SyncSession::pending() {
  return ask<Result<std::int64_t>>(ledger_, [](Ledger& ledger) { return ledger.pending(); });
}

Status SyncSession::push() {
  const auto batch = ask<Result<Push>>(ledger_, [](Ledger& ledger) { return ledger.unacknowledged(); });
  if (!batch) return batch.error();
  if (batch->events.empty()) return Error{ErrorKind::corrupt, "", "events that wait for the hub cannot be found"};
  const auto reply = connector_.push(*batch);
  if (!reply) return reply.error();
  const std::int64_t before = batch->events.front().seq - 1;
  const std::int64_t last = batch->events.back().seq;
  if (!reply->refusal && reply->applied < last) {
    return Error{ErrorKind::network, "", "the hub answered a push and did not take all of it"};
  }
  auto notices = ask<Result<std::vector<Notice>>>(ledger_, [&](Ledger& ledger) { return ledger.acknowledged(*reply); });
  if (!notices) return notices.error();
  report_.pushed += std::max<std::int64_t>(0, std::min(reply->applied, last) - before);
  report_.questioned.insert(report_.questioned.end(), reply->questioned.begin(), reply->questioned.end());
  report_.notices.insert(report_.notices.end(), notices->begin(), notices->end());
  // A copy has become a new writer: it sends the same events again, under its own name. To a hub that lacks some they
  // are sent again as well.
  const bool again = reply->refusal && (!notices->empty() || reply->refusal->kind == ErrorKind::unknown);
  if (again && ++beginnings_ > max_beginnings) return endless_beginnings();
  const bool goes_on = !reply->refusal || again;
  report_.refusal = goes_on ? std::nullopt : reply->refusal;
  if (!goes_on) {
    planner_.push_refused(clock_.now());
  } else {
    planner_.pushed();
  }
  return Done{};
}

Error SyncSession::endless_beginnings() {
  return Error{ErrorKind::network, "", "the hub wants the same again and again: it is broken"};
}

Status SyncSession::pull() {
  const auto request =
      ask<Result<PullRequest>>(ledger_, [this](Ledger& ledger) { return ledger.next_pull(clock_.now()); });
  if (!request) return request.error();
  first_ = first_ || request->position.generation.empty();
  sends_first_ = false;
  const auto changes = collect(*request);
  if (changes) return take(*changes);
  if (!sends_first_) return changes.error();
  return ++beginnings_ > max_beginnings ? endless_beginnings() : Status(Done{});
}

Status SyncSession::take(const Changes& changes) {
  auto applied = ask<Result<Applied>>(ledger_, [&](Ledger& ledger) { return ledger.apply(changes); });
  if (!applied) return applied.error();
  report_.pulled += rows_in(changes);
  report_.notices.insert(report_.notices.end(), applied->notices.begin(), applied->notices.end());
  // Otherwise the rows told the ledger that something has to be sent first, and it did not take them.
  const bool taken = applied->position == PullPosition{changes.generation, changes.cursor, changes.life};
  sends_first_ = !taken;
  if (!taken) return changes.more ? Status(sent_first()) : Status(Done{});
  if (changes.more) return Done{};
  first_ = false;
  // What it asks for comes with the next pull, unless the hub has no answer to that.
  if (!applied->asks_again || rows_in(changes) == 0) planner_.pulled(clock_.now());
  return Done{};
}

// Applies the part but for its last piece, which moves the position and is returned.
Result<Changes> SyncSession::take_first(Changes part, const PullPosition& at) {
  const bool anew = at.generation != part.generation;
  Changes piece{part.generation,  anew ? 0 : at.cursor, true, part.applied, {}, anew ? part.life : at.life,
                part.applied_hash};
  std::size_t rows = 0;
  for (TableRows& table : part.tables) {
    for (auto& row : table.rows) {
      if (rows == rows_at_once) {
        if (auto taken = take(piece); !taken) return taken.error();
        piece.tables.clear();
        rows = 0;
      }
      if (piece.tables.empty() || piece.tables.back().table != table.table) piece.tables.push_back({table.table, {}});
      piece.tables.back().rows.push_back(std::move(row));
      ++rows;
    }
  }
  part.tables = std::move(piece.tables);
  return part;
}

namespace {

void append(Changes& all, Changes part) {
  all.cursor = part.cursor;
  all.life = std::move(part.life);
  all.applied = part.applied;
  all.applied_hash = std::move(part.applied_hash);
  for (auto& table : part.tables) all.tables.push_back(std::move(table));
}

Error replaced() { return {ErrorKind::network, "", "the hub's database was replaced while it answered"}; }

// Whether this is the answer to what was asked from there on.
Status answers(const Changes& changes, const PullPosition& at) {
  const bool same_past = changes.generation == at.generation;
  if (changes.since != (same_past ? at.cursor : 0)) {
    return Error{ErrorKind::network, "", "this is the hub's answer to another question"};
  }
  return same_past && changes.cursor < at.cursor ? Status(replaced()) : Status(Done{});
}

// A part that is not the last one brings rows and goes forward; otherwise there is no end to it.
bool goes_nowhere(const Changes& changes, const PullPosition& at) {
  const bool stands = changes.generation == at.generation && changes.cursor == at.cursor;
  return changes.more && (stands || rows_in(changes) == 0);
}

}  // namespace

// Puts all parts together in their order. A row that changed between two parts stands there twice, and the newer one
// later.
Result<Changes> SyncSession::collect(const PullRequest& request) {
  Changes all;
  PullPosition at = request.position;
  std::int64_t rows = 0;
  for (int part = 0; part < max_parts; ++part) {
    const auto asked = PullRequest{request.asking, at, request.now, part == 0 ? request.rows : std::vector<NamedRow>{}};
    auto changes = connector_.pull(asked);
    if (!changes) return changes;
    if (part > 0 && changes->generation != all.generation) return replaced();
    if (auto fits = answers(*changes, at); !fits) return fits.error();
    rows += rows_in(*changes);
    if (rows > max_rows || goes_nowhere(*changes, at)) break;
    if (first_) changes = take_first(*std::move(changes), at);
    if (first_ && changes && changes->more) {
      if (auto taken = take(*changes); !taken) return taken.error();
    }
    if (!changes) return changes;
    at = PullPosition{changes->generation, changes->cursor, changes->life};
    all.generation = changes->generation;
    all.knows_all = all.knows_all || changes->knows_all;
    if (first_ && changes->more) continue;
    const bool more = changes->more;
    append(all, *std::move(changes));
    if (!more) return all;
  }
  return Error{ErrorKind::network, "", "the hub's answer does not come to an end"};
}

SyncResult sync_once(WithLedger ledger, Connector& connector, const Clock& clock) {
  SyncSession session(std::move(ledger), connector, clock, 0);
  const auto ran = session.run_until_rest();
  return SyncResult{session.take_report(), ran ? Status(Done{}) : Status(ran.error())};
}

}  // namespace dockhand
