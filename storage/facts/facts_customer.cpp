// What customers decide about lines that wait.
#include <fmt/format.h>

#include <algorithm>

#include "storage/books/customer_choices.h"
#include "storage/books/hold.h"
#include "storage/books/item_state.h"
#include "storage/books/stored_event.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/model/commands/letter_marks.h"
#include "storage/model/rows/exchange_line.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/documents.h"
#include "storage/schema/row_keys.h"

namespace dockhand {
namespace {

enum class Instead { nothing, another_item };

// So many of those that wait are not wanted any more; what the line has stays.
void give_up(Books& books, const OrderLine& line, const ItemCode& item, std::int64_t units, Instead instead) {
  auto counted = counted_line(books.db, line);
  if (counted && instead == Instead::another_item) counted->waiting = 0;  // the other one was asked for
  take_from_history(books.db, line.document.text(), line.line);
  books.db.run("UPDATE order_line SET cancelled = cancelled + $4, changed=$3 WHERE order_no=$1 AND line=$2",
               line.document.text(), line.line, books.entry.changed, units);
  count_demand(books.db, line, counted, books.entry.command.at.date());
  books.demand_changed(line);
  books.trim(line);
  books.wants_less(line);
  books.touch(item);
}

// How many units of the other item stand for one, as the office says: one, where it says nothing.
std::int64_t ratio_of(Books& books, const ItemCode& item, const ItemCode& other) {
  auto rows = books.db.query("SELECT units FROM alternative WHERE item=$1 AND other=$2 AND units > 0", item.text(),
                             other.text());
  return rows.next() ? rows.integer(0) : 1;
}

// More than waits cannot be replaced, and of a pair not one. Who takes the other item for a part lets the rest wait.
Performed check_part(Books& books, const TakeOther& fact, const OrderLineInfo& line) {
  const std::int64_t ratio = ratio_of(books, line.item, fact.other), taken = fact.quantity.units();
  const std::string one = std::to_string(ratio) + " of " + fact.other.text() +
                          (ratio == 1 ? " stands for one of " : " stand for one of ") + line.item.text();
  if (taken % ratio != 0) return refused("quantity", one + ": take a multiple of it");
  if (taken / ratio <= line.waiting()) return {};
  const char* const wait = line.waiting() == 1 ? " waits, and " : " wait, and ";
  return refused("quantity", std::to_string(line.waiting()) + " of " + fact.line.text() + wait + one +
                                 ": take at most " + std::to_string(line.waiting() * ratio));
}

// What was offered may have gone to somebody else meanwhile: then the customer would wait for the other item.
Performed check_here(Books& books, const TakeOther& fact) {
  const std::int64_t free = standing_of(books.db, fact.other, books.entry.today).free;
  if (free >= fact.quantity.units()) return {};
  const std::string left = free > 0 ? "only " + std::to_string(free) : "nothing";
  return refused("other", left + " of " + fact.other.text() + " is free any more, and " + fact.quantity.text() +
                              " would be taken: ask the customer again");
}

// Another line may have got the number meanwhile, at another database; the same decision said twice is one.
OrderLine line_for(Books& books, const TakeOther& fact) {
  const auto there = order_line_document(books.db, fact.as);
  if (!there || (there->item == fact.other && there->ordered == fact.quantity)) return fact.as;
  auto rows = books.db.query("SELECT max(line) FROM order_line WHERE order_no=$1", fact.as.document.text());
  return rows.next() ? exchange_line(fact.as.document, Cells(rows).number(0)) : fact.as;
}

// By law its customer had to agree to a later day, and has not: nothing of the line leaves, also what is picked.
bool keeps_all_here(Books& books, const OrderLine& line) {
  return line_to_cancel(books.db, line.document, {line.line}).has_value();
}

// Who cancels then gives up what is here for him as well.
std::int64_t given_up_of(Books& books, const OrderLine& line, const OrderLineInfo& info) {
  return keeps_all_here(books, line) ? info.demand - info.shipped : info.waiting();
}

bool is_about_what_is_open(const CustomerAnswer& fact) {
  return fact.says == CustomerSays::cancel || fact.says == CustomerSays::wait;
}

// Who has answered is asked no more: what the hub says of the law comes with the next sync.
void settle_stop(Books& books, const OrderLine& line) {
  const std::string id = asked_and_not_agreed + line.text();
  books.db.run(
      "UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $3 END"
      " WHERE open=1 AND id >= $1 AND id < $2",
      id + " ", id + "!", books.entry.changed);
}

// Nobody gives up, or waits for, what is over.
Performed check_open(Books& books, const CustomerAnswer& fact, const OrderLineInfo& line) {
  const bool open = line.demand > line.shipped;
  const bool is_here = line.waiting() == 0 && !keeps_all_here(books, fact.line);
  if (open && fact.says == CustomerSays::cancel && is_here) {
    return refused("line",
                   "nothing of " + fact.line.text() + " waits any more, " + std::to_string(line.demand - line.shipped) +
                       " of it are here: cancel its order, or the line in the office's file, if they are not wanted");
  }
  if (!is_about_what_is_open(fact) || open) return {};
  return refused("line", "nothing of " + fact.line.text() + " is open any more: it is cancelled, or has left");
}

}  // namespace

Performed check_agreed(Books& books, const OrderNumber& order, const std::set<std::int32_t>& lines) {
  const auto line = line_to_cancel(books.db, order, lines);
  if (!line) return {};
  return refused("order", line->text() +
                              " is to be cancelled: its customer has agreed to no later day. Note what he "
                              "answers, or close the notice about it");
}

namespace {

// What no hand has touched can be replaced: what is reserved for the line by now goes back.
std::int64_t replaceable(const OrderLineInfo& line) {
  return std::max<std::int64_t>(0, line.demand - line.picked - line.shipped);
}

// What another event, which stands, has taken instead: the last one that `is` right.
template <typename Is>
std::optional<TakeOther> taken_before(Books& books, const Command& by, const Is& is) {
  for (auto rows =
           books.db.query("SELECT body, action FROM event WHERE action='take_other' AND undone_by='' AND id <> $1"
                          " ORDER BY seq DESC",
                          by.id.text());
       rows.next();) {
    const auto body = stored_body(books.db, rows.text(0), rows.text(1));
    const auto* other = body ? std::get_if<TakeOther>(&body->command.action) : nullptr;
    if (other != nullptr && is(*other)) return *other;
  }
  return std::nullopt;
}

// The same line for the same one was made before: two people have written down one decision.
bool is_made(Books& books, const TakeOther& fact, const OrderLine& as, const Command& by) {
  const auto there = order_line_document(books.db, as);
  if (!there || there->item != fact.other || there->ordered != fact.quantity) return false;
  const auto before = taken_before(books, by, [&](const TakeOther& one) { return one.as == as; });
  return before && before->line == fact.line;
}

// The line of the other item. What is not wanted of it stands there as cancelled, so that what hands did for it is
// booked. Empty: the line is not needed, or is there.
std::optional<OrderLineRow> line_made(Books& books, const TakeOther& fact, OrderLineRow row, Quantity taken) {
  row.line = line_for(books, fact);
  if (taken.none() && row.line != fact.as) return std::nullopt;
  row.item = fact.other;
  row.ordered = fact.quantity;
  row.cancelled = fact.quantity.less(taken);
  if (put(books.db, row, books.entry.changed) == 0) return std::nullopt;
  is_back(books.db, key_of(row), books.entry.changed);
  count_demand(books.db, row.line, std::nullopt, books.entry.command.at.date());
  books.demand_changed(row.line);
  books.touch(fact.other);
  return row;
}

// Returns how many of the other item are wanted by it: no more than stand for what is open of the line. What the line
// was before and after it, and the new one as it was made, are kept for the undo.
Quantity exchange(Books& books, const TakeOther& fact, const Command& by) {
  auto row = order_line_document(books.db, fact.line);
  const auto line = books.order_line(fact.line);
  const auto counted = counted_line(books.db, fact.line);
  if (!row || !line || !counted || is_made(books, fact, line_for(books, fact), by)) return fact.quantity;
  const std::int64_t ratio = ratio_of(books, row->item, fact.other), asked = fact.quantity.units();
  const std::int64_t replaced = std::min(replaceable(*line), (asked + ratio - 1) / ratio);
  const Quantity taken = Quantity::nearest(std::min(asked, replaced * ratio));
  keep_choice(books, by.id, CustomerChoice::exchanged, fact.line, replaced, row->ordered.units());
  give_up(books, fact.line, row->item, replaced, Instead::another_item);
  std::vector<ImportRow> images{*row};
  if (const auto after = order_line_document(books.db, fact.line)) images.emplace_back(*after);
  if (const auto made = line_made(books, fact, *row, taken)) {
    keep_choice(books, by.id, CustomerChoice::made, made->line, taken.units(), taken.units());
    images.emplace_back(*made);
  }
  keep_rows(books, by, images, {counted->demanded});
  return taken;
}

}  // namespace

void lay_other(Books& books, const TakeOther& fact, const Command& by) { exchange(books, fact, by); }

namespace {

// The rows of both lines, as the event that took the other item left them.
struct Taken {
  OrderLineRow before;               // of the line that waited
  std::int64_t demanded;             // what it counted for in the history
  std::int64_t replaced = 0;         // units of it that were given up
  std::optional<OrderLineRow> made;  // empty: the new line was there already
};
std::optional<Taken> taken_by(Books& books, const CommandId& event) {
  const auto image = image_of(books, event);
  if (!image || image->was.empty() || image->demanded.empty()) return std::nullopt;
  const auto* before = std::get_if<OrderLineRow>(&image->was.front());
  if (before == nullptr) return std::nullopt;
  Taken taken{*before, image->demanded.front(), 0, std::nullopt};
  // What was written before its row was kept as it was afterwards gave up all that is cancelled by now.
  if (const auto now = order_line_document(books.db, before->line)) {
    taken.replaced = now->cancelled.less(before->cancelled).units();
  }
  for (std::size_t i = 1; i < image->was.size(); ++i) {
    const auto* row = std::get_if<OrderLineRow>(&image->was[i]);
    if (row == nullptr) continue;
    if (row->line == before->line) taken.replaced = row->cancelled.less(before->cancelled).units();
    if (row->line != before->line) taken.made = *row;
  }
  return taken;
}

// In words, with the line; empty: nothing was.
std::string built_on(Books& books, const TakeOther& fact, const Taken& taken) {
  auto now = order_line_document(books.db, fact.line);
  if (!now) return fact.line.text() + " is not there any more";
  now->cancelled = taken.before.cancelled;
  if (*now != taken.before) return fact.line.text() + " was changed since";
  if (!taken.made) return {};
  const std::string& name = taken.made->line.text();
  const auto line = books.order_line(taken.made->line);
  if (!line || order_line_document(books.db, taken.made->line) != taken.made) return name + " was changed since";
  if (line->picked + line->shipped > 0) return name + " was picked";
  const bool bought = books.db
                          .query(
                              "SELECT 1 FROM purchase_line WHERE for_order=$1 AND for_line=$2 AND for_order <> ''"
                              " LIMIT 1",
                              taken.made->line.document.text(), taken.made->line.line)
                          .next();
  return bought ? "something was bought for " + name : std::string();
}

}  // namespace

Performed check_other_undoable(Books& books, const TakeOther& fact, const CommandId& event) {
  if (!is_request(books)) return {};
  const auto taken = taken_by(books, event);
  if (!taken) {
    return refused("target",
                   "what " + fact.line.text() + " was before is not known here: send the one that is right now");
  }
  const std::string built = built_on(books, fact, *taken);
  return built.empty() ? Performed{} : refused("target", "something was built on it: " + built);
}

// What another database has undone and was gone on with here stays, and somebody has to talk with the customer.
void take_back_other(Books& books, const TakeOther& fact, const CommandId& event) {
  const auto taken = taken_by(books, event);
  if (!taken) return;
  if (const std::string built = built_on(books, fact, *taken); !built.empty()) {
    return books.notice(Notice{NoticeKind::document,
                               fact.other,
                               taken->made ? taken->made->line : fact.line,
                               {},
                               fact.quantity,
                               {},
                               "what was taken instead of " + fact.line.text() + " is undone, and stays: " + built});
  }
  forget_choices(books, event);
  if (taken->made) remove_line(books, *taken->made);
  // What was cancelled or taken instead since stays so.
  books.db.run(
      "UPDATE order_line SET cancelled = CASE WHEN cancelled > $4 THEN cancelled - $4 ELSE 0 END, changed=$3"
      " WHERE order_no=$1 AND line=$2",
      fact.line.document.text(), fact.line.line, books.entry.changed, taken->replaced);
  set_demand(books.db, fact.line, taken->demanded);
  books.demand_changed(fact.line);
  fit_to_demand(books, fact.line);
  books.touch(taken->before.item);
}

void lay_answer(Books& books, const CustomerAnswer& fact, const Command& by) {
  if (fact.says != CustomerSays::cancel) return;
  const auto line = books.order_line(fact.line);
  const auto row = order_line_document(books.db, fact.line);
  if (!line || !row) return;
  const std::int64_t units = given_up_of(books, fact.line, *line);
  keep_choice(books, by.id, CustomerChoice::declined, fact.line, units, row->ordered.units());
  give_up(books, fact.line, line->item, units, Instead::nothing);
}

namespace {

// Why so many of the line cannot be replaced any more: what has become of it here meanwhile.
std::string became_of(Books& books, const TakeOther& fact, const OrderLineInfo& line) {
  const auto before =
      taken_before(books, books.entry.command, [&](const TakeOther& one) { return one.line == fact.line; });
  if (before) {
    return fmt::format("{other} was taken instead of {line} already", fmt::arg("other", before->other.text()),
                       fmt::arg("line", fact.line.text()));
  }
  const std::int64_t gone = line.picked + line.shipped;
  if (gone > 0)
    return fmt::format("{gone} of {line} are picked or have left", fmt::arg("gone", gone),
                       fmt::arg("line", fact.line.text()));
  if (line.demand == 0) return fmt::format("{line} was cancelled", fmt::arg("line", fact.line.text()));
  return fmt::format("{line} wants only {wanted} now", fmt::arg("line", fact.line.text()),
                     fmt::arg("wanted", line.demand));
}

// Elsewhere the line still waited when its customer took the other item; here so much of it is over. `line` is how it
// was before.
void tell_not_taken(Books& books, const TakeOther& fact, const OrderLineInfo& line, Quantity lacking) {
  const OrderLine as = line_for(books, fact);
  books.notice(Notice{
      NoticeKind::document,
      fact.other,
      order_line_document(books.db, as) ? as : fact.line,
      {},
      lacking,
      {},
      fmt::format("{as}, {asked} {other} instead of {line}: {lacking} are not wanted, as {became}. They are free "
                  "stock, and what is picked of them comes back. Ask the customer",
                  fmt::arg("as", as.text()), fmt::arg("asked", fact.quantity.text()),
                  fmt::arg("other", fact.other.text()), fmt::arg("line", fact.line.text()),
                  fmt::arg("lacking", lacking.text()), fmt::arg("became", became_of(books, fact, line)))});
}

}  // namespace

Performed perform_fact(Books& books, const TakeOther& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  if (!books.item(fact.other)) return unknown("other", fact.other.text());
  if (fact.as.document != fact.line.document) return refused("as", "the new line has to be one of the same order");
  if (is_request(books)) {
    if (fact.quantity.none()) return refused("quantity", "say how many of " + fact.other.text() + " are taken");
    if (books.order_line(fact.as)) return refused("as", fact.as.text() + " is a line already");
    if (line->item == fact.other) return refused("other", fact.other.text() + " does not stand in for itself");
    if (line->waiting() == 0) return refused("line", "nothing of " + fact.line.text() + " waits");
    if (auto no = check_part(books, fact, *line)) return no;
    if (auto no = check_here(books, fact)) return no;
  }
  const Quantity lacking = fact.quantity.less(exchange(books, fact, books.entry.command));
  if (!lacking.none()) tell_not_taken(books, fact, *line, lacking);
  tell_of_straight(books, fact.line);
  return {};
}

Performed perform_fact(Books& books, const CustomerAnswer& fact) {
  const auto line = books.order_line(fact.line);
  if (!line) return unknown("line", fact.line.text());
  if (is_request(books)) {
    if (auto no = check_open(books, fact, *line)) return no;
  }
  lay_answer(books, fact, books.entry.command);
  if (is_about_what_is_open(fact)) settle_stop(books, fact.line);
  if (fact.says == CustomerSays::cancel) tell_of_straight(books, fact.line);
  return {};
}

}  // namespace dockhand
