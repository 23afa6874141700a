// What screens that pick have in common: the stops that are left of a walk, and which scan is fit for one.
//
// Decides: the order of the stops (along the walk; what was tapped comes first, what was skipped last), what is wrong
// with a place, an item, a lot, a serial or a pack at a stop, how a short pick is asked about.
// Leaves to others: which orders are picked, what is booked and where the units go (terminal/screens/pick.cpp,
// terminal/screens/cluster.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/scan.h"
#include "terminal/kit/label.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// Names a stop: order line, place, lot and serial.
std::string key_of(const PickStop& stop);
// How the keys of a line's stops at one place begin, whatever their lots and serials.
std::string key_beside(const PickStop& stop);
// Of the stop that a pick was made at.
std::string key_of(const Pick& pick);

class Walk {
 public:
  // The stops as the books have them now, along the walk.
  void read(std::vector<PickStop> stops);

  bool over() const { return left_.empty(); }
  const PickStop& next() const { return left_.front(); }  // not when it is over
  const std::vector<PickStop>& left() const { return left_; }
  const PickStop* find(std::string_view key) const;  // of those that are left; nullptr: none
  const PickStop* seen(std::string_view key) const;  // also of those that there were at some time
  // Stops that were there at some time and are not any more.
  std::vector<PickStop> finished() const;
  // Reserved at the place of a stop for its line, of whatever lots and serials.
  Quantity left_beside(const PickStop& stop) const;
  // The item of the next stop; empty when it is over.
  std::optional<std::vector<ItemCode>> at_hand() const;

  // The stop of this key comes next; false: it is not there.
  bool choose(std::string_view key);
  // Goes along the walk again: what was taken back comes first.
  void let_go();
  // A stop of this line comes next, the first one along the walk; empty: it has none.
  std::optional<PickStop> go_on_with(const OrderLine& line);
  // The next stop comes last; false: it is the only one.
  bool skip();
  bool is_skipped(const PickStop& stop) const;

 private:
  void arrange();

  std::vector<PickStop> along_;        // as they were read
  std::vector<PickStop> left_;         // the next one first
  std::vector<PickStop> seen_;         // every stop that there was
  std::vector<std::string> skipped_;   // keys, in the order of skipping
  std::optional<std::string> chosen_;  // key of a stop that was tapped
};

// --- what is wrong with a scan -----------------------------------------------------------------------------------

// `arrived`: who has scanned it stands where the stop is, and its item comes next.
Step wrong_place(const PickStop& stop, bool arrived);
Step wrong_tote(const PickStop& stop, const LocationCode& right);
// Red, with what is to be picked at the stop instead.
Step refuse_at(const PickStop& stop, std::string title, std::string advice);
// "Only 3 are to be picked here."
std::string only_to_pick(Quantity wanted);
// " · from A-01", beside what is typed; empty: nobody knows where.
std::string from_here(const std::optional<LocationCode>& place);
// Empty: the item is what is wanted here.
std::optional<Step> wrong_item(const PickStop& stop, const FoundItem& item, bool arrived);
// Empty: there are no more than `left`.
std::optional<Step> too_many(const PickStop& stop, const Units& units, Quantity left);

// The label of an item at its stop. Where the site says so the suggested lot or serial is taken as seen: the units then
// say "assumed". Else what the label does not say is asked for.
Result<ReadLabel> read_at(Views& views, const PickStop& stop, const FoundItem& item, const Scan& scan);
// The same when somebody says how many, with no label; `seen`: one has been read at this stop.
Result<ReadLabel> count_at(Views& views, const PickStop& stop, Quantity quantity, bool seen);
// ", lot assumed" of units whose lot or serial nobody has seen.
std::string assumption_of(const Units& units);

// Red, with the reason, when the stop that a keypad was opened for has fewer reserved by now: whoever is asked
// for the lot of what is not to be picked could not finish. Empty: it has.
std::optional<Step> not_there(Views& views, const Walk& walk, const PickStop& stop, Quantity quantity, Date today);
// What was to be picked is not reserved there any more. Empty: its line wants as many still; else red, because it could
// not be booked: the order was cancelled, or others have picked.
std::optional<Step> not_wanted(Views& views, const Do& asked, const Changed& changed);

// "3/6": what was picked at the stop's place for its line, or is in hand, of what is to be picked there, of whatever
// lots and serials. `elsewhere`: what other terminals have booked of it.
std::string count_of(const Session& session, const Walk& walk, const PickStop& stop, Quantity in_hand = {},
                     Quantity elsewhere = {});
// What was picked there, in words; empty: nothing.
std::string told_picked(const Session& session, const Walk& walk, const PickStop& stop, Quantity elsewhere = {});
// The order, while some of it is picked and some is left; empty: nothing is picked, or nothing is left.
std::optional<OrderNumber> half_picked(const Session& session, const Walk& walk, const OrderNumber& order);

// The keypad about a stop. The row "number_at + key_of(stop)" opens it again after a restart.
inline constexpr std::string_view number_at = "number:";
// `elsewhere`: what other terminals have booked there, which the number does not count.
AskNumber ask_number_at(const PickStop& stop, const std::string& verb, Quantity of, Quantity elsewhere = {});

// What a person was shown of a stop: the quantity of it that was still reserved.
SeenStop seen_of(const PickStop& stop, Quantity quantity);
Units units_at(const PickStop& stop, Quantity quantity, bool assumed = false);

// A label that waits was read at its stop: the picker is there, also after the program was started again. The stop is
// the one that is worked on.
std::optional<LocationCode> where_label_waits(const Job& job, Walk& walk);

// --- on the page -------------------------------------------------------------------------------------------------

// "BRG-6204 lot L1 no. S1".
// Which pallet the units are taken from; empty: they are loose.
std::string on_pallet(const PickStop& stop);
std::string code_of(const PickStop& stop);
// A stop that is left; `detail` goes under the item's name.
Row row_of(const Walk& walk, const PickStop& stop, const std::string& detail);
Row finished_row(const PickStop& stop, Quantity picked, const std::string& detail);
// Where an order leaves from, also when its units are in a tote; and how many lie where the list says.
struct Brought {
  LocationCode lane;
  Quantity there;
};
// Empty: it cannot be read.
std::optional<Brought> brought_of(Views& views, const PickList& list);
// All that was picked of an order: into its lane, or into a tote that goes to the lane.
void show_where_to_bring(const PickList& list, const Brought& brought, WorkPage& page);
// Units that may not be picked, or shipped, yet, because the order, or the line, leaves in one piece.
Row held_row(const Hold& hold, Quantity held, Date today);
// Where the picker has yet to go.
std::vector<Button> go_there_buttons();

// --- what the site lets pickers leave out ------------------------------------------------------------------------

// The books have the stop's item nowhere else, save where it was picked: its scan says as well where the picker is.
bool lies_nowhere_else(Views& views, const PickStop& stop);
// What a scan takes of the units that are `left` there: one unit's label may stand for all of them, one that says how
// many is taken at its word.
Quantity taken_by_scan(const ScreenContext& context, const Units& units, Quantity left);

// --- short picks -------------------------------------------------------------------------------------------------

Button short_button();
// Each reason books the missing units: they leave the place in the books until somebody counts it; the line is served
// from elsewhere, or waits. Of a place where none is left nobody is sent there again.
Step why_short(const PickStop& stop, Quantity missing);
// Once it is booked: the same units are asked for at the next place that has them, before the line waits; of a line
// that waits, when more is expected and what is here instead.
Answer told_short(const ScreenContext& context, const Session::Booked& short_pick, const std::optional<PickStop>& next);

}  // namespace dockhand
