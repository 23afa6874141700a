#include "storage/outlook/messages.h"

#include <algorithm>

#include "storage/books/hold.h"
#include "storage/books/item_state.h"
#include "storage/outlook/alternatives.h"
#include "storage/outlook/law.h"
#include "storage/outlook/lines_to_tell.h"
#include "storage/outlook/lying.h"
#include "storage/outlook/taken_back.h"
#include "storage/outlook/told.h"
#include "storage/outlook/told_elsewhere.h"
#include "storage/schema/sql.h"
#include "storage/schema/waited_for_sql.h"

namespace dockhand {
namespace {

// Goods of the item are on their way.
bool is_announced(Engine& db, const ItemCode& item) {
  return db
      .query(
          "SELECT 1 FROM asn_line a WHERE a.item=$1 AND a.quantity > 0"
          " AND NOT " DOCKHAND_HAS_COME " LIMIT 1",
          item.text())
      .next();
}

// All lines that leave together with this one were looked at: those of an order that leaves in one piece, or else only
// this line.
bool all_looked_at(Engine& db, const OrderLine& line, Date today) {
  const bool whole = hold_of(db, line.document, today).has_value();
  auto rows = db.query(
      "SELECT 1 FROM order_line o WHERE o.order_no=$1 AND o.waiting > 0 AND (o.line=$2 OR $3) AND NOT EXISTS"
      " (SELECT 1 FROM promise p WHERE p.order_no = o.order_no AND p.line = o.line) LIMIT 1",
      line.document.text(), line.line, whole);
  return !rows.next();
}

class Teller {
 public:
  Teller(Engine& db, const ItemCode& item, const Occasion& occasion)
      : db_(db), occasion_(occasion), announced_(is_announced(db, item)), regimes_(regimes_of(db)) {}

  void tell(const LineToTell& line) {
    if (line.waiting == 0) return covered(line);
    const auto day = found_day(line);
    if (!day) return;
    const bool waits = line.told && line.told->state == ToldState::waits && line.told->item == line.item;
    if (!waits || line.told->wanted != line.wanted) return begins(line, *day);
    const Date told = line.told->told.day;
    if (is_day(told) && line.promised > told) return begins(line, *day);
    if (is_day(told) && is_day(*day)) return moved(line, *day);
    if (is_day(told) && *day == no_day_known && !occasion_.by_fact) return lost(line);
    if (told != *day) begins(line, *day);
  }

  // What was told of the line is not so any more.
  void tell_anew(const LineToTell& line) {
    if (line.waiting == 0) return covered(line);
    if (const auto day = found_day(line)) begins(line, *day);
  }

  // What was decided of the line and not sent names another day than the books do now.
  void keep_day(const LineToTell& line) {
    if (line.waiting == 0 || line.told->item != line.item) return;
    const auto day = found_day(line);
    const bool over = day && is_day(*day) && *day < occasion_.as_of.today;
    if (day && !over && *day != line.told->told.day) begins(line, *day);
  }

 private:
  // Empty: nobody has looked at it yet.
  std::optional<Date> found_day(const LineToTell& line) {
    const Date today = occasion_.as_of.today;
    if (!all_looked_at(db_, line.line, today)) return std::nullopt;
    // Nobody is called earlier than he has asked for.
    if (const auto promise = promise_of(db_, line.line, today)) return std::max(promise->p90, line.promised);
    auto own =
        db_.query("SELECT p50 FROM promise WHERE order_no=$1 AND line=$2", line.line.document.text(), line.line.line);
    const bool another_one_is_missing = own.next() && own.integer(0) != 0;
    return another_one_is_missing ? no_day_known : never_comes;
  }

  ToldLine told_now(const LineToTell& line, Date day, const std::optional<Sent>& sent) {
    ToldLine now{ToldState::waits, line.item, {day, occasion_.as_of.today}};
    now.revision = line.told ? line.told->revision + 1 : 1;
    const bool keeps_first = sent && line.told && is_day(line.told->first);
    now.first = keeps_first ? line.told->first : day;
    now.wanted = line.wanted;
    return now;
  }

