// A day begins.
//
// Decides: which day is believed. Plans go no further ahead than a warehouse can have been closed; what comes from
// another database goes no further than this machine's own clock. They go back, and only to the day of this machine's
// clock, from a day that a scan's time alone has begun, beyond that clock; and from a day to which the clock itself had
// jumped, when it has gone on for two nights since from a day in between: a clock that was ahead was set right. One
// that says a day before the jump is not believed: that is what a clock without its battery says. Leaves to others:
// when it is asked for (storage/ledger/ledger_state.cpp).
#include <algorithm>
#include <charconv>
#include <vector>

#include "storage/facts/facts_checks.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// However wrong a clock is, plans move no further than this by a scan's own time, from the day before and from the
// machine's clock alike ...
constexpr std::int32_t days_by_scan = 31;
// ... and no further than this where the machine's clock says the same.
constexpr std::int32_t days_by_clock = 366;

bool is_believed(const Books& books, const Date& before, const BeginDay& fact) {
  const std::int32_t clock = books.entry.clock_day.days();
  if (books.entry.standing == Standing::fact) return fact.day.days() <= clock + 1;
  const std::int32_t by_scan = std::min(before.days(), clock) + days_by_scan;
  const std::int32_t limit = std::max(by_scan, std::min(clock, before.days() + days_by_clock));
  return fact.day.days() <= limit;
}

}  // namespace

void doubt_a_clock(Books& books, Date says) {
  const Date before = books.entry.today;
  if (says <= before || is_believed(books, before, BeginDay{says})) return;
  auto told = books.db.query("SELECT 1 FROM notice WHERE open=1 AND kind='wrong_clock' LIMIT 1");
  if (told.next()) return;
  books.notice(Notice{.kind = NoticeKind::wrong_clock,
                      .detail = "a clock says " + says.text() + ", the last day that was planned for is " +
                                before.text() + ": plans stay there"});
}

namespace {

constexpr const char* ahead = "planned_ahead";  // "the day that a scan began, the clock's day then"

std::string ahead_of(const Date& day, const Date& clock) {
  return std::to_string(day.days()) + " " + std::to_string(clock.days());
}

void keep(Engine& db, const char* name, const std::string& text) {
  db.run("INSERT INTO setting(name, value) VALUES($1,$2) ON CONFLICT(name) DO UPDATE SET value=excluded.value", name,
         text);
}

void remember(Engine& db, const std::string& text) { keep(db, ahead, text); }

// A clock that is behind the planned day. It is kept as the planned day, the day before the jump to it, the day that
// the clock said last, and how many nights it has gone on since.
struct ClockBehind {
  static constexpr const char* name = "clock_behind";
  static constexpr std::int64_t nights_believed = 2, longest_rest = 4;  // a weekend, or a feast
  std::int64_t planned = 0, before = 0, said = 0, nights = 0;

  static ClockBehind of(Engine& db) {
    const std::string text = text_setting(db, name);
    std::vector<std::int64_t> numbers;
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at < end; ++at) {
      std::int64_t number = 0;
      const auto read = std::from_chars(at, end, number);
      if (read.ec != std::errc()) return {};
      numbers.push_back(number);
      at = read.ptr;
    }
    return numbers.size() == 4 ? ClockBehind{numbers[0], numbers[1], numbers[2], numbers[3]} : ClockBehind{};
  }
  void write(Engine& db) const {
    keep(db, name,
         std::to_string(planned) + " " + std::to_string(before) + " " + std::to_string(said) + " " +
             std::to_string(nights));
  }
  bool is_about(const Date& day) const { return planned == day.days() && planned > before; }
  bool is_believed(const Date& clock) const {
    return nights >= nights_believed && said == clock.days() && said >= before && said < planned;
  }
};

// The clock itself says so, a day or more after the one that was planned last.
void remember_jump(Engine& db, const Date& before, const Date& day) {
  if (day.days() - before.days() > 1) ClockBehind{day.days(), before.days(), day.days(), 0}.write(db);
}

}  // namespace

void watch_clock_behind(Engine& db, const Date& planned, const Date& clock) {
  ClockBehind seen = ClockBehind::of(db);
  if (!seen.is_about(planned) || clock.days() == seen.said || clock >= planned) return;
  const std::int64_t rested = clock.days() - seen.said;
  seen.nights = rested > 0 && rested <= ClockBehind::longest_rest ? seen.nights + 1 : 0;
  seen.said = clock.days();
  seen.write(db);
}

void begun_by_scan(Engine& db, const Date& day, const Date& clock) {
  if (day > clock) remember(db, ahead_of(day, clock));
}

bool is_clock_set_right(Engine& db, const Date& planned, const Date& clock) {
  const ClockBehind behind = ClockBehind::of(db);
  return clock < planned && behind.is_about(planned) && behind.is_believed(clock);
}

