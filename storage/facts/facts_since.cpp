#include "storage/facts/facts_since.h"

#include <algorithm>
#include <map>
#include <utility>

#include "storage/books/stored_event.h"
#include "storage/codec/codec.h"
#include "storage/facts/facts_checks.h"
#include "storage/schema/setting.h"
#include "storage/schema/sql.h"

namespace dockhand {
namespace {

// One by one an account's units, whoever has them: what hands have moved.
std::map<Account, std::int64_t> moved_by(Books& books, const std::vector<Held>& effect) {
  std::map<Account, std::int64_t> moved;
  for (const Held& held : effect) {
    if (held.account.item == unit_item || !books.location(held.account.place)) continue;
    moved[held.account.free()] += held.quantity;
  }
  std::erase_if(moved, [](const auto& one) { return one.second == 0; });
  return moved;
}

// Whether a count says how many units of this name there are. One that names none means those that nobody has named.
bool speaks_for(Books& books, const Count& count, const Account& account) {
  if (count.at.text() != account.place || count.units.item.text() != account.item) return false;
  if (books.known_item(count.units.item).tracking == Tracking::none) return true;
  if (count.units.serial) return count.units.serial->text() == account.serial;
  return count.units.lot ? count.units.lot->text() == account.lot : books.lacks_name(account);
}

// Who says that a pallet is gone has counted none of all that was on it.
bool has_counted(Books& books, const Action& action, const Account& account) {
  if (const auto* count = std::get_if<Count>(&action)) return speaks_for(books, *count, account);
  const auto* lost = std::get_if<LoseUnit>(&action);
  return lost != nullptr && lost->unit.text() == account.place;
}

// What the office's own number has set there counts like a person's count.
bool set_by_import(Books& books, const Account& account, std::int64_t since) {
  return books.db
      .query(
          "SELECT 1 FROM event e JOIN posting p ON p.event = e.seq WHERE e.seq > $1 AND e.action='import'"
          " AND e.undone_by='' AND p.place=$2 AND p.item=$3 AND p.lot=$4 AND p.serial=$5"
          " GROUP BY e.seq HAVING sum(p.quantity) <> 0 LIMIT 1",
          since, account.place, account.item, account.lot, account.serial)
      .next();
}

// Of the accounts that the event has moved units at, those that somebody has counted since.
std::map<Account, std::int64_t> counted_since(Books& books, const std::vector<Held>& effect, std::int64_t event) {
  const std::map<Account, std::int64_t> moved = moved_by(books, effect);
  std::map<Account, std::int64_t> counted;
  std::string looked_at;
  for (const auto& [first, units] : moved) {
    if (first.place == std::exchange(looked_at, first.place)) continue;
    for (auto rows = books.db.query("SELECT body FROM event WHERE counted=$1 AND counted <> '' AND seq > $2"
                                    " AND undone_by=''",
                                    first.place, event);
         rows.next();) {
      const auto body = stored_body(books.db, rows.text(0));
      if (!body) continue;
      for (const auto& one : moved) {
        if (has_counted(books, body->command.action, one.first)) counted.insert(one);
      }
    }
  }
  for (const auto& one : moved) {
    if (!counted.contains(one.first) && set_by_import(books, one.first, event)) counted.insert(one);
  }
  return counted;
}

// Of the units that the event has moved, those at places that others have counted later, which was heard of before. An
// event that had waited to be booked has later numbers above its own: its own sender may have counted since, too.
std::map<Account, std::int64_t> counted_later(Books& books) {
  const Entry& entry = books.entry;
  std::map<Account, std::int64_t> counted;
  const auto effect = held_in(books.db.query("SELECT " DOCKHAND_ACCOUNT ", sum(quantity) FROM posting WHERE event=$1"
                                             " GROUP BY " DOCKHAND_ACCOUNT,
                                             entry.seq));
  for (const auto& one : moved_by(books, effect)) {
    for (auto rows =
             books.db.query("SELECT body FROM event WHERE counted=$1 AND counted <> '' AND seq <> $2 AND at > $3"
                            " AND (writer <> $4 OR seq > $2) AND undone_by=''",
                            one.first.place, entry.seq, entry.command.at.ms, entry.writer.text());
         rows.next();) {
      const auto body = stored_body(books.db, rows.text(0));
      if (body && has_counted(books, body->command.action, one.first)) counted.insert(one);
    }
  }
  return counted;
}

// How many units others have brought there, or taken away, after the count was made and before it was heard of.
std::int64_t moved_later(Books& books, const Count& count) {
  const Entry& entry = books.entry;
  const bool any_lot = books.known_item(count.units.item).tracking == Tracking::none;
  const Account there = account_for(count.units, count.at);
  auto rows = books.db.query(
      "SELECT coalesce(sum(p.quantity), 0) FROM event e JOIN posting p ON p.event = e.seq WHERE e.seq > $1"
      " AND e.seq <> $2 AND e.at > $3 AND (e.writer <> $4 OR e.seq > $2) AND p.place=$5 AND p.item=$6"
      " AND ($7 = 1 OR p.lot=$8) AND ($9 = '' OR p.serial=$9)",
      entry.seq - events_looked_at, entry.seq, entry.command.at.ms, entry.writer.text(), there.place, there.item,
      any_lot, there.lot, there.serial);
  return rows.next() ? rows.integer(0) : 0;
}

void ask_to_count(Books& books, const Account& there, std::int64_t units, const std::string& why) {
  books.notice(books.asks_to_count(there, units, why));
}

std::string name_of_units(const Account& account) {
  return account.item + (account.lot.empty() ? "" : " lot " + account.lot) +
         (account.serial.empty() ? "" : " no. " + account.serial);
}

bool has_hub(Books& books) { return !text_setting(books.db, "hub_generation").empty(); }

// First account that no longer holds what the event brought there. What is only reserved is no obstacle: it is given
// back and planned again. What was picked belongs to its order.
std::optional<Held> built_upon(Books& books, const std::vector<Held>& effect, const Original& original) {
  std::map<Account, std::int64_t> brought;
  for (const Held& held : effect) {
    if (is_serial_elsewhere(books, effect, held.account)) return held;
    const auto there = books.location(held.account.place);
    const bool unit_is_away = held.account.item == unit_item && books.balance(held.account) < held.quantity;
    if (unit_is_away) return held;
    if (!there) continue;
    const bool is_unit = held.account.item == unit_item;
    const bool of_order = there->holds_picked() && !held.account.is_free();
    if ((is_unit || of_order) && held.quantity > 0 && books.balance(held.account) < held.quantity) return held;
    if (!is_unit && !of_order) brought[held.account.free()] += held.quantity;
  }
  for (const auto& [account, quantity] : brought) {
    const std::int64_t left = left_at(books, account);
    if (quantity <= 0 || left >= quantity) continue;
    if (left + missing_before(books, account, quantity, original) < quantity) return Held{account, quantity};
  }
  return std::nullopt;
}

std::string built_upon_sentence(Books& books, const Held& held) {
  const Account& account = held.account;
  if (account.item == unit_item) return "pallet " + account.serial + " was moved since";
  if (!account.serial.empty()) return name_of_units(account) + " was moved, picked or sent since";
  const bool was_given_up = !account.doc.empty() && books.balance(account.free()) > 0;
  if (was_given_up && books.known_location(account.place).holds_picked()) {
    return account.doc + " does not want " + account.item + " at " + place_in_words(account.place) +
           " any more: put it back";
  }
  const std::int64_t left = std::max<std::int64_t>(0, left_at(books, account));
  // The hub's rows do not say what was missing there before.
  if (has_hub(books)) {
    return "only " + std::to_string(left) + " of " + name_of_units(account) + " are at " +
           place_in_words(account.place) + ", and " + std::to_string(held.quantity) + " came: count them there instead";
  }
  return "units of " + account.item + " at " + place_in_words(account.place) + " were moved or picked since";
}

}  // namespace

std::optional<Instant> own_time(const Books& books) {
  if (books.entry.standing == Standing::request) return std::nullopt;
  const std::string clock = text_setting(books.db, ("clock " + books.entry.writer.text()).c_str());
  return clock == "wrong" ? std::nullopt : std::optional(books.entry.command.at);
}

bool was_carried_later(Books& books, const std::string& unit) {
  const auto when = own_time(books);
  if (!when) return false;
  return books.db
      .query(
          "SELECT 1 FROM posting p JOIN event e ON e.seq = p.event WHERE p.event > $1 AND p.event <> $2"
          " AND p.item=$3 AND p.serial=$4 AND e.at > $5 AND e.undone_by='' LIMIT 1",
          books.entry.seq - events_looked_at, books.entry.seq, unit_item, unit, when->ms)
      .next();
}

bool is_serial_elsewhere(Books& books, const std::vector<Held>& effect, const Account& of) {
  if (of.serial.empty() || of.item == unit_item) return false;
  const auto now = books.serial_at(of.item, of.serial);
  for (const Held& held : effect) {
    const Account& account = held.account;
    if (account.item != of.item || account.serial != of.serial || held.quantity <= 0) continue;
    const bool in_the_world = account.place == account::customer || books.location(account.place);
    if (in_the_world) return !now || now->account.place != account.place;
  }
  return now.has_value();
}

std::int64_t left_at(Books& books, const Account& like) {
  if (books.known_location(like.place).holds_picked()) return books.balance(like.free());
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4", like.place,
      like.item, like.lot, like.serial);
  return rows.next() ? rows.integer(0) : 0;
}