  // What waits to be sent is no slip by the night: what takes its place waits no longer than it would have.
  void begins(const LineToTell& line, Date day) {
    const auto since = occasion_.night ? unsent_since(db_, line.line) : std::nullopt;
    withdraw_unsent(db_, line.line, occasion_.as_of);
    tell_from(line, day, last_sent(db_, line.line, LetterScope::of_the_wait));
    if (since) is_due_since(db_, line.line, *since);
  }

  // What follows from what the customer has read last; nothing is on its way to him.
  void tell_from(const LineToTell& line, Date day, const std::optional<Sent>& sent) {
    ToldLine now = told_now(line, day, sent);
    const bool stayed = departure_was_undone(db_, line.line), again = waits_again(db_, line);
    const bool same_item = sent && sent->item == line.item;
    const bool same_order = same_item && sent->wanted == line.wanted;
    const bool same_news = !stayed && !again && same_order &&
                           ((sent->kind == MessageKind::cannot && day == never_comes) ||
                            (sent->kind == MessageKind::no_day && day == no_day_known));
    const bool was_here = same_order && sent->kind == MessageKind::here && !came_back(line);
    if (!same_item || !is_day(day) || !(sent->day || was_here)) {
      remember_told(db_, line.line, now);
      if (!same_news) say(line, first_word(day), now, sent ? sent->day : std::nullopt);
      return;
    }
    if (is_put_off(line, *sent)) {
      now.first = day;
      remember_told(db_, line.line, now);
      return say(line, MessageKind::accepted, now, {});
    }
    // Of another order a letter is written anyway: it names the day of now.
    if (sent->day && (same_order || day == *sent->day)) {
      now.told = {*sent->day, sent->on(), 0, sent->was && *sent->was < *sent->day};
      if (!planning::to_tell(now.told, found(day, true, now.told), occasion_.as_of.today)) {
        remember_told(db_, line.line, now);
        // The day holds; what is said is that the order is another one, has not left, came back, or is wanted again.
        const bool same_words = same_order ? sent->units >= line.waiting : sent->units == line.waiting;
        if (!same_words || stayed || again || came_back(line)) say(line, MessageKind::accepted, now, {});
        return;
      }
    }
    remember_told(db_, line.line, now);
    say(line, MessageKind::moved, now, sent->day);
  }

  // He has read that more has left than is with him now: others are wanted for what he has sent back.
  bool came_back(const LineToTell& line) {
    if (!line.told || line.told->state != ToldState::over) return false;
    const auto sent = last_sent(db_, line.line, LetterScope::of_shipments_too);
    return sent && sent->kind == MessageKind::shipped && units_read_of(line.line) > line.shipped;
  }

  // In the last letter about its wait; from whom that was withheld, another one would be as well.
  std::int64_t units_said_of(const OrderLine& line) {
    auto rows = db_.query(
        "SELECT units FROM message WHERE order_no=$1 AND line=$2 AND state='in_letter'"
        " AND kind NOT IN ('shipped', 'follow_up') ORDER BY revision DESC LIMIT 1",
        line.document.text(), line.line);
    return rows.next() ? rows.integer(0) : 0;
  }
  std::int64_t units_read_of(const OrderLine& line) {
    auto rows = db_.query(
        "SELECT coalesce(sum(units), 0) FROM message WHERE order_no=$1 AND line=$2 AND kind='shipped'"
        " AND " DOCKHAND_WAS_READ("message"),
        line.document.text(), line.line);
    return rows.next() ? rows.integer(0) : 0;
  }

  planning::Found found(Date day, bool by_fact, const planning::Told& told) const {
    const bool is_said_anew = occasion_.by_fact && told.on == occasion_.as_of.today;
    return {day, by_fact, announced_, occasion_.takes_back || is_said_anew};
  }

