#include "storage/upkeep/audit_said.h"

#include <cstdint>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <variant>

#include "storage/books/placed.h"
#include "storage/codec/codec.h"
#include "storage/model/tools/stable_hash.h"
#include "storage/schema/plan_rows.h"
#include "storage/schema/setting.h"

namespace dockhand {
namespace {

// What events have said, whether it still holds or not: an undo brings back what somebody said before. A hash stands
// for each sentence, since there may be millions.
class Said {
 public:
  void take(const Action& action) {
    std::visit([&](const auto& fact) { take_fact(fact); }, action);
  }
  bool has(const std::string& sentence) const { return all_.contains(stable_hash(sentence)); }

  static std::string of_item(const std::string& item, const std::string& tracking) {
    return "item\n" + item + "\n" + tracking;
  }
  static std::string of_barcode(const std::string& code, const std::string& item, std::int64_t units) {
    return "barcode\n" + code + "\n" + item + "\n" + std::to_string(units);
  }
  static std::string of_lot(const std::string& item, const std::string& lot, std::int64_t expiry) {
    return "lot\n" + item + "\n" + lot + "\n" + std::to_string(expiry);
  }

 private:
  void say(const std::string& sentence) { all_.insert(stable_hash(sentence)); }
  void take_units(const Units& units) {
    if (units.lot && units.expiry) say(of_lot(units.item.text(), units.lot->text(), units.expiry->days()));
  }
  void take_barcode(const BarcodeRow& row) { say(of_barcode(row.code, row.item.text(), row.units.units())); }
  void take_row(const ImportRow& row) {
    if (const auto* item = std::get_if<ItemRow>(&row)) say(of_item(item->item.text(), name_of(item->tracking)));
    if (const auto* barcode = std::get_if<BarcodeRow>(&row)) take_barcode(*barcode);
    if (const auto* announced = std::get_if<AsnRow>(&row)) take_units(announced->units);
    if (const auto* stock = std::get_if<OpeningRow>(&row)) take_units(stock->units);
  }
  template <class Fact>
  void take_fact(const Fact& fact) {
    if constexpr (std::is_same_v<Fact, Import>) {
      for (const ImportRow& row : fact.rows) take_row(row);
    } else if constexpr (std::is_same_v<Fact, GiveBarcode>) {
      take_barcode(fact.barcode);
    } else if constexpr (std::is_same_v<Fact, CorrectExpiry>) {
      say(of_lot(fact.item.text(), fact.lot.text(), fact.expiry.days()));
    } else if constexpr (requires { take_units(fact.units); }) {
      take_units(fact.units);
    } else if constexpr (requires { take_units(fact.missing); }) {
      take_units(fact.missing);
    }
  }

