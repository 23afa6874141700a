// The terminal's side of a sync: live row = hub's row + what this terminal has done since.
#include <algorithm>
#include <set>

#include "storage/books/own_mark.h"
#include "storage/books/stored_event.h"
#include "storage/books/taken.h"
#include "storage/ledger/ledger_state.h"
#include "storage/ledger/questions.h"
#include "storage/ledger/sent_row.h"
#include "storage/ledger/sent_table.h"
#include "storage/ledger/stopped_lots.h"
#include "storage/ledger/sweep.h"
#include "storage/model/fresh_id.h"
#include "storage/schema/demand_history.h"
#include "storage/schema/row_keys.h"
#include "storage/schema/setting.h"
#include "storage/schema/tables.h"

namespace dockhand {
namespace {

// One pull, while it is applied, or a part of the first one of all.
//
// A terminal that has nothing yet takes what there is in parts, so that a scan never waits for more than one. They are
// not of one moment: nothing of the terminal's own is dropped, planned or swept away until the last part is here, and
// then all of it is.
class Merge {
 public:
  Merge(Ledger::State& state, const Changes& changes)
      : state_(state),
        db_(*state.engine),
        changes_(changes),
        applied_before_(state.number("applied")),
        applied_(changes.more ? applied_before_ : changes.applied + state.first_after()),
        ends_first_pull_(!changes.more && state.number("first_pull") != 0),
        day_before_(planned_day(db_)) {}

  std::vector<Notice> notices;

  Status replace_rows() {
    if (state_.setting("hub_generation") != changes_.generation && stands(Guard::start_over)) start_over();
    if (stands(Guard::own_dropped)) drop_own_decisions();
    for (const TableRows& part : changes_.tables) {
      const SyncedTable* table = sent_table(part.table);
      if (table == nullptr) continue;  // of a newer hub
      for (const auto& row : part.rows) {
        if (auto replaced = replace(*table, row); !replaced) return replaced;
      }
    }
    if (!changes_.more && state_.number("to_sweep") != 0 && stands(Guard::sweep))
      state_.set("to_sweep", sweep(db_, applied_) ? "0" : "1");
    return Done{};
  }

  // What the terminal has done since is added on top of every account that the hub, or the drop of events, changed.
  void add_pending() {
    std::map<Account, std::int64_t> pending;
    for (auto rows = db_.query("SELECT " DOCKHAND_ACCOUNT ", sum(quantity) FROM posting WHERE event > $1"
                               " GROUP BY " DOCKHAND_ACCOUNT,
                               applied_);
         rows.next();) {
      const Held held = held_of(Cells(rows));
      pending[held.account] = held.quantity;
      if (ends_first_pull_) accounts_.insert(held.account);  // the part before may have brought them
    }
    for (const Account& a : accounts_) {
      const auto found = stands(Guard::pending_on_top) ? pending.find(a) : pending.end();
      db_.run(
          "UPDATE balance SET quantity = hub_quantity + $7 WHERE place=$1 AND item=$2 AND lot=$3 AND serial=$4"
          " AND doc=$5 AND line=$6",
          a.place, a.item, a.lot, a.serial, a.doc, a.line, found == pending.end() ? 0 : found->second);
      if (!a.doc.empty()) lines_.emplace(a.doc, a.line);
      if (a.item == unit_item) units_.insert(a.serial);
    }
    if (!changes_.more && !ends_first_pull_) add_taken_since(db_, taken_, state_.writer->text(), applied_);
  }

