// Words and small steps that several screens share.
//
// Decides: how dates, times, lots and refusals read on a screen. Leaves to others: decisions in words
// (storage/words/wording.h), type and place (terminal/draw/).
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/result.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"
#include "storage/words/wording.h"
#include "terminal/kit/page.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// "22 Nov"; with the year when it is not this one's.
std::string day(Date date, Date today);
// "November 2026".
std::string month(Date date);
// "Wednesday", when that is one of the next six days; "today"; else as above.
std::string near_day(Date date, Date today);
// How all days of one sentence are written: as above when each of them has a name, else each as a date, so that they
// can be compared.
DayWords in_one_form(std::initializer_list<Date> days, Date today);
// "14:03" in the time zone of the machine, the one on the wall of the warehouse.
std::string wall_clock(Instant moment);
// Who has begun something, and when: "Anna K., 14:03", of another day "Anna K., since yesterday 16:40".
std::string begun_by(const Jobs::Begun& begun, Instant now);
// The time on the wall, with its day when that is not today: "21 Nov 23:50".
std::string time_of(Instant at, Instant now);
// The same for each moment in a sentence of the books, which have them all in one zone and form.
std::string with_times_here(const std::string& sentence, Instant now);
// "1 line", "3 lines".
std::string counted(std::int64_t number, std::string_view one, std::string_view many);
// Over a list that is cut at a limit: as above, or "The first 50 orders to pick" when there may be more.
std::string listed(std::size_t rows, std::size_t limit, std::string_view one, std::string_view many);
// The same as a bare number: "12", or "50+".
std::string at_least(std::size_t rows, std::size_t limit);
// The headline of an allocation with real arrows; the command line keeps to ASCII.
std::string with_arrows(std::string text);
// "3 free · 2 for orders", or "3 in quarantine, not free · 2 for orders".
std::string free_words(const StockRow& row);
// "3/12".
std::string ratio(Quantity part, Quantity whole);
// "2 cs + 1 ea" beside a number of base units; empty when that is less than one larger pack.
std::string pack_note(Quantity quantity, const std::vector<Pack>& packs);
std::string pack_note(std::int64_t on_hand, const std::vector<Pack>& packs);
// 0 to 1; 1 of nothing is 1.
float share(Quantity part, Quantity whole);

// The buttons of all screens. Each has a card of the same words, so that a scan alone reaches it.
struct CommonButton {
  const char *id, *label, *card;  // the card's code: "QUANTITY"
  Icon icon;
  bool own_words = false;           // on its screen it says more closely what it does: "Type lot"
  const char* printed_before = "";  // its card on older sheets
};
namespace buttons {
inline constexpr CommonButton back{"back", "Back", "BACK", Icon::back, true}, undo{"undo", "Undo", "UNDO", Icon::undo},
    done{"done", "Done", "DONE", Icon::check, true}, number{"number", "Quantity", "QUANTITY", Icon::keypad},
    here{"here", "I am here", "HERE", Icon::location}, skip{"skip", "Skip", "SKIP", Icon::skip},
    missing{"short", "Short", "SHORT", Icon::attention}, damaged{"damaged", "Damage", "DAMAGED", Icon::attention};
// Their cards are heard by each screen, also where no button has room for it.
inline constexpr std::array everywhere{back, undo, done, number, here, skip, missing, damaged};

inline constexpr CommonButton search{"search", "Search", "SEARCH", Icon::search},
    sign_off{"sign_off", "Sign off", "SIGN-OFF", Icon::person},
    forgotten{"forgotten", "Forgotten", "FORGOTTEN", Icon::person}, type{"text", "Type", "TYPE", Icon::keypad, true},
    blind{"blind", "No purchase", "NO-PURCHASE", Icon::receive},
    receive_here{"receive", "Receive here", "RECEIVE-HERE", Icon::receive},
    found{"found", "Found it", "FOUND-IT", Icon::location}, claim{"claim", "Claim", "CLAIM", Icon::person},
    pick_order{"pick", "Pick order", "PICK-ORDER", Icon::pick},
    pick_first{"first", "Pick first", "PICK-FIRST", Icon::pick}, several{"several", "Several", "SEVERAL", Icon::stock},
    zone{"zone", "Zone", "ZONE", Icon::location, true}, take{"take", "Take it", "TAKE-IT", Icon::check, true},
    take_rest{"rest", "Take what is left", "TAKE-WHAT-IS-LEFT", Icon::check},
    put{"put", "It is there", "IT-IS-THERE", Icon::check, true},
    put_back{"put_back", "Put back", "PUT-BACK", Icon::undo},
    bring_back{"bring_back", "Bring back", "BRING-BACK", Icon::undo}, ship{"ship", "Ship", "SHIP", Icon::truck},
    carrier{"carrier", "Carrier", "CARRIER", Icon::truck, true},
    parcel{"parcel", "Parcel number", "PARCEL-NUMBER", Icon::keypad}, move{"move", "Move", "MOVE", Icon::location},
    count{"count", "Count", "COUNT", Icon::keypad}, bare{"bare", "Pallet is empty", "PALLET-IS-EMPTY", Icon::stock},
    why{"why", "Why", "WHY", Icon::check}, show{"show", "Show", "SHOW", Icon::why, true},
    what_comes{"future", "What comes", "WHAT-COMES", Icon::why},
    tracking{"tracking", "Tracking", "TRACKING", Icon::settings},
    sum_up{"by", "Sum up otherwise", "SUM-UP-OTHERWISE", Icon::why, true, "BY"},
    look_again{"again", "Look again", "LOOK-AGAIN", Icon::sync}, try_now{"ask", "Try now", "TRY-NOW", Icon::sync},
    save_report{"save", "Save report", "SAVE-REPORT", Icon::notice},
    try_scanners{"try_scanners", "Try scanners", "TRY-SCANNERS", Icon::scan};
// Their cards press them where they stand.
inline constexpr std::array where_shown{
    search,     sign_off,   forgotten, type,   blind,      receive_here, found,       claim,
    pick_order, pick_first, several,   zone,   take,       take_rest,    put,         put_back,
    bring_back, ship,       carrier,   parcel, move,       count,        bare,        why,
    show,       what_comes, tracking,  sum_up, look_again, try_now,      save_report, try_scanners};
}  // namespace buttons
Button common_button(const CommonButton& one, ButtonRole role = ButtonRole::plain);
// The same button with the words of its screen.
Button worded_button(const CommonButton& one, std::string label, ButtonRole role = ButtonRole::plain);
Button back_button();
Button undo_button();

