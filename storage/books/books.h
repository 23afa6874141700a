// The books while one event is being written: postings, and everything that is derived from them.
//
// Decides: how units move between accounts, that a movement always sums to zero, how claims are made and given back,
// and that order lines, purchase lines and balances always agree with the postings. Leaves to others: which movements a
// fact consists of (storage/facts/facts.h), who gets free units (storage/allocation/allocation.h), the transaction
// (storage/ledger/ledger_state.cpp). Failures stick to the engine; the event is then never committed.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/books/account.h"
#include "storage/books/rows.h"
#include "storage/engine/cells.h"
#include "storage/model/command.h"
#include "storage/model/outcome.h"

namespace dockhand {

// Whose word counts. A person at this terminal can be refused, because nothing has happened yet; a fact that comes from
// another database has happened, and is only questioned.
enum class Standing { request, fact };

// A claim that was taken back while the event was booked.
struct Revoked {
  OrderLine line;
  LocationCode place;
  Quantity quantity;
  std::string why{};  // when it is not the event itself
};

// Units that were bought for one order line (a hard peg) and have just been received.
struct Bought {
  OrderLine line;
  Quantity quantity;
};

// In place of the hub's cursor: a notice or an explanation of the terminal's own, until the hub's comes.
inline constexpr std::int64_t own_decision = -2;

// One event in the making.
struct Entry {
  Entry(std::int64_t number, WriterId its_writer, const Command& its_command, Standing its_standing,
        std::int64_t change_number, std::string in_words)
      : seq(number),
        writer(std::move(its_writer)),
        command(its_command),
        standing(its_standing),
        changed(change_number),
        because(std::move(in_words)),
        accepted{its_command.id, number, false, {}, {}, {}, {}} {}

  // Counts units for the outcome, which never says more than the largest quantity there is.
  void handled(std::int64_t units) { accepted.quantity = Quantity::nearest(accepted.quantity.units() + units); }

  std::int64_t seq;
  WriterId writer;
  const Command& command;
  Standing standing;
  std::int64_t changed;                               // the hub's cursor for rows written now; 0 on a terminal
  std::string because;                                // the event in words, for explanations
  std::vector<std::pair<OrderLine, Quantity>> asked;  // claims that the sender decided; kept where possible
  std::vector<Revoked> revoked;
  std::int64_t postings = 0;      // written so far
  std::int64_t rows_written = 0;  // of documents, so far
  bool frees = false;             // units that are handled may become free stock
  Accepted accepted;
};

struct LocationInfo {
  LocationKind kind = LocationKind::storage;
  std::string stands_at{};  // of a handling unit: a location, or @supplier or @customer when it is not here
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
};

struct OrderLineInfo {
  Rank rank;
  ItemCode item;
  std::string customer;
  std::int64_t demand = 0;  // ordered - cancelled - returned for good
  std::int64_t reserved = 0, picked = 0, shipped = 0;
  Terms terms{};
  std::int64_t excess() const { return reserved + picked + shipped - demand; }
};

// What the event did to the units that an order line has.
struct Holding {
  std::int64_t reserved = 0;
  std::int64_t beyond = 0;      // picked and shipped
  std::int64_t given_back = 0;  // by the line itself
  std::string left{};           // the place that reserved units left last
};

// The columns of Books::line_info; as a macro, so that the queries are literals (storage/engine/engine.h).
#define DOCKHAND_LINE_INFO                                                                     \
  "SELECT o.order_no, o.line, o.order_class, o.priority, o.promised, o.ordered_at, o.item,"    \
  " coalesce(c.name, o.customer), o.ordered - o.cancelled - o.returned, o.reserved, o.picked," \
  " o.shipped, o.policies, coalesce(c.policies, ''), coalesce(i.policies, '')"                 \
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
  // Of what has been checked to exist. After a failure of the engine, which no check can foresee, it is nothing in
  // particular: nothing of the event is kept.
  ItemInfo known_item(const ItemCode& code) { return item(code).value_or(ItemInfo{}); }
  LocationInfo known_location(const std::string& place) { return location(place).value_or(LocationInfo{}); }
  // A name that stands in an account. One that is malformed fails the transaction as corrupt.
  template <class Code>
  Code code(const std::string& text) {
    return known_code<Code>(db, text);
  }
  // The order line that an account with a claim belongs to.
  OrderLine line_of(const Account& account) { return OrderLine{code<OrderNumber>(account.doc), account.line}; }
  std::int64_t balance(const Account& account);
  // Units at a place and on the handling units that stand there, with and without claims. Empty lot or serial of `like`
  // means any.
  std::vector<Held> held_at(const Account& like);
  // Units of a line: reserved ones first, then picked ones; shipped ones are gone.
  std::vector<Held> held_for(const OrderLine& line, const std::string& item);
  // Writes down where, when and by whom a handling unit came into the books first. `order`: whose carton it is, or
  // empty.
  void remember_unit(const Sscc& unit, const LocationCode& at, const std::string& order);
  // Where a handling unit stands; @customer, or @supplier when it is not here.
  std::string whereabouts(const std::string& unit);
  // Why units of a lot may not go to a customer on the day of the event, in words; empty: they may.
  std::string blocked(const std::string& item, const std::string& lot);