  static MessageKind first_word(Date day) {
    if (day == never_comes) return MessageKind::cannot;
    return day == no_day_known ? MessageKind::no_day : MessageKind::accepted;
  }

  void moved(const LineToTell& line, Date day) {
    const bool unsent = has_unsent_wait(db_, line.line);
    if (!unsent && waits_for_more(line, last_sent(db_, line.line, LetterScope::of_the_wait)) &&
        units_said_of(line.line) < line.waiting)
      return begins(line, day);
    if (!occasion_.night && !occasion_.by_fact) return;
    if (unsent) {
      if (day != line.told->told.day) begins(line, day);
      return;
    }
    if (is_to_be_cancelled(line)) return;
    ToldLine now = *line.told;
    if (planning::to_tell(now.told, found(day, occasion_.by_fact, now.told), occasion_.as_of.today)) {
      const auto sent = last_sent(db_, line.line, LetterScope::of_the_wait);
      if (!sent || !sent->day) return begins(line, day);
      ++now.revision;
      say(line, MessageKind::moved, now, sent->day);
    }
    if (now != *line.told) remember_told(db_, line.line, now);
  }

  // Others were served before it, or what came may not leave: its day is lost when another one would be told. Where
  // nothing of the item is on its way any more, no day is left to be kept.
  void lost(const LineToTell& line) {
    const auto promise = estimate_of(db_, line.line, occasion_.as_of.today);
    if (!occasion_.night || !promise || is_to_be_cancelled(line)) return;
    if (standing_of(db_, line.item, occasion_.as_of.today).coming == 0) return begins(line, no_day_known);
    ToldLine now = *line.told;
    const planning::Found found{std::max(promise->p90, line.promised), false, announced_};
    if (planning::to_tell(now.told, found, occasion_.as_of.today)) return begins(line, no_day_known);
    if (now != *line.told) remember_told(db_, line.line, now);
  }

  void covered(const LineToTell& line) {
    // It leaves with others of its order: the day that was told holds for it as well.
    if (line.here > 0 && hold_of(db_, line.line, occasion_.as_of.today)) return;
    // Goods of a recalled lot lie picked: they are here, and leave for nobody.
    if (line.here > 0 && may_not_leave(db_, line.line, occasion_.as_of.today)) return;
    withdraw_unsent(db_, line.line, occasion_.as_of);
    if (line.here > 0 && is_to_be_cancelled(line)) return;
    const Known known = known_of(line);
    ToldLine now = *line.told;
    now.item = line.item;
    now.wanted = line.wanted;
    now.state = line.here > 0 && known.of_it ? ToldState::here : ToldState::over;
    ++now.revision;
    remember_told(db_, line.line, now);
    if (!known.of_it) return;
    if (line.here > 0 && known.here != line.here) say(line, MessageKind::here, now, {});
    const bool cancelled = line.here == 0 && line.wanted <= line.shipped && not_sent_any_more(line) > 0;
    if (cancelled && !known.cancelled && !occasion_.by_customer) say(line, MessageKind::cancelled, now, {});
  }

  // Who was told that it is cancelled unless he agrees is told neither that it leaves nor another day. The office has
  // its notice.
  bool is_to_be_cancelled(const LineToTell& line) {
    return !regimes_.empty() && waits_for_word(db_, line.line, line.promised, occasion_.as_of.today);
  }

  // What the customer has read of the line, or has decided himself: who took it for another item knows that it is here.
  struct Known {
    bool of_it = false, cancelled = false;
    std::int64_t here = 0;
  };
  Known known_of(const LineToTell& line) {
    if (const auto sent = last_sent(db_, line.line, LetterScope::of_shipments_too)) {
      const bool is_here = sent->kind == MessageKind::here && sent->item == line.item;
      return {true, knows_that_it_is_over(line, *sent), is_here ? sent->units : 0};
    }
    const std::int64_t taken = taken_units(db_, line.line);
    return {taken > 0, false, taken};
  }

