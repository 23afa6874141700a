// The books while one event is being written: postings, and everything that is derived from them.
//
// Decides: how units move between accounts, that a movement always sums to zero, how claims are made and given back,
// and that order lines, purchase lines and balances always agree with the postings. Leaves to others: which movements a
// fact consists of (storage/facts/facts.h), who gets free units (storage/allocation/allocation.h), the transaction
// (storage/ledger/ledger_state.cpp). Failures stick to the engine; the event is then never committed.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "storage/books/account.h"
#include "storage/books/entry.h"
#include "storage/books/leases.h"
#include "storage/books/rows.h"
#include "storage/engine/cells.h"
#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

struct Allocation;
struct LineRules;
struct Loss;

// Which units of a place are meant: those that lie there by themselves, or also what is on the handling units that
// stand there.
enum class Reach { loose, with_units };

// Units that were bought for one order line (a hard peg) and have just been received.
struct Bought {
  OrderLine line;
  Quantity quantity;
};

struct LocationInfo {
  LocationKind kind = LocationKind::storage;
  std::string stands_at{};  // of a handling unit: a location, or @supplier, @customer or @lost when it is not here
  bool is_unit() const { return !stands_at.empty(); }
  bool holds_stock() const { return kind == LocationKind::dock || kind == LocationKind::storage; }
  bool holds_picked() const {
    return kind == LocationKind::lane || kind == LocationKind::shipping || kind == LocationKind::tote;
  }
};

struct ItemInfo {
  Tracking tracking = Tracking::none;
  bool expiry = false;
  std::optional<Quantity> count_tolerance{};
  Quantity safety_stock{}, order_cap{};
  bool assume_suggested = false;
};

// Returns what a line asks for that waits for units and has others: whole packs, or nothing, of what is left of it when
// some is held back.
inline std::int64_t asked_of(std::int64_t waiting, std::int64_t held_back, std::int64_t has, const Terms& terms) {
  if (held_back == 0) return waiting;
  if (!terms.partial) return 0;
  const std::int64_t some = std::max<std::int64_t>(0, waiting - held_back);
  return std::max<std::int64_t>(0, some - (std::max<std::int64_t>(0, has) + some) % terms.multiple.units());
}

struct OrderLineInfo {
  Rank rank;
  ItemCode item;
  std::string customer;
  std::int64_t demand = 0;  // ordered - cancelled - returned for good
  std::int64_t reserved = 0, picked = 0, shipped = 0;
  Terms terms{};
  std::int64_t held_back = 0;  // of what it waits for, what it does not ask for
  std::int64_t excess() const { return reserved + picked + shipped - demand; }
  std::int64_t waiting() const { return std::max<std::int64_t>(0, -excess()); }
  std::int64_t asks() const { return asked_of(waiting(), held_back, reserved + picked + shipped, terms); }
};

// What the event did to the units that an order line has.
struct Holding {
  std::int64_t reserved = 0;
  std::int64_t beyond = 0;      // picked and shipped
  std::int64_t given_back = 0;  // by the line itself
  std::int64_t gone = 0;        // of what was picked: it is nowhere
  std::string left{};           // the place that reserved or picked units left last
};

// The columns of Books::line_info; as a macro, so that the queries are literals (storage/engine/engine.h).
#define DOCKHAND_LINE_INFO                                                                     \
  "SELECT o.order_no, o.line, o.order_class, o.priority, o.promised, o.ordered_at, o.item,"    \
  " coalesce(c.name, o.customer), o.ordered - o.cancelled - o.returned, o.reserved, o.picked," \
  " o.shipped, o.policies, coalesce(c.policies, ''), coalesce(i.policies, ''),"                \
  " o.held_back"                                                                               \
  " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer LEFT JOIN item i ON i.item = o.item"

class Books {
 public:
  Books(Engine& engine, Entry& being_written) : db(engine), entry(being_written) {}

