// The hub's side of a sync: events of many writers become one truth.
#include <fmt/format.h>

#include <algorithm>

#include "storage/ledger/acceptance.h"
#include "storage/ledger/hub_lives.h"
#include "storage/ledger/ledger_state.h"
#include "storage/model/fresh_id.h"
#include "storage/model/tools/plural.h"
#include "storage/outlook/told_elsewhere.h"
#include "storage/schema/tables.h"
#include "storage/store/lost_events.h"

namespace dockhand {
namespace {

// The highest change that a part may reach: a part holds whole transactions, at most `max_rows` rows a table unless one
// transaction has more.
std::int64_t end_of_part(Engine& engine, std::int64_t cursor, std::int64_t last, std::size_t max_rows) {
  std::int64_t end = last;
  for (const SyncedTable& table : synced_tables) {
    auto rows = engine.query_text("SELECT changed FROM " + std::string(table.name) +
                                      " WHERE changed > 0 AND changed > $1 ORDER BY changed LIMIT 1 OFFSET $2",
                                  {cursor, static_cast<std::int64_t>(max_rows)});
    if (!rows.next()) continue;
    auto first = engine.query_text(
        "SELECT min(changed) FROM " + std::string(table.name) + " WHERE changed > 0 AND changed > $1", {cursor});
    first.next();
    end = std::min(end, std::max(rows.integer(0) - 1, first.integer(0)));
  }
  return end;
}

TableRows rows_between(Engine& engine, const SyncedTable& table, std::int64_t after, std::int64_t until) {
  TableRows part{std::string(table.name), {}};
  const std::string sql = "SELECT " + std::string(table.keys) + "," + std::string(table.columns) + " FROM " +
                          part.table + " WHERE changed > 0 AND changed > $1 AND changed <= $2 ORDER BY changed, " +
                          std::string(table.keys);
  for (auto rows = engine.query_text(sql, {after, until}); rows.next();) {
    std::vector<Value> row;
    row.reserve(static_cast<std::size_t>(rows.columns()));
    for (int column = 0; column < rows.columns(); ++column) row.push_back(rows.value(column));
    part.rows.push_back(std::move(row));
  }
  return part;
}

// Of a hub that cannot know whether the owner has it still.
Error seen_more() {
  return {ErrorKind::busy, "", "this hub reads alone, and the terminal has seen more than is here: ask again later"};
}

void tell_the_office(Ledger::State& state, const std::string& because, std::string detail) {
  const Command command{fresh_command_id(), OperatorName::parse("dockhand").value(), state.clock.now(), Replan{}};
  const WriterId own = WriterId::parse(state.setting("writer")).value();
  Entry entry(state.next_event(), own, command, Standing::fact, state.next_change(), because);
  Notice told;
  told.kind = NoticeKind::document;
  told.detail = std::move(detail);
  entry.accepted.notices.push_back(std::move(told));
  state.record(entry, encode_body(command, {}), state.end_of(own));
}

// A hub that was made anew, or one to which a terminal of another hub has come. Whichever it is, what that one knew of
// documents and leases is not here.
bool is_of_another(Ledger::State& state, const PullPosition& position) {
  return !position.generation.empty() && position.generation != state.setting("generation") &&
         !is_among(state.setting(past_generations), position.generation);
}

// Whoever was away since before the backup that the hub goes on from has seen nothing that the hub has lost.
bool knows_all_of(Ledger::State& state, const PullPosition& position, const std::string& lives, std::int64_t there) {
  return position.generation != state.setting("generation") &&
         is_among(state.setting(past_generations), position.generation) && still_holds(lives, position, there);
}

// Once, however many terminals come from there.
void tell_of_another(Ledger::State& state, const PullPosition& position) {
  state.set(past_generations,
            with_new_life(state.setting(past_generations), position.generation, state.number("change")));
  others_may_have_told(*state.engine);
  tell_the_office(
      state, "the hub was made anew",
      "The hub was made anew: its database is another one than terminals knew, and its rows have replaced theirs. "
      "Terminals send their scans again. What was set aside for a terminal is so no more, and what the office did at "
      "the old one (files, orders, cancellations, recalls, stock) is not here: send it again");
}

}  // namespace

// Terminals send theirs again; nobody does that for what was done here, by files or by other programs.
void Ledger::State::tell_of_set_back() {
  tell_the_office(
      *this, "the hub was set back",
      fmt::format("The hub's database was set back to {from}. Terminals send theirs again, but what the office did at "
                  "the hub from then until {until} (files, orders, cancellations, recalls, stock) may be missing: send "
                  "it again",
                  fmt::arg("from", setting(newest_before_life)), fmt::arg("until", clock.now().text())));
}

// The owner had all of it until then; another hub may have owned the site since.
void Ledger::State::tell_of_lost(std::int64_t booked, std::int64_t stay) {
  const std::string unread =
      fmt::format(". {events} kept beside its file, in {file}",
                  fmt::arg("events", plural(stay, "more cannot be read and is", "more cannot be read and are")),
                  fmt::arg("file", lost_events_beside(file).filename().string()));
  tell_the_office(
      *this, "the hub's store was set back",
      fmt::format(
          "The hub's store was set back to {from}. {booked} that only this hub still knew. Terminals send theirs "
          "again, but what the office did at another hub from then until {until} (files, orders, "
          "cancellations, recalls, stock) may be missing: send it again{unread}",
          fmt::arg("from", setting(newest_before_life)),
          fmt::arg("booked", plural(booked, "thing is booked again", "things are booked again")),
          fmt::arg("until", clock.now().text()), fmt::arg("unread", stay == 0 ? "" : unread)));
}

Result<PushReply> Ledger::accept(const Push& push) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  Transaction transaction(*state_->engine);
  if (!push.events.empty()) state_->begin_day(state_->clock.now());
  Acceptance acceptance(*state_, push.writer);
  PushReply reply;
  for (const Event& event : push.events) {
    const auto taken = acceptance.take(event);
    if (state_->engine->failed()) return state_->engine->failure();
    if (taken) continue;
    reply.refusal = taken.error();
    break;
  }
  reply.applied = acceptance.head().seq;
  for (const Event& event : push.events) {
    if (event.seq <= reply.applied && acceptance.questioned(event)) reply.questioned.push_back(event.id.text());
  }
  state_->book_what_waited_for(acceptance.arrived());
  state_->keep_promises();
  if (!stands(Guard::commit_first)) return reply;
  if (auto committed = state_->commit_safely(transaction); !committed) return committed.error();
  return reply;
}