  std::unordered_set<std::uint64_t> all_;
};

// Bodies that say nothing of this kind are not read: there may be millions of those.
Said said_by_events(Engine& db) {
  Said said;
  for (auto rows = db.query("SELECT body FROM event WHERE action IN ('import', 'give_barcode', 'expiry')"
                            " OR body LIKE '%\"expiry\":%'");
       rows.next();) {
    if (const auto body = decode_body(rows.text(0))) said.take(body->command.action);
  }
  return said;
}

bool has_all_events(Engine& db) {
  return text_setting(db, "hub_generation").empty() && text_setting(db, "salvaged").empty() &&
         text_setting(db, "store").empty();
}

constexpr const char* not_all_events = "cannot be said: not all events are here";

// The first that nobody has said.
std::string unsaid(Engine& db) {
  const Said said = said_by_events(db);
  for (auto rows = db.query("SELECT item, tracking FROM item ORDER BY item"); rows.next();) {
    if (!said.has(Said::of_item(rows.text(0), rows.text(1)))) return rows.text(0) + " is tracked by " + rows.text(1);
  }
  for (auto rows = db.query("SELECT code, item, units FROM barcode ORDER BY code"); rows.next();) {
    if (!said.has(Said::of_barcode(rows.text(0), rows.text(1), rows.integer(2))))
      return "barcode " + rows.text(0) + " means " + rows.text(2) + " of " + rows.text(1);
  }
  for (auto rows = db.query("SELECT item, lot, expiry FROM lot WHERE expiry IS NOT NULL ORDER BY item, lot");
       rows.next();) {
    if (said.has(Said::of_lot(rows.text(0), rows.text(1), rows.integer(2)))) continue;
    return "lot " + rows.text(1) + " of " + rows.text(0) + " expires on " +
           Date::from_days(static_cast<std::int32_t>(rows.integer(2))).text();
  }
  return "";
}

std::string lot_of(const Units& units) { return units.lot ? units.lot->text() : ""; }

// Whether the place was counted, or a fact about it was taken back, after the event.
bool was_looked_at(Engine& db, std::int64_t event, const std::string& place) {
  return db.query("SELECT 1 FROM event WHERE seq > $1 AND (counted = $2 OR action = 'undo') LIMIT 1", event, place)
      .next();
}

struct SaidOnce {
  std::optional<Action> action{};
  bool holds = false;  // nobody has taken it back
};

SaidOnce said_by(Engine& db, const std::string& event) {
  auto rows = db.query("SELECT body, undone_by FROM event WHERE id=$1", event);
  if (!rows.next()) return {};
  const auto body = decode_body(rows.text(0));
  return body ? SaidOnce{body->command.action, rows.text(1).empty()} : SaidOnce{};
}

bool is_as_approved(const ProposalRow& row, const Approve& fact) {
  return fact.proposal == row.id && (!fact.quantity || fact.quantity->units() == row.approved) &&
         row.chosen == (fact.from == row.supplier ? "" : fact.from);
}

// Of an event that does not say what was ordered, it was what is approved.
bool is_as_ordered(const ProposalRow& row, const OrderPlaced& fact) {
  if (fact.proposal != row.id || row.purchase != (fact.purchase ? fact.purchase->text() : "")) return false;
  const OrderedUnits ordered{Quantity::nearest(row.ordered), row.ordered_of, row.ordered_price};
  return !fact.ordered || *fact.ordered == ordered;
}

// Whether somebody has agreed to what the row says, or put it off. Beneath an order lies what nobody may have agreed
// to.
bool is_as_agreed(Engine& db, const ProposalRow& row) {
  if (row.decided_by.empty()) return row.approved == 0 && row.chosen.empty();
  const SaidOnce decided = said_by(db, row.decided_by);
  const auto* yes = decided.action ? std::get_if<Approve>(&*decided.action) : nullptr;
  const auto* no = decided.action ? std::get_if<Reject>(&*decided.action) : nullptr;
  const bool holds = decided.holds || !row.placed_by.empty();  // an older program has left it there
  if (yes != nullptr) return holds && row.approved > 0 && is_as_approved(row, *yes);
  return no != nullptr && holds && row.approved == 0 && row.chosen.empty() && no->proposal == row.id;
}

// Whether somebody has said that nothing of the order comes any more, and nobody has taken that back.
bool was_ended(Engine& db, const std::string& proposal) {
  for (auto rows = db.query("SELECT body FROM event WHERE action='placed' AND undone_by=''"); rows.next();) {
    const auto body = decode_body(rows.text(0));
    const auto* placed = body ? std::get_if<OrderPlaced>(&body->command.action) : nullptr;
    const bool none = placed != nullptr && placed->ordered && placed->ordered->quantity.none();
    if (none && placed->proposal == proposal) return true;
  }
  return false;
}

bool is_as_decided(Engine& db, const ProposalRow& row) {
  if (!is_as_agreed(db, row)) return false;
  const bool waits = row.state == ProposalState::open || row.state == ProposalState::over;
  if (is_ended(row) && !was_ended(db, row.id)) return false;
  if (row.state != ProposalState::placed && !is_ended(row)) {
    const bool undecided = row.decided_by.empty();
    const bool fits = waits ? undecided : !undecided && (row.approved > 0) == (row.state == ProposalState::approved);
    return fits && row.placed_by.empty() && row.ordered == 0 && row.ordered_of.empty();
  }
  // What was ordered stays so, whoever takes back that it was approved, or never heard of it.
  const SaidOnce said = said_by(db, row.placed_by);
  const auto* placed = said.action ? std::get_if<OrderPlaced>(&*said.action) : nullptr;
  return placed != nullptr && said.holds && is_as_ordered(row, *placed);
}

}  // namespace

AuditCheck decisions_were_made(Engine& db) {
  const char* name = "what is to be ordered is what somebody has decided";
  if (!has_all_events(db)) return {name, not_all_events, true};
  for (const ProposalRow& row : proposals(db, true)) {
    if (!is_as_decided(db, row)) return {name, row.id + " is " + name_of(row.state), false};
  }
  return {name, "", true};
}

AuditCheck documents_were_said(Engine& db) {
  const char* name = "tracking, barcodes and dates of lots are what somebody has said";
  if (!has_all_events(db)) return {name, not_all_events, true};
  const std::string wrong = unsaid(db);
  return {name, wrong, wrong.empty()};
}

AuditCheck short_places_are_counted_first(Engine& db) {
  const char* name = "a place that was found short is offered to nobody before it is counted";
  if (!has_all_events(db)) return {name, not_all_events, true};
  // What was set aside has had no effect: the office has to do with it, and its place may be unknown.
  for (auto rows = db.query("SELECT seq, body FROM event WHERE action='short' AND undone_by=''"
                            " AND outcome NOT LIKE '%\"kind\":\"office\"%' ORDER BY seq");
       rows.next();) {
    const auto body = decode_body(rows.text(1));
    const auto* pick = body ? std::get_if<ShortPick>(&body->command.action) : nullptr;
    if (pick == nullptr || pick->missing.serial) continue;
    const std::string item = pick->missing.item.text(), place = pick->from.text();
    auto kept =
        db.query("SELECT open FROM to_count WHERE place=$1 AND item=$2 AND lot=$3", place, item, lot_of(pick->missing));
    const bool there = kept.next();
    if (there && (kept.integer(0) == 1 || was_looked_at(db, rows.integer(0), place))) continue;
    return {name, item + " at " + place, false};
  }
  return {name, "", true};
}

}  // namespace dockhand
