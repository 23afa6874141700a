#include <fmt/format.h>

#include <algorithm>

#include "storage/books/booked_back.h"
#include "storage/books/stored_event.h"
#include "storage/books/taken.h"
#include "storage/codec/codec.h"
#include "storage/facts/facts_checks.h"
#include "storage/facts/facts_images.h"
#include "storage/facts/facts_since.h"
#include "storage/words/summary.h"

namespace dockhand {
namespace {

std::optional<Original> find(Books& books, const CommandId& id) {
  auto rows = books.db.query("SELECT seq, action, undone_by, body FROM event WHERE id=$1", id.text());
  if (!rows.next()) return std::nullopt;
  const auto body = stored_body(books.db, rows.text(3), rows.text(1));
  return Original{rows.integer(0), rows.text(1), rows.text(2), body ? summary(body->command.action) : id.text(),
                  body ? std::optional(body->command.action) : std::nullopt};
}

// What the event did to each account, in sum.
std::vector<Held> effect_of(Books& books, std::int64_t event) {
  return held_in(books.db.query("SELECT " DOCKHAND_ACCOUNT ", sum(quantity) FROM posting WHERE event=$1"
                                " GROUP BY " DOCKHAND_ACCOUNT " HAVING sum(quantity) <> 0"
                                " ORDER BY " DOCKHAND_ACCOUNT,
                                event));
}

bool has_moved_since(Books& books, const Account& here, std::int64_t event) {
  return books.db
      .query(
          "SELECT 1 FROM posting WHERE event > $1 AND place=$2 AND item=$3 AND lot=$4 AND serial=$5 AND doc=$6"
          " AND line=$7 LIMIT 1",
          event, here.place, here.item, here.lot, here.serial, here.doc, here.line)
      .next();
}

// Everything that the event brought is still exactly where it put it. Where there was less than nothing before, there
// are fewer than it brought, and they are all there as long as nothing has moved since. A claim that is not there was
// never given by the hub, whose rows came in the meantime.
bool is_untouched(Books& books, const std::vector<Held>& effect, std::int64_t event) {
  return std::all_of(effect.begin(), effect.end(), [&](const Held& held) {
    const bool goes_nowhere = !books.location(held.account.place) && held.account.item != unit_item;
    if (held.quantity <= 0 || goes_nowhere || books.balance(held.account) >= held.quantity) return true;
    return held.account.is_free() && !has_moved_since(books, held.account, event);
  });
}

std::vector<Held> without_moved_serials(Books& books, const std::vector<Held>& effect) {
  std::vector<Held> rest;
  for (const Held& held : effect) {
    if (!is_serial_elsewhere(books, effect, held.account)) rest.push_back(held);
  }
  return rest;
}

// One that was said to be gone and was found since stays where it was found.
std::vector<Held> without_found_units(Books& books, std::vector<Held> effect) {
  std::set<std::string> found;
  for (const Held& held : effect) {
    const bool was_lost = held.account.item == unit_item && held.account.place == account::lost && held.quantity > 0;
    if (was_lost && books.balance(held.account) <= 0) found.insert(held.account.serial);
  }
  std::erase_if(
      effect, [&](const Held& held) { return held.account.item == unit_item && found.contains(held.account.serial); });
  return effect;
}

// Where units go back to. A claim is given back only to a line that still orders the item; a document of the office may
// have changed it since. Nothing in quarantine is anybody's, such as a pallet that was set aside since.
Account back_to(Books& books, const Account& account) {
  if (account.doc.empty() || !books.location(account.place)) return account;
  if (books.known_location(account.place).kind == LocationKind::quarantine) return account.free();
  const auto line = books.order_line(books.line_of(account));
  return line && line->item.text() == account.item ? account : account.free();
}

// Every debit of the inverse meets a credit of the same units; an event sums to zero per item, lot and serial, so they
// come out even. Handling units go first: what goes back onto one may be an order's again.
void invert(Books& books, const std::vector<Held>& effect) {
  std::vector<Held> brought;
  std::vector<Held> taken;
  for (const Held& held : effect) {
    if (held.quantity > 0) brought.push_back(held);
    if (held.quantity < 0) taken.push_back(Held{held.account, -held.quantity});
  }
  std::stable_partition(brought.begin(), brought.end(),
                        [](const Held& held) { return held.account.item == unit_item; });
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

// One that the event itself took away, and that is still where it put it, is here again before its goods are: what goes
// back onto it may be an order's.
void bring_units_back(Books& books, const std::vector<Held>& effect) {
  for (const Held& held : effect) {
    if (held.account.item != unit_item || held.quantity < 0 || books.location(held.account.place)) continue;
    if (books.whereabouts(held.account.serial) != held.account.place || books.balance(held.account) <= 0) continue;
    for (const Held& from : effect) {
      const bool same = from.account.item == unit_item && from.account.serial == held.account.serial;
      if (same && from.quantity < 0) books.transfer(held.account, from.account, held.quantity);
    }
  }
}

// Who had units on a handling unit before the event has them again: among picked goods they are his.
void give_back_on(Books& books, const std::string& unit, std::int64_t event) {
  const auto given_up = held_in(books.db.query("SELECT " DOCKHAND_ACCOUNT ", -sum(quantity) FROM posting WHERE event=$1"
                                               " AND place=$2 AND doc > '' AND quantity < 0 GROUP BY " DOCKHAND_ACCOUNT
                                               " ORDER BY item, lot, serial, doc, line",
                                               event, unit));
  for (const Held& held : given_up) {
    const std::int64_t units = std::min(held.quantity, books.balance(held.account.free()));
    const Account his = back_to(books, held.account);
    if (units <= 0 || his.is_free()) continue;
    books.transfer(held.account.free(), his, units);
    books.trim(books.line_of(his));
  }
}

// One that stands among stock now and belongs among outgoing goods, or the other way round, gives its claims up like
// any other. Returns the rest of the effect.
std::vector<Held> carry_units_over(Books& books, std::vector<Held> effect, std::int64_t event) {
  std::set<std::string> carried;
  for (const Held& held : effect) {
    const std::string& unit = held.account.serial;
    if (held.account.item != unit_item || held.quantity > 0) continue;
    const std::string here = books.whereabouts(unit);
    const auto from = books.location(here);
    const auto to = books.location(held.account.place);
    if (!from || !to || keeps_claims(*from, *to)) continue;
    carry_unit(books, unit, here, held.account.place);
    if (to->holds_picked()) give_back_on(books, unit, event);
    carried.insert(unit);
  }
  std::erase_if(effect, [&](const Held& held) {
    return carried.contains(held.account.item == unit_item ? held.account.serial : held.account.place);
  });
  return effect;
}

// What is only reserved is planned again; what was picked for an order goes back to it.
Account owned(Books& books, const Held& held) {
  const auto there = books.location(held.account.place);
  const bool of_order = !there || (there->holds_picked() && held.quantity < 0);
  return of_order ? held.account : held.account.free();
}

// Of what was picked for an order, its own units go first.
void free_picked(Books& books, const std::vector<Held>& effect) {
  for (const Held& held : effect) {
    if (held.quantity <= 0 || held.account.is_free() || !books.location(held.account.place)) continue;
    if (!books.known_location(held.account.place).holds_picked()) continue;
    const std::int64_t his = std::clamp<std::int64_t>(books.balance(held.account), 0, held.quantity);
    books.transfer(held.account, held.account.free(), his);
  }
}

// An empty lot means any; but who takes back several of them takes each by its own name, and no unit twice.
bool has_other_name(const std::map<Account, std::int64_t>& net, const Account& account) {
  return account.lot.empty() && account.serial.empty() && std::any_of(net.begin(), net.end(), [&](const auto& one) {
           const Account& other = one.first;
           return one.second > 0 && other.place == account.place && other.item == account.item &&
                  (other.lot != account.lot || other.serial != account.serial);
         });
}

std::vector<Held> take_by_name(Books& books, const Account& account, std::int64_t quantity) {
  std::vector<Held> there = books.held_at(account, Reach::loose);
  std::erase_if(there, [](const Held& held) { return !held.account.lot.empty() || !held.account.serial.empty(); });
  std::stable_partition(there.begin(), there.end(), [](const Held& held) { return held.account.is_free(); });
  for (const Held& held : there) {
    if (held.account.is_free()) continue;
    const std::int64_t free = std::max<std::int64_t>(0, books.balance(account.free()));
    books.unclaim(Held{held.account, std::clamp<std::int64_t>(quantity - free, 0, held.quantity)});
  }
  return {Held{account.free(), quantity}};
}

// As far as hands go: the units leave where they are, whoever has them claimed by now.
void invert_physically(Books& books, const std::vector<Held>& effect, const Original& original) {
  bring_units_back(books, effect);
  free_picked(books, effect);
  std::map<Account, std::int64_t> net;
  for (const Held& held : effect) {
    if (held.account.item != unit_item) net[owned(books, held)] += held.quantity;
  }
  std::vector<Held> physical;
  for (const auto& [account, quantity] : net) {
    if (quantity <= 0 || !books.location(account.place)) {
      if (quantity != 0) physical.push_back(Held{account, quantity});
      continue;
    }
    const std::int64_t gone = std::clamp<std::int64_t>(quantity - left_at(books, account), 0, quantity);
    const std::int64_t missing = gone == 0 ? 0 : std::min(gone, missing_before(books, account, quantity, original));
    const auto taken = has_other_name(net, account) ? take_by_name(books, account, quantity - missing)
                                                    : books.take(account, quantity - missing, {});
    physical.insert(physical.end(), taken.begin(), taken.end());
    if (missing > 0) physical.push_back(Held{account.free(), missing});
  }
  invert(books, physical);
  put_units_back(books, effect);
}

// Where the handling units stand that the event has moved.
std::map<std::string, std::string> units_of(Books& books, const std::vector<Held>& effect) {
  std::map<std::string, std::string> units;
  for (const Held& held : effect) {
    const bool is_unit = held.account.item == unit_item && held.quantity > 0;
    if (is_unit) units.emplace(held.account.serial, books.whereabouts(held.account.serial));
  }
  return units;
}

// On a handling unit that is not here any more lies nothing: what was put on it since stays where it stood.
Performed empty_gone_units(Books& books, const std::map<std::string, std::string>& stood) {
  for (const auto& [unit, place] : stood) {
    if (!books.location(place) || books.location(books.whereabouts(unit))) continue;
    for (const Held& held : contents_of(books, unit)) {
      if (is_request(books)) {
        return refused("target", std::to_string(held.quantity) + " of " + held.account.item + " were put on pallet " +
                                     unit + " since: take them off first");
      }
      books.transfer(held.account, held.account.at(place), held.quantity);
      books.touch(books.code<ItemCode>(held.account.item));
    }
  }
  return {};
}

// What the event gave people to do does not have to be done any more. A mark in place of a change number stays.
void settle_notices(Books& books, const CommandId& event) {
  books.db.run(
      "UPDATE notice SET open=0, changed=CASE WHEN changed<0 THEN changed ELSE $2 END"
      " WHERE id >= $1 || '#' AND id < $1 || '$' AND open=1",
      event.text(), books.entry.changed);
}

// Units that have lost the name which the event gave them are to be counted again.
void tell_lost_names(Books& books, const std::vector<Held>& effect) {
  std::set<std::pair<std::string, std::string>> told;
  for (const Held& held : effect) {
    const Account& account = held.account;
    if (held.quantity > 0 || account.item == unit_item || !books.location(account.place)) continue;
    if (!told.emplace(account.item, account.place).second) continue;
    if (!books.lacks_name(account)) continue;
    tell_unnamed(books, books.code<ItemCode>(account.item), "what named them was undone", account.place);
  }
}

// What the event marked beside its movements.
void take_back_marks(Books& books, const Original& original, const CommandId& event) {
  if (!original.command) return;
  take_back_decision(books, *original.command, event);
  if (const auto* release = std::get_if<Release>(&*original.command)) books.hold_back_no_more(release->line);
  if (const auto* pick = std::get_if<Pick>(&*original.command)) note_put_back(books, *pick, event);
  if (const auto* pick = std::get_if<ShortPick>(&*original.command)) {
    books.trust(account_for(pick->missing, pick->from));
  }
}

// Units of each line that the event sent and that came back since, as others have booked.
std::map<OrderLine, std::int64_t> back_elsewhere(Books& books, const std::vector<Held>& sent,
                                                 const std::vector<Held>& still_away) {
  std::map<OrderLine, std::int64_t> back;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const Account& account = sent[i].account;
    const std::int64_t units = sent[i].quantity - still_away[i].quantity;
    if (account.place == account::customer && !account.is_free() && units > 0) back[books.line_of(account)] += units;
  }
  return back;
}

// Who undid the shipment did not know of that: they are where they came back, and not where it took them.
void ask_what_came_back_elsewhere(Books& books, const std::map<OrderLine, std::int64_t>& back) {
  for (const auto& [line, units] : back) {
    ask_where_put_back(books, line, "ship", units,
                       fmt::format("{units} of {line} came back elsewhere, and their shipment was undone",
                                   fmt::arg("units", units), fmt::arg("line", line.text())));
  }
}

// Who undid the pick did not know that its units have left: less than nothing is where they were picked to.
void ask_what_has_left(Books& books, const Original& original) {
  const auto* pick = original.command ? std::get_if<Pick>(&*original.command) : nullptr;
  if (pick == nullptr) return;
  const std::int64_t missing = -books.balance(account_for(pick->units, pick->to).free());
  const auto line = books.order_line(pick->line);
  if (missing <= 0 || !line || line->shipped <= 0) return;
  ask_where_put_back(books, pick->line, "pick", std::min(missing, pick->units.quantity.units()),
                     fmt::format("{line} has left, though its pick was undone", fmt::arg("line", pick->line.text())));
}

// Units that were sent and came back without their order are here already: without the shipment they would be twice.
Performed check_sent_is_away(Books& books, const Original& original, const std::vector<Held>& effect) {
  std::map<Account, std::int64_t> sent;
  for (const Held& held : effect) {
    const Account& account = held.account;
    if (held.quantity <= 0 || account.place != account::customer || account.doc.empty()) continue;
    sent[Account{account.place, account.item, account.lot, account.serial, {}, 0}] += held.quantity;
  }
  for (const auto& [account, quantity] : sent) {
    if (account.item == unit_item) continue;
    const std::int64_t back = back_without_order(books, account, quantity, original.seq);
    if (back == 0) continue;
    return refused("target", std::to_string(back) + " of " + account.item +
                                 " came back since without their order: undo that return first");
  }
  return {};
}

Performed check_undoable(const Undo& undo, const std::optional<Original>& original) {
  if (!original) return Refusal{Error{ErrorKind::unknown, "target", "'" + undo.target.text() + "' is not known here"}};
  if (!original->undone_by.empty()) return refused("target", undo.target.text() + " was undone before");
  const std::string never = never_undone(original->action);
  if (!never.empty()) return refused("target", never);
  return {};
}

}  // namespace

Performed perform_fact(Books& books, const Undo& undo) {
  const auto original = find(books, undo.target);
  if (auto no = check_undoable(undo, original)) return no;
  if (original->command) {
    if (auto no = check_decision_undoable(books, *original->command, undo.target)) return no;
  }
  std::vector<Held> effect = effect_of(books, original->seq);
  std::map<OrderLine, std::int64_t> came_back;
  if (is_request(books)) {
    if (auto no = check_untouched_since(books, effect, *original)) return no;
    const std::string back = booked_back(books.db, effect);
    if (!back.empty()) return refused("target", back + ": undo that first");
    if (auto no = check_sent_is_away(books, *original, effect)) return no;
  } else {
    const std::vector<Held> moved = without_moved_serials(books, effect);
    effect = without_booked_back(books.db, moved);
    came_back = back_elsewhere(books, moved, effect);
    effect = without_found_units(books, std::move(effect));
    ask_to_count_again(books, effect, *original);
  }
  settle_notices(books, undo.target);  // what the event has asked itself is no question any more
  ask_for_undone_count(books, effect, *original);
  const auto stood = units_of(books, effect);
  effect = carry_units_over(books, std::move(effect), original->seq);
  if (is_untouched(books, effect, original->seq)) {
    invert(books, effect);
  } else {
    invert_physically(books, effect, *original);
  }
  if (auto no = empty_gone_units(books, stood)) return no;
  take_back_marks(books, *original, undo.target);
  if (original->command && !rows_of(*original->command).empty()) {
    if (auto no = take_back_rows(books, undo.target, *original->command)) return no;
  }
  books.entry.because = "undone: " + original->in_words;
  tell_lost_names(books, effect);
  books.db.run("UPDATE event SET undone_by=$2 WHERE seq=$1", original->seq, books.entry.command.id.text());
  if (!is_request(books)) {
    ask_what_came_back_elsewhere(books, came_back);
    ask_what_has_left(books, *original);
  }
  for (const Held& held : effect) {
    if (held.account.item == unit_item) continue;
    books.touch(books.code<ItemCode>(held.account.item));
    if (held.account.doc.empty() || held.account.place == account::supplier) continue;
    books.trim(books.line_of(held.account));
    books.look_at(books.line_of(held.account));
  }
  return {};
}

}  // namespace dockhand