// A clock that has gone back itself is not believed: it says a day before the one on which the scan was ahead of it.
bool goes_back(Engine& db, const Date& planned, const Date& to, const Date& clock) {
  if (to != clock || to >= planned) return false;
  if (is_clock_set_right(db, planned, clock)) return true;
  const std::string kept = text_setting(db, ahead);
  const std::string of_day = std::to_string(planned.days()) + " ";
  if (!kept.starts_with(of_day)) return false;
  const auto then = Quantity::parse(kept.substr(of_day.size()));
  return then && then->units() <= clock.days();
}

std::optional<Date> planned_day(Engine& db) {
  auto rows = db.query("SELECT value FROM site WHERE setting='planned_day'");
  return rows.next() ? std::optional(Cells(rows).date(0)) : std::nullopt;
}

namespace {

// Lines that have reserved units and are served by more than the usual rules.
std::vector<OrderLineInfo> reserved_by_policy(Books& books) {
  std::vector<OrderLineInfo> lines;
  for (auto rows = books.db.query(DOCKHAND_LINE_INFO " WHERE o.reserved > 0"
                                                     " AND (o.policies <> '' OR c.policies <> '' OR i.policies <> '')");
       rows.next();) {
    lines.push_back(Books::line_info(rows));
  }
  return lines;
}

}  // namespace

void touch_what_the_day_changes(Books& books, const std::optional<Date>& before) {
  const std::int64_t day = books.entry.today.days();
  const std::int64_t last = before ? before->days() : INT32_MIN;
  const std::int64_t from = std::min(last, day), today = std::max(last, day);
  const auto touch_all = [&](Rows rows) {
    while (rows.next()) books.touch(books.code<ItemCode>(rows.text(0)));
  };
  for (auto rows = books.db.query("SELECT item, lot FROM lot WHERE expiry >= $1 AND expiry < $2 ORDER BY item, lot",
                                  from, today);
       rows.next();) {
    const auto item = books.code<ItemCode>(rows.text(0));
    books.touch(item);
    if (last < day) {
      stop_picked(books, item, rows.text(1));
    } else {
      settle_stops(books, item);
    }
  }
  touch_all(
      books.db.query("SELECT DISTINCT o.item FROM order_line o JOIN item i ON i.item = o.item"
                     " WHERE i.safety_stock > 0 AND o.waiting > 0 AND o.promised > $1 AND o.promised <= $2",
                     from, today));
  for (const OrderLineInfo& one : reserved_by_policy(books)) {
    if (one.terms.shelf_days.count == 0) continue;
    books.look_at(one.rank.line);
    books.touch(one.item);
  }
}

namespace {

// The first day of books that were kept before there were days: claims and units as they were then.
void look_at_everything(Books& books) {
  for (auto rows = books.db.query("SELECT place, item, lot, serial FROM balance WHERE doc='' AND line=0"
                                  " AND quantity < 0 AND " DOCKHAND_REAL_PLACE);
       rows.next();) {
    books.look_at(Account{rows.text(0), rows.text(1), rows.text(2), rows.text(3), {}, 0});
  }
  for (const OrderLineInfo& one : reserved_by_policy(books)) {
    books.look_at(one.rank.line);
    books.touch(one.item);
  }
  for (auto rows =
           books.db.query("SELECT DISTINCT i.item FROM item i JOIN balance b ON b.item = i.item"
                          " WHERE (i.tracking = 'serial' AND b.serial = '' OR i.tracking = 'lot' AND b.lot = '')"
                          " AND b.quantity > 0 AND b." DOCKHAND_REAL_PLACE);
       rows.next();) {
    tell_unnamed(books, books.code<ItemCode>(rows.text(0)), before_tracking);
  }
}

}  // namespace

Performed perform_fact(Books& books, const BeginDay& fact) {
  const auto before = planned_day(books.db);
  const bool back = before && is_request(books) && goes_back(books.db, *before, fact.day, books.entry.clock_day);
  if (before && fact.day <= *before && !back) {
    if (is_request(books)) return refused("day", before->text() + " has begun already");
    return {};
  }
  if (before && !back && !fact.confirmed && !is_believed(books, *before, fact)) {
    if (is_request(books)) {
      Refusal question = refused("day", "the last day that was planned for is " + before->text() + ", " +
                                            fact.day.text() + " is too far from it");
      question.confirmable = true;
      return question;
    }
    doubt_a_clock(books, fact.day);
    return {};
  }
  books.db.run(
      "INSERT INTO site(setting, value, changed) VALUES('planned_day',$1,$2) ON CONFLICT(setting) DO UPDATE SET"
      " value=excluded.value, changed=excluded.changed",
      fact.day.days(), books.entry.changed);
  books.entry.today = fact.day;
  remember(books.db, "");
  if (before) remember_jump(books.db, *before, fact.day);
  touch_what_the_day_changes(books, before);
  if (!before) look_at_everything(books);
  return {};
}

}  // namespace dockhand