namespace {

// The books before the event: what they have now, without what was posted since. Among picked goods nobody's units are
// meant.
std::int64_t there_before(Books& books, const Account& like, std::int64_t event) {
  auto rows = books.db.query(
      "SELECT coalesce(sum(quantity), 0) FROM (SELECT doc, quantity FROM balance"
      " WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4 UNION ALL SELECT doc, -quantity FROM posting"
      " WHERE event >= $5 AND place=$1 AND item=$2 AND lot=$3 AND serial=$4) AS before WHERE $6 = 0 OR doc=''",
      like.place, like.item, like.lot, like.serial, event, books.known_location(like.place).holds_picked());
  return rows.next() ? rows.integer(0) : 0;
}

// Returns how many of these a count has found: the books had that many after it, whatever the hub's rows brought since.
std::int64_t found_by(Books& books, const Count& count, const Account& like) {
  if (!speaks_for(books, count, like)) return 0;
  std::int64_t found = count.units.quantity.units();
  if (!books.known_location(like.place).holds_picked()) return found;
  for (const Held& held : books.held_at(like, Reach::loose)) found -= held.account.is_free() ? 0 : held.quantity;
  return std::max<std::int64_t>(0, found);
}

}  // namespace

// Of an event that the hub's rows contain nobody can tell, unless it was a count.
std::int64_t missing_before(Books& books, const Account& like, std::int64_t brought, const Original& original) {
  const std::int64_t applied = has_hub(books) ? number_setting(books.db, "applied") : 0;
  if (original.seq > applied) {
    return std::max<std::int64_t>(0, -there_before(books, like, original.seq));
  }
  const Count* count = original.command ? std::get_if<Count>(&*original.command) : nullptr;
  if (count == nullptr || count->at.text() != like.place) return 0;
  return std::clamp<std::int64_t>(brought - found_by(books, *count, like), 0, brought);
}