  // What was asked for anew and cancelled before a letter said so, nobody has heard of.
  bool knows_that_it_is_over(const LineToTell& line, const Sent& sent) {
    if (sent.kind == MessageKind::cancelled) return true;
    return sent.wanted > 0 && sent.wanted - given_up_since(db_, line.line, sent.at) <= line.shipped;
  }

  static std::int64_t units_of(const LineToTell& line, MessageKind kind) {
    if (kind == MessageKind::here) return line.here;
    return kind == MessageKind::cancelled ? not_sent_any_more(line) : line.waiting;
  }
  // What has left is not cancelled, whatever the office wants by now: the customer has it and pays for it.
  static std::int64_t not_sent_any_more(const LineToTell& line) {
    return line.told->wanted - std::max(line.wanted, line.shipped);
  }

  // He took it because it was here.
  std::string taken_from_him(const LineToTell& line, MessageKind kind) {
    return no_longer_here(kind) && taken_units(db_, line.line) > 0 ? "note_gone" : "";
  }

  // What this letter says of the one before it. Who sends back what has left knows that it is not here any more.
  std::string about_before(const LineToTell& line, const std::optional<Sent>& sent, MessageKind kind) {
    if (!sent) return taken_from_him(line, kind);
    return came_back(line) ? "" : taken_back(line, *sent, kind);
  }

  // `sent_day` is the day that the customer has read last.
  void say(const LineToTell& line, MessageKind kind, const ToldLine& told, std::optional<Date> sent_day) {
    const Instant now = occasion_.as_of.now;
    NewMessage message{kind, line.line, line.customer, line.item, units_of(line, kind)};
    message.revision = told.revision;
    message.wanted = told.wanted;
    message.elsewhere = may_be_told_elsewhere(db_, line.line);
    message.at = message.due = now;
    if (line.waiting > 0) {
      const auto other = other_for(db_, line.item, Quantity::nearest(line.waiting), occasion_.as_of.today);
      if (other) message.other = other->item.text();
      if (is_day(told.told.day)) message.day = told.told.day;
    }
    const bool no_day = kind == MessageKind::cannot || kind == MessageKind::no_day;
    if (kind == MessageKind::moved || no_day) message.was = sent_day;
    const auto sent = last_sent(db_, line.line, LetterScope::of_the_wait);
    const bool same_order = sent && sent->item == line.item && sent->wanted == line.wanted;
    // Who orders more has not waited longer.
    if (kind == MessageKind::moved && same_order) message.goodwill = goodwill_for(line, told, told.told.day);
    const bool later = kind == MessageKind::moved || (kind == MessageKind::accepted && (same_order || !sent));
    // What others are taken to have said asks for no answer here.
    if ((later || no_day) && !message.elsewhere) message.law = law_for(line, told, message);
    std::string note = about_before(line, sent, kind);
    const bool back = sent && note.empty() && waits_again(db_, line);
    if (back) note = sent->wanted == line.wanted ? "note_back" : "note_changed";
    // Others are sent for what he has sent back.
    if (note.empty() && kind == MessageKind::accepted && came_back(line)) note = "note_changed";
    add_text(message.law, note);
    // He reads what he has read last: no letter is needed where it was only a slip (storage/outlook/still_true.h).
    const bool same_news = no_day ? sent && sent->kind == kind : kind == MessageKind::accepted;
    const bool same_words = back && same_order && same_news && sent->day == message.day;
    if (same_words) message.event = exchange_undone_now(db_, line.line);
    add_text(message.law, departure_was_undone(db_, line.line) ? "note_stayed" : "");
    put_message(db_, message);
  }

  std::string law_for(const LineToTell& line, const ToldLine& told, const NewMessage& message) {
    const auto holds = agreed_day(db_, line.line);
    planning::AgreedDay agreed{never_comes, holds.value_or(line.promised)};
    agreed.moved_before = holds && is_day(told.first) && std::min(told.first, line.promised) < *holds;
    agreed.refused = message.kind == MessageKind::cannot;
    return legal_texts(db_, regimes_, line.line, agreed, message.day, occasion_.as_of.today);
  }

