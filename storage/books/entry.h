// One event while it is written: what is asked for, and what has become of it so far.
//
// Decides: what the books, the facts and the ledger know of an event in the making. Leaves to others: the books
// themselves (storage/books/books.h), what is set aside for terminals (storage/books/leases.h).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/books/openings_said.h"
#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/commands/taken_units.h"

namespace dockhand {

// This says whose word counts. A person at this terminal can be refused: nothing has happened yet; a fact that comes
// from another database has happened, and is only questioned.
enum class Standing { request, fact };

// A claim that was taken back while the event was booked.
struct Revoked {
  OrderLine line;
  LocationCode place;
  Quantity quantity;
  std::string why{};  // when it is not the event itself
};

// Goods that come, or an order, as a lease names them: "purchase", "unit" or "order", and its number.
struct LeaseKey {
  std::string kind;
  std::string document;
  auto operator<=>(const LeaseKey&) const = default;
};
LeaseKey key_of(const Leased& what);

// Stands in place of the hub's cursor: a notice or an explanation is the terminal's own until the hub's comes.
// Which protections of a lease stand: all of them in every program (storage/ledger/guards.def).
struct LeaseProtection {
  bool any = true;
  bool demand = true;  // others leave what waits for the goods alone
  bool claims = true;  // plans leave what is reserved alone
  bool asked = true;   // what others ask for, a claim or a release, leaves both alone
  bool served = true;  // the terminal that has it serves its lines first
};

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
        today(its_command.at.date()),
        clock_day(today),
        accepted{its_command.id, number, false, {}, {}, {}, {}} {}

  // Whether leases are decided about here: a terminal that has a hub asks it.
  bool decides() const { return changed >= 0; }
  // Counts units for the outcome, which never says more than the largest quantity there is.
  void handled(std::int64_t units) { accepted.quantity = Quantity::nearest(accepted.quantity.units() + units); }

  std::int64_t seq;
  WriterId writer;
  const Command& command;
  Standing standing;
  std::int64_t changed;  // for rows written now: the hub's cursor, or a terminal's mark (storage/books/own_mark.h)
  std::string because;   // the event in words, for explanations
  Date today;            // the day that is planned for: the last one that has begun, whatever the event's own time says
  Date clock_day;        // by the clock of this machine
  std::vector<std::pair<OrderLine, Quantity>> asked;  // claims that the sender decided; kept where possible
  UnitsTaken taken;  // what hands took, of a shipment or a carton: as the sender says, else as it is booked
  std::vector<Revoked> revoked;
  std::int64_t postings = 0;      // written so far
  std::int64_t rows_written = 0;  // of documents, so far
  bool office_told = false;       // of what a document leaves out, or not any more
  // What the event brings that a terminal may have a lease of (storage/books/leases.h), and how many units an order may
  // have of it.
  struct Brought {
    std::set<LeaseKey> of{};
    std::map<ItemCode, std::int64_t> units{};
  } brought{};
  LeaseProtection leases{};
  bool fits_leases = true;              // a terminal leaves it to its hub after a pull
  std::optional<WriterId> concerned{};  // whose people are told; the writer's otherwise
  // Whose are told of a notice of it, by its place among them, when that is another terminal again.
  std::map<std::size_t, WriterId> told_to{};
  bool frees = false;            // units that are handled may become free stock
  std::set<ItemCode> outlook{};  // items whose lines may leave on another day now
  // What was read of earlier imports; a ledger keeps it from one event to the next.
  std::shared_ptr<OpeningsSaid> openings = std::make_shared<OpeningsSaid>();
  Accepted accepted;
};

}  // namespace dockhand