Performed check_untouched_since(Books& books, const std::vector<Held>& effect, const Original& original) {
  if (const auto moved_on = built_upon(books, effect, original)) {
    return refused("target", built_upon_sentence(books, *moved_on));
  }
  const auto counted = counted_since(books, effect, original.seq);
  if (counted.empty()) return {};
  const Account& account = counted.begin()->first;
  return refused("target", name_of_units(account) + " at " + place_in_words(account.place) +
                               " was counted since: undo that count first, or count there again");
}

void ask_to_count_again(Books& books, const std::vector<Held>& effect, const Original& original) {
  for (const auto& [account, quantity] : counted_since(books, effect, original.seq)) {
    ask_to_count(books, account, quantity, "it was counted after " + original.in_words + ", which was undone");
  }
}

void ask_for_undone_count(Books& books, const std::vector<Held>& effect, const Original& original) {
  if (!original.command || !std::holds_alternative<Count>(*original.command)) return;
  for (const auto& [account, units] : moved_by(books, effect)) {
    if (books.is_asked_for(account)) continue;
    ask_to_count(books, account, units, original.in_words + " was undone");
  }
}

void ask_where_put_back(Books& books, const OrderLine& line, const char* action, std::int64_t units,
                        const std::string& why) {
  const auto places = held_in(books.db.query(
      "SELECT DISTINCT p.place, p.item, p.lot, p.serial, '', 0, 0 FROM event e JOIN posting p ON p.event = e.seq"
      " WHERE e.seq > $1 AND e.action=$2 AND e.undone_by <> '' AND p.quantity < 0 AND p.item <> $3"
      " AND p." DOCKHAND_REAL_PLACE
      " AND EXISTS (SELECT 1 FROM posting l WHERE l.event = e.seq AND l.doc=$4 AND l.line=$5 AND l.quantity > 0)"
      " ORDER BY 1, 2, 3, 4",
      books.entry.seq - events_looked_at, std::string(action), unit_item, line.document.text(), line.line));
  for (const Held& there : places) {
    if (!books.is_asked_for(there.account)) ask_to_count(books, there.account, units, why);
  }
}

