#include "storage/outlook/messages.h"

#include <algorithm>
#include <map>

#include "storage/books/chain.h"
#include "storage/engine/row_reader.h"
#include "storage/model/letter.h"
#include "storage/outlook/alternatives.h"
#include "storage/outlook/goodwill.h"
#include "storage/outlook/law.h"
#include "storage/planning/promises/calm.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

constexpr std::int64_t lines_told = 100, lines_told_by_night = 10'000;  // of an item, as promises are looked at
constexpr std::int64_t follow_up_after = std::int64_t{7} * 86'400'000;

// What was told of a line. `waits`: the customer waits for the day; `here`: its units are here; `over`: nothing is
// open.
struct ToldLine {
  std::string state;
  planning::Told told{Date::from_days(0), Date::from_days(0)};  // day 0: that it cannot be had
  std::int64_t revision = 0;
  Date first = Date::from_days(0);  // the day that was told first
  bool operator==(const ToldLine&) const = default;
};

struct LineToTell {
  OrderLine line;
  std::string customer;
  ItemCode item;
  std::int64_t demand, waiting;
  Date promised;
  std::optional<ToldLine> told{};
};

constexpr int told_column = 7;  // the first one of what was told, empty where nothing was

LineToTell waiting_line_of(const Cells& cells) {
  RowReader row(cells);
  LineToTell line{row.line<OrderNumber>(), row.text(), row.code<ItemCode>(), row.integer(), row.integer(), row.date()};
  if (cells.null(told_column)) return line;
  ToldLine told;
  told.state = row.text();
  told.told = {row.date(), row.date(), row.number(), row.flag()};
  told.revision = row.integer();
  told.first = row.date();
  line.told = told;
  return line;
}

#define DOCKHAND_TOLD_LINE                                                                                      \
  "SELECT o.order_no, o.line, o.customer, o.item, o.ordered - o.cancelled - o.returned, o.waiting, o.promised," \
  " t.state, t.day, t.told_on, t.nights, t.later, t.revision, t.first_day FROM order_line o"                    \
  " LEFT JOIN told t ON t.order_no = o.order_no AND t.line = o.line"

// Those that wait and get more some day, in rank; and those that were told that they wait, and do so no more. What
// hands do changes nothing for who knows that he waits.
std::vector<LineToTell> lines_to_tell(Engine& db, const ItemCode& item, const Occasion& occasion) {
  const bool all = occasion.night || occasion.by_office;
  auto lines = all_of(db.query(DOCKHAND_TOLD_LINE " WHERE o.item=$1 AND o.waiting > 0"
                                                  " AND o.order_class <= " DOCKHAND_USUAL_CLASS
                                                  " ORDER BY o.item, " DOCKHAND_RANK " LIMIT $2",
                               item.text(), occasion.night ? lines_told_by_night : lines_told),
                      waiting_line_of);
  if (!all) std::erase_if(lines, [](const LineToTell& line) { return line.told && line.told->state == "waits"; });
  auto covered =
      all_of(db.query("SELECT o.order_no, o.line, o.customer, o.item, o.ordered - o.cancelled - o.returned,"
                      " o.waiting, o.promised, t.state, t.day, t.told_on, t.nights, t.later, t.revision, t.first_day"
                      " FROM told t JOIN order_line o ON o.order_no = t.order_no AND o.line = t.line"
                      " WHERE t.item=$1 AND t.state = 'waits' AND o.waiting = 0 ORDER BY t.order_no, t.line",
                      item.text()),
             waiting_line_of);
  lines.insert(lines.end(), covered.begin(), covered.end());
  return lines;
}

// Goods of the item are on their way.
bool is_announced(Engine& db, const ItemCode& item) {
  return db
      .query(
          "SELECT 1 FROM asn_line a WHERE a.item=$1 AND a.quantity > 0"
          " AND NOT EXISTS (SELECT 1 FROM handling_unit h WHERE h.sscc = a.sscc) LIMIT 1",
          item.text())
      .next();
}

