#include <algorithm>

#include "storage/codec/codec.h"
#include "storage/facts/facts_checks.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

struct Original {
  std::int64_t seq = 0;
  std::string action;
  std::string undone_by;
  std::string in_words;
};

std::optional<Original> find(Books& books, const CommandId& id) {
  auto rows = books.db.query("SELECT seq, action, undone_by, body FROM event WHERE id=$1", id.text());
  if (!rows.next()) return std::nullopt;
  const auto body = decode_body(rows.text(3));
  return Original{rows.integer(0), rows.text(1), rows.text(2), body ? summary(body->command.action) : id.text()};
}

// What the event did to each account, in sum.
std::vector<Held> effect_of(Books& books, std::int64_t event) {
  return held_in(
      books.db.query("SELECT place, item, lot, serial, doc, line, sum(quantity) FROM posting WHERE event=$1"
                     " GROUP BY place, item, lot, serial, doc, line HAVING sum(quantity) <> 0"
                     " ORDER BY place, item, lot, serial, doc, line",
                     event));
}

// First account of a location that no longer holds what the event brought there.
std::optional<Account> built_upon(Books& books, const std::vector<Held>& effect) {
  for (const Held& held : effect) {
    if (held.quantity <= 0 || !books.location(held.account.place)) continue;
    if (books.balance(held.account) < held.quantity) return held.account;
  }
  return std::nullopt;
}

// Where units go back to. A claim is given back only to a line that still orders the item; a document of the office may
// have changed it since.
Account back_to(Books& books, const Account& account) {
  if (account.doc.empty() || !books.location(account.place)) return account;
  const auto line = books.order_line(books.line_of(account));
  return line && line->item.text() == account.item ? account : account.free();
}

// Every debit of the inverse meets a credit of the same units; an event sums to zero per item, lot and serial, so they
// come out even.
void invert(Books& books, const std::vector<Held>& effect) {
  std::vector<Held> brought;
  std::vector<Held> taken;
  for (const Held& held : effect) {
    if (held.quantity > 0) brought.push_back(held);
    if (held.quantity < 0) taken.push_back(Held{held.account, -held.quantity});
  }
  const auto same_units = [](const Account& a, const Account& b) {
    return a.item == b.item && a.lot == b.lot && a.serial == b.serial;
  };
  for (Held& from : brought) {
    for (Held& to : taken) {
      if (!same_units(from.account, to.account)) continue;
      const std::int64_t units = std::min(from.quantity, to.quantity);
      books.transfer(from.account, back_to(books, to.account), units);
      from.quantity -= units;
      to.quantity -= units;
    }
  }
}

// A handling unit goes back to where it came from, wherever it stands by now; one that is not here any more stays away.
void put_units_back(Books& books, const std::vector<Held>& effect) {
  for (const Held& held : effect) {
    if (held.account.item != unit_item || held.quantity > 0) continue;
    const std::string here = books.whereabouts(held.account.serial);
    if (books.location(here)) books.transfer(held.account.at(here), held.account, -held.quantity);
  }
}

// As far as hands go: the units leave where they are, whoever has them claimed by now.
void invert_physically(Books& books, const std::vector<Held>& effect) {
  std::map<Account, std::int64_t> net;
  for (const Held& held : effect) {
    if (held.account.item == unit_item) continue;
    net[books.location(held.account.place) ? held.account.free() : held.account] += held.quantity;
  }
  std::vector<Held> physical;
  for (const auto& [account, quantity] : net) {
    if (quantity <= 0 || !books.location(account.place)) {
      if (quantity != 0) physical.push_back(Held{account, quantity});
      continue;
    }
    for (const Held& held : books.take(account, quantity, {})) physical.push_back(held);
  }
  invert(books, physical);
  put_units_back(books, effect);
}

// What the event gave people to do does not have to be done any more.
void settle_notices(Books& books, const CommandId& event) {
  books.db.run(
      "UPDATE notice SET open=0, changed=CASE WHEN changed=$3 THEN changed ELSE $2 END"
      " WHERE id >= $1 || '#' AND id < $1 || '$' AND open=1",
      event.text(), books.entry.changed, own_decision);
}

Performed check_undoable(const Undo& undo, const std::optional<Original>& original) {
  if (!original) return Refusal{Error{ErrorKind::unknown, "target", "'" + undo.target.text() + "' is not known here"}};
  if (!original->undone_by.empty()) return refused("target", undo.target.text() + " was undone before");
  static const std::set<std::string> documents{"import", "status", "cancel", "close"};
  if (documents.contains(original->action)) {
    return refused("target", "a document of the office is not undone: send the one that is right now");
  }
  if (original->action == "undo" || original->action == "replan" || original->action == "settle" ||
      original->action == "tell") {
    return refused("target", "an event of kind " + original->action + " cannot be undone");
  }
  return {};
}

std::string built_upon_sentence(const Account& account) {
  if (account.item == unit_item) return "handling unit " + account.serial + " was moved since";
  return "units of " + account.item + " at " + account.place + " were moved, picked or given to another order since";
}

}  // namespace

Performed perform_fact(Books& books, const Undo& undo) {
  const auto original = find(books, undo.target);
  if (auto no = check_undoable(undo, original)) return no;
  const std::vector<Held> effect = effect_of(books, original->seq);
  if (const auto moved_on = built_upon(books, effect)) {
    if (is_request(books)) return refused("target", built_upon_sentence(*moved_on));
    invert_physically(books, effect);
  } else {
    invert(books, effect);
  }
  books.entry.because = "undone: " + original->in_words;
  settle_notices(books, undo.target);
  books.db.run("UPDATE event SET undone_by=$2 WHERE seq=$1", original->seq, books.entry.command.id.text());
  for (const Held& held : effect) {
    if (held.account.item == unit_item) continue;
    books.touch(books.code<ItemCode>(held.account.item));
    if (held.account.doc.empty() || held.account.place == account::supplier) continue;
    books.trim(books.line_of(held.account));
  }
  return {};
}

}  // namespace dockhand