std::int64_t paid_before(Books& books, const OrderLine& line, const Account& here, const char* action) {
  auto rows = books.db.query(
      "SELECT coalesce(-sum(given.quantity), 0) FROM posting given LEFT JOIN event e ON e.seq = given.event"
      " WHERE given.place=$1 AND given.item=$2 AND given.lot=$3 AND given.serial=$4 AND given.doc=$5 AND given.line=$6"
      " AND given.quantity < 0 AND given.event > $7 AND (given.event = $8 OR e.action = $9 AND e.undone_by='')"
      " AND EXISTS (SELECT 1 FROM posting paid WHERE paid.event = given.event AND paid.place=given.place"
      " AND paid.item=given.item AND paid.lot=given.lot AND paid.serial=given.serial AND paid.doc=''"
      " AND paid.quantity > 0)",
      here.place, here.item, here.lot, here.serial, line.document.text(), line.line, books.entry.seq - events_looked_at,
      books.entry.seq, std::string(action));
  return rows.next() ? rows.integer(0) : 0;
}

namespace {

struct CameBack {
  std::int64_t units = 0;
  bool wanted_again = false;
};

// What came back of the line when the books had sent it none, as it was heard of.
std::vector<CameBack> came_back_before(Books& books, const OrderLine& line, const Account& sent) {
  std::vector<CameBack> all;
  for (auto rows = books.db.query(
           "SELECT e.body, -p.quantity FROM event e JOIN posting p ON p.event = e.seq WHERE e.action='return'"
           " AND e.undone_by='' AND p.place=$1 AND p.item=$2 AND p.lot=$3 AND p.serial=$4 AND p.doc=''"
           " AND p.quantity < 0 AND p.event > $5 ORDER BY p.event",
           sent.place, sent.item, sent.lot, sent.serial, books.entry.seq - events_looked_at);
       rows.next();) {
    const auto body = stored_body(books.db, rows.text(0), "return");
    const auto* back = body ? std::get_if<CustomerReturn>(&body->command.action) : nullptr;
    if (back != nullptr && back->line == line) all.push_back({rows.integer(1), back->wanted_again});
  }
  return all;
}

}  // namespace

void settle_what_is_back(Books& books, const OrderLine& line, const Account& sent, std::int64_t units) {
  std::int64_t left = std::min(units, -books.balance(sent.free()));
  if (left <= 0) return;
  std::int64_t paid = paid_before(books, line, sent, "ship");
  for (const CameBack& one : came_back_before(books, line, sent)) {
    const std::int64_t known = std::min(paid, one.units), now = std::min(left, one.units - known);
    paid -= known;
    left -= now;
    books.transfer(sent.claimed_by(line), sent.free(), now);
    const Account memory = sent.at(account::returned);
    if (!one.wanted_again) books.transfer(memory.free(), memory.claimed_by(line), now);
  }
  books.touch(books.code<ItemCode>(sent.item));
}

void ask_to_count_what_came_late(Books& books) {
  if (is_request(books)) return;
  if (const auto* count = std::get_if<Count>(&books.entry.command.action)) {
    const std::int64_t units = moved_later(books, *count);
    if (units == 0) return;
    ask_to_count(books, account_for(count->units, count->at), units,
                 "it was counted before others moved units there, and heard of after that");
    return;
  }
  for (const auto& [account, units] : counted_later(books)) {
    ask_to_count(books, account, units, "it was counted after this, and heard of before: " + books.entry.because);
  }
}

}  // namespace dockhand
