// What customers were told, and why they waited.
#include <algorithm>
#include <map>

#include "storage/outlook/messages.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/setting.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

MessageView message_of_row(Engine& db, const Cells& cells) {
  RowReader row(cells);
  const Instant at = row.instant();
  std::string customer = row.text();
  const std::string kind = row.text();
  const auto known = parse_message_kind(kind);
  const auto of = known_word(db, kind, known ? std::optional(*known) : std::nullopt, MessageKind::accepted);
  return {at,
          std::move(customer),
          of,
          row.maybe_line<OrderNumber>(),
          row.code<ItemCode>(),
          row.sum(),
          row.maybe_date(),
          row.text(),
          row.text(),
          row.text(),
          row.number(),
          row.text()};
}

// Of a line that waits for fewer than its causes say, some have come since: as on the line itself.
void cap_at_what_waits(Engine& db, std::vector<CauseView*> of_line, std::int64_t waiting, Date today,
                       std::map<ItemCode, planning::ComeSince>& known) {
  std::stable_sort(of_line.begin(), of_line.end(),
                   [](const CauseView* a, const CauseView* b) { return a->cause < b->cause; });
  std::vector<planning::CauseShare> shares;
  shares.reserve(of_line.size());
  for (const CauseView* one : of_line) shares.push_back({one->cause, one->units});
  if (units_in(shares) <= waiting) return;
  planning::ComeSince come;
  if (waiting > 0) {
    const ItemCode& item = of_line.front()->item;
    const auto [at, is_new] = known.try_emplace(item);
    if (is_new) at->second = come_since(db, item, today);
    come = at->second;
  }
  planning::cap_at(waiting, shares, come);
  for (std::size_t i = 0; i < shares.size(); ++i) of_line[i]->units = shares[i].units;
}

}  // namespace

Result<std::vector<MessageView>> Views::messages(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT m.at, m.customer, m.kind, m.order_no, m.line, m.item, m.units, m.day, m.letter,"
                           " coalesce(l.channel, ''), coalesce(l.state, CASE WHEN m.state='in_letter' THEN 'elsewhere' "
                           "ELSE m.state END), coalesce(l.tries, 0), coalesce(l.problem, '')"
                           " FROM message m LEFT JOIN letter l ON l.id = m.letter AND m.letter <> ''"
                           " ORDER BY m.at DESC, m.order_no, m.line, m.kind, l.channel LIMIT $1",
                           sql_limit(limit)),
                  [&](const Cells& cells) { return message_of_row(db, cells); });
  });
}

CustomerKnows customer_knows(Engine& db, const OrderLine& line) {
  CustomerKnows knows;
  if (!tells_customers(db)) return knows;
  const bool has_hub = !text_setting(db, "hub_generation").empty();
  knows.told = has_hub ? CustomerKnows::Told::at_hub : CustomerKnows::Told::here;
  if (has_hub) return knows;
  auto rows = db.query(
      "SELECT m.kind, m.item, m.units, m.day, m.was, m.at, coalesce((SELECT min(CASE l.state WHEN 'sent' THEN '1sent'"
      " WHEN 'queued' THEN '2queued' ELSE '3' || l.state END) FROM letter l WHERE l.id = m.letter AND m.letter <> ''),"
      " CASE m.state WHEN 'open' THEN '0open' ELSE '4elsewhere' END), m.agreed,"
      " instr(' ' || m.law || ' ', ' us_agree ') > 0 FROM message m WHERE m.order_no=$1 AND m.line=$2 "
      "AND m.state <> 'withdrawn'"
      " AND NOT (m.kind = 'follow_up' AND m.state = 'open') AND NOT EXISTS (SELECT 1 FROM order_line o"
      "  WHERE o.order_no=$1 AND o.line=$2 AND o.customer <> m.customer) ORDER BY m.revision DESC, m.at DESC, m.kind "
      "LIMIT 1",
      line.document.text(), line.line);
  if (!rows.next()) return knows;
  const Cells cells(rows);
  RowReader row(cells);
  LetterLine last{row.word(parse_message_kind, MessageKind::accepted), line, row.code<ItemCode>(), {}, row.sum()};
  last.day = row.maybe_date();
  last.was = row.maybe_date();
  knows.last = std::move(last);
  knows.at = row.instant();
  knows.state = row.text().substr(1);
  const bool agreed = row.flag(), asked = row.flag();
  if (knows.state == "sent" && (agreed || asked)) knows.state = agreed ? "agreed" : "asked";
  // What the office cancels has a message of its own.
  const bool open = knows.last->kind != MessageKind::shipped && knows.last->kind != MessageKind::follow_up &&
                    knows.last->kind != MessageKind::cancelled;
  knows.ended_since = open && db.query(
                                    "SELECT 1 FROM order_line WHERE order_no=$1 AND line=$2 AND waiting = 0 AND"
                                    " reserved = 0 AND picked = 0 AND cancelled > 0",
                                    line.document.text(), line.line)
                                  .next();
  return knows;
}

