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

// Once a session. As the screens themselves name what they book: by stop, and by purchase line.
Status recall_picks(const ScreenContext& context, const OrderNumber& order, Session& session);
Status recall_picks(const ScreenContext& context, const Cluster& cart, Session& session);
Status recall_receipts(const ScreenContext& context, const PurchaseNumber& purchase, Session& session);

// Today, and of a shift that has gone over midnight what came before it.
bool is_of_this_shift(Instant at, Instant now);
// "14:03"; of another day "21 Nov 23:50".
std::string time_of(Instant at, Instant now);

// What one yes has booked.
struct BookingView {
  std::string id;
  std::vector<DeedView> deeds;  // the newest first

  bool undone() const;
  // Why it stays; empty: it can be undone. A part that was undone is no reason.
  std::string settled() const;
  // What it has booked that counts still; of one that was undone what it had. The oldest first.
  std::vector<std::string> facts() const;
  // To be undone whole, as `before` it says what was booked.
  Session session(Instant now) const;
};
// Reads those of this shift, the newest first; `by` a person, or by everybody.
Result<std::vector<BookingView>> bookings(Views& views, Instant now, std::size_t limit,
                                          const std::optional<OperatorName>& by);
// The last one by a person, whatever screen has given it, that was not undone; empty: there is none.
Result<std::optional<BookingView>> last_booking(Views& views, Instant now, const OperatorName& by);

}  // namespace dockhand
