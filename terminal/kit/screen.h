// A screen: what it shows, and what it asks for when somebody scans or taps.
//
// Decides: the seam between a screen and the App. A screen reads its views in `load`, turns them into a page, and
// answers every input with one Step. Leaves to others: who is on top, refusals, questions, the keypad, stamping and
// submitting commands (terminal/app/app.h), drawing (terminal/draw/), the books (storage/).
//
// A screen never draws, never builds SQL, and changes nothing itself: it asks by returning `Do`.
// Adding one is one new file terminal/screens/NAME.cpp, which defines `describe_NAME`, and one line in screens.def.
// All on the UI's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/model/command.h"
#include "storage/model/outcome.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"
#include "storage/views/views.h"
#include "terminal/kit/page.h"

namespace dockhand {

enum class ScreenId {
#define SCREEN(name) name,
#include "terminal/screens/screens.def"
#undef SCREEN
};

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

// What a screen is about; nothing for a list of everything.
using Target =
    std::variant<std::monostate, PurchaseNumber, OrderNumber, OrderLine, ItemCode, LocationCode, Sscc, Cluster>;

class Scanners;

// All that a screen may touch. The references outlive the screen.
struct ScreenContext {
  Views& views;
  const Clock& clock;
  LocationCode dock;                   // where this terminal receives
  const Scanners* scanners = nullptr;  // may be none
};

// --- what a screen may ask for -----------------------------------------------------------------------------------

struct Stay {};     // taken; the page is read again
struct NotMine {};  // the App decides: a scan is routed by what was found, a tap does nothing, "back" leaves
struct Open {
  ScreenId screen;
  Target target;
  bool and_scan = false;  // the scan that led here is the new screen's first
};
struct Leave {  // back to the screen before
  std::string toast;
};
// One transaction, all or nothing; `on_accepted` hears of each action in turn.
struct Do {
  std::vector<Action> actions;
};
// The keypad; `on_number` gets what was typed, nothing comes when it was left.
struct AskNumber {
  std::string title, subject, unit;
};
// Letters and digits, for a code that cannot be scanned; `on_text` gets what was typed, never nothing. A scan while
// nothing is typed yet goes to the screen instead.
struct AskText {
  std::string title, subject, unit;
};
// An amber question over the screen's own page; `on_tap` gets "yes" or "no". Scans are not taken meanwhile.
struct Ask {
  std::string question;
  std::string yes;
  std::string no = "No";
};
// The same with several answers, as rows in place of the page's own: `on_tap` gets the id of the one that was chosen,
// or "no". The card YES stands for the first.
struct Choose {
  std::string question;
  std::vector<Row> answers;
};
// Red. Scans are not taken until the button, or until a scan of `unless`.
struct Refuse {
  RefusalPage page;
  std::variant<std::monostate, ItemCode, LocationCode> unless;
};
// Amber, for 2 s; nothing was booked and nothing is blocked. Without a toast only the tone: the page says it itself.
struct Warn {
  std::string toast;
};
using Step = std::variant<Stay, NotMine, Open, Leave, Do, AskNumber, AskText, Ask, Choose, Refuse, Warn>;

// How an accepted command is told.
struct Answer {
  std::string toast;
  Sound sound = Sound::accepted;  // accepted, attention or done
};

class Screen {
 public:
  virtual ~Screen() = default;

  // Reads the views. Called when the screen is opened or uncovered and whenever the books have changed, before anything
  // else is asked; after an Error nothing is asked until a later call succeeds.
  virtual Status load() = 0;
  virtual WorkPage page() const = 0;
  // What a scan should be here, for the refusal of another: "an item of PO-7".
  virtual std::string expects() const { return "an order, a purchase, an item or a place"; }

  // Symbols are only looked at here, whatever they say: none is parsed, routed or refused.
  virtual bool takes_anything() const { return false; }
  virtual Step on_scan(const Scan& scan, const Found& found);
  // The id of a row or an action of the page, "back", "yes" or "no", or a printed command in small letters: "undo",
  // "skip", "short", "damaged", "done".
  virtual Step on_tap(std::string_view id);
  virtual Step on_number(Quantity number);
  virtual Step on_text(const std::string& text);
  virtual Answer on_accepted(const Action& action, const Accepted& outcome);
  // A question instead of the red page; only for a refusal that is confirmable.
  virtual std::optional<Ask> on_refused(const Refused& refused);
};

// --- the list of screens -----------------------------------------------------------------------------------------

struct HomeEntry {
  const char* title;
  const char* detail;
  Icon icon;
  Result<std::string> (*count)(Views& views);  // shown at the right; may be empty
};

struct ScreenInfo {
  std::unique_ptr<Screen> (*make)(const ScreenContext& context, const Target& target);
  // What to show when this was scanned and the top screen did not want it; nullptr: never opened by a scan.
  std::optional<Target> (*opened_by)(const Found& found) = nullptr;
  std::optional<HomeEntry> home = std::nullopt;  // a row of the home screen
};

// In the order of screens.def, which is the order of the home screen.
const std::vector<ScreenInfo>& screens();
const char* name_of(ScreenId screen);
const ScreenInfo& info_of(ScreenId screen);

#define SCREEN(name) ScreenInfo describe_##name();
#include "terminal/screens/screens.def"
#undef SCREEN

}  // namespace dockhand