  // --- what is known -------------------------------------------------------------------------------------------
  std::optional<ItemInfo> item(const ItemCode& item);
  std::optional<LocationInfo> location(const std::string& place);
  std::optional<OrderLineInfo> order_line(const OrderLine& line);
  // Reads a row of a query that begins with DOCKHAND_LINE_INFO.
  static OrderLineInfo line_info(const Rows& rows);
  // They are for what has been checked to exist. After a failure of the engine, which no check can foresee, they return
  // nothing in particular: nothing of the event is kept.
  ItemInfo known_item(const ItemCode& code) { return item(code).value_or(ItemInfo{}); }
  LocationInfo known_location(const std::string& place) { return location(place).value_or(LocationInfo{}); }
  // Reads a name that stands in an account. One that is malformed fails the transaction as corrupt.
  template <class Code>
  Code code(const std::string& text) {
    return known_code<Code>(db, text);
  }
  // Returns the order line that an account with a claim belongs to.
  OrderLine line_of(const Account& account) { return OrderLine{code<OrderNumber>(account.doc), account.line}; }
  std::int64_t balance(const Account& account);
  // Returns the units of an item that all lines of an order have: reserved, picked and shipped.
  Quantity has_of(const OrderNumber& order, const ItemCode& item);
  // Returns the units at a place, with and without claims. An empty lot or serial of `like` means any.
  std::vector<Held> held_at(const Account& like, Reach reach = Reach::with_units);
  // Returns the units of a line: reserved ones first, then picked ones; shipped ones are gone.
  std::vector<Held> held_for(const OrderLine& line, const std::string& item);
  // Writes down where, when and by whom a handling unit came into the books first. `order`: whose carton it is, or
  // empty.
  void remember_unit(const Sscc& unit, const LocationCode& at, const std::string& order);
  // Returns where a handling unit stands; @customer, @lost or @supplier when it is not here.
  std::string whereabouts(const std::string& unit);
  // Returns units of a tracked item at a place whose lot or serial nobody has named: also those that still have the
  // name of how the item was tracked before. An empty lot or serial of `like` means any.
  std::vector<Held> unnamed_at(const Account& like, Reach reach = Reach::with_units);
  // True for units in the books that have not got the name by which their item is tracked now.
  bool lacks_name(const Account& account);
  // Returns where a serial is, at a location or a customer; empty: nowhere that is known.
  std::optional<Held> serial_at(const std::string& item, const std::string& serial);
  // Returns the units that a purchase has brought for the line and that it keeps, whoever waits.
  std::int64_t kept_for(const OrderLineInfo& line);
  // Returns the days from the one that is planned for to the last one of the lot.
  std::int64_t days_left(const std::string& item, const std::string& lot);
  // Says why units of a lot may not go to a customer on the day of the event; empty: they may.
  std::string blocked(const std::string& item, const std::string& lot);

  // --- movements -----------------------------------------------------------------------------------------------
  // Books `quantity` from one account to the other.
  void transfer(const Account& from, const Account& to, std::int64_t quantity);
  // Takes units from a place whoever they belong to: first those of `mine`, then free ones, then claims of others from
  // the lowest rank up, who lose them; what the books do not have there makes the free balance negative and raises a
  // notice. Returns what was taken, not yet moved.
  std::vector<Held> take(const Account& like, std::int64_t quantity, const std::optional<OrderLine>& mine,
                         Reach reach = Reach::with_units);
  // Hands have this many of these units at a place: the books follow as far as they can. A serial comes from where they
  // have it, a lot from the units there whose lot nobody had named. What they cannot explain is left.
  void see(const Account& like, std::int64_t quantity, Reach reach = Reach::with_units);
  // Takes units whose lot or serial nobody has named, and no others.
  std::vector<Held> take_unnamed(const Account& like, std::int64_t quantity, Reach reach);
  // Returns the free balances of the item that are below zero, at one place or everywhere.
  std::vector<Held> below_zero(const ItemCode& item, const std::string& only_at);
  // A place has less than nothing of the item when hands took what the books did not have there. Where tracking does
  // not tell units apart, those that are there were taken. It is called when one may have become the other.
  void make_up(const ItemCode& item);
  // What is missing of units there that nobody has named is missing no more: the place was counted, or (everywhere,
  // when no place is given) nobody can tell any more which they were.
  void forget_missing(const ItemCode& item, const std::string& only_at = {});
  // Units that are picked for a line are gone: it is told when it has to wait for them again.
  void lose_picked(const Held& held);
  // Gives back what a line has reserved, at one place or anywhere, save what is set aside for another terminal. Returns
  // the units given back.
  std::int64_t release(const OrderLine& line, std::int64_t quantity, const std::string& place);
  // The line gets none of what it waits for until more of the item come in, or the office sends it again.
  void hold_back(const OrderLine& line);
  void hold_back_no_more(const OrderLine& line);
  // Claimed units become free where they are; free ones stay as they are. `why`: when it is not the event itself.
  void unclaim(const Held& held, const std::string& why = {});
  // No line holds more than its demand: reserved units go first, then picked ones, which become free stock in their
  // lane and a task.
  void trim(const OrderLine& line);

