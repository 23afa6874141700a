// A typed number of what was received sets it, and never adds.
//
// Decides: what has to be booked so that a line has the number that was typed: the difference to what was shown is
// received, or what was booked on this visit is taken back, whole commands, the newest first. A number is of one lot or
// serial, and takes back nothing of another one.
// Leaves to others: what was shown (terminal/screens/receive.cpp), whether it is too many (storage/facts/).
#pragma once

#include <optional>
#include <string>
#include <vector>

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
};

// `like` is a receipt of one of the units; `now` says how many of them were there when the number was asked for.
Step set_received(const Session& session, const std::string& key, Quantity now, Quantity number, Receive like,
                  std::vector<Seen> seen);

// Of tracked units of which no lot or serial was read yet, a number does not say all: their label waits for the rest,
// as after a scan of the item. Empty: the number says all.
std::optional<Result<ReadLabel>> label_of_number(Views& views, const Units& like, Quantity now, Quantity number);

// Returns the units to which a number refers: those that were received last under the key, or those whose label was
// `read` last.
Units last_of(const Session& session, const std::string& key, const ItemCode& item, const std::optional<Units>& read);
// Counts what stands under the key, only of the lot or serial of `like`. Empty: it has none.
std::optional<Quantity> received_of(const Session& session, const std::string& key, const Units& like);
// The keypad names the lot or serial to which its number refers. With this and the id of its row it is opened again,
// whichever row is worked on.
inline constexpr std::string_view number_of_row = "number:";
AskNumber ask_received(const ReceivedSubject& subject, const Units& like, Quantity now,
                       const std::optional<Quantity>& expected, const std::optional<Job::Damage>& damage);
// Returns the lot or serial that was received last, when it was under the key: " · lot L7". Where there are other lots
// too, it also says how many of `received` are of this one.
std::string last_told(const Session& session, const std::string& key, Quantity received);

// Returns the line that was received last on this visit, also before the program ended. Where another line has the same
// item it is none, because nobody would see which of them is meant.
const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines);

}  // namespace dockhand
