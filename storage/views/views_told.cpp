#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "storage/codec/codec.h"
#include "storage/model/place_words.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/setting.h"
#include "storage/views/told.h"
#include "storage/views/views_state.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

bool grants(const Accepted& did) {
  return std::any_of(did.claims.begin(), did.claims.end(),
                     [](const Explanation& claim) { return !claim.granted.none(); });
}

// None: it is no shipment, or nothing has left with it.
std::optional<ToldShipment> shipment_of(Engine& db, const Action& action, std::int64_t event) {
  const auto* ship = std::get_if<Ship>(&action);
  if (ship == nullptr) return std::nullopt;
  ToldShipment told{ship->order, ship->carrier, ship->tracking};
  for (auto rows = db.query("SELECT doc, line, item, sum(quantity) FROM posting WHERE event=$1 AND place=$2"
                            " AND doc > '' GROUP BY doc, line, item HAVING sum(quantity) > 0 ORDER BY doc, line, item",
                            event, account::customer);
       rows.next();) {
    const Cells cells(rows);
    told.lines.push_back({cells.line<OrderNumber>(0), cells.code<ItemCode>(2), rows.integer(3)});
  }
  return told.lines.empty() ? std::nullopt : std::optional(std::move(told));
}

// The shipment that the action is, or that it takes back.
std::optional<ToldShipment> shipment_meant(Engine& db, const Action& action, std::int64_t event, const CommandId& by) {
  const auto* undo = std::get_if<Undo>(&action);
  if (undo == nullptr) return shipment_of(db, action, event);
  auto rows = db.query("SELECT seq, body FROM event WHERE id=$1 AND action='ship' AND undone_by=$2",
                       undo->target.text(), by.text());
  if (!rows.next()) return std::nullopt;
  const std::int64_t undone = rows.integer(0);
  const auto body = decode_body(rows.text(1));
  return body ? shipment_of(db, body->command.action, undone) : std::nullopt;
}

// None: it takes nothing back, or something that is not here.
// One that was set aside has taken nothing back.
std::optional<ToldUndone> undone_by(Engine& db, const Action& action, const CommandId& by) {
  const auto* undo = std::get_if<Undo>(&action);
  if (undo == nullptr) return std::nullopt;
  auto rows = db.query(
      "SELECT action, outcome, EXISTS(SELECT 1 FROM posting WHERE event = e.seq) FROM event e WHERE id=$1"
      " AND undone_by=$2",
      undo->target.text(), by.text());
  if (!rows.next()) return std::nullopt;
  const auto outcome = parse_outcome(rows.text(1));
  const auto* did = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
  return ToldUndone{undo->target, rows.text(0), rows.integer(2) != 0, did != nullptr && grants(*did)};
}

}  // namespace

Result<std::vector<ToldEvent>> events_after(const std::filesystem::path& database, std::int64_t seq,
                                            std::size_t limit) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  std::vector<ToldEvent> all;
  for (auto rows = (*reader)->query("SELECT seq, id, action, operator, at, body, outcome,"
                                    " EXISTS(SELECT 1 FROM posting WHERE event = e.seq)"
                                    " FROM event e WHERE seq > $1 ORDER BY seq LIMIT $2",
                                    seq, static_cast<std::int64_t>(limit));
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const std::int64_t at_seq = row.integer();
    const auto id = row.code<CommandId>();
    const std::string action = row.text();
    const std::string by = row.text();
    const Instant at = row.instant();
    const auto body = decode_body(row.text());
    auto outcome = parse_outcome(row.text());
    auto* did = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
    if (!body || did == nullptr) {
      (*reader)->fail({ErrorKind::corrupt, "event " + std::to_string(at_seq), "its record cannot be read"});
      return (*reader)->failure();
    }
    const bool booked = row.integer() != 0;
    all.push_back(ToldEvent{at_seq, id, action, by, at, summary(body->command.action), std::move(*did), booked,
                            undone_by(**reader, body->command.action, id),
                            shipment_meant(**reader, body->command.action, at_seq, id)});
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return all;
}

Result<bool> is_booked(const std::filesystem::path& database, const CommandId& id) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const bool booked = (*reader)->query("SELECT 1 FROM event WHERE id=$1", id.text()).next();
  if ((*reader)->failed()) return (*reader)->failure();
  return booked;
}

Result<bool> answer_stands(const std::filesystem::path& database, const CommandId& id) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const bool stands = (*reader)
                          ->query(
                              "SELECT 1 FROM customer_choice WHERE event_id=$1 AND kind IN ('exchanged', 'declined')"
                              " AND ended_by='' LIMIT 1",
                              id.text())
                          .next();
  if ((*reader)->failed()) return (*reader)->failure();
  return stands;
}

