// A typed number of what was received sets it, and never adds.
//
// Decides: what has to be booked so that a line has the number that was typed: the difference to what was shown is
// received, or what was booked is taken back, whole commands, the newest first. A number is of one lot or serial, and
// takes back nothing of another one.
// Leaves to others: whether a number is all or only what is new (terminal/flows/in_all.h), what was shown
// (terminal/screens/receive.cpp), whether it is too many (storage/facts/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/flows/in_all.h"
#include "terminal/kit/label.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// What the screen receives, and the key under which the session has it: the purchase line, or the item of a receipt
// without a purchase.
struct ReceivedSubject {
  ItemCode item;
  std::string name;
  std::optional<PurchaseLine> line;
  std::vector<Pack> packs;
  std::string key() const { return line ? line->text() : item.text(); }
  std::string row() const { return (line ? "line:" : "blind:") + key(); }
};

// What stood under a key when its number was asked for.
struct ReceivedCount {
  Quantity all;
  Quantity here;  // of these: on this visit, to the dock or pallet where goods go now
  Quantity before() const { return all.less(here); }
};
// What the keypad that is open is about, as it was shown.
struct ShownReceived {
  ReceivedSubject subject;
  Receive like;  // one of the units, with the lot or serial that the number is of, and where goods go now
  ReceivedCount now;
  std::vector<Seen> seen;
};
// Counts only what is of the lot or serial of `like`, where it has one; `line` is the sum of all.
ReceivedCount count_received(const Session& session, const std::string& key, const Receive& like, Quantity line);

// What came on this visit is taken back before what came before it.
Step set_received(const Session& session, const ShownReceived& shown, Quantity in_all);

TypedNumber typed_of(const ShownReceived& shown, Quantity number);
// The same as an answer to how many it is in all. Empty: nothing is booked by it. Where a label has to be read first,
// it is asked for after the answer.
std::optional<Step> as_answer(Views& views, const Session& session, const ShownReceived& shown, Quantity in_all);

// Of tracked units of which no lot or serial was read yet, a number does not say all: their label waits for the rest,
// as after a scan of the item. Empty: the number says all.
std::optional<Result<ReadLabel>> label_of_number(Views& views, const Units& like, Quantity now, Quantity number);

// Returns the units to which a number refers: those that were received last under the key, or those whose label was
// `read` last.
Units last_of(const Session& session, const std::string& key, const ItemCode& item, const std::optional<Units>& read);
// The keypad names the lot or serial to which its number refers. With this and the id of its row it is opened again,
// whichever row is worked on.
inline constexpr std::string_view number_of_row = "number:";
AskNumber ask_received(const ShownReceived& shown, const std::optional<Quantity>& expected,
                       const std::optional<Job::Damage>& damage);
// Returns the lot or serial that was received last, when it was under the key: " · lot L7". Where there are other lots
// too, it also says how many of `received` are of this one.
std::string last_told(const Session& session, const std::string& key, Quantity received);

// Returns the line that was received last on this visit, also before the program ended. Where another line has the same
// item it is none, because nobody would see which of them is meant.
const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines);

// Names the dock and what is received there, while nothing of it is worked on.
Instruction instruction_of_receipt(const LocationCode& dock, const std::optional<PurchaseNumber>& purchase,
                                   const std::vector<PurchaseLineView>& lines);
// Says who gets what was received; `put_back`: an undo has booked it again.
Answer told_received(const ScreenContext& context, const Receive& receive, const Accepted& outcome, bool put_back);
// What came onto a pallet that is put away lies no more where it was said to be brought from.
void forget_carried(Session& session, const Action& action);

}  // namespace dockhand