  // Claims on lots of the item that may not leave are given back; picked units stay where they are.
  void take_back_blocked(const std::string& item);
  // The same of a claim on units in quarantine.
  void take_back_set_aside(const Account& claim);
  // Free units at the place are offered to nobody until it is counted, or until that is undone.
  void doubt(const Account& like);
  // `all_named`: no units are left there that nobody has named, so that nothing of them is in doubt either.
  void trust(const Account& like, bool all_named = false);
  // True when another lot or serial of the item has still to be counted there.
  bool in_doubt(const std::string& place, const ItemCode& item);
  // When the event is complete, it is also looked whether the line's units are still what its policies ask for ...
  void look_at(const OrderLine& line) { to_check_.emplace(line.document.text(), line.line); }
  // ... and the same for the line that a purchase line was made for, when that has brought less than before.
  void look_at_bought_for(const std::string& purchase, std::int32_t line);
  // ... and for a line that a document made smaller: the notice of its loss may not matter any more.
  void wants_less(const OrderLine& line) {
    look_at(line);
    less_wanted_.insert(line);
  }
  // ... and for a place that units have left, or where some are nobody's now: what was told of it may be over, or may
  // have to be told.
  void has_left(const std::string& place, const std::string& item);
  // ... and whether the units claimed here are there.
  void look_at(const Account& account);
  // Hands here have taken units of a claim that another database has given up: those were free ones, or another
  // line's.
  void fill(const Account& claim);

  // Derives an order line's, or a purchase line's, counters anew from the balances, and its class.
  void recount(const std::string& doc, std::int32_t line);
  // Does so for every line that has units at a place whose kind has changed.
  void recount_at(const std::string& place);
  // Derives what follows from an order line's document: its class, and what waits.
  void demand_changed(const OrderLine& line);
  // Derives the class of a customer's order lines anew.
  void classify(const std::string& customer);
  // Derives the place that a handling unit is, from where it stands.
  void place_unit(const std::string& unit);
  // Do so for all that stand at a location, and for all there are.
  void place_units_at(const std::string& place);
  void place_all_units();
  // A handling unit that was said to be gone is here again: what was on it then is to be counted.
  void tell_found(const std::string& unit);
  // Goods went onto one that was said to be gone, or off it: it stands where it stood, and its goods are to be counted.
  void find_used();

  // --- decisions -----------------------------------------------------------------------------------------------
  // When the event is complete, the item is planned again: its free units, those at `prefer` first, and those that
  // higher classes take from lower ones. Lines for which units were `bought` are served before all others.
  void touch(const ItemCode& item, const std::string& prefer = {}, std::vector<Bought> bought = {});
  // Says that other units of the item are expected now, or on another day.
  void expects_otherwise(const ItemCode& item) { entry.outlook.insert(item); }
  // Who would get so many units that are about to come, in rank order. A line that is served whole, or in packs, gets
  // all that it waits for or nothing.
  std::vector<std::pair<OrderLine, Quantity>> would_get(const ItemCode& item, Quantity coming,
                                                        const std::vector<Bought>& bought);
  // Plans what was touched, until every claim has its units and is what its line asks for. Claims and explanations go
  // to the entry. Returns the items.
  std::set<ItemCode> plan_touched();
  void notice(Notice notice);
  // What asks somebody to count these units there, of this lot when one is named.
  Notice asks_to_count(const Account& there, std::int64_t units, const std::string& why = {});
  bool is_asked_for(const Account& there);
  // When all is planned: tells the lines that the event took reserved units from and that wait for them now, save those
  // that gave them up themselves or were told before; and settles the notices of lines that have them again.
  void tell_losers();
  // Of it, what is to be counted.
  void tell_missing();
  // They forget what was looked up, because it is not so any more.
  void forget_locations() { locations_.clear(); }
  void forget_items() { items_.clear(); }
  // Closes notices whose words are not so any more. It looks at the newest that are open; `until`: none that was told
  // of what happened later.
  void settle(const std::set<NoticeKind>& kinds, const std::function<bool(const Notice&)>& is_over,
              const std::optional<Instant>& until = {});