// " · lot L1 · no. S1": what of them there is, after an item's code.
std::string tracked_as(const std::string& lot, const std::string& serial);
std::string tracked_as(const Units& units);
// "ea of this lot": what a typed number counts.
std::string unit_of(const std::string& lot, const std::string& serial);
std::string unit_of(const Units& units);
std::string lot_of(const Units& units);
std::string serial_of(const Units& units);
// Units as a screen's row has them: an empty lot or serial is none.
Units units_of(const ItemCode& item, Quantity quantity, const std::string& lot, const std::string& serial);
// What undo asks for on a screen; of what was booked before it was opened it asks the person first. Where the screen
// has nothing of its own it is not the screen's: the app looks for the person's last booking
// (terminal/app/app_undo.cpp).
Step undo_last_of(const Session& session);
// What an undo says of a fact that it has booked again, because the undone booking had taken it back.
std::string put_back_words(const Action& action);

// "Out of stock": the first letter large.
std::string capitalised(std::string text);
// When a line that waits leaves, as everywhere (storage/words/wording.h): "expected Thursday, 9 in 10 by 7 Dec, 62 % by
// Wednesday".
std::string outlook(const OrderLineView& line, Instant now, DayWords form = nullptr);
// Of all that an order waits for, the last of it and the least likely: "20 expected Thursday, 62 % by Wednesday", with
// the age of what was found first; what has no day beside it: "; 3 more: out of stock".
std::string outlook(const std::vector<OrderLineView>& lines, Instant now, DayWords form = nullptr);
// The form of all the days of such lines, so that what stands together names one day one way. Without it the words
// above take the form of their own lines.
DayWords form_of(const std::vector<OrderLineView>& lines, Instant now);

// "Set aside for this terminal", "Set aside for Dock 4".
std::string set_aside_for(const LeaseHolder& holder);
// "Set aside for Dock 4: ask there before you go on"; empty when it is this terminal's, or anybody's.
std::string ask_first(const std::optional<LeaseHolder>& holder);
// "3 not confirmed by the hub yet": it may give them to another order. Empty when there are none.
std::string not_confirmed(Quantity unsure);
// A text and a line below it, of those that are not empty.
std::string with_line(std::string text, const std::string& line);

// An error's message as a sentence of its own, with capital and full stop.
std::string sentence_of(const Error& error);
// Every refusal says that nothing was booked; `advice` is a sentence with its full stop.
RefusalPage refusal(std::string title, std::string advice);
RefusalPage refusal_of(const Error& error);
RefusalPage unreadable(const Symbol& symbol, const Error& error);
RefusalPage unknown_code(const Scan& scan, const std::string& expects);
// The code as it stands on the label, harmless; drawing shortens it in its middle.
std::string code_text(const Symbol& symbol);

}  // namespace dockhand
