// How the ledger writes an event.
#include "storage/ledger/ledger_state.h"

#include <chrono>

#include "storage/books/own_mark.h"
#include "storage/facts/facts_said.h"
#include "storage/ledger/hub_lives.h"
#include "storage/model/house_day.h"
#include "storage/outlook/told_elsewhere.h"
#include "storage/schema/migrations.h"
#include "storage/schema/safe_events.h"
#include "storage/schema/setting.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

// Of the units that a command is about; what a shipment, a carton or a pallet holds is counted while it is booked.
struct Handled {
  Quantity operator()(const ShortPick& fact) const { return fact.missing.quantity; }
  Quantity operator()(const Claim& fact) const { return fact.quantity; }
  Quantity operator()(const Release& fact) const { return fact.quantity; }
  Quantity operator()(const PackCarton&) const { return {}; }
  template <class Other>
  Quantity operator()(const Other& fact) const {
    if constexpr (requires { fact.units.quantity; }) return fact.units.quantity;
    return {};
  }
};

// A hub that can be reached says that a day has begun sooner than this.
constexpr std::chrono::milliseconds grace_of_the_hub = std::chrono::minutes(5);

Quantity granted_in(const Accepted& accepted) {
  Quantity sum;
  for (const Explanation& claim : accepted.claims) sum = sum + claim.granted;
  return sum;
}

const char* name_of_role(LedgerRole role) { return role == LedgerRole::hub ? "hub" : "terminal"; }

// New work, which would need room later on as well.
bool begins_something(const Action& action) {
  return std::holds_alternative<Receive>(action) || std::holds_alternative<Import>(action);
}

std::optional<Error> too_little_room(Disk& disk, const std::filesystem::path& file) {
  const std::uint64_t room = disk.room_beside(file);
  if (room >= room_for_open_work) return std::nullopt;
  return Error{
      ErrorKind::disk_full, "",
      "the disk has only " + std::to_string(room >> 20) +
          " MB left: nothing new is received or imported until there is more; picking, shipping and syncing go on"};
}

}  // namespace

std::int64_t number_of_new(const Outcome& outcome) {
  const auto* accepted = std::get_if<Accepted>(&outcome);
  return accepted == nullptr || accepted->repeated ? 0 : accepted->seq;
}

AskedClaims asked_by(const Accepted& accepted) {
  AskedClaims asked;
  for (const Explanation& claim : accepted.claims) {
    if (!claim.granted.none()) asked.emplace_back(claim.rank.line, claim.granted);
  }
  return asked;
}

Word word_of(const Entry& entry) {
  const Action& action = entry.command.action;
  const bool takes = std::holds_alternative<Ship>(action) || std::holds_alternative<PackCarton>(action);
  return takes ? Word{{}, entry.taken} : Word{asked_by(entry.accepted), {}};
}

std::string Ledger::State::setting(const char* name) { return text_setting(*engine, name); }

void Ledger::State::set(const char* name, const std::string& value) {
  engine->run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
              name, value);
}

std::int64_t Ledger::State::next_event() {
  auto rows = engine->query("SELECT coalesce(max(seq), 0) + 1 FROM event");
  return rows.next() ? rows.integer(0) : 1;
}

Head Ledger::State::end_of(const WriterId& of) { return head_of(*engine, of.text()); }

LeaseProtection lease_protection() {
  return {stands(Guard::leases_heeded), stands(Guard::leased_demand), stands(Guard::leased_claims),
          stands(Guard::leases_asked), stands(Guard::leased_first)};
}

std::int64_t Ledger::State::next_change() {
  if (role == LedgerRole::terminal) return setting("hub_generation").empty() ? 0 : mark_of(next_event());
  const std::int64_t next = number("change") + 1;
  set("change", std::to_string(next));
  return next;
}

std::optional<Outcome> Ledger::State::recorded(const Command& command) {
  auto rows = engine->query("SELECT body, outcome FROM event WHERE id=$1", command.id.text());
  if (!rows.next()) return std::nullopt;
  auto body = decode_body(rows.text(0));
  auto outcome = parse_outcome(rows.text(1));
  if (!body || !outcome) {
    engine->fail(Error{ErrorKind::corrupt, "event " + command.id.text(), "its record cannot be read"});
    return std::nullopt;
  }
  if (!is_in_full(body->command.action, command.action)) {
    return Refused{command.id,
                   Error{ErrorKind::conflict, "id", "'" + command.id.text() + "' was used before for something else"},
                   false};
  }
  if (auto* accepted = std::get_if<Accepted>(&outcome.value())) accepted->repeated = true;
  return *outcome;
}

Entry Ledger::State::begin(const WriterId& by, const Command& command, Standing standing, std::int64_t change) {
  return begin(next_event(), by, command, standing, change);
}

Entry Ledger::State::begin(std::int64_t seq, const WriterId& by, const Command& command, Standing standing,
                           std::int64_t change) {
  Entry entry(seq, by, command, standing, change, summary(command.action));
  entry.today = planned_day(*engine).value_or(command.at.date());
  entry.clock_day = clock.now().date();
  entry.leases = lease_protection();
  entry.openings = openings;
  return entry;
}