  // Documents that wait to be sent lie on top of the hub's; then no line may hold more than its demand. What had to be
  // taken back is an event of its own, so that the hub learns of it.
  Status plan_again() {
    Command command{fresh_command_id(), OperatorName::parse("dockhand").value(), state_.clock.now(), Replan{}};
    const std::int64_t next = state_.next_event();
    // What is written without an event of its own follows from those that are here.
    Entry entry(next, *state_.writer, command, Standing::fact, mark_of(next - 1), "planned again after a sync");
    entry.today = planned_day(db_).value_or(command.at.date());
    entry.leases = lease_protection();
    entry.fits_leases = false;
    Books books(db_, entry);
    if (ends_first_pull_) plan_what_is_pending(books);
    for (const Command& document : pending_documents()) {
      if (!stands(Guard::documents_on_top)) break;
      if (auto no = lay_on_top(books, document)) return no->error;
    }
    put_units_in_place(books);
    for (const std::string& customer : customers_) books.classify(customer);
    for (const auto& [doc, line] : lines_) books.recount(doc, line);
    if (changes_.more) return Done{};
    for (const Account& account : accounts_) {
      books.fill(account);
      books.take_back_set_aside(account);  // here, while the hub gave its units to orders
      books.look_at(account);
    }
    trim_lines(books);
    for (const std::string& item : items_with_blocked_lots()) books.take_back_blocked(item);
    for (const Revoked& one : entry.revoked) touch_item_of(books, one.line);
    if (entry.today != day_before_) touch_what_the_day_changes(books, day_before_);
    for (const auto& [doc, line] : lines_) {
      books.look_at(line_of(doc, line));
    }
    Replan replan;
    for (const ItemCode& item : books.plan_touched()) replan.items.push_back(item);
    for (const Revoked& one : entry.revoked) replan.releases.push_back(Release{one.line, one.quantity, one.place});
    books.tell_missing();
    if (entry.postings == 0 && entry.accepted.notices.empty()) return Done{};
    entry.changed = mark_of(next);
    books.tell_losers();
    command.action = std::move(replan);
    const AskedClaims asked = asked_by(entry.accepted);
    tell_who_moved(books, asked);
    notices.insert(notices.end(), entry.accepted.notices.begin(), entry.accepted.notices.end());
    state_.record(entry, encode_body(command, {asked, {}}), state_.end_of(*state_.writer));
    return Done{};
  }

  void trim_lines(Books& books) {
    for (const auto& [doc, line] : lines_) {
      if (!stands(Guard::planned_again)) continue;
      books.trim(line_of(doc, line));
      if (changed_orders_.contains({doc, line})) touch_item_of(books, line_of(doc, line));
    }
  }
  OrderLine line_of(const std::string& order, std::int32_t line) {
    return OrderLine{known_code<OrderNumber>(db_, order), line};
  }
  static void touch_item_of(Books& books, const OrderLine& line) {
    if (const auto info = books.order_line(line)) books.touch(info->item);
  }
  void tell_who_moved(Books& books, const AskedClaims& asked) const {
    for (const Revoked& one : books.entry.revoked) {
      if (!one.why.empty()) continue;  // reported as lost, unless it was served otherwise
      if (was_told(books.entry.accepted, one.line) || was_picked_before(books, one)) continue;
      const bool changed = changed_orders_.contains({one.line.document.text(), one.line.line});
      Notice told = told_of_loss(books, one.line, one.quantity, asked, changed);
      told.place = one.place;
      books.notice(std::move(told));
    }
  }
  // The hub heard of the pick first, and lacks there what was picked: these are the units that came here for the line.
  static bool was_picked_before(Books& books, const Revoked& one) {
    const auto line = books.order_line(one.line);
    if (!line || line->picked + line->shipped < one.quantity.units()) return false;
    auto rows = books.db.query(
        "SELECT coalesce(-sum(hub_quantity), 0) FROM balance WHERE place=$1 AND item=$2 AND doc='' AND hub_quantity < "
        "0",
        one.place.text(), line->item.text());
    return rows.next() && rows.integer(0) >= one.quantity.units();
  }

  // What another history of the hub says nothing of is stopped all the same.
  void stop_what_was_stopped() {
    const std::vector<Notice> told = stop_again(state_, stopped_before_);
    notices.insert(notices.end(), told.begin(), told.end());
  }

  void move_on() {
    state_.set("hub_generation", changes_.generation);
    state_.set("cursor", std::to_string(changes_.cursor));
    state_.set("hub_life", changes_.life);
    // A hub that has lost what it had acknowledged gets it again.
    if (!changes_.more && applied_ < state_.number("acknowledged") && stands(Guard::sent_again))
      state_.set("acknowledged", std::to_string(applied_));
    state_.set("applied", std::to_string(applied_));
    if (changes_.more || ends_first_pull_) state_.set("first_pull", changes_.more ? "1" : "0");
  }

 private:
  // Another database answers: nothing of what the old one said holds, and it may not have all that was sent.
  void start_over() {
    const bool had_seen_more = !changes_.knows_all && !state_.setting("hub_generation").empty();
    if (!changes_.more && had_seen_more) stopped_before_ = stopped_lots(db_);
    for (auto rows = db_.query("SELECT " DOCKHAND_ACCOUNT " FROM balance"); rows.next();) {
      accounts_.insert(account_of(Cells(rows)));
    }
    db_.run("UPDATE balance SET hub_quantity = 0");
    for (const SyncedTable& table : synced_tables) {
      if (table.name != "balance") db_.run_text("UPDATE " + std::string(table.name) + " SET changed=-1", {});
    }
    if (!changes_.more) state_.set("acknowledged", std::to_string(applied_));
    state_.set("to_sweep", "1");
  }

