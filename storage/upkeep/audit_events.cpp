#include "storage/upkeep/audit_events.h"

#include <map>
#include <optional>

#include "storage/books/chain.h"
#include "storage/codec/codec.h"
#include "storage/schema/setting.h"

namespace dockhand {
namespace {

bool is_hub(Engine& db) {
  auto rows = db.query("SELECT value FROM setting WHERE name='role'");
  return rows.next() && rows.text(0) == "hub";
}

// Follows the chain of each writer through its events, in order.
class Chains {
 public:
  explicit Chains(bool hub) : hub_(hub) {}

  // Returns what is wrong with the event, or an empty text.
  std::string next(const std::string& writer, std::int64_t seq, const std::string& body, const std::string& hash) {
    Head& head = heads_.try_emplace(writer, Head{0, first_hash()}).first->second;
    // A hub knows some events from another life of the same database; it then has the chain's hash, but not the event.
    const bool gap = seq != head.seq + 1;
    const bool wrong = gap ? !hub_ || seq <= head.seq : chain_hash(head.hash, body) != hash;
    head = Head{seq, hash};
    if (!wrong) return "";
    return "event " + std::to_string(seq) + " of writer " + printable(writer, 32) +
           (gap ? " does not follow the one before it" : " was changed, or one before it");
  }

  const std::map<std::string, Head>& heads() const { return heads_; }

 private:
  bool hub_;
  std::map<std::string, Head> heads_;
};

std::string end_of_chain(Engine& db, const std::string& writer, const Head& head, bool hub) {
  auto rows = db.query("SELECT seq, hash FROM chain WHERE writer=$1", writer);
  const bool there = rows.next();
  const bool same = there && rows.integer(0) == head.seq && rows.text(1) == head.hash;
  if (same || (there && hub && rows.integer(0) > head.seq)) return "";
  return "the end of the chain of writer " + printable(writer, 32) + " is not its last event";
}

// What is wrong with the record of an event, or empty: id, body, outcome, action, operator, time, what it has counted.
std::string complaint(const Rows& rows) {
  const std::string id = rows.text(0);
  const auto decoded = decode_body(rows.text(1));
  if (!decoded) return "the body of event " + printable(id, 64) + ": " + decoded.error().sentence();
  const Command& command = decoded->command;
  if (command.id.text() != id) return "event " + printable(id, 64) + " has the body of another";
  if (name_of(command.action) != rows.text(3) || command.by.text() != rows.text(4) ||
      command.at.ms != rows.integer(5) || counted_place(command.action) != rows.text(6)) {
    return "the row of event " + printable(id, 64) + " does not say what its body says";
  }
  const auto parsed = parse_outcome(rows.text(2));
  if (!parsed) return "the outcome of event " + printable(id, 64) + ": " + parsed.error().sentence();
  const auto* accepted = std::get_if<Accepted>(&*parsed);
  if (accepted == nullptr || accepted->id.text() != id) {
    return "event " + printable(id, 64) + " has the outcome of another";
  }
  return "";
}

// Says whether the body of an undo by `writer` means the event. A hub may know that under another id
// (storage/ledger/acceptance.cpp). Another check says whether a body can be read.
bool takes_back(Engine& db, const std::string& writer, const std::string& text, const std::string& event) {
  const auto body = decode_body(text);
  const auto* undo = body ? std::get_if<Undo>(&body->command.action) : nullptr;
  if (undo == nullptr) return !body;
  const std::string target = undo->target.text();
  return target == event || text_setting(db, name_of_renamed(writer, target).c_str()) == event;
}

template <class Parse>
std::string unreadable(Rows rows, const char* what, Parse parse) {
  while (rows.next()) {
    if (auto parsed = parse(rows.text(1)); !parsed) {
      return std::string(what) + " " + printable(rows.text(0), 64) + ": " + parsed.error().sentence();
    }
  }
  return "";
}

}  // namespace

AuditCheck events_are_contiguous(Engine& db) {
  auto rows = db.query("SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM event");
  if (!rows.next()) return {"events are numbered without gaps", "", false};
  const bool whole = rows.integer(1) == 1 && rows.integer(2) == rows.integer(0);
  const std::string detail =
      rows.text(0) + " events" + (whole ? "" : ", numbered " + rows.text(1) + " to " + rows.text(2));
  return {"events are numbered without gaps", detail, whole};
}

AuditCheck ids_stand_once(Engine& db) {
  auto rows = db.query("SELECT id, count(*) FROM event GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1");
  const bool twice = rows.next();
  return {"every command id stands there once", twice ? printable(rows.text(0), 64) + " stands there twice" : "",
          !twice};
}

AuditCheck chains_hold(Engine& db) {
  const bool hub = is_hub(db);
  Chains chains(hub);
  std::string wrong;
  auto rows = db.query("SELECT writer, writer_seq, body, hash FROM event ORDER BY writer, writer_seq");
  while (wrong.empty() && rows.next()) {
    wrong = chains.next(rows.text(0), rows.integer(1), rows.text(2), rows.text(3));
  }
  for (const auto& [writer, head] : chains.heads()) {
    if (wrong.empty()) wrong = end_of_chain(db, writer, head, hub);
  }
  const std::string writers = std::to_string(chains.heads().size()) + " chains followed";
  return {"no event was changed or taken out (chain of SHA-256)", wrong.empty() ? writers : wrong, wrong.empty()};
}

AuditCheck records_can_be_read(Engine& db) {
  std::string wrong;
  auto rows = db.query("SELECT id, body, outcome, action, operator, at, counted FROM event ORDER BY seq");
  while (wrong.empty() && rows.next()) wrong = complaint(rows);
  if (wrong.empty()) {
    wrong = unreadable(db.query("SELECT event_id, detail FROM explanation"), "an explanation of", parse_explanation);
  }
  if (wrong.empty()) wrong = unreadable(db.query("SELECT id, detail FROM notice"), "notice", parse_notice);
  return {"every event, outcome, explanation and notice can be read", wrong, wrong.empty()};
}

AuditCheck undone_by_an_undo(Engine& db) {
  auto rows = db.query(
      "SELECT e.id, e.seq, u.seq, u.writer, u.body FROM event e LEFT JOIN event u ON u.id = e.undone_by"
      " AND u.action = 'undo' WHERE e.undone_by <> '' ORDER BY e.seq");
  const bool hub = is_hub(db);
  std::string wrong;
  while (wrong.empty() && rows.next()) {
    // A hub may have had the undo first, without an effect until there was something to take back.
    const bool there = !rows.null(2) && (hub || rows.integer(2) > rows.integer(1));
    if (!there) wrong = "event " + printable(rows.text(0), 64) + " has none";
    if (there && !takes_back(db, rows.text(3), rows.text(4), rows.text(0))) {
      wrong = "event " + printable(rows.text(0), 64) + " has that of another";
    }
  }
  return {"what is marked as undone has its undo", wrong, wrong.empty()};
}

AuditCheck sync_stands_within_the_events(Engine& db) {
  const char* name = "the hub is not ahead of this database";
  std::int64_t last = 0;
  if (auto rows = db.query("SELECT coalesce(max(seq), 0) FROM event"); rows.next()) last = rows.integer(0);
  auto ahead = db.query(
      "SELECT name, value FROM setting WHERE name IN ('acknowledged', 'applied', 'first_after')"
      " AND CAST(value AS BIGINT) > $1 ORDER BY name",
      last);
  if (!ahead.next()) return {name, "", true};
  return {name, ahead.text(0) + " is " + printable(ahead.text(1), 24) + ", the last event is " + std::to_string(last),
          false};
}

}  // namespace dockhand
