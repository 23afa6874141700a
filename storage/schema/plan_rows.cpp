#include "storage/schema/plan_rows.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "storage/engine/row_reader.h"
#include "storage/schema/documents.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

using Row = std::vector<Value>;

Value as_value(const std::optional<Date>& date) {
  return date ? Value(std::int64_t{date->days()}) : Value(std::monostate{});
}
Value as_value(const std::optional<std::int32_t>& number) {
  return number ? Value(std::int64_t{*number}) : Value(std::monostate{});
}
Value as_value(std::int32_t number) { return Value(std::int64_t{number}); }

// Prints "22400/15000/29800 22400/...": expected, p10 and p90 of each week.
std::string text_of(const std::vector<PlannedWeek>& weeks) {
  std::string text;
  for (const PlannedWeek& week : weeks) {
    if (!text.empty()) text += ' ';
    text += std::to_string(week.expected) + "/" + std::to_string(week.p10) + "/" + std::to_string(week.p90);
  }
  return text;
}

// What does not parse was not written by us.
Result<std::vector<PlannedWeek>> parse_weeks(std::string_view text) {
  std::vector<std::int64_t> numbers;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    std::int64_t number = 0;
    const auto [next, failed] = std::from_chars(at, end, number);
    const bool ends = next == end || *next == ' ' || *next == '/';
    if (failed != std::errc() || !ends) return Error{ErrorKind::bad_input, "weeks", "they are no numbers"};
    numbers.push_back(number);
    at = next == end ? end : next + 1;
  }
  if (numbers.size() % 3 != 0 || numbers.size() > 3 * planned_weeks) {
    return Error{ErrorKind::bad_input, "weeks",
                 "each has three numbers, and there are at most " + std::to_string(planned_weeks)};
  }
  std::vector<PlannedWeek> weeks;
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3) {
    weeks.push_back({numbers[i], numbers[i + 1], numbers[i + 2]});
  }
  return weeks;
}