  // Events that are in: the hub's decisions replace this terminal's, unless they are here already, because another copy
  // of this database had sent the same event. Events that are in no more count as pending again.
  void drop_own_decisions() {
    for (auto rows = db_.query("SELECT DISTINCT " DOCKHAND_ACCOUNT " FROM posting WHERE event > $1"
                               " AND event <= $2",
                               std::min(applied_before_, applied_), std::max(applied_before_, applied_));
         rows.next();) {
      accounts_.insert(account_of(Cells(rows)));
    }
    db_.run(
        "DELETE FROM explanation WHERE changed=$3"
        " AND event_id IN (SELECT id FROM event WHERE seq > $1 AND seq <= $2)",
        applied_before_, applied_, own_decision);
    for (auto rows =
             db_.query("SELECT n.id, n.detail FROM event e JOIN notice n ON n.id >= e.id || '#' AND n.id < e.id || '$'"
                       " WHERE e.seq > $1 AND e.seq <= $2 AND n.changed=$3",
                       applied_before_, applied_, own_decision);
         rows.next();) {
      noticed_before_.emplace(rows.text(0), rows.text(1));
    }
    for (const auto& [id, detail] : noticed_before_) db_.run("DELETE FROM notice WHERE id = $1", id);
  }

  Status replace(const SyncedTable& table, const std::vector<Value>& row) {
    SentRow sent(row);
    note(table.name, sent);
    const std::size_t cells = names_in(table.keys).size() + names_in(table.columns).size();
    if (row.size() != cells || sent.malformed() || (table.name == "removed" && !remove_marked(db_, row))) {
      return Error{ErrorKind::network, std::string(table.name),
                   "the hub sent a row of another shape; update this program"};
    }
    if (table.name == "order_line") {
      replace_order_line(table, row);
    } else {
      db_.run_text(replacement_in(table), row);
    }
    return Done{};
  }

  // The history of demand follows its lines.
  void replace_order_line(const SyncedTable& table, const std::vector<Value>& row) {
    SentRow sent(row);
    const std::string order = sent.text();
    const std::int32_t line = sent.number();
    take_from_history(db_, order, line);
    db_.run_text(replacement_in(table), row);
    add_to_history(db_, order, line);
  }

  // What has to be derived anew, because this row takes the place of another.
  void note(std::string_view table, SentRow& row) {
    if (table == "location") note_place(row);
    if (table == "notice") note_new(row);
    if (table == "customer") customers_.insert(row.text());
    if (table == "balance") note_balance(row);
    if (table == "taken") note_taken_row(row);
    if (table != "order_line" && table != "purchase_line") return;
    const std::string document = table == "order_line" ? row.name<OrderNumber>() : row.name<PurchaseNumber>();
    const std::pair line(document, row.number());
    lines_.insert(line);
    if (table == "order_line") changed_orders_.insert(line);
  }

  void note_balance(SentRow& row) {
    const Account account = account_by(row);
    if (!account.doc.empty()) row.require<OrderNumber>(account.doc);
    accounts_.insert(account);
  }

  void note_taken_row(SentRow& row) {
    TakenAt at{row.text(), row.number(), row.text()};  // from left to right, as braces do
    if (row.text() == state_.writer->text()) taken_.insert(std::move(at));
  }

  void note_new(SentRow& row) {
    const std::string id = row.text();
    row.skip(3);  // writer, time, kind
    const std::string detail = row.text();
    const bool open = row.integer() != 0;
    const auto before = noticed_before_.find(id);
    if (before != noticed_before_.end() && before->second == detail) return;
    if (!open || db_.query("SELECT 1 FROM notice WHERE id=$1", id).next()) return;
    // One that cannot be read is of a newer hub: it is kept, and told once this program is as new.
    if (auto notice = parse_notice(detail)) notices.push_back(*notice);
  }

  // What stands at a place, or is reserved there, depends on what kind of place it is.
  void note_place(SentRow& row) {
    const std::string place = row.text();
    const std::string kind = row.text();
    const std::int64_t walk = row.integer();
    const std::string zone = row.text();
    row.integer();                                  // its litres: no units move for them
    if (!row.text().empty()) units_.insert(place);  // where a handling unit stands
    auto rows = db_.query("SELECT kind, walk, zone FROM location WHERE location=$1", place);
    if (!rows.next()) return;
    if (rows.text(0) != kind || rows.integer(1) != walk || rows.text(2) != zone) places_.insert(place);
  }

