// A pallet that is made where goods arrive: its code is on it, and no notice says what is.
//
// Decides: how it is begun, that what is received from then on goes onto it, and what ends it: the place where it is
// put, or a yes to leaving it where it is. Until then it is a part of the job, kept and gone on with; what somebody
// else does with it ends nothing in silence. Leaves to others: the receipt (terminal/screens/receive.cpp), the books
// (storage/facts/).
#pragma once

#include <optional>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// Returns the handling units among what is at a place.
std::vector<Sscc> pallets_among(const std::vector<StockRow>& stock);

// True when it is received and has not left.
bool is_standing(Views& views, const Sscc& unit);
// A tap opens what is on it, as a scan of its label does. The id is "pallet:" and the number.
Row pallet_to_open_row(const Sscc& pallet);

// Returns what a notice says about a pallet that is not received.
SeenAnnounced announced_on(const UnitView& unit);

// A code that nothing is known by is asked about, and so is another pallet at the dock. When the pallet stands there,
// the work goes on with it. Empty: the scan is about something else, or something that is begun comes first.
std::optional<Step> scan_pallet(const ScreenContext& context, Job& job, const Scan& scan, const Found& found);
// A notice of what is on it has come meanwhile, or somebody else has received it. Then it is scanned again.
bool begins_pallet(const Do& asked);
// Says what keeps goods from the pallet: it does not stand at the dock any more. Empty: they go onto it, or to the dock
// when there is none.
struct PalletGone {
  std::string words;  // "Pallet ... stands at A-01 now."
};
Status look_at_pallet(const ScreenContext& context, const Job& job, std::optional<PalletGone>& gone);
// Follows what the person himself has taken back of `session`, which still knows it. When the receipt of a pallet was
// taken back, the pallet is not filled any more. When its putting away was taken back, it is filled again.
void follow_undo(const ScreenContext& context, Job& job, const Session& session, const Undo& undo);
Step ask_without(const PalletGone& gone);
// The pallet is left at the dock, full or not.
Step ask_to_close(const Sscc& pallet, const LocationCode& dock);
// An answer to one of the two questions ends it. Empty: another question was answered.
std::optional<Step> answer_pallet(Job& job, std::string_view id);

LocationCode place_of(const Sscc& pallet);
// Goods go onto it while it stands at the dock.
std::vector<Seen> seen_under(const ScreenContext& context, const Job& job);
// Its id is "pallet": a tap asks whether it is left at the dock.
Row pallet_row(const Sscc& pallet, const LocationCode& dock);
void show_pallet(const Job& job, const std::optional<PalletGone>& gone, WorkPage& page);
// Returns what is said when one of the two was booked. It is empty for any other action.
std::optional<Answer> pallet_answer(const Action& action);
// Goes back. A pallet that is being filled is kept, and the toast says so after `told`.
Leave leave_pallet(const Job& job, const std::string& told);
Step put_pallet(const ScreenContext& context, const Job& job, const LocationCode& to);
// A pallet that stands nowhere here cannot be moved; `stands_at` is as of UnitView. Empty: it stands somewhere.
std::optional<Refuse> refuse_not_here(const std::string& stands_at);

}  // namespace dockhand
