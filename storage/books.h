// The books while one event is being written: postings, and everything that is derived from them.
//
// Decides: how units move between accounts, that a movement always sums to zero, how claims are made and given back,
// and that order lines, purchase lines and balances always agree with the postings. Leaves to others: which movements a
// fact consists of (storage/facts.h), who gets free units (storage/allocation.h), the transaction (storage/ledger.cpp).
// Failures stick to the engine; the event is then never committed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/engine.h"
#include "storage/model/command.h"
#include "storage/model/outcome.h"

namespace dockhand {

// The accounts that are no locations.
namespace account {
inline constexpr const char* supplier = "@supplier";
inline constexpr const char* customer = "@customer";
inline constexpr const char* adjustment = "@adjustment";
inline constexpr const char* suspense = "@suspense";
}  // namespace account

struct Account {
  std::string place;
  std::string item;
  std::string lot;
  std::string serial;
  std::string doc;  // the order line that has the units claimed, or the purchase line at @supplier; '' for none
  std::int32_t line = 0;
  auto operator<=>(const Account&) const = default;

  Account at(const std::string& other_place) const;
  Account claimed_by(const OrderLine& order_line) const;
  Account free() const;
  bool is_free() const { return doc.empty(); }
};

// Units of one account that were taken, or can be.
struct Held {
  Account account;
  std::int64_t quantity = 0;
};

// Whose word counts. A person at this terminal can be refused, because nothing has happened yet; a fact that comes from
// another database has happened, and is only questioned.
enum class Standing { request, fact };

// A claim that was taken back while the event was booked.
struct Revoked {
  OrderLine line;
  LocationCode place;
  Quantity quantity;
};

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
  Accepted accepted;
};

struct LocationInfo {
  LocationKind kind = LocationKind::storage;
  bool holds_stock() const { return kind == LocationKind::dock || kind == LocationKind::storage; }
  bool holds_picked() const { return kind == LocationKind::lane || kind == LocationKind::shipping; }
};

struct OrderLineInfo {
  Rank rank;
  ItemCode item;
  std::string customer;
  std::int64_t demand = 0;  // ordered - cancelled
  std::int64_t reserved = 0, picked = 0, shipped = 0;
  Terms terms{};
  std::int64_t excess() const { return reserved + picked + shipped - demand; }
};

class Books {
 public:
  Books(Engine& engine, Entry& being_written) : db(engine), entry(being_written) {}

  // --- what is known -------------------------------------------------------------------------------------------
  std::optional<Tracking> tracking(const ItemCode& item);
  std::optional<LocationInfo> location(const std::string& place);
  std::optional<OrderLineInfo> order_line(const OrderLine& line);
  std::int64_t balance(const Account& account);
  // Units at a place, with and without claims. Empty lot or serial of `like` means any.
  std::vector<Held> held_at(const Account& like);
  // Of a line: reserved ones first, then picked ones; shipped ones are gone.
  std::vector<Held> held_for(const OrderLine& line, const std::string& item);

  // --- movements -----------------------------------------------------------------------------------------------
  // Books `quantity` from one account to the other.
  void transfer(const Account& from, const Account& to, std::int64_t quantity);
  // Takes units from a place whoever they belong to: first those of `mine`, then free ones, then claims of others from
  // the lowest rank up, who lose them; what the books do not have there makes the free balance negative and raises a
  // notice. Returns what was taken, not yet moved.
  std::vector<Held> take(const Account& like, std::int64_t quantity, const std::optional<OrderLine>& mine);
  // Gives back what a line has reserved, at one place or anywhere. Returns the units given back.
  std::int64_t release(const OrderLine& line, std::int64_t quantity, const std::string& place);
  // No line holds more than its demand: reserved units go first, then picked ones, which become free stock in their
  // lane and a task.
  void trim(const OrderLine& line);

  // Derives an order line's, or a purchase line's, counters anew from the balances, and its class.
  void recount(const std::string& doc, std::int32_t line);
  // Derives the class of a customer's order lines anew.
  void classify(const std::string& customer);

  // --- decisions -----------------------------------------------------------------------------------------------
  // Plans the units of an item again: the free ones, those at `prefer` first, and those that higher classes take from
  // lower ones. `peg` is served before all others, `except` not at all. Claims and explanations go to the entry.
  void allocate(const ItemCode& item, const std::string& prefer = {}, const std::optional<OrderLine>& peg = {},
                const std::optional<OrderLine>& except = {});
  void notice(Notice notice);
  void forget_locations() { locations_.clear(); }
  // To be allocated again when the event is complete.
  void touch(const ItemCode& item) { touched.insert(item); }

  Engine& db;
  Entry& entry;
  std::set<ItemCode> touched;

 private:
  void post(const Account& account, std::int64_t quantity);
  void revoke(const Account& account, std::int64_t quantity);
  void derive(const Account& account, std::int64_t quantity);
  void keep_decided(const ItemCode& item, const struct ItemRules& rules, const std::string& prefer);
  void grant(const struct Plan& plan, const ItemCode& item);
  struct Plan planned(const ItemCode& item, const struct ItemRules& rules, const std::string& prefer,
                      const std::optional<OrderLine>& peg, const std::optional<OrderLine>& except);
  std::vector<struct Loss> give_up(const ItemCode& item);
  void tell(const struct Loss& loss, const ItemCode& item);
  std::map<std::string, std::optional<LocationInfo>> locations_;
};

}  // namespace dockhand
