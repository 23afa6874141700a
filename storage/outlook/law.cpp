#include "storage/outlook/law.h"

#include <map>

#include "storage/engine/row_reader.h"

namespace dockhand {
namespace {

// What of the line its order says.
planning::AgreedDay with_order(Engine& db, const OrderLine& line, planning::AgreedDay agreed) {
  auto rows = db.query("SELECT ordered_at, essential FROM order_line WHERE order_no=$1 AND line=$2",
                       line.document.text(), line.line);
  if (!rows.next()) return agreed;
  const Cells cells(rows);
  agreed.ordered = cells.instant(0).date();
  agreed.essential = cells.flag(1);
  return agreed;
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
    texts += (texts.empty() ? "" : " ") + name;
  }
  return texts;
}

std::vector<LegalReminder> legal_reminders(Engine& db, Date today) {
  if (regimes_of(db).empty()) return {};
  return all_of(db.query("SELECT o.order_no, o.line, o.item, o.waiting, o.essential,"
                         " CASE WHEN t.state = 'waits' AND t.day > 0 THEN t.day ELSE o.promised END AS last"
                         " FROM order_line o LEFT JOIN told t ON t.order_no = o.order_no AND t.line = o.line"
                         " WHERE o.waiting > 0 AND"
                         " CASE WHEN t.state = 'waits' AND t.day > 0 THEN t.day ELSE o.promised END"
                         " BETWEEN $1 AND $2 ORDER BY last, o.order_no, o.line",
                         today.days(), today.days() + planning::reminded_before),
                [](const Cells& cells) {
                  RowReader row(cells);
                  LegalReminder one{row.line<OrderNumber>(), row.code<ItemCode>(), row.quantity(), Date::from_days(0)};
                  one.essential = row.flag();
                  one.last = row.date();
                  return one;
                });
}

}  // namespace dockhand
