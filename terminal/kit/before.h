// What was booked before the screen was opened: on an earlier visit, or before the program was ended.
//
// Decides: which of the events of this terminal count for a document still; which is a person's last booking of all,
// and how far back a shift goes. Leaves to others: what is undone of them (terminal/kit/session.h), that it is asked
// first (terminal/kit/words.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// Each is done once in a session. The keys are those that the screens themselves give to what they book: by stop, and
// by purchase line.
Status recall_picks(const ScreenContext& context, const OrderNumber& order, Session& session);
Status recall_picks(const ScreenContext& context, const Cluster& cart, Session& session);  // into its own totes
Status recall_receipts(const ScreenContext& context, const PurchaseNumber& purchase, Session& session);

// True for today. When a shift has gone over midnight, what came before midnight counts, too.
bool is_of_this_shift(Instant at, Instant now);

// What one yes has booked.
struct BookingView {
  std::string id;
  std::vector<DeedView> deeds;  // the newest first

  bool undone() const;
  // Says why it stays. Empty: it can be undone. When a part of it was undone, that is no reason.
  std::string settled() const;
  // Says what it has booked that still counts. When it was undone, it says what it had booked. The oldest comes first.
  std::vector<std::string> facts() const;
  // Returns a session that can undo it as a whole, as `before` says what was booked.
  Session session(Instant now) const;
};
// Reads the bookings of this shift, the newest first: those by one person, or by everybody.
Result<std::vector<BookingView>> bookings(Views& views, Instant now, std::size_t limit,
                                          const std::optional<OperatorName>& by);
// Returns the last booking by a person that was not undone, whatever screen has given it. Empty: there is none.
Result<std::optional<BookingView>> last_booking(Views& views, Instant now, const OperatorName& by);

}  // namespace dockhand