  // --- movements -----------------------------------------------------------------------------------------------
  // Books `quantity` from one account to the other.
  void transfer(const Account& from, const Account& to, std::int64_t quantity);
  // Takes units from a place whoever they belong to: first those of `mine`, then free ones, then claims of others from
  // the lowest rank up, who lose them; what the books do not have there makes the free balance negative and raises a
  // notice. Returns what was taken, not yet moved.
  std::vector<Held> take(const Account& like, std::int64_t quantity, const std::optional<OrderLine>& mine);
  // Gives back what a line has reserved, at one place or anywhere. Returns the units given back.
  std::int64_t release(const OrderLine& line, std::int64_t quantity, const std::string& place);
  // Claimed units become free where they are; free ones stay as they are. `why`: when it is not the event itself.
  void unclaim(const Held& held, const std::string& why = {});
  // No line holds more than its demand: reserved units go first, then picked ones, which become free stock in their
  // lane and a task.
  void trim(const OrderLine& line);

  // Claims on lots of the item that may not leave are given back; picked units stay where they are.
  void take_back_blocked(const std::string& item);

  // Derives an order line's, or a purchase line's, counters anew from the balances, and its class.
  void recount(const std::string& doc, std::int32_t line);
  // The same for every line that has units at a place, whose kind has changed.
  void recount_at(const std::string& place);
  // The same for what follows from an order line's document: its class, and what waits.
  void demand_changed(const OrderLine& line);
  // Derives the class of a customer's order lines anew.
  void classify(const std::string& customer);
  // Derives the place that a handling unit is from where it stands.
  void place_unit(const std::string& unit);
  // The same for all that stand at a location, and for all there are.
  void place_units_at(const std::string& place);
  void place_all_units();

  // --- decisions -----------------------------------------------------------------------------------------------
  // Plans the units of an item again: the free ones, those at `prefer` first, and those that higher classes take from
  // lower ones. Lines for which units were `bought` are served before all others, `except` not at all. Claims and
  // explanations go to the entry.
  void allocate(const ItemCode& item, const std::string& prefer = {}, const std::vector<Bought>& bought = {},
                const std::optional<OrderLine>& except = {});
  void notice(Notice notice);
  // When all is planned: tells the lines that the event took reserved units from and that wait for them now, save those
  // that gave them up themselves or were told before; and settles what was told to lines that have them again.
  void tell_losers();
  // What was looked up of them is not so any more.
  void forget_locations() { locations_.clear(); }
  void forget_items() { items_.clear(); }
  // To be allocated again when the event is complete.
  void touch(const ItemCode& item) { touched.insert(item); }

  Engine& db;
  Entry& entry;
  std::set<ItemCode> touched;

 private:
  void post(const Account& account, std::int64_t quantity);
  void revoke(const Account& account, std::int64_t quantity, const std::string& why = {});
  void derive(const Account& account, std::int64_t quantity);
  void keep_decided(const ItemCode& item, const struct ItemRules& rules, const std::string& prefer);
  void grant(const struct Plan& plan, const ItemCode& item);
  struct Plan planned(const ItemCode& item, const struct ItemRules& rules, const std::string& prefer,
                      const std::vector<Bought>& bought, const std::optional<OrderLine>& except);
  std::vector<struct Loss> give_up(const ItemCode& item);
  void tell(const struct Loss& loss, const ItemCode& item);
  void tell_loss(const OrderLine& line, const Holding& change);
  void settle_losses(const std::set<OrderLine>& lines);
  std::map<std::string, std::optional<LocationInfo>> locations_;
  std::map<ItemCode, std::optional<ItemInfo>> items_;
  std::map<std::pair<std::string, std::int32_t>, Holding> holdings_;  // by order line
};

}  // namespace dockhand