  Engine& db;
  Entry& entry;
  Leases leases{db, entry};  // what is set aside for terminals

 private:
  struct Touch {
    std::string prefer{};
    std::vector<Bought> bought{};
  };
  using LineKey = std::pair<std::string, std::int32_t>;

  void post(const Account& account, std::int64_t quantity);
  void note_way(const Account& from, const Account& to, std::int64_t quantity);
  void give_to_who_held_back(const std::string& item, std::int64_t quantity);
  void name_units(const Account& like, std::int64_t quantity, Reach reach);
  void bring_serial(const Account& like, const Held& from);
  void make_up(const Held& missing, std::vector<Held>& there);
  void rename(const Account& from, const Account& to, std::int64_t units);
  std::vector<Held> take_of(std::vector<Held> at_place, const Account& like, std::int64_t quantity,
                            const std::optional<OrderLine>& mine);
  void cover_claims();
  void cover(const Account& account);
  void take_back_unfit();
  void take_back_unfit(const OrderLineInfo& line);
  void settle_places();
  void tell_nobodys(const std::string& place, const std::string& item, std::int64_t units);
  void ask_for_fewer(const std::string& place, const std::string& item, std::int64_t over);
  void tell_unnamed();
  void tell_claimants(const std::string& place, const ItemCode& item);
  std::int64_t told_in(NoticeKind kind, const std::string& place, const std::string& item);
  void allocate(const ItemCode& item, const std::string& prefer, const std::vector<Bought>& bought);
  void revoke(const Account& account, std::int64_t quantity, const std::string& why = {});
  void derive(const Account& account, std::int64_t quantity);
  void serve_leased(const ItemCode& item, const LineRules& rules, const std::string& prefer);
  void keep_decided(const ItemCode& item, const LineRules& rules, const std::string& prefer);
  void grant_leased(const Allocation& plan, const ItemCode& item);
  void fit_leases(const std::set<ItemCode>& planned);
  void fit_leases(const ItemCode& item);
  void grant(const Allocation& plan, const ItemCode& item);
  Allocation planned(const ItemCode& item, const LineRules& rules, const std::string& prefer,
                     const std::vector<Bought>& bought);
  std::vector<Loss> give_up(const ItemCode& item);
  void tell(const Loss& loss, const ItemCode& item);
  void tell_loss(const OrderLine& line, const Holding& change);
  void settle_losses(const std::set<OrderLine>& lines);
  std::map<std::string, std::optional<LocationInfo>> locations_;
  std::map<ItemCode, std::optional<ItemInfo>> items_;
  std::map<LineKey, Holding> holdings_;
  std::map<ItemCode, Touch> touched_;
  std::set<LineKey> to_check_;
  std::set<std::string> moved_claims_;  // items of which lines have others now, or purchases have received others
  std::set<OrderLine> less_wanted_;
  std::set<std::string> used_while_lost_;                       // handling units
  std::set<Account> to_cover_;                                  // free accounts
  std::set<std::pair<std::string, std::string>> unnamed_came_;  // places and items of units without a name
  std::set<std::pair<std::string, std::string>> drained_;       // places and items whose notices may be over
  std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> missing_;  // of less than nothing, by lot
};

}  // namespace dockhand