Result<TellingOfDays> days_told(const std::filesystem::path& database, const OrderLine& line,
                                const std::string& letter) {
  auto reader = open_reader(database);
  if (!reader) return reader.error();
  const bool others =
      (*reader)
          ->query(
              "SELECT 1 FROM message m JOIN order_line o ON o.order_no = m.order_no AND o.line = m.line"
              " WHERE m.order_no=$1 AND m.line=$2 AND m.letter=$3 AND m.letter <> '' AND o.customer <> m.customer",
              line.document.text(), line.line, letter)
          .next();
  if (others) return Error{ErrorKind::unknown, line.text(), "is another customer's by now"};
  TellingOfDays days;
  for (auto rows =
           (*reader)->query("SELECT day, letter FROM message WHERE order_no=$1 AND line=$2 AND state='in_letter'"
                            " AND kind NOT IN ('shipped', 'follow_up') ORDER BY revision",
                            line.document.text(), line.line);
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    days.now = row.maybe_date();
    if (row.text() == letter) days.then = days.now;
  }
  if ((*reader)->failed()) return (*reader)->failure();
  return days;
}

Result<std::vector<CauseView>> Views::causes(std::size_t limit) {
  return state_->read([&](Engine& db) {
    std::map<OrderLine, std::int64_t> waiting;
    auto causes = all_of(db.query("SELECT c.order_no, c.line, c.item, c.cause,"
                                  " CASE WHEN c.cause='given_away' THEN '' ELSE c.supplier END, c.since, c.units,"
                                  " c.most, o.waiting FROM cause c"
                                  " JOIN order_line o ON o.order_no = c.order_no AND o.line = c.line WHERE c.most > 0"
                                  " ORDER BY c.since DESC, c.order_no, c.line, c.cause, c.supplier LIMIT $1",
                                  sql_limit(limit)),
                         [&](const Cells& cells) {
                           RowReader row(cells);
                           const auto line = row.line<OrderNumber>();
                           const auto item = row.code<ItemCode>();
                           const std::string name = row.text();
                           const auto cause =
                               known_word(db, name, planning::cause_named(name), planning::Cause::not_planned);
                           CauseView one{line, item, cause, row.text(), row.date(), row.integer(), row.integer()};
                           waiting[line] = row.integer();
                           return one;
                         });
    std::map<OrderLine, std::vector<CauseView*>> by_line;
    for (CauseView& one : causes) by_line[one.line].push_back(&one);
    std::map<ItemCode, planning::ComeSince> come;
    const Date today = state_->clock->now().date();
    for (auto& [line, of_line] : by_line) cap_at_what_waits(db, std::move(of_line), waiting[line], today, come);
    return causes;
  });
}

Result<std::vector<SpentView>> Views::spent(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return all_of(db.query("SELECT day, kind, document, item, supplier, cause, cost FROM spent WHERE cost > 0"
                           " ORDER BY day DESC, id LIMIT $1",
                           sql_limit(limit)),
                  [&](const Cells& cells) {
                    RowReader row(cells);
                    SpentView one{row.date(), row.text(), row.text(), row.code<ItemCode>(), row.text()};
                    const std::string cause = row.text();
                    if (!cause.empty()) {
                      one.cause = known_word(db, cause, planning::cause_named(cause), planning::Cause::not_planned);
                    }
                    one.cost = row.price();
                    return one;
                  });
  });
}

}  // namespace dockhand
