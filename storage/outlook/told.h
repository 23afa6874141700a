// What was told of a line, and what is about to be: the rows of the tables `told` and `message`.
//
// Decides: that what was sent is what stands in a letter; that a message which stands in none can be withdrawn. Leaves
// to others: what is told (storage/outlook/messages.h), what of it is still true (storage/outlook/still_true.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/engine/row_reader.h"
#include "storage/model/commands/letter.h"
#include "storage/outlook/goodwill.h"
#include "storage/planning/promises/calm.h"

namespace dockhand {

// These are no real days. With the first, nothing will bring the units. With the second, something may bring them, but
// nobody knows when.
inline const Date never_comes = Date::from_days(0);
inline const Date no_day_known = Date::from_days(-1);
inline bool is_day(Date day) { return day.days() > 0; }

// What was told about a line. `waits`: its customer waits for the day; `here`: its units are here; `over`: nothing is
// open. DOCKHAND_TOLD(waits) is the state's word in a statement.
#define DOCKHAND_TOLD_STATES(STATE) STATE(waits) STATE(here) STATE(over)
#define DOCKHAND_TOLD(state) "'" #state "'"
enum class ToldState {
#define STATE(name) name,
  DOCKHAND_TOLD_STATES(STATE)
#undef STATE
};
const char* name_of(ToldState state);
Result<ToldState> parse_told_state(std::string_view text);

struct ToldLine {
  ToldState state = ToldState::waits;
  ItemCode item;
  planning::Told told{never_comes, never_comes};
  std::int64_t revision = 0;
  Date first = never_comes;  // the day that was told first
  std::int64_t wanted = 0;   // units of the line that were wanted at that time
  bool operator==(const ToldLine&) const = default;
};

// A line as it is now.
struct LineToTell {
  OrderLine line;
  std::string customer;
  ItemCode item;
  std::int64_t wanted, waiting, here, shipped;  // `wanted`: ordered and not cancelled; `here`: reserved or picked
  Date promised;
  std::optional<ToldLine> told{};
};

// The columns of order line `o` and of `t`, which was told about it, as line_to_tell() reads them. They are the last of
// a statement: where nothing was told, not all of them are read.
#define DOCKHAND_TOLD_COLUMNS                                                                                     \
  "o.order_no, o.line, o.customer, o.item, o.ordered - o.cancelled, o.waiting, o.reserved + o.picked, o.shipped," \
  " o.promised, t.day, t.told_on, t.nights, t.later, t.state, t.item, t.revision, t.first_day, t.wanted"
// Lines `t` that were told about, with `o` as they are now.
#define DOCKHAND_LINE_OF_TOLD \
  "SELECT " DOCKHAND_TOLD_COLUMNS " FROM told t JOIN order_line o ON o.order_no = t.order_no AND o.line = t.line"

LineToTell line_to_tell(RowReader& row);
inline LineToTell line_told_alone(const Cells& cells) {
  RowReader row(cells);
  return line_to_tell(row);
}

void remember_told(Engine& db, const OrderLine& line, const ToldLine& told);

struct NewMessage {
  MessageKind kind;
  std::optional<OrderLine> line;  // a wish has none
  std::string customer;
  ItemCode item;
  std::int64_t units;
  std::optional<Date> day{}, was{};
  std::string carrier{}, tracking{};
  std::int64_t revision = 0;
  Instant at{};
  Instant due{};
  std::string other{};  // what can be had instead
  Goodwill goodwill{};
  std::string law{};        // the texts that the law asks for, and those that take back what was said
  std::int64_t event = 0;   // the shipment, or the undone exchange, that it is about
  std::int64_t wanted = 0;  // units that the line wanted
  bool elsewhere = false;   // others have said so, or may have (storage/outlook/told_elsewhere.h)
};
void put_message(Engine& db, const NewMessage& message);

// Withdraws the messages about a line that were not sent yet, and returns how many. A message that units have left
// stays: each shipment has its own; and so does one by which another customer reads that the line is his no more.
std::int64_t withdraw_unsent(Engine& db, const OrderLine& line, const AsOf& as_of);
// Returns since when a letter about the line's wait is due that was not made yet.
std::optional<Instant> unsent_since(Engine& db, const OrderLine& line);
// What was not sent yet about the line's wait is due since then.
void is_due_since(Engine& db, const OrderLine& line, Instant since);
bool has_unsent_wait(Engine& db, const OrderLine& line);

// True for a message of the table or alias M that its customer has read, or is about to: it stands in a letter that was
// not withheld from him on every way.
#define DOCKHAND_WAS_READ(M)                                                                            \
  M ".state='in_letter' AND NOT (EXISTS (SELECT 1 FROM letter kept WHERE kept.id = " M                  \
    ".letter AND kept.state = 'withheld') AND NOT EXISTS (SELECT 1 FROM letter gone WHERE gone.id = " M \
    ".letter AND gone.state <> 'withheld'))"

// What a customer has read last.
struct Sent {
  MessageKind kind = MessageKind::accepted;
  ItemCode item;
  std::int64_t units = 0, wanted = 0;
  std::optional<Date> day{}, was{};
  Instant at{};
  Date on() const { return at.date(); }
};
// True when a letter says that units of the line have left, that was undone, and no message since then says so.
bool departure_was_undone(Engine& db, const OrderLine& line);
// Returns how many units of the line its customer has cancelled, or taken another item for, since then; what the office
// has wanted again is none of it.
std::int64_t given_up_since(Engine& db, const OrderLine& line, Instant then);
// True for a line that was over as its customer had said himself, and is wanted again: what he has read last is not
// what he knows.
bool waits_again(Engine& db, const LineToTell& line);
// Who has read of a line and took another item instead knows that this one is here: he hears when it leaves, or is
// cancelled. A line about which he has read before is told as any other.
void know_of_taken(Engine& db, const OrderLine& line, const CommandId& exchange, const AsOf& as_of);
// Returns how many units of the line its customer took for those of another one about which he has read. None: it is no
// such line.
std::int64_t taken_units(Engine& db, const OrderLine& made);
// Returns the event by which the line was exchanged for another item, when that is undone just now and no letter has
// spoken of the other one.
std::int64_t exchange_undone_now(Engine& db, const OrderLine& line);
// What another customer has read, for whom the line was before, is no matter of who has it now.
enum class LetterScope { of_shipments_too, of_the_wait };
std::optional<Sent> last_sent(Engine& db, const OrderLine& line, LetterScope which);

}  // namespace dockhand