// Prints how the weeks come about: "smooth erratic +20529 112/100 108/250 ...": the method, how it sells, since when
// more (or, "-20529", less; "0" stands for never), and the season and the lift of each week. All of it stands in the
// cell of the method: a program of old shows what it finds there and knows no more columns.
std::string text_of_how(const PlanRow& plan) {
  if (plan.pattern.empty()) return plan.method;
  std::string text = plan.method + " " + plan.pattern + " ";
  if (plan.change) text += plan.change->more ? "+" : "-";
  text += std::to_string(plan.change ? plan.change->since.days() : 0);
  for (const PlannedWeek& week : plan.weeks) {
    text += " " + std::to_string(week.season) + "/" + std::to_string(week.lift);
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    words.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

std::int32_t number_in(std::string_view text) {
  std::int32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// What is not there was not said.
void read_how(const std::string& cell, PlanRow& row) {
  const std::vector<std::string_view> words = words_of(cell);
  constexpr std::size_t before_weeks = 3;
  row.method = words.front();
  if (words.size() < before_weeks) return;
  row.pattern = words[1];
  const std::string_view change = words[2];
  const bool changed = change.starts_with('+') || change.starts_with('-');
  if (changed) row.change = SellsOtherwise{Date::from_days(number_in(change.substr(1))), change.front() == '+'};
  for (std::size_t i = 0; i < std::min(row.weeks.size(), words.size() - before_weeks); ++i) {
    const std::string_view week = words[before_weeks + i];
    const std::size_t slash = std::min(week.find('/'), week.size());
    row.weeks[i].season = number_in(week.substr(0, slash));
    row.weeks[i].lift = slash < week.size() ? number_in(week.substr(slash + 1)) : 100;
  }
}

void add(Row& row, const LevelWhy& why) {
  for (Value& value : Row{Value(why.level), Value(why.expected), as_value(why.days), Value(why.supplier),
                          as_value(why.late), as_value(why.came)}) {
    row.push_back(std::move(value));
  }
}

// A braced list is evaluated from left to right: one cell after the other.
LevelWhy why_in(RowReader& next) {
  return LevelWhy{next.integer(), next.integer(), next.number(), next.text(), next.number(), next.number()};
}

PlanRow read_plan(const Cells& cells) {
  RowReader next(cells);
  PlanRow row{next.code<ItemCode>()};
  const std::string how = next.text();
  row.first_week = next.date();
  row.weeks = next.word(parse_weeks, {});
  row.error = next.integer();
  row.group = next.text();
  row.why = why_in(next);
  row.excess = next.integer();
  row.cover_days = next.maybe_number();
  row.runs_out = next.maybe_date();
  read_how(how, row);
  return row;
}

ProposalRow read_proposal(const Cells& cells) {
  RowReader next(cells);
  const std::string id = next.text();
  ProposalRow row{id, next.code<ItemCode>()};
  row.supplier = next.text();
  row.backup = next.text();
  row.quantity = next.integer();
  row.price = next.price();
  row.place = next.number();
  row.saves = next.integer();
  row.lines = next.integer();
  row.order_by = next.date();
  row.runs_out = next.maybe_date();
  row.free = next.integer();
  row.coming = next.integer();
  row.textbook = next.integer();
  row.king = next.integer();
  row.needed = next.integer();
  row.why = why_in(next);
  row.state = next.word(parse_proposal_state, ProposalState::over);
  row.approved = next.integer();
  row.decided = next.maybe_date();
  row.decided_by = next.text();
  row.placed_by = next.text();
  row.purchase = next.text();
  row.chosen = next.text();
  row.chosen_price = next.price();
  row.ordered = next.integer();
  row.ordered_of = next.text();
  row.ordered_price = next.price();
  row.decided_name = next.text();
  row.placed_name = next.text();
  return row;
}

#define DOCKHAND_PLAN "SELECT item," DOCKHAND_PLAN_COLUMNS " FROM plan"
#define DOCKHAND_PROPOSAL "SELECT id," DOCKHAND_PROPOSAL_COLUMNS "," DOCKHAND_DECIDED_COLUMNS " FROM proposal"

}  // namespace

std::int64_t put(Engine& db, const PlanRow& plan, std::int64_t changed) {
  static const std::string upsert = document_upsert({"plan", "item", DOCKHAND_PLAN_COLUMNS});
  Row row{Value(plan.item.text()),    Value(text_of_how(plan)), as_value(plan.first_week.days()),
          Value(text_of(plan.weeks)), Value(plan.error),        Value(plan.group)};
  add(row, plan.why);
  for (Value& value : Row{Value(plan.excess), as_value(plan.cover_days), as_value(plan.runs_out), Value(changed)}) {
    row.push_back(std::move(value));
  }
  return db.run_text(upsert, row);
}

std::int64_t put(Engine& db, const ProposalRow& one, std::int64_t changed) {
  static const std::string upsert = document_upsert({"proposal", "id", DOCKHAND_PROPOSAL_COLUMNS ",state"});
  Row row{Value(one.id),       Value(one.item.text()),        Value(one.supplier),    Value(one.backup),
          Value(one.quantity), Value(one.price.parts()),      as_value(one.place),    Value(one.saves),
          Value(one.lines),    as_value(one.order_by.days()), as_value(one.runs_out), Value(one.free),
          Value(one.coming),   Value(one.textbook),           Value(one.king),        Value(one.needed)};
  add(row, one.why);
  row.emplace_back(std::string(name_of(one.state)));
  row.emplace_back(changed);
  const std::int64_t written = db.run_text(upsert, row);
  if (written > 0) db.run("UPDATE proposal SET first_quantity=quantity WHERE id=$1 AND first_quantity IS NULL", one.id);
  return written;
}

std::optional<PlanRow> plan_of(Engine& db, const ItemCode& item) {
  auto rows = db.query(DOCKHAND_PLAN " WHERE item=$1", item.text());
  return rows.next() ? std::optional(read_plan(Cells(rows))) : std::nullopt;
}

std::vector<PlanRow> plans(Engine& db) { return all_of(db.query(DOCKHAND_PLAN " ORDER BY item"), read_plan); }

std::optional<Date> day_of_plan(Engine& db) {
  auto rows = db.query("SELECT value FROM site WHERE setting='plan_made_for'");
  return rows.next() ? std::optional(Cells(rows).date(0)) : std::nullopt;
}

std::optional<ProposalRow> proposal(Engine& db, const std::string& id) {
  auto rows = db.query(DOCKHAND_PROPOSAL " WHERE id=$1", id);
  return rows.next() ? std::optional(read_proposal(Cells(rows))) : std::nullopt;
}

std::vector<ProposalRow> proposals(Engine& db, bool all) {
  return all_of(db.query(DOCKHAND_PROPOSAL " WHERE $1 = 1 OR state <> 'over' ORDER BY place, item, id",
                         std::int64_t{all ? 1 : 0}),
                read_proposal);
}

}  // namespace dockhand
