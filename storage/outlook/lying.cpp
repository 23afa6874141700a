#include "storage/outlook/lying.h"

#include <algorithm>

#include "storage/books/hold.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/outlook/goodwill.h"
#include "storage/outlook/law.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/told.h"
#include "storage/outlook/working_days.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// No other day is told within it (storage/planning/promises/calm.h): in working days.
constexpr std::int32_t a_week = 7, a_week_of_work = 5;

// A line, and the day that a letter has told last.
struct Lying {
  LineToTell line;
  Date told, on;
};

std::optional<Lying> lying(Engine& db, const LineToTell& line, Date today) {
  auto rows = db.query(
      "SELECT day, at FROM message WHERE order_no=$1 AND line=$2 AND item=$3 AND state='in_letter'"
      " AND kind IN ('accepted', 'moved', 'no_day', 'cannot', 'cancelled') ORDER BY revision DESC, at DESC LIMIT 1",
      line.line.document.text(), line.line.line, line.item.text());
  if (!rows.next() || rows.null(0) || Cells(rows).date(0) >= today) return std::nullopt;
  return Lying{line, Cells(rows).date(0), Cells(rows).instant(1).date()};
}

std::vector<Lying> here_and_late(Engine& db, Date today) {
  const auto lines = all_of(db.query(DOCKHAND_LINE_OF_TOLD " WHERE t.state = " DOCKHAND_TOLD(
                                here) " AND o.waiting = 0 AND o.item = t.item AND o.reserved + o.picked > 0"
                                      " AND o.order_class <= " DOCKHAND_USUAL_CLASS " ORDER BY t.order_no, t.line"),
                            line_told_alone);
  std::vector<Lying> late;
  for (const LineToTell& line : lines) {
    auto one = lying(db, line, today);
    if (!one || hold_of(db, line.line, today) || waits_for_word(db, line.line, line.promised, today)) continue;
    if (may_not_leave(db, line.line, today)) continue;
    late.push_back(*std::move(one));
  }
  return late;
}

// So that it is kept though the line has lain here for days.
Date new_day(Engine& db, Date today) {
  const auto handling = learned_handling(db);
  const std::int32_t usual = handling.empty() ? 1 : handling[(handling.size() * 9 - 1) / 10];
  return working_days(db).after(today, std::max(usual, a_week_of_work));
}

std::string law_for(Engine& db, const LineToTell& line, Date day, Date today) {
  const auto holds = agreed_day(db, line.line);
  planning::AgreedDay agreed{never_comes, holds.value_or(line.promised)};
  const Date first = line.told->first;
  agreed.moved_before = holds && is_day(first) && std::min(first, line.promised) < *holds;
  return legal_texts(db, regimes_of(db), line.line, agreed, day, today);
}

}  // namespace

bool may_not_leave(Engine& db, const OrderLine& line, Date today) {
  return db
      .query(
          "SELECT 1 FROM balance b JOIN location p ON p.location = b.place JOIN lot l ON l.item = b.item"
          " AND l.lot = b.lot WHERE b.doc=$1 AND b.line=$2 AND b.lot <> '' AND " DOCKHAND_B_POSITIVE
          " AND (l.status <> 'available' OR l.expiry < $3) LIMIT 1",
          line.document.text(), line.line, today.days())
      .next();
}

std::vector<LyingLine> lying_lines(Engine& db, Date today) {
  const auto late = here_and_late(db, today);
  std::vector<LyingLine> lines;
  lines.reserve(late.size());
  for (const Lying& one : late) {
    lines.push_back({one.line.line, one.line.item, Quantity::nearest(one.line.here), one.told});
  }
  return lines;
}

void tell_of_lying_lines(Engine& db, const AsOf& as_of) {
  for (const Lying& one : here_and_late(db, as_of.today)) {
    const LineToTell& line = one.line;
    if (as_of.today.days() - one.on.days() < a_week || has_unsent_wait(db, line.line)) continue;
    ToldLine now = *line.told;
    const Date day = new_day(db, as_of.today);
    now.told = {day, as_of.today, 0, true};
    ++now.revision;
    remember_told(db, line.line, now);
    NewMessage message{MessageKind::moved, line.line, line.customer, line.item, line.here};
    message.day = day;
    message.was = one.told;
    message.revision = now.revision;
    message.wanted = line.wanted;
    message.at = message.due = as_of.now;
    message.law = law_for(db, line, day, as_of.today);
    add_text(message.law, late_and_here);
    const std::int32_t late = is_day(now.first) ? day.days() - now.first.days() : 0;
    message.goodwill = give_goodwill(db, line.line, late, as_of).value_or(Goodwill{});
    put_message(db, message);
  }
}

}  // namespace dockhand
