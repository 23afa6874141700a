// The one reader of labels, for all screens.
//
// Decides: what a label of an item says: how many (AI 30 or 37, times the units of the pack), its lot, serial and
// expiry; what of it is missing and is asked for, in which order; how the second code reads, scanned or typed. Whatever
// else has that name here (a place, a pallet, a notice, another item; typed also an order or a purchase) is asked about
// before it is a lot that nobody knows. A
// label whose second code was read is complete: what has a name of its own here is not taken for that code any more,
// also while the label's units are not booked. Leaves to others: what is done with the units (terminal/screens/),
// whether they are right (storage/).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

// Units that come into the books need the expiry date of a new lot. Units that are there already do not.
enum class LabelFor { arrival, handling };

// Either the label has said everything, or it waits for its other code.
using ReadLabel = std::variant<Units, WaitingLabel>;

Result<ReadLabel> read_label(Views& views, const FoundItem& item, const Scan& scan, LabelFor purpose);
// Does the same when somebody says how many of the item there are, with what is known about them.
Result<ReadLabel> complete_label(Views& views, WaitingLabel label);
// Reads the label's other symbol: GS1 elements, or the lot, serial or date alone, whatever else on the site has that
// name.
Result<ReadLabel> read_second(Views& views, const WaitingLabel& label, const Scan& scan);
Result<ReadLabel> read_typed(Views& views, const WaitingLabel& label, std::string_view typed);

// Empty: the scan is the label's second code. Otherwise it is what is to be done with the scan: the label of something
// else is red, and a document of the office belongs to another screen.
std::optional<Step> other_than_second(const WaitingLabel& label, const Scan& scan, const Found& found);

// What a screen does with the units of a label that has said all. `name` is that of the item.
using TakeUnits = std::function<Step(const Units& units, const std::string& name)>;
// Handles what was read: the units are taken, or the label waits in the job for its other code. A label that waits
// stays in the job until its units are booked, with all that was read of it. So whoever takes them books with
// `after_label`.
Step take_label(Job& job, const Result<ReadLabel>& label, const std::string& name, const TakeUnits& take);
// Takes a scan, or what was typed, while a label waits in the job.
Step scan_second(Views& views, Job& job, const Scan& scan, const Found& found, const TakeUnits& take);
Step type_second(Views& views, Job& job, std::string_view typed, const TakeUnits& take);
// Handles the label's own buttons: to type its other code, or another one than was read, and to go on with what was
// read. Empty: the tap is none of them.
std::optional<Step> tap_label(Views& views, Job& job, std::string_view id, const TakeUnits& take,
                              const std::string& note = {});
// After a wrong code, the label that `waited` goes on waiting for the right one.
Step keep_if_refused(Job& job, const std::optional<WaitingLabel>& waited, Step step);
// The units of a label were not received. All that was read of it stays with it.
void keep_read(Job& job, const Do& asked);
// Returns the job once the units of its label are booked. Empty: no label waits, and the job stays as it is.
std::optional<Job> after_label(Job job);

// Reads a date as a person types it: 261231, or 2026-12-31.
Result<Date> parse_expiry(std::string_view text);

// Is for a run of serials: after a serial whose item was scanned, the next one needs no scan of its item. `last` is the
// label that waited.
std::optional<WaitingLabel> next_of_run(const std::optional<WaitingLabel>& last, const Scan& scan, const Found& found);

// Shows on the page that it can be scanned or typed.
void show_label(const WaitingLabel& label, WorkPage& page);
Button type_button(const WaitingLabel& label);  // its id is "text"
std::vector<Button> label_buttons(const WaitingLabel& label);
// Puts the label over the page of any state: a label that waits is finished, or thrown away, whatever else has gone.
WorkPage with_label(WorkPage page, const Job& job);
AskText ask_text(const WaitingLabel& label, const std::string& note = {});
std::string expected_by(const WaitingLabel& label);  // such as "the lot of Nitrile gloves L"

}  // namespace dockhand