bool Ledger::State::begin_day(Instant at, Asks who) {
  const auto planned = planned_day(*engine);
  const Date by_clock = clock.now().date();
  if (planned) watch_clock_behind(*engine, *planned, by_clock);
  const bool back = planned && at.date() <= by_clock &&
                    (is_clock_set_right(*engine, *planned, by_clock) ||
                     (who == Asks::scan && goes_back(*engine, *planned, by_clock, by_clock)));
  if (planned && at.date() <= *planned && !back) return false;
  const bool hub_will = !back && role == LedgerRole::terminal && planned && !setting("hub_generation").empty() &&
                        clock.now().ms - first_moment(by_clock.days()) < grace_of_the_hub.count();
  if (hub_will) return false;
  const Date day = !back && (planned || role == LedgerRole::hub) ? at.date() : by_clock;
  const Command command{CommandId::parse(writer->text() + "-" + std::to_string(next_event())).value(),
                        OperatorName::parse("dockhand").value(), at, BeginDay{day}};
  Savepoint alone(*engine);
  // Nothing was planned before there was anything: then the day is only written down.
  const bool first = next_event() == 1;
  Entry entry = begin(*writer, command, Standing::request, next_change());
  Books books(*engine, entry);
  if (perform(books, command.action)) return false;
  begun_by_scan(*engine, day, by_clock);
  look_ahead(entry);
  if (!first) record(entry, encode_body(command, {asked_by(entry.accepted), {}}), end_of(*writer));
  alone.keep();
  return !first;
}

Outcome Ledger::State::write(const Command& command) {
  if (auto known = recorded(command)) return *known;
  if (auto changed = changed_since(*engine, command.seen)) {
    return Refused{command.id, std::move(changed->error), false, true, std::move(changed->now)};
  }
  const auto full = said_in_full(*engine, command.action);
  if (!full) return write_new(command);
  Command whole = command;
  whole.action = *full;
  return write_new(whole);
}

Outcome Ledger::State::write_new(const Command& command) {
  if (!std::holds_alternative<BeginDay>(command.action)) begin_day(command.at, Asks::scan);
  if (role == LedgerRole::terminal && begins_something(command.action)) {
    if (auto no = too_little_room(disk, file)) return Refused{command.id, *no, false};
  }
  watch_clock();
  Entry entry = begin(*writer, command, Standing::request, next_change());
  Books books(*engine, entry);
  if (auto no = perform(books, command.action)) {
    return Refused{command.id, no->error, no->confirmable, false, std::move(no->now)};
  }
  doubt_a_clock(books, command.at.date());
  if (std::holds_alternative<Import>(command.action) && entry.rows_written == 0 && (tries_out || !entry.office_told)) {
    entry.accepted.repeated = true;
    return entry.accepted;
  }
  record(entry, encode_body(command, word_of(entry)), end_of(*writer));
  look_ahead(entry);
  if (command.job) write_job(*command.job);
  return entry.accepted;
}

void Ledger::State::complete(Entry& entry) {
  Accepted& accepted = entry.accepted;
  accepted.seq = entry.seq;
  if (accepted.quantity.none()) accepted.quantity = std::visit(Handled{}, entry.command.action);
  if (entry.frees) accepted.free = accepted.quantity.less(granted_in(accepted));
}

void Ledger::State::record(Entry& entry, const std::string& body, const Head& head,
                           const std::optional<WriterId>& concerned) {
  complete(entry);
  const AcceptedTexts texts = texts_of(entry.accepted);
  const std::string hash = chain_hash(head.hash, body);
  engine->run(
      "INSERT INTO event(seq, id, writer, writer_seq, action, operator, at, body, outcome, hash, counted)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
      entry.seq, entry.command.id.text(), entry.writer.text(), head.seq + 1, name_of(entry.command.action),
      entry.command.by.text(), entry.command.at.ms, body, texts.outcome, hash, counted_place(entry.command.action));
  set_head(*engine, entry.writer.text(), Head{head.seq + 1, hash});
  record_decisions(entry, texts.claims, concerned.value_or(entry.concerned.value_or(entry.writer)));
}

void put_notice(Engine& db, const std::string& id, const std::string& writer, Instant at, const Notice& notice,
                std::int64_t changed, std::int64_t over_hubs) {
  db.run(
      "INSERT INTO notice(id, writer, at, kind, detail, open, changed) VALUES($1,$2,$3,$4,$5,1,$6)"
      " ON CONFLICT(id) DO UPDATE SET kind=excluded.kind, detail=excluded.detail, open=1,"
      " changed=" DOCKHAND_CHANGED_OVER("notice", "$7"),
      id, writer, at.ms, name_of(notice.kind), to_json(notice), changed, over_hubs);
}

