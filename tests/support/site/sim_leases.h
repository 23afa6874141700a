// Invariant 5, looked at around each transaction of a simulated hub: a leased claim is never cut, save by a copied
// database, a revocation or a restored hub.
//
// Decides: what one writer's events may do to what is set aside for another, and what the holder of a lease has to get
// of what it brings. Looked at is the item of which units have neither lot nor serial, in lines that take any part:
// what is recalled, or has to be whole, is cut by other rules. Leaves to others: when it is looked at (sim_site.h).
#pragma once

#include <map>
#include <set>

#include "storage/codec/codec.h"
#include "tests/support/site/sim_checks.h"

namespace dockhand::test {

class LeaseWatch {
 public:
  // What there is before the transaction.
  explicit LeaseWatch(SimMachine& hub) : hub_(hub), before_(look(*SimChecks::reader_of(hub))) {}

  // Throws a Complaint when the transaction has cut what was set aside.
  void look_again() const {
    if (before_.leases.empty()) return;
    const auto books = SimChecks::reader_of(hub_);
    const std::vector<Happened> events = since(*books);
    std::set<std::string> writers;
    for (const Happened& one : events) {
      if (one.action != "day") writers.insert(one.writer);
    }
    if (writers.size() != 1 || ends_leases(events)) return;
    const Seen after = look(*books);
    for (const auto& [line, was] : before_.lines) {
      const auto now = after.lines.find(line);
      if (now == after.lines.end() || !was.simple || !now->second.simple) continue;
      demand_is_left(line, was, now->second, *writers.begin(), events);
      claims_are_left(line, was, now->second, *writers.begin(), events);
    }
    holder_has_got(*writers.begin(), events);
  }

 private:
  struct Line {
    std::int64_t need = 0, reserved = 0, by_hand = 0;
    bool simple = false;  // it takes any part of any units
    std::int64_t has() const { return reserved + by_hand; }
  };
  struct Leased {
    std::string kind, document, line, writer;
    std::int64_t demand = 0, claimed = 0;
  };
  struct Seen {
    std::map<std::string, Line> lines;
    std::vector<Leased> leases;
    std::int64_t last = 0;
    bool below_zero = false;  // somewhere: what comes makes that up first
  };
  struct Happened {
    std::string writer, action;
    Body body;
    Outcome outcome;
  };