  Goodwill goodwill_for(const LineToTell& line, const ToldLine& told, Date day) {
    if (!is_day(told.first)) return {};
    const std::int32_t late = day.days() - told.first.days();
    return give_goodwill(db_, line.line, late, occasion_.as_of).value_or(Goodwill{});
  }

  Engine& db_;
  const Occasion& occasion_;
  const bool announced_;
  const std::vector<planning::Regime> regimes_;
};

}  // namespace

bool site_says(Engine& db, const char* setting) {
  auto rows = db.query("SELECT value FROM site WHERE setting=$1", setting);
  return rows.next() && rows.integer(0) != 0;
}

bool tells_customers(Engine& db) { return site_says(db, "tell_customers"); }

void tell_waiting(Engine& db, const ItemCode& item, const Occasion& occasion) {
  tell_wishes(db, item, occasion.as_of);
  if (occasion.by_office || occasion.night) tell_of_gone_lines(db, item, occasion.as_of);
  const auto lines = lines_to_tell(db, item, occasion);
  if (lines.empty()) return;
  Teller teller(db, item, occasion);
  for (const LineToTell& line : lines) teller.tell(line);
}

void tell_all_waiting(Engine& db, const Occasion& occasion) {
  const auto items = all_of(
      db.query("SELECT item FROM order_line WHERE waiting > 0 UNION"
               " SELECT item FROM told WHERE state = " DOCKHAND_TOLD(waits) " UNION"
                                                                            " SELECT item FROM wish ORDER BY item"),
      [](const Cells& cells) { return cells.code<ItemCode>(0); });
  for (const ItemCode& item : items) tell_waiting(db, item, occasion);
  tell_of_lying_lines(db, occasion.as_of);
}

void tell_not_shipped(Engine& db, std::int64_t event, const Occasion& occasion) {
  db.run(
      "UPDATE told SET state=" DOCKHAND_TOLD(waits) " WHERE state=" DOCKHAND_TOLD(over) " AND order_no IN (SELECT doc FROM posting WHERE event=$1)"
      " AND EXISTS (SELECT 1 FROM posting p WHERE p.event=$1"
      " AND p.place='@customer' AND p.quantity > 0 AND p.doc = told.order_no AND p.line = told.line)",
      event);
  const auto lines = all_of(db.query(DOCKHAND_LINE_OF_TOLD " WHERE EXISTS (SELECT 1 FROM posting p WHERE p.event=$1"
                                                           " AND p.place='@customer' AND p.quantity > 0"
                                                           " AND p.doc = t.order_no AND p.line = t.line)"
                                                           " AND t.order_no IN (SELECT doc FROM posting WHERE event=$1)"
                                                           " ORDER BY t.order_no, t.line",
                                     event),
                            line_told_alone);
  for (const LineToTell& line : lines) {
    if (departure_was_undone(db, line.line)) Teller(db, line.item, occasion).tell_anew(line);
  }
}

void bring_days_up_to_date(Engine& db, const std::string& customer, const AsOf& as_of) {
  const auto lines = all_of(
      db.query(DOCKHAND_LINE_OF_TOLD " WHERE t.state = " DOCKHAND_TOLD(
                   waits) " AND EXISTS (SELECT 1 FROM message m"
                          " WHERE m.order_no = t.order_no AND m.line = t.line AND m.state='open' AND m.customer=$1"
                          " AND m.due <= $2 AND m.kind IN ('accepted', 'moved', 'no_day', 'cannot'))"
                          " AND t.order_no IN (SELECT order_no FROM message WHERE state='open' AND customer=$1)"
                          " ORDER BY t.order_no, t.line",
               customer, as_of.now.ms),
      line_told_alone);
  const Occasion occasion{as_of};
  for (const LineToTell& line : lines) Teller(db, line.item, occasion).keep_day(line);
}

}  // namespace dockhand