Result<std::int64_t> newest_event(const std::filesystem::path& database) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  auto rows = (*reader)->query("SELECT coalesce(max(seq), 0) FROM event");
  const std::int64_t newest = rows.next() ? rows.integer(0) : 0;
  if ((*reader)->failed()) return (*reader)->failure();
  return newest;
}

namespace {

// Up to which event the books are the same as those of `writer`, by what restoring has noted of their lives. Those of a
// life that was given up for an older backup are the same at least as long as all lives are. Nothing: nothing was
// noted.
std::optional<std::int64_t> same_until(const std::string& lives, const std::string& writer) {
  std::optional<std::int64_t> earliest;
  for (std::size_t at = 0; at < lives.size();) {
    const std::size_t end = std::min(lives.find(' ', at), lives.size());
    const std::string life = lives.substr(at, end - at);
    at = end + 1;
    const std::size_t colon = std::min(life.find(':'), life.size() - 1);
    std::int64_t last = 0;  // of a note that is none nothing is the same
    static_cast<void>(std::from_chars(life.data() + colon + 1, life.data() + life.size(), last));
    if (life.substr(0, colon) == writer) return last;
    earliest = std::min(earliest.value_or(last), last);
  }
  return earliest;
}

// A database that was copied by hand: what it has booked since it was found out is its new writer's.
std::int64_t last_before(Engine& db, const std::string& writer, std::int64_t newest) {
  auto first = db.query("SELECT seq FROM event WHERE writer=$1 ORDER BY writer_seq LIMIT 1", writer);
  return first.next() ? first.integer(0) - 1 : newest;
}

struct Mark {
  std::int64_t event = 0;
  std::string id{};
};

std::vector<Mark> marks_of(const std::string& text) {
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    Mark mark;
    const auto [colon, failure] = std::from_chars(line.data(), line.data() + line.size(), mark.event);
    if (failure != std::errc() || colon == line.data() + line.size())
      continue;  // of a note that is none nothing is known
    mark.id = line.substr(static_cast<std::size_t>(colon - line.data()) + 1);
    marks.push_back(std::move(mark));
  }
  return marks;
}

std::string text_of(const std::vector<Mark>& marks) {
  std::string text;
  for (const Mark& mark : marks) text += (text.empty() ? "" : "\n") + std::to_string(mark.event) + ":" + mark.id;
  return text;
}

// Of the older half every second one goes, so that few of them reach far back.
void thin_out(std::vector<Mark>& marks) {
  constexpr std::size_t most_marks = 32;
  if (marks.size() <= most_marks) return;
  for (std::size_t i = 1; i < marks.size() / 2; ++i) marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(i));
}

std::string id_at(Engine& db, std::int64_t event) {
  auto rows = db.query("SELECT id FROM event WHERE seq=$1", event);
  return rows.next() ? rows.text(0) : "";
}

// Goes back to the last mark that the books have as well, where they lack one. `is_sure`: they are the same up to
// `told.event`, and lack those behind it rightly.
void go_back_to_known(Engine& db, ToldUntil& told, bool is_sure) {
  std::vector<Mark> marks = marks_of(told.marks);
  bool lacks_one = false;
  while (!marks.empty() && marks.back().event > told.event) {
    lacks_one = lacks_one || !is_sure;
    marks.pop_back();
  }
  while (!marks.empty() && id_at(db, marks.back().event) != marks.back().id) {
    lacks_one = true;
    told.event = marks.back().event - 1;
    marks.pop_back();
  }
  if (lacks_one && !marks.empty()) told.event = marks.back().event;
  told.marks = text_of(marks);
}

}  // namespace

Result<ToldUntil> in_this_life(const std::filesystem::path& database, const ToldUntil& told) {
  const auto newest = newest_event(database);
  if (!newest) return newest.error();
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  ToldUntil here{std::min(told.event, *newest), text_setting(**reader, "writer"), told.marks};
  const bool is_other = !told.writer.empty() && told.writer != here.writer;
  if (is_other) {
    const auto noted = same_until(text_setting(**reader, lives_setting), told.writer);
    here.event = std::min(here.event, noted ? *noted : last_before(**reader, here.writer, *newest));
  }
  go_back_to_known(**reader, here, is_other);
  if ((*reader)->failed()) return (*reader)->failure();
  return here;
}

Result<ToldUntil> told_up_to(const std::filesystem::path& database, ToldUntil told, std::int64_t event) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  std::vector<Mark> marks = marks_of(told.marks);
  if (const std::string id = id_at(**reader, event); !id.empty() && (marks.empty() || marks.back().event < event)) {
    marks.push_back({event, id});
    thin_out(marks);
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return ToldUntil{event, std::move(told.writer), text_of(marks)};
}

}  // namespace dockhand