  void put_units_in_place(Books& books) {
    for (const std::string& place : places_) {
      books.recount_at(place);
      books.place_units_at(place);
    }
    for (const std::string& unit : units_) {
      // One that left with the rows of an old hub stays away.
      if (db_.query("SELECT 1 FROM location WHERE location=$1", unit).next()) books.place_unit(unit);
    }
  }

  void plan_what_is_pending(Books& books) {
    for (auto rows = db_.query("SELECT DISTINCT item, doc, line FROM posting WHERE event > $1", applied_);
         rows.next();) {
      const std::string item = rows.text(0);
      if (item != unit_item) books.touch(books.code<ItemCode>(item));
      const std::pair line(rows.text(1), static_cast<std::int32_t>(rows.integer(2)));
      if (line.first.empty()) continue;
      lines_.insert(line);
      changed_orders_.insert(line);
    }
  }

  std::vector<std::string> items_with_blocked_lots() {
    std::vector<std::string> items;
    for (auto rows = db_.query("SELECT DISTINCT item FROM lot WHERE status <> 'available' ORDER BY item");
         rows.next();) {
      items.push_back(rows.text(0));
    }
    return items;
  }

  std::vector<Command> pending_documents() {
    // Of those that are sent the hub's rows will tell; to lay a month of them on each piece would take all day.
    const std::int64_t after = changes_.more ? std::max(applied_, state_.number("acknowledged")) : applied_;
    std::vector<Command> documents;
    for (auto rows = db_.query(
             "SELECT body FROM event WHERE seq > $1 AND action IN " DOCKHAND_DOCUMENT_ACTIONS " ORDER BY seq", after);
         rows.next();) {
      auto body = stored_body(db_, rows.text(0));
      if (body && is_document(body->command.action)) documents.push_back(std::move(body->command));
    }
    return documents;
  }

  Ledger::State& state_;
  Engine& db_;
  const Changes& changes_;
  std::int64_t applied_before_;
  std::int64_t applied_;                               // the last event that the hub's rows contain, as numbered here
  bool ends_first_pull_;                               // which came in parts
  std::optional<Date> day_before_;                     // that was planned for before this pull
  std::map<std::string, std::string> noticed_before_;  // own notices of events that are in, by id
  std::vector<SetStatus> stopped_before_;              // by another history of the hub, if this is a new one
  std::set<Account> accounts_;
  std::set<TakenAt> taken_;                                        // rows of this database's own picks
  std::set<std::string> places_;                                   // that are of another kind, walk or zone now
  std::set<std::string> units_;                                    // handling units to be placed anew
  std::set<std::string> customers_;                                // whose order lines may be of another class now
  std::set<std::pair<std::string, std::int32_t>> lines_;           // order and purchase lines to derive anew
  std::set<std::pair<std::string, std::int32_t>> changed_orders_;  // of them, those whose demand the hub changed
};

}  // namespace

Result<PullPosition> Ledger::pull_position() {
  if (auto ready = state_->ready(); !ready) return ready.error();
  state_->engine->clear_failure();
  PullPosition position = state_->pull_position();
  if (state_->engine->failed()) return state_->engine->failure();
  return position;
}

Result<PullRequest> Ledger::next_pull(Instant now) {
  auto position = pull_position();
  if (!position) return position.error();
  PullRequest request{writer(), *std::move(position), now, state_->rows_to_ask_for()};
  if (state_->engine->failed()) return state_->engine->failure();
  return request;
}

PullPosition Ledger::State::pull_position() {
  return PullPosition{setting("hub_generation"), number("cursor"), setting("hub_life")};
}

Result<Applied> Ledger::apply(const Changes& changes) {
  if (auto ready = state_->ready(); !ready) return ready.error();
  State& state = *state_;
  Transaction transaction(*state.engine);
  if (auto other = state.other_life(changes)) {
    if (auto committed = state.commit_safely(transaction); !committed) return committed.error();
    if (auto known = state.learn_writer(); !known) return known.error();
    return Applied{*std::move(other), state.pull_position()};
  }
  Merge merge(state, changes);
  if (auto replaced = merge.replace_rows(); !replaced) return replaced.error();
  merge.add_pending();
  if (auto planned = merge.plan_again(); !planned) return planned.error();
  merge.move_on();
  merge.stop_what_was_stopped();
  if (!changes.more && state.number(revoked_setting) != 0) state.set(revoked_setting, "0");
  const bool asks_again = !changes.more && !state.rows_to_ask_for().empty();
  if (auto committed = state.commit_safely(transaction); !committed) return committed.error();
  state.acknowledged_here = state.next_event() - 1;
  return Applied{std::move(merge.notices), PullPosition{changes.generation, changes.cursor, changes.life}, asks_again};
}

}  // namespace dockhand