Result<Changes> Ledger::changes_since(const PullRequest& asked, std::size_t max_rows) {
  if (auto ready = state_->ready_to_read(); !ready) return ready.error();
  Engine& engine = *state_->engine;
  const bool alone = state_->reads_alone();
  Transaction transaction(engine);
  Changes changes;
  const PullPosition& position = asked.position;
  const bool noted = !alone && state_->note_clock(asked.asking, asked.now);
  const std::string lives = state_->setting("lives");
  const bool ours = position.generation == state_->setting("generation");
  const std::int64_t there = state_->number("change");
  const bool set_back = ours && !still_holds(lives, position, there) && stands(Guard::set_back_found);
  if (set_back && alone) return seen_more();
  if (set_back) {
    state_->new_generation();
    state_->tell_of_set_back();
  }
  const bool of_another = !alone && is_of_another(*state_, position);
  if (of_another) tell_of_another(*state_, position);
  // Who reads alone takes back what it marks for this; so nothing else may be on its way.
  const bool sends_again = ours && !set_back && !asked.rows.empty() && (!alone || position.cursor == there);
  if (sends_again) state_->send_rows_again(asked.rows, alone);
  changes.generation = state_->setting("generation");
  changes.life = newest_life(lives);
  const std::int64_t cursor = position.generation == changes.generation ? position.cursor : 0;
  changes.since = cursor;
  changes.knows_all = knows_all_of(*state_, position, lives, there) && stands(Guard::set_back_found);
  const std::int64_t last = state_->number("change");
  changes.cursor = std::max(cursor, end_of_part(engine, cursor, last, max_rows));
  changes.more = changes.cursor < last;
  const Head in = state_->end_of(asked.asking);
  changes.applied = in.seq;
  if (in.seq > 0) changes.applied_hash = in.hash;
  for (const SyncedTable& table : synced_tables) {
    TableRows part = rows_between(engine, table, cursor, changes.cursor);
    if (!part.rows.empty()) changes.tables.push_back(std::move(part));
  }
  if (engine.failed()) return engine.failure();
  if (alone) changes.cursor = std::min(changes.cursor, there);
  if (alone || (!set_back && !of_another && !noted && !sends_again)) return changes;
  if (auto committed = state_->commit_safely(transaction); !committed) return committed.error();
  return changes;
}

}  // namespace dockhand