// This database's own name for itself in the ids of messages: its copies and backups keep it.
std::string message_site(Engine& db) {
  constexpr const char* name = "message_site";
  std::string site = text_setting(db, name);
  if (!site.empty()) return site;
  site = random_id();
  db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", name,
         site);
  return site;
}

struct NewMessage {
  MessageKind kind;
  std::optional<OrderLine> line;  // none of a wish
  std::string customer;
  ItemCode item;
  std::int64_t units;
  std::optional<Date> day{}, was{};
  std::string carrier{}, tracking{};
  std::int64_t revision = 0;
  Instant at{};
  Instant due{};
  std::string other{};  // what can be had instead
  Goodwill goodwill{};
  std::string law{};  // the texts that the law asks for
};

Value cell_of(const std::optional<Date>& day) { return day ? Value(std::int64_t{day->days()}) : Value(); }

void put_message(Engine& db, const NewMessage& message) {
  const std::string day = message.day ? message.day->text() : "";
  const std::string line = message.line ? message.line->text() : "";
  const std::string id =
      chain_hash(message_site(db), message.customer + "\n" + name_of(message.kind) + "\n" + line + "\n" +
                                       message.item.text() + "\n" + day + "\n" + std::to_string(message.revision))
          .substr(0, 32);
  db.run(
      "INSERT INTO message(id, customer, kind, order_no, line, item, units, day, was, carrier, tracking, at, due,"
      " state, letter, other, goodwill, goodwill_code, law)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,'open','',$14,$15,$16,$17)"
      " ON CONFLICT(id) DO NOTHING",
      id, message.customer, name_of(message.kind), message.line ? message.line->document.text() : "",
      message.line ? message.line->line : 0, message.item.text(), message.units, cell_of(message.day),
      cell_of(message.was), message.carrier, message.tracking, message.at.ms, message.due.ms, message.other,
      message.goodwill.text, message.goodwill.code, message.law);
}

// What was not sent yet is not told any more. Which kinds that were.
std::vector<MessageKind> withdraw(Engine& db, const OrderLine& line, const AsOf& as_of) {
  std::vector<MessageKind> kinds;
  for (auto rows = db.query("SELECT kind FROM message WHERE order_no=$1 AND line=$2 AND state='open'",
                            line.document.text(), line.line);
       rows.next();) {
    if (const auto kind = parse_message_kind(rows.text(0))) kinds.push_back(*kind);
  }
  if (kinds.empty()) return kinds;
  db.run("UPDATE message SET state='withdrawn' WHERE order_no=$1 AND line=$2 AND state='open'", line.document.text(),
         line.line);
  take_goodwill_back(db, line, as_of);
  return kinds;
}

bool was_told_anything(Engine& db, const OrderLine& line) {
  return db
      .query("SELECT 1 FROM message WHERE order_no=$1 AND line=$2 AND letter <> '' LIMIT 1", line.document.text(),
             line.line)
      .next();
}

void remember(Engine& db, const LineToTell& line, const ToldLine& told) {
  db.run(
      "INSERT INTO told(order_no, line, item, state, day, told_on, nights, later, revision, first_day)"
      " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT(order_no, line) DO UPDATE SET item=excluded.item,"
      " state=excluded.state, day=excluded.day, told_on=excluded.told_on, nights=excluded.nights,"
      " later=excluded.later, revision=excluded.revision, first_day=excluded.first_day",
      line.line.document.text(), line.line.line, line.item.text(), told.state, told.told.day.days(),
      told.told.on.days(), told.told.nights, told.told.later, told.revision, told.first.days());
}

// What is found of a line now: no row of promises yet, or nothing brings it, or a day.
enum class Look { not_looked_at, cannot_be_had, has_day };

class Teller {
 public:
  Teller(Engine& db, const ItemCode& item, const Occasion& occasion)
      : db_(db), occasion_(occasion), announced_(is_announced(db, item)), regimes_(regimes_of(db)) {}

