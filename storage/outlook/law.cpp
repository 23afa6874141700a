#include "storage/outlook/law.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "storage/engine/row_reader.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/outlook/told.h"

namespace dockhand {
namespace {

// Adds what the order says about the line.
planning::AgreedDay with_order(Engine& db, const OrderLine& line, planning::AgreedDay agreed) {
  auto rows = db.query("SELECT ordered_at, essential FROM order_line WHERE order_no=$1 AND line=$2",
                       line.document.text(), line.line);
  if (!rows.next()) return agreed;
  const Cells cells(rows);
  agreed.ordered = cells.instant(0).date();
  agreed.essential = cells.flag(1);
  return agreed;
}

bool asks_for_a_word(const std::vector<planning::Regime>& regimes) {
  return std::find(regimes.begin(), regimes.end(), planning::Regime::us) != regimes.end();
}

// True for a message that carries one of the law's texts (planning::name_of).
#define DOCKHAND_CARRIES(TEXT) "instr(' ' || law || ' ', ' " TEXT " ') > 0"
// True for a message by which its customer is told a day that holds: he has agreed to it, or the law takes his silence
// for that. Where he may set a further day, or end the contract, the seller's own later day binds nobody.
#define DOCKHAND_BINDS_NOBODY  \
  DOCKHAND_CARRIES("us_agree") \
  " OR ((" DOCKHAND_CARRIES("further") " OR " DOCKHAND_CARRIES("end") ") AND NOT " DOCKHAND_CARRIES("us_silence") ")"
#define DOCKHAND_AGREED(M) DOCKHAND_WAS_READ(M) " AND day > 0 AND (agreed = 1 OR NOT (" DOCKHAND_BINDS_NOBODY "))"

std::vector<LegalReminder> lines_to_leave(Engine& db, Date from, Date until) {
  return all_of(
      db.query("SELECT order_no, line, item, open, essential, last FROM (SELECT o.order_no, o.line, o.item,"
               " o.waiting + o.reserved + o.picked AS open, o.essential, coalesce((SELECT m.day FROM message m"
               "  WHERE m.order_no = o.order_no AND m.line = o.line AND " DOCKHAND_AGREED(
                   "m") " ORDER BY m.revision DESC LIMIT 1), o.promised) AS last"
                        " FROM order_line o WHERE o.waiting > 0 OR o.reserved > 0 OR o.picked > 0) AS lines"
                        " WHERE last BETWEEN $1 AND $2 ORDER BY last, order_no, line",
               from.days(), until.days()),
      [](const Cells& cells) {
        RowReader row(cells);
        LegalReminder one{row.line<OrderNumber>(), row.code<ItemCode>(), row.quantity(), Date::from_days(0)};
        one.essential = row.flag();
        one.last = row.date();
        return one;
      });
}

}  // namespace

std::vector<planning::Regime> regimes_of(Engine& db) {
  static const std::map<std::string, planning::Regime> by_setting{
      {"law_us", planning::Regime::us}, {"law_eu", planning::Regime::eu}, {"law_uk", planning::Regime::uk}};
  std::vector<planning::Regime> regimes;
  for (auto rows = db.query("SELECT setting FROM site WHERE setting IN ('law_us', 'law_eu', 'law_uk') AND value = 1"
                            " ORDER BY setting DESC");
       rows.next();) {
    regimes.push_back(by_setting.at(rows.text(0)));
  }
  return regimes;
}

std::string legal_texts(Engine& db, const std::vector<planning::Regime>& regimes, const OrderLine& line,
                        const planning::AgreedDay& agreed, std::optional<Date> day, Date today) {
  std::string texts;
  if (regimes.empty()) return texts;
  const planning::AgreedDay whole = with_order(db, line, agreed);
  for (const planning::Regime regime : regimes) {
    const std::string name = name_of(planning::notice_for(regime, whole, day, today));
    if (name.empty() || texts.find(name) != std::string::npos) continue;  // the EU's and the UK's are the same
    add_text(texts, name);
  }
  return texts;
}

void add_text(std::string& texts, const std::string& name) {
  if (!name.empty()) texts += (texts.empty() ? "" : " ") + name;
}

std::optional<Date> agreed_day(Engine& db, const OrderLine& line) {
  auto rows = db.query("SELECT day FROM message WHERE order_no=$1 AND line=$2 AND " DOCKHAND_AGREED(
                           "message") " ORDER BY revision DESC LIMIT 1",
                       line.document.text(), line.line);
  return rows.next() ? std::optional(Cells(rows).date(0)) : std::nullopt;
}

bool waits_for_word(Engine& db, const OrderLine& line, Date promised, Date today) {
  auto rows = db.query(
      "SELECT agreed, CASE WHEN " DOCKHAND_CARRIES("us_agree") " THEN 1 ELSE 0 END FROM message"
      " WHERE order_no=$1 AND line=$2 AND " DOCKHAND_WAS_READ("message")
      " AND kind NOT IN ('shipped', 'follow_up') ORDER BY revision DESC LIMIT 1",
      line.document.text(), line.line);
  const bool asked = rows.next() && !Cells(rows).flag(0) && Cells(rows).flag(1);
  return asked && agreed_day(db, line).value_or(promised) < today;
}

void customer_agrees(Engine& db, const OrderLine& line) {
  db.run(
      "UPDATE message SET agreed=1 WHERE order_no=$1 AND line=$2 AND " DOCKHAND_WAS_READ(
          "message") " AND revision ="
      " (SELECT max(m.revision) FROM message m WHERE m.order_no=$1 AND m.line=$2 AND " DOCKHAND_WAS_READ("m")
      "  AND m.kind NOT IN ('shipped', 'follow_up')) AND kind NOT IN ('shipped', 'follow_up')",
      line.document.text(), line.line);
}

std::string LegalReminder::id() const {
  return (over ? asked_and_not_agreed : "law ") + line.text() + " " + last.text();
}

std::vector<LegalReminder> legal_reminders(Engine& db, Date today) {
  const auto regimes = regimes_of(db);
  if (regimes.empty()) return {};
  const Date until = Date::from_days(today.days() + planning::reminded_before);
  auto reminders = lines_to_leave(db, asks_for_a_word(regimes) ? Date::from_days(1) : today, until);
  for (LegalReminder& one : reminders) one.over = one.last < today;
  return reminders;
}

std::vector<std::string> ended_reminders(Engine& db, Date today) {
  const auto given = all_of(db.query("SELECT id FROM notice WHERE id >= 'law ' AND id < 'law!' ORDER BY id"),
                            [](const Cells& cells) { return cells.text(0); });
  if (given.empty()) return {};
  const auto regimes = regimes_of(db);
  std::set<std::string> standing;
  if (!regimes.empty()) {
    const Date until = Date::from_days(today.days() + planning::reminded_before);
    for (LegalReminder& one : lines_to_leave(db, Date::from_days(1), until)) {
      // Where silence is no consent, another notice follows when the day is over.
      one.over = one.last < today && asks_for_a_word(regimes);
      standing.insert(one.id());
    }
  }
  std::vector<std::string> ended;
  std::copy_if(given.begin(), given.end(), std::back_inserter(ended),
               [&](const std::string& id) { return !standing.contains(id); });
  return ended;
}

}  // namespace dockhand
