// What a person has begun and not booked, as one value.
//
// Decides: what can be begun (units counted, units or a pallet in hand, a label that waits for its second code, a
// damage that waits for its item, what was chosen and waits for its number or its reason, a pallet that is being found
// or filled, a cart of totes, a tote on its way, an answer that is half typed or not given), how it reads in one line,
// and its text in the database. A screen draws its job and answers a scan with the next one; the job ends by being
// booked, or by a person's yes to throwing it away, and by nothing else. Leaves to others: what a scan makes of it
// (terminal/screens/), writing it down and finding it again (terminal/app/), the label's own rules
// (terminal/kit/label.h). Standard library and the model only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/commands/command.h"

namespace dockhand {

// Orders that are picked on one walk, each into a tote of its own.
struct Cluster {
  struct Part {
    OrderNumber order;
    LocationCode tote;  // a tote, or a carton of the order
    bool operator==(const Part&) const = default;
  };
  std::vector<Part> parts;
  std::string zone{};  // only what is picked there; empty: all
  bool operator==(const Cluster&) const = default;
};

enum class Missing { lot, serial, expiry };
const char* word_of(Missing missing);  // "lot", "serial" or "expiry date"

// An item's label whose first code did not say all that its item needs.
struct WaitingLabel {
  Units units;
  std::string name;
  Tracking tracking = Tracking::none;
  bool dated = false;  // the lot's expiry date is needed too
  Missing missing = Missing::lot;
  bool operator==(const WaitingLabel&) const = default;
};
// Returns "lot L1", once its other code was read. Empty: it is still missing.
std::string read_of(const WaitingLabel& label);

struct Job {
  // These are compiled once, because a job is a member of every screen, and of much that a screen may ask for.
  Job();
  Job(const Job& other);
  Job(Job&& other) noexcept;
  Job& operator=(const Job& other);
  Job& operator=(Job&& other) noexcept;
  ~Job();

  // Units that were counted. `there` is what the books had when they were counted first.
  struct Line {
    Units units;
    std::string name;
    std::int64_t there = 0;
    std::optional<Sscc> on{};  // a pallet that stands at the place; empty: they lie there by themselves
    bool operator==(const Line&) const = default;
  };
  // A pallet whose label was read while the place was counted, so it is there. When it was not `opened`, it is as it
  // came.
  struct Pallet {
    Sscc unit;
    bool opened = false;
    bool operator==(const Pallet&) const = default;
  };
  // Units that were taken from a place, for an order line into its tote, or to be put away.
  struct Hand {
    Units units;
    std::string name;
    LocationCode from;
    std::optional<OrderLine> line{};
    std::optional<LocationCode> to{};
    bool operator==(const Hand&) const = default;
  };
  struct Damage {
    std::string reason;
    LocationCode to;  // a place of quarantine
    bool operator==(const Damage&) const = default;
  };
  // What is worked on. It waits for a number, or for a reason. None: the number is not said yet.
  struct Chosen {
    Units units;
    std::string name;
    std::string reason{};  // empty: it is not said yet
    bool operator==(const Chosen&) const = default;
  };

  // A keypad with digits on it, or a question, that lies over the screen. The app keeps it; a screen has none.
  struct OverScreen {
    std::string words;
    std::string typed{};
    std::string opened_by{};  // the tap that has led to it; empty of what a scan has led to
    std::string unit{};       // what else the keypad showed: "ea · of 12"
    std::string question{};   // the question with its exact commands (terminal/app/asked_text.h); empty of a keypad
    bool operator==(const OverScreen&) const = default;
  };

  std::optional<LocationCode> place{};  // the place that is counted, or from which units are taken; a place alone is no
                                        // begun job
  std::vector<Line> lines{};            // the newest first
  std::vector<Line> before{};           // a first count that was too far from the books
  std::vector<Pallet> pallets{};        // pallets that were met in this count
  std::optional<Sscc> counting{};       // one of them: what is scanned is on it
  std::optional<WaitingLabel> label{};
  std::optional<Hand> hand{};
  std::optional<Sscc> unit{};   // a pallet that is in hand
  std::optional<Sscc> found{};  // a pallet that was said to be gone, and waits for the place where it stands
  std::optional<Damage> damage{};
  std::optional<Chosen> chosen{};
  std::optional<Cluster> cart{};
  std::optional<Sscc> onto{};                 // a pallet at the dock: what is received goes onto it
  std::optional<OrderNumber> order{};         // waits for its tote
  std::optional<LocationCode> tote{};         // is on its way to its lane
  std::optional<PurchaseNumber> purchase{};   // the purchase that expects other units instead of those that go back
  std::optional<OrderNumber> picking{};       // some of it is picked, and some is left
  std::optional<OrderNumber> packing{};       // some of it is in cartons, and some is not
  std::optional<PurchaseNumber> receiving{};  // some of it is received, and nobody has said that no more came
  std::optional<OverScreen> asked{};
  bool operator==(const Job&) const = default;

  // True when nothing is begun.
  bool empty() const;
  // True when something was counted, taken or scanned that would be lost. It is thrown away only after a yes. A cart, a
  // pallet that is being filled and a tote are kept.
  bool holds_work() const;
  // True when it changes what is booked next, so that a person who goes on with it is told.
  bool tells() const { return holds_work() || onto || half_done() || asked; }
  // True when what is begun is a document: all that was done of it is booked, and some is left.
  bool half_done() const { return picking || packing || receiving; }
};

// Prints "5 counted at B-12" or "3 of Bearing 6204 in hand, from DOCK-1". It is empty for an empty job.
std::string words_of(const Job& job);
// Prints "3 of Bearing 6204 chosen: Broken".
std::string words_of(const Job::Chosen& chosen);

// Returns the place where the job is. It is empty when nobody has named one.
std::string place_of(const Job& job);

// Write a job as one line of JSON, and read it back. A text of another version of the program is an Error.
std::string to_text(const Job& job);
Result<Job> parse_job(std::string_view text);

}  // namespace dockhand
