#include "storage/ledger/ledger.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "storage/ledger/ledger_state.h"
#include "storage/schema/migrations.h"
#include "storage/upkeep/salvage.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

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

Quantity granted_in(const Accepted& accepted) {
  Quantity sum;
  for (const Explanation& claim : accepted.claims) sum = sum + claim.granted;
  return sum;
}

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

AskedClaims asked_by(const Accepted& accepted) {
  AskedClaims asked;
  for (const Explanation& claim : accepted.claims) {
    if (!claim.granted.none()) asked.emplace_back(claim.rank.line, claim.granted);
  }
  return asked;
}

std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hexadecimal(bytes.data(), bytes.size());
}

std::string first_hash() { return std::string(64, '0'); }

std::string chain_hash(const std::string& previous, const std::string& body) {
  const std::string text = previous + body;
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return hexadecimal(digest.data(), digest.size());
}

std::string Ledger::State::setting(const char* name) {
  auto rows = engine->query("SELECT value FROM setting WHERE name=$1", name);
  return rows.next() ? rows.text(0) : "";
}

void Ledger::State::set(const char* name, const std::string& value) {
  engine->run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value",
              name, value);
}

std::int64_t Ledger::State::next_event() {
  auto rows = engine->query("SELECT coalesce(max(seq), 0) + 1 FROM event");
  return rows.next() ? rows.integer(0) : 1;
}

Head Ledger::State::head_of(const WriterId& of) {
  auto rows = engine->query("SELECT seq, hash FROM chain WHERE writer=$1", of.text());
  return rows.next() ? Head{rows.integer(0), rows.text(1)} : Head{0, first_hash()};
}

std::int64_t Ledger::State::next_change() {
  if (role == LedgerRole::terminal) return 0;
  const std::string last = setting("change");
  const std::int64_t next = last.empty() ? 1 : std::stoll(last) + 1;
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
  if (body->command.action != command.action) {
    return Refused{command.id,
                   Error{ErrorKind::conflict, "id", "'" + command.id.text() + "' was used before for something else"},
                   false};
  }
  if (auto* accepted = std::get_if<Accepted>(&outcome.value())) accepted->repeated = true;
  return *outcome;
}

Outcome Ledger::State::write(const Command& command) {
  if (auto known = recorded(command)) return *known;
  if (role == LedgerRole::terminal && begins_something(command.action)) {
    if (auto no = too_little_room(disk, file)) return Refused{command.id, *no, false};
  }
  Entry entry(next_event(), *writer, command, Standing::request, next_change(), summary(command.action));
  Books books(*engine, entry);
  if (auto no = perform(books, command.action)) return Refused{command.id, no->error, no->confirmable};
  if (std::holds_alternative<Import>(command.action) && entry.rows_written == 0) {
    entry.accepted.repeated = true;
    return entry.accepted;
  }
  record(entry, encode_body(command, asked_by(entry.accepted)), head_of(*writer));
  return entry.accepted;
}

void Ledger::State::record(Entry& entry, const std::string& body, const Head& head) {
  Accepted& accepted = entry.accepted;
  accepted.seq = entry.seq;
  if (accepted.quantity.none()) accepted.quantity = std::visit(Handled{}, entry.command.action);
  if (entry.frees) accepted.free = accepted.quantity.less(granted_in(accepted));
  const std::string hash = chain_hash(head.hash, body);
  engine->run(
      "INSERT INTO event(seq, id, writer, writer_seq, action, operator, at, body, outcome, hash)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
      entry.seq, entry.command.id.text(), entry.writer.text(), head.seq + 1, name_of(entry.command.action),
      entry.command.by.text(), entry.command.at.ms, body, to_json(Outcome(accepted)), hash);
  engine->run(
      "INSERT INTO chain(writer, seq, hash) VALUES($1,$2,$3)"
      " ON CONFLICT(writer) DO UPDATE SET seq=excluded.seq, hash=excluded.hash",
      entry.writer.text(), head.seq + 1, hash);
  record_decisions(entry, entry.writer);
}

// What a salvaged database has kept of an event that it lost is replaced when the event comes again.
void Ledger::State::record_decisions(const Entry& entry, const WriterId& concerned) {
  const Accepted& accepted = entry.accepted;
  for (const Explanation& claim : accepted.claims) {
    engine->run(
        "INSERT INTO explanation(event_id, position, order_no, line, at, because, detail, changed)"
        " VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(event_id, position) DO UPDATE SET order_no=excluded.order_no,"
        " line=excluded.line, at=excluded.at, because=excluded.because, detail=excluded.detail,"
        " changed=excluded.changed",
        entry.command.id.text(), claim.position, claim.rank.line.document.text(), claim.rank.line.line,
        entry.command.at.ms, entry.because, to_json(claim), entry.changed);
  }
  for (std::size_t i = 0; i < accepted.notices.size(); ++i) {
    engine->run(
        "INSERT INTO notice(id, writer, at, detail, open, changed) VALUES($1,$2,$3,$4,1,$5)"
        " ON CONFLICT(id) DO UPDATE SET detail=excluded.detail, open=1, changed=excluded.changed",
        entry.command.id.text() + "#" + std::to_string(i + 1), concerned.text(), entry.command.at.ms,
        to_json(accepted.notices[i]), entry.changed);
  }
}

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

Status Ledger::State::start() {
  auto opened = Engine::open(file, Access::read_write, disk);
  if (!opened) return opened.error();
  engine = std::move(opened).value();
  Transaction transaction(*engine);
  if (auto migrated = migrate(*engine, file.string()); !migrated) return migrated.error();
  const std::string role_name = role == LedgerRole::hub ? "hub" : "terminal";
  if (setting("role").empty()) {
    set("role", role_name);
    set("writer", random_id());
    set("generation", random_id());
  }
  const std::string stored_role = setting("role");
  if (auto committed = transaction.commit(); !committed) return committed.error();
  if (stored_role != role_name) {
    return Error{ErrorKind::foreign, file.string(),
                 "this is the database of a " + stored_role + ", not of a " + role_name};
  }
  engine->clear_failure();
  return learn_writer();
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

Status Ledger::State::book(std::span<const Command> commands, std::vector<Result<Outcome>>& outcomes) {
  Transaction transaction(*engine);
  std::int64_t last = 0;
  for (const Command& command : commands) {
    std::optional<Savepoint> alone;
    if (commands.size() > 1) alone.emplace(*engine);
    Outcome outcome = write(command);
    if (engine->failed()) return engine->failure();
    const auto* accepted = std::get_if<Accepted>(&outcome);
    if (accepted != nullptr && !accepted->repeated) {
      last = accepted->seq;
      if (alone) alone->keep();
    }
    outcomes.emplace_back(std::move(outcome));
  }
  if (last == 0) return Done{};
  if (auto written = transaction.commit(); !written) return written;
  acknowledged_here = last;
  return Done{};
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