// What a salvaged database has kept of an event that it lost is replaced when the event comes again.
void Ledger::State::record_decisions(const Entry& entry, const std::vector<std::string>& claims,
                                     const WriterId& concerned) {
  const Accepted& accepted = entry.accepted;
  const std::int64_t changed = role == LedgerRole::hub ? entry.changed : own_decision;
  for (std::size_t i = 0; i < accepted.claims.size(); ++i) {
    const Explanation& claim = accepted.claims[i];
    engine->run(
        "INSERT INTO explanation(event_id, position, order_no, line, at, because, detail, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(event_id, position) DO UPDATE SET order_no=excluded.order_no,"
        " line=excluded.line, at=excluded.at, because=excluded.because, detail=excluded.detail,"
        " changed=" DOCKHAND_CHANGED_OVER("explanation", "$9"),
        entry.command.id.text(), claim.position, claim.rank.line.document.text(), claim.rank.line.line,
        entry.command.at.ms, entry.because, claims[i], changed, entry.changed);
  }
  for (std::size_t i = 0; i < accepted.notices.size(); ++i) {
    const auto other = entry.told_to.find(i);
    const WriterId& whose = other == entry.told_to.end() ? concerned : other->second;
    put_notice(*engine, entry.command.id.text() + "#" + std::to_string(i + 1), whose.text(), entry.command.at,
               accepted.notices[i], changed, entry.changed);
  }
}

Status Ledger::State::check_role() {
  const std::string stored = engine->has_table("setting") ? setting("role") : "";
  if (engine->failed()) return engine->failure();
  if (stored.empty() || stored == name_of_role(role)) return Done{};
  return Error{ErrorKind::foreign, file.string(),
               "this is the database of a " + stored + ", not of a " + name_of_role(role)};
}

Status Ledger::State::start() {
  if (auto all = check_safe_events(file, disk); !all) return all;
  const bool mark_is_damaged = read_mark(file, disk).damaged;
  const bool unmarked = !cache && is_log_unmarked(file, disk);
  auto opened = Engine::open(file, Access::read_write, disk);
  if (!opened) return opened.error();
  engine = std::move(opened).value();
  if (auto ours = check_role(); !ours) return ours;
  if (auto met = meet_store(); !met) return met;
  Transaction transaction(*engine);
  if (auto migrated = migrate(*engine, file.string()); !migrated) return migrated.error();
  if (setting("role").empty()) {
    set("role", name_of_role(role));
    set("writer", random_id());
    set("generation", random_id());
    if (role == LedgerRole::hub) begins_to_tell(*engine, clock.now());
  }
  bring_up_old_rows();
  if (role == LedgerRole::hub) {
    set("lives", with_new_life(setting("lives"), random_id(), number("change")));
    auto newest = engine->query("SELECT at FROM event ORDER BY seq DESC LIMIT 1");
    set(newest_before_life, newest.next() ? Cells(newest).instant(0).text() : "its beginning");
  }
  if (unmarked) set("log_without_mark", clock.now().text());  // its flush is that of all that is in the log
  if (auto committed = transaction.commit(); !committed) return committed.error();
  engine->clear_failure();
  if (auto known = learn_writer(); !known) return known;
  if (auto booked = book_what_the_store_lost(); !booked) return booked;
  if (mark_is_damaged && !cache) {
    if (auto told = tell_of_damaged_mark(); !told) return told;
  }
  if (!cache) mark.emplace(file, disk);
  marked = unmarked ? 0 : next_event() - 1;
  put_mark();
  return Done{};
}

void Ledger::State::close() {
  mark.reset();
  if (!engine) return;
  engine.reset();
  // One that stays is too low at worst.
  if (!disk.exists(file.string() + "-wal")) static_cast<void>(disk.remove(mark_beside(file)));
}

// Events that an earlier run has left in the log without a flush are safe with the first new one.
void Ledger::State::put_mark() {
  const std::int64_t last = next_event() - 1;
  if (!mark || last <= marked) return;
  mark->put(SafeMark{writer->text(), last});
  marked = last;
}

Status Ledger::State::commit_safely(Transaction& transaction) {
  auto committed = transaction.commit();
  if (committed) put_mark();
  return committed;
}

Result<Outcome> Ledger::State::book(const Command& command, Flush when) {
  Transaction transaction(*engine);
  Outcome outcome = write(command);
  if (engine->failed()) return engine->failure();
  const std::int64_t last = number_of_new(outcome);
  if (last != 0) after_commands({&command, 1});
  if (auto written = commit(transaction, last, when); !written) return written.error();
  return outcome;
}

Status Ledger::State::commit(Transaction& transaction, std::int64_t last, Flush when) {
  if (last == 0) {
    transaction.roll_back();
    to_promise = {};
    return when == Flush::now ? settle() : Status(Done{});
  }
  keep_promises();
  if (auto written = transaction.commit(when); !written) return written;
  committed_here = last;
  if (when == Flush::later) {
    if (owed == Owed::nothing) owed = Owed::flush;
    return Done{};
  }
  acknowledged_here = last;
  put_mark();
  if (owed == Owed::flush) owed = Owed::nothing;
  return Done{};
}

Status Ledger::State::settle() {
  if (owed != Owed::flush) return Done{};
  owed = Owed::lost;
  if (auto flushed = engine->flush(); !flushed) return flushed;
  owed = Owed::nothing;
  acknowledged_here = committed_here;
  put_mark();
  return Done{};
}

}  // namespace dockhand