  void tell(const LineToTell& line) {
    if (line.waiting == 0) return covered(line);
    Date day = Date::from_days(0);
    const Look found = look(line, day);
    if (found == Look::not_looked_at) return;
    const bool waits = line.told && line.told->state == "waits";
    if (!waits) return begins(line, day);
    const bool could = line.told->told.day.days() != 0, can = found == Look::has_day;
    if (could != can) return begins(line, day);
    if (can) moved(line, day);
  }

 private:
  Look look(const LineToTell& line, Date& day) {
    auto rows =
        db_.query("SELECT 1 FROM promise WHERE order_no=$1 AND line=$2", line.line.document.text(), line.line.line);
    if (!rows.next()) return Look::not_looked_at;
    const auto promise = promise_of(db_, line.line);
    if (!promise) return Look::cannot_be_had;
    // Nobody is called earlier than he has asked for.
    day = std::max(promise->p90, line.promised);
    return Look::has_day;
  }

  void begins(const LineToTell& line, Date day) {
    const Date today = occasion_.as_of.today;
    ToldLine now{"waits", {day, today, 0, false}, line.told ? line.told->revision + 1 : 1};
    const bool again = line.told && line.told->state == "here" && was_told_anything(db_, line.line);
    const auto unsent = withdraw(db_, line.line, occasion_.as_of);
    now.first = again && line.told->first.days() != 0 ? line.told->first : day;
    remember(db_, line, now);
    // The good news was not sent yet, and is none any more: nobody has heard of it.
    const bool only_here = unsent == std::vector{MessageKind::here};
    if (again && only_here && line.told->told.day == day) return;
    if (day.days() == 0) return say(line, MessageKind::cannot, now, {}, {});
    if (again && line.told->told.day.days() != 0) return say(line, MessageKind::moved, now, day, line.told->told.day);
    say(line, MessageKind::accepted, now, day, {});
  }

  void moved(const LineToTell& line, Date day) {
    if (!occasion_.night && !occasion_.by_fact) return;
    ToldLine now = *line.told;
    const planning::Found found{day, occasion_.by_fact, announced_};
    const auto tells = planning::to_tell(now.told, found, occasion_.as_of.today);
    if (tells) {
      ++now.revision;
      const auto unsent = withdraw(db_, line.line, occasion_.as_of);
      const bool first = std::find(unsent.begin(), unsent.end(), MessageKind::accepted) != unsent.end();
      if (first) {
        now.first = *tells;
        say(line, MessageKind::accepted, now, *tells, {});
      } else {
        say(line, MessageKind::moved, now, *tells, line.told->told.day);
      }
    }
    if (now != *line.told) remember(db_, line, now);
  }

  void covered(const LineToTell& line) {
    withdraw(db_, line.line, occasion_.as_of);
    ToldLine now = *line.told;
    now.state = "over";
    if (line.demand > 0 && was_told_anything(db_, line.line)) {
      now.state = "here";
      ++now.revision;
      say(line, MessageKind::here, now, {}, {});
    }
    remember(db_, line, now);
  }

  void say(const LineToTell& line, MessageKind kind, const ToldLine& told, std::optional<Date> day,
           std::optional<Date> was) {
    const bool here = kind == MessageKind::here;
    const std::int64_t units = here ? line.demand : line.waiting;
    const auto other =
        here ? std::nullopt : other_for(db_, line.item, Quantity::nearest(line.waiting), occasion_.as_of.today);
    const Instant now = occasion_.as_of.now;
    NewMessage message{kind, line.line, line.customer, line.item, units, day, was, {}, {}, told.revision, now, now};
    if (other) message.other = other->item.text();
    if (kind == MessageKind::moved) message.goodwill = goodwill_for(line, told, *day);
    if (kind == MessageKind::moved || kind == MessageKind::cannot) message.law = law_for(line, told, day);
    put_message(db_, message);
  }

  // The day that holds until now is the one that was told before this one.
  std::string law_for(const LineToTell& line, const ToldLine& told, std::optional<Date> day) {
    const bool waited = line.told && line.told->told.day.days() != 0;
    planning::AgreedDay agreed{Date::from_days(0), waited ? line.told->told.day : line.promised};
    agreed.moved_before = waited && told.first.days() != 0 && told.first < line.told->told.day;
    return legal_texts(db_, regimes_, line.line, agreed, day, occasion_.as_of.today);
  }

