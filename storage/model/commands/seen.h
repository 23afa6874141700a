// What a person was shown when he decided, and what he has begun.
//
// Decides: which facts a command may lean on, as values. A command that carries them is booked only while they are so;
// otherwise nothing is booked, and the refusal says what is so now. Neither is a part of the event: they never leave
// the database in which the person works.
// Leaves to others: the comparison (storage/books/seen.h), what a screen asks then (terminal/kit/screen.h), what the
// text of a job says (terminal/kit/job.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/model/time.h"

namespace dockhand {

// All units of an item that lie directly at this place, which may be a pallet. An empty lot or serial means any.
struct SeenStock {
  LocationCode place;
  ItemCode item;
  std::string lot, serial;
  std::int64_t on_hand = 0;
  bool operator==(const SeenStock&) const = default;
};
// The units that lie directly at this place: at least `on_hand`.
struct SeenLoose {
  LocationCode place;
  ItemCode item;
  std::string lot, serial;
  std::int64_t on_hand = 0;
  bool operator==(const SeenLoose&) const = default;
};
// Units that an order line has reserved at a place: at least `reserved`.
struct SeenStop {
  OrderLine line;
  LocationCode from;
  std::string lot, serial;
  Quantity reserved;
  bool operator==(const SeenStop&) const = default;
};
struct SeenPurchase {
  PurchaseLine line;
  Quantity expected, received;
  bool closed = false;  // the office closed it
  bool operator==(const SeenPurchase&) const = default;
};
// What is picked of an order: all of it, or what one of its cartons holds.
struct SeenPicked {
  OrderNumber order;
  std::optional<Sscc> carton;
  Quantity picked;
  bool operator==(const SeenPicked&) const = default;
};
// The place where a handling unit stands. Empty: it was not received.
struct SeenUnit {
  Sscc unit;
  std::string stands_at;
  bool operator==(const SeenUnit&) const = default;
};
// Says whether the units of a lot may be given to orders: a LotStatus by its name.
struct SeenLot {
  ItemCode item;
  Lot lot;
  std::string status;
  bool operator==(const SeenLot&) const = default;
};
// The day on which a lot expires. Empty: it has none.
struct SeenExpiry {
  ItemCode item;
  Lot lot;
  std::optional<Date> expiry;
  bool operator==(const SeenExpiry&) const = default;
};
// An item as the office wrote it last. An empty name says that the item is gone.
struct SeenItem {
  ItemRow row;
  bool operator==(const SeenItem&) const = default;
};
// What a notice says about a handling unit that was not received: how many units, on how many lines. Both are none when
// no notice names it.
struct SeenAnnounced {
  Sscc unit;
  std::int64_t lines = 0, units = 0;
  bool operator==(const SeenAnnounced&) const = default;
};
// What a proposal is about, and how far it is decided: a ProposalState by its name, empty when there is none.
struct SeenProposal {
  std::string id;
  std::string state;
  std::int64_t units = 0;
  std::string supplier;
  Price price;
  bool operator==(const SeenProposal&) const = default;
};
SeenProposal seen_of(const ProposalRow& row);
// How many of an order line are with the customer.
struct SeenSent {
  OrderLine line;
  Quantity sent;
  bool operator==(const SeenSent&) const = default;
};
// What a code means, as the office or a dock wrote it last. When the row has no level and no units, the code means
// nothing.
struct SeenBarcode {
  BarcodeRow row;
  bool operator==(const SeenBarcode&) const = default;
};
// A source of an item, as the office wrote it last. A rank of 0 says that there is none.
struct SeenSource {
  SourceRow row;
  bool operator==(const SeenSource&) const = default;
};
using AnySeen = std::variant<SeenStock, SeenLoose, SeenStop, SeenPurchase, SeenPicked, SeenUnit, SeenLot, SeenExpiry,
                             SeenItem, SeenAnnounced, SeenProposal, SeenSent, SeenBarcode, SeenSource>;
// One thing that was shown. Its copy functions and its destructor are compiled once, as those of an Action.
class Seen : public AnySeen {
 public:
  using AnySeen::AnySeen;
  Seen(const Seen& other);
  Seen(Seen&& other) noexcept;
  Seen& operator=(const Seen& other);
  Seen& operator=(Seen&& other) noexcept;
  ~Seen();
  bool operator==(const Seen& other) const;
};

// Says in words what is the first of them that has changed, and shows all of them as they are now.
struct Changed {
  Error error;
  std::vector<Seen> now;
};

// Work that somebody has begun at this terminal and not booked. There is one for each screen and subject.
struct JobRow {
  std::string screen;  // the name of the screen
  std::string about;   // "B-12", "PO-7"; may be empty
  OperatorName by;
  Instant since;
  std::string text;  // empty: it is over
  bool operator==(const JobRow&) const = default;
};

}  // namespace dockhand