  static Seen look(Engine& db) {
    Seen seen;
    for (auto rows = db.query("SELECT kind, document, order_no || '/' || line, writer, demand, claimed FROM lease"
                              " WHERE demand + claimed > 0 AND item = 'BRG'");
         rows.next();) {
      seen.leases.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4), rows.integer(5)});
    }
    if (auto rows = db.query("SELECT max(seq) FROM event"); rows.next()) seen.last = rows.integer(0);
    for (auto rows = db.query(
             "SELECT o.order_no || '/' || o.line, o.ordered - o.cancelled - o.returned, o.reserved,"
             " o.picked + o.shipped, o.policies IN ('', 'partial=yes') AND coalesce(c.policies, '') = ''"
             " AND coalesce(i.policies, '') = '' FROM order_line o LEFT JOIN customer c ON c.customer = o.customer"
             " LEFT JOIN item i ON i.item = o.item WHERE o.item = 'BRG'");
         rows.next();) {
      seen.lines[rows.text(0)] = {rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4) != 0};
    }
    seen.below_zero = db.query(
                            "SELECT 1 FROM balance WHERE item = 'BRG' AND doc = '' AND quantity < 0"
                            " AND place NOT LIKE '@%'")
                          .next();
    return seen;
  }

  std::vector<Happened> since(Engine& db) const {
    std::vector<Happened> events;
    for (auto rows =
             db.query("SELECT writer, action, body, outcome FROM event WHERE seq > $1 ORDER BY seq", before_.last);
         rows.next();) {
      auto body = decode_body(rows.text(2));
      auto outcome = parse_outcome(rows.text(3));
      if (body && outcome) events.push_back({rows.text(0), rows.text(1), std::move(*body), std::move(*outcome)});
    }
    return events;
  }

  // The office's documents and decisions may end a lease, and an undo takes back what was before it.
  static bool ends_leases(const std::vector<Happened>& events) {
    static const std::set<std::string> ending{"revoke", "assign", "tell",       "import", "close",
                                              "cancel", "undo",   "take_other", "answer", "expiry"};
    return std::any_of(events.begin(), events.end(), [](const Happened& one) { return ending.contains(one.action); });
  }
  static bool any_of_actions(const std::vector<Happened>& events, const std::set<std::string>& actions) {
    return std::any_of(events.begin(), events.end(), [&](const Happened& one) { return actions.contains(one.action); });
  }

  std::int64_t of_others(const std::string& line, const std::string& writer, std::int64_t Leased::*units,
                         bool also_units) const {
    std::int64_t sum = 0;
    for (const Leased& one : before_.leases) {
      const bool counts = one.line == line && one.writer != writer && (also_units || one.kind != "unit");
      sum += counts ? one.*units : 0;
    }
    return sum;
  }

  // Nobody else's units go to what waits for the goods of a lease. A pallet counts once, whoever received it.
  void demand_is_left(const std::string& line, const Line& was, const Line& now, const std::string& writer,
                      const std::vector<Happened>& events) const {
    const bool pallets = any_of_actions(events, {"receive_unit", "move_unit", "lose_unit"});
    const std::int64_t leased = of_others(line, writer, &Leased::demand, !pallets);
    if (leased == 0 || now.by_hand != was.by_hand || now.has() <= was.has()) return;
    if (now.has() > now.need - leased) {
      throw Complaint{"units that another brought went to leased demand of " + line + ", by " + words_of(events)};
    }
  }
  // What takes no units away leaves what is reserved under a lease.
  void claims_are_left(const std::string& line, const Line& was, const Line& now, const std::string& writer,
                       const std::vector<Happened>& events) const {
    static const std::set<std::string> gentle{"receive", "receive_unit", "claim",  "release", "return",  "replan",
                                              "day",     "approve",      "reject", "placed",  "expedite"};
    const std::int64_t leased = std::min(was.reserved, of_others(line, writer, &Leased::claimed, true));
    if (leased == 0 || now.need != was.need || now.by_hand != was.by_hand || now.reserved >= leased) return;
    const bool all_gentle =
        std::all_of(events.begin(), events.end(), [&](const Happened& one) { return gentle.contains(one.action); });
    if (all_gentle) throw Complaint{"a leased claim of " + line + " was cut by " + words_of(events)};
  }
  // What the holder brings, and has given to a line of its lease, that line has.
  void holder_has_got(const std::string& writer, const std::vector<Happened>& events) const {
    if (before_.below_zero) return;
    const auto first =
        std::find_if(events.begin(), events.end(), [](const Happened& one) { return one.action != "day"; });
    const auto* receive = std::get_if<Receive>(&first->body.command.action);
    const auto* accepted = std::get_if<Accepted>(&first->outcome);
    if (receive == nullptr || accepted == nullptr || !receive->purchase || receive->units.item.text() != "BRG") return;
    if (accepted->quantity != receive->units.quantity) return;
    std::map<std::string, std::int64_t> asked, granted;
    for (const auto& [line, units] : first->body.word.asked) asked[line.text()] += units.units();
    for (const Explanation& one : accepted->claims) granted[one.rank.line.text()] += one.granted.units();
    for (const Leased& lease : before_.leases) {
      const auto line = before_.lines.find(lease.line);
      const bool its_own = lease.writer == writer && lease.kind == "purchase" &&
                           lease.document == receive->purchase->document.text() && line != before_.lines.end();
      if (!its_own || !line->second.simple) continue;
      const std::int64_t due = std::min(lease.demand, asked[lease.line]);
      if (granted[lease.line] < due) {
        throw Complaint{"a claim under a lease of " + lease.line + " was cut: " + std::to_string(granted[lease.line]) +
                        " of " + std::to_string(due)};
      }
    }
  }

  static std::string words_of(const std::vector<Happened>& events) {
    std::string words;
    for (const Happened& one : events) words += (words.empty() ? "" : ", ") + one.action;
    return words;
  }

  SimMachine& hub_;
  const Seen before_;
};

// Looks around what terminals send. Whoever sends it knows no complaints: they are kept.
class LeasesAtHub {
 public:
  explicit LeasesAtHub(SimMachine& hub) : hub_(hub) {}

  void watch(bool done) {
    try {
      const auto before = std::exchange(before_, std::nullopt);
      if (!hub_.disk->has_power()) return;
      if (!done) before_.emplace(hub_);
      if (done && before) before->look_again();
    } catch (const Complaint& complaint) {
      if (cut_.empty()) cut_ = complaint.text;
    }
  }
  void complain() const {
    if (!cut_.empty()) throw Complaint{cut_};
  }

 private:
  SimMachine& hub_;
  std::optional<LeaseWatch> before_;
  std::string cut_;
};

}  // namespace dockhand::test