  Goodwill goodwill_for(const LineToTell& line, const ToldLine& told, Date day) {
    if (told.first.days() == 0) return {};
    const std::int32_t late = day.days() - told.first.days();
    return give_goodwill(db_, line.line, late, occasion_.as_of).value_or(Goodwill{});
  }

  Engine& db_;
  const Occasion& occasion_;
  const bool announced_;
  const std::vector<planning::Regime> regimes_;
};

}  // namespace

bool tells_customers(Engine& db) {
  auto rows = db.query("SELECT value FROM site WHERE setting='tell_customers'");
  return rows.next() && rows.integer(0) != 0;
}

namespace {

void tell_wishes(Engine& db, const ItemCode& item, const AsOf& as_of) {
  for (const ToldWish& wish : take_wishes(db, item, as_of.today)) {
    put_message(db, {MessageKind::restock,
                     std::nullopt,
                     wish.customer,
                     item,
                     wish.free.units(),
                     {},
                     {},
                     {},
                     {},
                     as_of.today.days(),
                     as_of.now,
                     as_of.now});
  }
}

}  // namespace

void tell_waiting(Engine& db, const ItemCode& item, const Occasion& occasion) {
  tell_wishes(db, item, occasion.as_of);
  const auto lines = lines_to_tell(db, item, occasion);
  if (lines.empty()) return;
  Teller teller(db, item, occasion);
  for (const LineToTell& line : lines) teller.tell(line);
}

void tell_all_waiting(Engine& db, const Occasion& occasion) {
  const auto items = all_of(db.query("SELECT item FROM order_line WHERE waiting > 0 UNION"
                                     " SELECT item FROM told WHERE state = 'waits' UNION"
                                     " SELECT item FROM wish ORDER BY item"),
                            [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) tell_waiting(db, item, occasion);
}

void tell_shipped(Engine& db, const Departure& departure, const AsOf& as_of) {
  struct Left {
    LineToTell line;
    std::int64_t units;
  };
  const auto left =
      all_of(db.query("SELECT o.order_no, o.line, o.customer, o.item, o.ordered - o.cancelled - o.returned, o.waiting,"
                      " o.promised, t.state, t.day, t.told_on, t.nights, t.later, t.revision, t.first_day, p.units FROM"
                      " (SELECT doc, line, sum(quantity) AS units FROM posting WHERE event=$1 AND place='@customer'"
                      "  AND doc <> '' AND quantity > 0 GROUP BY doc, line) p"
                      " JOIN told t ON t.order_no = p.doc AND t.line = p.line"
                      " JOIN order_line o ON o.order_no = p.doc AND o.line = p.line WHERE t.state <> 'over'"
                      " ORDER BY o.order_no, o.line",
                      departure.event),
             [](const Cells& cells) {
               return Left{waiting_line_of(cells), cells.integer(14)};
             });
  for (const auto& [line, units] : left) {
    withdraw(db, line.line, as_of);
    ToldLine now = *line.told;
    ++now.revision;
    if (was_told_anything(db, line.line)) {
      NewMessage shipped{MessageKind::shipped, line.line, line.customer, line.item, units};
      shipped.carrier = departure.carrier;
      shipped.tracking = departure.tracking;
      shipped.revision = now.revision;
      shipped.at = shipped.due = as_of.now;
      const std::int32_t late = now.first.days() == 0 ? 0 : as_of.now.date().days() - now.first.days();
      shipped.goodwill = give_goodwill(db, line.line, late, as_of).value_or(Goodwill{});
      put_message(db, shipped);
      NewMessage asks = shipped;
      asks.kind = MessageKind::follow_up;
      asks.due = {as_of.now.ms + follow_up_after};
      asks.goodwill = {};
      if (line.waiting == 0) put_message(db, asks);
    }
    if (line.waiting == 0) now.state = "over";
    remember(db, line, now);
  }
}

}  // namespace dockhand
