// Units on offer meet waiting lines: the database's side of the allocation.
#include <algorithm>

#include "storage/allocation/allocation.h"
#include "storage/books/books.h"
#include "storage/books/books_supply.h"
#include "storage/schema/sql.h"

namespace dockhand {

// Units that a line had reserved, and the line that has them now.
struct Loss {
  OrderLine line;
  LocationCode place;
  Quantity quantity;
  std::vector<std::pair<OrderLine, Quantity>> instead{};
};

// The rules of an item, with what comes for a line by another way: suppliers send it straight to the line's customer,
// or it is set aside for a terminal that receives it. The line asks for none of that here.
struct LineRules : ItemRules {
  std::map<OrderLine, std::int64_t> elsewhere{};

  // What is served whole, or in packs, is not made up of two halves.
  std::int64_t asks(const OrderLineInfo& info) const {
    const auto other = elsewhere.find(info.rank.line);
    if (other == elsewhere.end() || other->second <= 0) return info.asks();
    return info.terms.in_parts() ? std::max<std::int64_t>(0, info.asks() - other->second) : 0;
  }
};

namespace {

// Lines that got nothing are worth explaining, but not all of a long queue.
constexpr int max_explained_without = 5;

std::map<OrderLine, std::int64_t> sent_direct(Books& books, const ItemCode& item) {
  std::map<OrderLine, std::int64_t> units;
  for (auto rows = books.db.query("SELECT for_order, for_line, expected - received FROM purchase_line WHERE item=$1"
                                  " AND drop_ship = 1 AND received < expected AND closed = 0 AND for_order <> ''",
                                  item.text());
       rows.next();) {
    const Cells cells(rows);
    units[cells.line<OrderNumber>(0)] += cells.integer(2);
  }
  return units;
}

LineRules rules_of(Books& books, const ItemCode& item) {
  LineRules rules;
  rules.elsewhere = sent_direct(books, item);
  if (books.entry.leases.demand) {
    for (const Lease& lease : books.leases.of(item)) rules.elsewhere[lease.line] += lease.demand;
  }
  if (const auto info = books.item(item)) {
    rules.safety_stock = info->safety_stock;
    rules.order_cap = info->order_cap;
  }
  auto site = books.db.query("SELECT value FROM site WHERE setting='prefer_completed'");
  rules.prefer_completed = site.next() && site.integer(0) != 0;
  return rules;
}

bool is_last_of_order(Books& books, const OrderLine& line) {
  return !books.db
              .query("SELECT 1 FROM order_line WHERE order_no=$1 AND line <> $2 AND waiting > 0 LIMIT 1",
                     line.document.text(), line.line)
              .next();
}

std::optional<std::string> lot_of(Books& books, const OrderLine& line, const ItemCode& item) {
  auto rows = books.db.query("SELECT lot FROM balance WHERE doc=$1 AND line=$2 AND item=$3 AND " DOCKHAND_POSITIVE
                             " AND place <> '@supplier' ORDER BY lot LIMIT 1",
                             line.document.text(), line.line, item.text());
  return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
}

WaitingLine waiting_line(Books& books, const OrderLineInfo& info, const LineRules& rules) {
  const OrderLine& line = info.rank.line;
  WaitingLine waiting{info.rank, info.customer, Quantity::nearest(rules.asks(info)), info.terms};
  waiting.has = Quantity::nearest(info.reserved + info.picked + info.shipped);
  waiting.due = info.rank.promised <= books.entry.today;
  if (rules.prefer_completed) waiting.last_of_order = is_last_of_order(books, line);
  if (!rules.order_cap.none()) waiting.order_has = books.has_of(line.document, info.item);
  if (info.terms.one_lot) waiting.lot = lot_of(books, line, info.item);
  return waiting;
}

// The line itself when it is of this item, still waits, and its class lets it have more.
std::optional<WaitingLine> single(Books& books, const OrderLine& line, const ItemCode& item, const LineRules& rules) {
  const auto info = books.order_line(line);
  if (!info || info->item != item || rules.asks(*info) == 0 || !may_get_more(info->rank.order_class))
    return std::nullopt;
  return waiting_line(books, *info, rules);
}

// Returns the lines of this item for which units were bought, in rank order.
std::vector<WaitingLine> pegged_lines(Books& books, const std::vector<Bought>& bought, const ItemCode& item,
                                      const LineRules& rules) {
  std::vector<WaitingLine> lines;
  for (const Bought& one : bought) {
    const auto same = [&](const WaitingLine& line) { return line.rank.line == one.line; };
    auto known = std::find_if(lines.begin(), lines.end(), same);
    if (known == lines.end()) {
      auto waiting = single(books, one.line, item, rules);
      if (!waiting) continue;
      waiting->rank.pegged = true;
      known = lines.insert(lines.end(), std::move(*waiting));
    }
    known->bought = known->bought + one.quantity;
  }
  std::sort(lines.begin(), lines.end(),
            [](const WaitingLine& a, const WaitingLine& b) { return before(a.rank, b.rank); });
  return lines;
}

NextLine from_list(std::vector<WaitingLine> lines) {
  return [lines = std::move(lines), at = std::size_t{0}]() mutable -> std::optional<WaitingLine> {
    if (at == lines.size()) return std::nullopt;
    return lines[at++];
  };
}

// The rules for the terminal whose lease the goods of the event are.
LineRules without_own_leases(Books& books, const ItemCode& item, const LineRules& rules) {
  LineRules own = rules;
  own.prefer_completed = false;
  if (!books.entry.leases.served || !books.entry.leases.demand) return own;
  for (const Lease& lease : books.leases.of(item)) {
    if (books.leases.is_served(lease)) own.elsewhere[lease.line] -= lease.demand;
  }
  return own;
}

// Lines come in rank order, straight from the partial index order_line_waiting; the pegged ones come before all.
NextLine in_rank(Books& books, Rows& rows, const LineRules& rules, std::vector<WaitingLine> pegged) {
  return
      [&books, &rows, &rules, pegged = std::move(pegged), at = std::size_t{0}]() mutable -> std::optional<WaitingLine> {
        if (at < pegged.size()) return pegged[at++];
        while (rows.next()) {
          const OrderLineInfo info = Books::line_info(rows);
          const OrderLine& line = info.rank.line;
          const auto same = [&](const WaitingLine& known) { return known.rank.line == line; };
          if (rules.asks(info) == 0 || std::any_of(pegged.begin(), pegged.end(), same)) continue;
          return waiting_line(books, info, rules);
        }
        return std::nullopt;
      };
}

// Which lines of `served` have the lost units now.
std::vector<std::pair<OrderLine, Quantity>> first_of(const std::vector<std::pair<OrderLine, Quantity>>& served,
                                                     Quantity lost) {
  std::vector<std::pair<OrderLine, Quantity>> first;
  for (const auto& [line, quantity] : served) {
    const Quantity here = std::min(quantity, lost);
    if (!here.none()) first.emplace_back(line, here);
    lost = lost.less(here);
  }
  return first;
}

std::vector<std::pair<OrderLine, Quantity>> served_by(const Allocation& plan) {
  std::vector<std::pair<OrderLine, Quantity>> served;
  for (const Explanation& one : plan.explanations) {
    if (!one.granted.none()) served.emplace_back(one.rank.line, one.granted);
  }
  return served;
}

// The grants of units that were reserved for others, summed by loser and place.
std::vector<Loss> losses_of(const Allocation& plan) {
  std::vector<Loss> losses;
  for (const Grant& grant : plan.grants) {
    const Offer& offer = plan.supply[grant.units];
    if (!offer.reserved_for) continue;
    const auto same = [&](const Loss& loss) {
      return loss.line == offer.reserved_for->line && loss.place == offer.place;
    };
    auto known = std::find_if(losses.begin(), losses.end(), same);
    if (known == losses.end()) {
      known = losses.insert(losses.end(), Loss{offer.reserved_for->line, offer.place, Quantity()});
    }
    known->quantity = known->quantity + grant.quantity;
    known->instead.emplace_back(grant.line, grant.quantity);
  }
  return losses;
}

// Nobody is asked for units of which there are none: of a file of orders most lines begin to wait so.
bool has_units_to_give(Books& books, const ItemCode& item) {
  const bool free =
      books.db
          .query("SELECT 1 FROM balance WHERE item=$1 AND doc='' AND line=0 AND " DOCKHAND_POSITIVE " LIMIT 1",
                 item.text())
          .next();
  // The order keeps SQLite to the index of the lines that have some.
  return free || books.db
                     .query(
                         "SELECT 1 FROM order_line o WHERE o.item=$1 AND o.reserved > 0"
                         " ORDER BY o.item, " DOCKHAND_RANK " LIMIT 1",
                         item.text())
                     .next();
}

bool higher_class_waits(const Allocation& plan) {
  return std::any_of(plan.explanations.begin(), plan.explanations.end(), [](const Explanation& one) {
    return one.rank.order_class < OrderClass::redistribute && one.granted < one.waiting;
  });
}

}  // namespace

void Books::grant(const Allocation& plan, const ItemCode& item) {
  for (const Grant& grant : plan.grants) {
    const Offer& units = plan.supply[grant.units];
    const Account free{units.place.text(), item.text(), units.lot, units.serial, {}, 0};
    const Account from = units.reserved_for ? free.claimed_by(units.reserved_for->line) : free;
    const Account to = free.claimed_by(grant.line);
    if (grant.quantity.none() || from == to) continue;
    // What is on offer is there, and stays there: no place is left short, and none is emptied.
    post(from, -grant.quantity.units());
    post(to, grant.quantity.units());
  }
  int without = 0;
  for (Explanation explanation : plan.explanations) {
    if (explanation.granted.none() && ++without > max_explained_without) continue;
    explanation.position = static_cast<std::int32_t>(entry.accepted.claims.size()) + 1;
    entry.accepted.claims.push_back(std::move(explanation));
  }
}

// Lines of class lose give back what is reserved for them; the index has them at its end.
std::vector<Loss> Books::give_up(const ItemCode& item) {
  const auto lines = all_of(
      db.query("SELECT o.order_no, o.line FROM order_line o WHERE o.item=$1 AND o.order_class=" DOCKHAND_LOSE_CLASS
               " AND o.reserved > 0 ORDER BY " DOCKHAND_RANK_FALLING " LIMIT $2",
               item.text(), max_taken),
      [](const Cells& cells) { return cells.line<OrderNumber>(0); });
  std::vector<Loss> losses;
  for (const OrderLine& line : lines) {
    std::int64_t kept = leases.claims(line, item);
    for (const Held& held : held_for(line, item.text())) {
      if (!known_location(held.account.place).holds_stock()) continue;
      const std::int64_t units = held.quantity - std::min(kept, held.quantity);
      kept -= held.quantity - units;
      if (units == 0) continue;
      transfer(held.account, held.account.free(), units);
      losses.push_back(Loss{line, code<LocationCode>(held.account.place), Quantity::nearest(units)});
    }
  }
  return losses;
}

void Books::tell(const Loss& loss, const ItemCode& item) {
  notice(Notice{NoticeKind::outranked, item, loss.line, loss.place, loss.quantity, loss.instead, {}});
  const auto info = order_line(loss.line);
  if (!info) return;
  const auto position = static_cast<std::int32_t>(entry.accepted.claims.size()) + 1;
  Explanation told{info->rank, info->customer, Rule::gave_way, position, loss.quantity, Quantity(), {}, {}};
  if (!loss.instead.empty()) told.next = loss.instead.front().first;
  entry.accepted.claims.push_back(std::move(told));
}

// What is granted of units that the event brings is from now on a claim of the lease.
void Books::grant_leased(const Allocation& plan, const ItemCode& item) {
  grant(plan, item);
  for (const Explanation& one : plan.explanations) leases.serve(one.rank.line, item, one.granted.units());
}

// The terminal that has the lease of what the event brings gives it to the lines of the lease before all others. It
// gives no more than has come: what lies here besides may be somebody else's by now.
void Books::serve_leased(const ItemCode& item, const LineRules& rules, const std::string& prefer) {
  const LineRules own = without_own_leases(*this, item, rules);
  Quantity left = Quantity::nearest(entry.brought.units[item]);
  std::vector<WaitingLine> lines;
  for (const Lease& lease : leases.of(item)) {
    const Quantity units = std::min(Quantity::nearest(lease.demand), left);
    auto waiting = leases.is_served(lease) && !units.none() ? single(*this, lease.line, item, own) : std::nullopt;
    if (!waiting || (!waiting->terms.in_parts() && units < waiting->waiting)) continue;
    waiting->decided = units;
    waiting->leased = true;
    left = left.less(units);
    lines.push_back(std::move(*waiting));
  }
  if (!lines.empty()) grant_leased(plan(free_units(*this, item, prefer), own, from_list(std::move(lines))), item);
}

// Keeps what the sender decided for lines of the item. The sender's decision counts once; what follows is decided here.
void Books::keep_decided(const ItemCode& item, const LineRules& rules, const std::string& prefer) {
  const LineRules in_the_order_asked = without_own_leases(*this, item, rules);
  std::vector<WaitingLine> decided;
  std::erase_if(entry.asked, [&](const auto& one) {
    const auto info = order_line(one.first);
    if (!info || info->item != item) return false;
    const auto known = std::find_if(decided.begin(), decided.end(),
                                    [&](const WaitingLine& line) { return line.rank.line == one.first; });
    if (known != decided.end()) {  // served twice by the sender: what it waits for is given once
      known->decided = known->decided + one.second;
    } else if (auto waiting = single(*this, one.first, item, in_the_order_asked)) {
      waiting->decided = one.second;
      decided.push_back(std::move(*waiting));
    }
    return true;
  });
  if (decided.empty()) return;
  grant_leased(plan(free_units(*this, item, prefer), in_the_order_asked, from_list(std::move(decided))), item);
}

Allocation Books::planned(const ItemCode& item, const LineRules& rules, const std::string& prefer,
                          const std::vector<Bought>& bought) {
  std::vector<WaitingLine> pegged = pegged_lines(*this, bought, item, rules);
  auto rows =
      db.query(DOCKHAND_LINE_INFO " WHERE o.item=$1 AND o.waiting > 0 AND o.order_class <= " DOCKHAND_USUAL_CLASS
                                  " ORDER BY " DOCKHAND_RANK,
               item.text());
  return plan(free_units(*this, item, prefer), rules, in_rank(*this, rows, rules, std::move(pegged)),
              reserved_units(*this, item, bought, rules.order_cap));
}

// What is free already counts as safety stock before what comes.
std::vector<std::pair<OrderLine, Quantity>> Books::would_get(const ItemCode& item, Quantity coming,
                                                             const std::vector<Bought>& bought) {
  LineRules rules = rules_of(*this, item);
  for (const Offer& offer : free_units(*this, item, {})) rules.safety_stock = rules.safety_stock.less(offer.quantity);
  std::vector<WaitingLine> pegged = pegged_lines(*this, bought, item, rules);
  auto rows =
      db.query(DOCKHAND_LINE_INFO " WHERE o.item=$1 AND o.waiting > 0 AND o.order_class <= " DOCKHAND_USUAL_CLASS
                                  " ORDER BY " DOCKHAND_RANK,
               item.text());
  const std::vector<Offer> coming_units{Offer{code<LocationCode>("-"), {}, {}, coming}};
  const Allocation plan = dockhand::plan(coming_units, rules, in_rank(*this, rows, rules, std::move(pegged)));
  std::vector<std::pair<OrderLine, Quantity>> served;
  for (const Explanation& one : plan.explanations) {
    const auto info = order_line(one.rank.line);
    if (one.granted.none() || !info) continue;
    if (info->terms.in_parts() || one.granted.units() == info->waiting())
      served.emplace_back(one.rank.line, one.granted);
  }
  return served;
}

// Who lost to a higher class waits again, and may be served by units that did not fit the winner, or take from a class
// that is lower still. Where there is safety stock, a line that is due may have got units that a line of a higher class
// could not have as long as they were free; and a line that keeps what was bought for it may have got units that let it
// spare others, or that bring its order above the cap. As units only go up in class, or to orders below the cap, that
// ends.
void Books::allocate(const ItemCode& item, const std::string& prefer, const std::vector<Bought>& bought) {
  if (bought.empty() && entry.asked.empty() && !has_units_to_give(*this, item)) return;
  LineRules rules = rules_of(*this, item);
  std::vector<Loss> losses = give_up(item);
  if (entry.standing == Standing::request && !entry.brought.of.empty() && entry.leases.served && leases.any()) {
    serve_leased(item, rules, prefer);
    rules = rules_of(*this, item);
  }
  if (!entry.asked.empty()) {
    keep_decided(item, rules, prefer);
    if (leases.any()) rules = rules_of(*this, item);
  }
  for (bool first = true, again = true; again; first = false) {
    const Allocation served = planned(item, rules, prefer, first ? bought : std::vector<Bought>{});
    grant(served, item);
    if (first) {
      for (Loss& loss : losses) loss.instead = first_of(served_by(served), loss.quantity);
    }
    std::vector<Loss> taken = losses_of(served);
    const bool gave = !served.grants.empty();
    const bool kept_back = !rules.safety_stock.none() || !rules.order_cap.none();
    again = !taken.empty() || (gave && (kept_back || higher_class_waits(served)));
    std::move(taken.begin(), taken.end(), std::back_inserter(losses));
  }
  for (const Loss& loss : losses) tell(loss, item);
}

}  // namespace dockhand
