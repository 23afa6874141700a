// A screen: what it shows, and what it asks for when somebody scans or taps.
//
// Decides: the seam between a screen and the App. A screen reads its views in `load`, turns them and its job into a
// page, and answers every input with one Step. Leaves to others: who is on top, refusals, questions, the keypad,
// keeping jobs, stamping and submitting commands (terminal/app/app.h), drawing (terminal/draw/), the books (storage/).
//
// A screen never draws, never builds SQL, and changes nothing itself. It asks by returning `Do`, with what the person
// was shown. What it has begun is its job and nothing else. It never gets an answer that nobody was asked for. To add
// one, write one new file terminal/screens/NAME.cpp, which defines `describe_NAME`, and one line in screens.def. All is
// on the UI's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"
#include "storage/views/views.h"
#include "terminal/device/health.h"
#include "terminal/device/office_files.h"
#include "terminal/device/preferences.h"
#include "terminal/kit/job.h"
#include "terminal/kit/jobs.h"
#include "terminal/kit/page.h"
#include "terminal/kit/pick_rules.h"

namespace dockhand {

enum class ScreenId {
#define SCREEN(name) name,
#include "terminal/screens/screens.def"
#undef SCREEN
};

// A code that was scanned and by which nothing is known, in the form in which a barcode is stored.
struct UnknownCode {
  std::string code;
  bool operator==(const UnknownCode&) const = default;
};

// Says what a screen is about. It is nothing for a list of everything.
using AnyTarget = std::variant<std::monostate, PurchaseNumber, OrderNumber, OrderLine, ItemCode, LocationCode, Sscc,
                               Cluster, UnknownCode>;
class Target : public AnyTarget {
 public:
  using AnyTarget::AnyTarget;
  Target(const Target& other);
  Target(Target&& other) noexcept;
  Target& operator=(const Target& other);
  Target& operator=(Target&& other) noexcept;
  ~Target();
  bool operator==(const Target& other) const;
};

class Scanners;
struct HubState;

// The things that a screen may use. The references must outlive the screen.
struct ScreenContext {
  Views& views;
  const Clock& clock;
  LocationCode dock;                             // where this terminal receives
  const Scanners* scanners = nullptr;            // may be none
  const Jobs* jobs = nullptr;                    // what is begun; may be none
  double over_tolerance = 0;                     // percent of a purchase line that may arrive on top without a question
  const PreferenceStore* preferences = nullptr;  // what this terminal is set to; may be none
  const Health* health = nullptr;                // whether its parts work; may be none
  const HubState* hub = nullptr;                 // may be none
  const OfficeFiles* files = nullptr;            // on sticks; may be none
  PickRules picking{};                           // what the site lets pickers leave out
  const OperatorName* person = nullptr;          // who works here; nobody in particular where it is none
  bool people_sign_on = false;                   // so that a name is one person's, at every terminal
};

// --- what a screen may ask for -----------------------------------------------------------------------------------

struct Stay {};     // taken; the page is read again
struct NotMine {};  // the App decides: a scan is routed by what was found, a tap does nothing, "back" leaves
struct Open {
  ScreenId screen;
  Target target;
  bool and_scan = false;  // the scan that led here is the new screen's first
};
struct Leave {  // goes back to the screen before
  std::string toast;
};
// Books one transaction, all or nothing; `on_accepted` gets each action in turn. Nothing is booked unless all that was
// seen is still true; otherwise `on_changed` is asked. `then` is the job once it is booked; empty: the job stays as it
// is.
struct Do {
  std::vector<Action> actions;
  std::vector<Seen> seen{};
  std::optional<Job> then{};
};
// Opens the keypad. `on_number` gets what was typed, or `on_left` is told that it was left.
struct AskNumber {
  std::string title, subject, unit;
  std::string again{};  // the tap that opens it again; empty: the one that has opened it
};
// Asks for letters and digits, for a code that cannot be scanned. `on_text` gets what was typed, which is never empty.
// A scan goes to the screen instead, while nothing is typed yet.
struct AskText {
  std::string title, subject, unit;
};
// A person has said that the begun work is thrown away.
struct Discard {};
// A person has said which of several codes was meant: it counts as scanned.
struct TakeScan {
  Scan scan;
};
// What an answer brings about. It is exactly this, whatever else has happened since the question. When it is none of
// these, `on_answer` gets the choice's id.
using AnyConsequence = std::variant<std::monostate, Do, Open, Leave, Discard, TakeScan>;
class Consequence : public AnyConsequence {
 public:
  using AnyConsequence::AnyConsequence;
  Consequence(const Consequence& other);
  Consequence(Consequence&& other) noexcept;
  Consequence& operator=(const Consequence& other);
  Consequence& operator=(Consequence&& other) noexcept;
  ~Consequence();
};

struct Choice {
  std::string id{};
  std::string title{};
  Consequence then{};
  std::string detail{};
  Icon icon = Icon::check;
  bool supervisor = false;  // where people sign on, only a supervisor may choose it
};
// An amber question over the screen's own page. It can be answered only while it is open, and once, by button, card or
// scan: the card YES stands for the only choice. When something on which a choice depends has changed, it closes, and
// `on_changed` asks anew. Scans are not taken meanwhile.
struct Question {
  std::string words;
  std::vector<Choice> choices;
  std::string no = "No";  // `on_answer` gets "no", unless `no_then` says what it brings about
  Consequence no_then{};
  std::optional<Quantity> typed{};  // the first choice is made by typing this number, and by nothing else
  bool list = false;                // the choices are rows, in place of the page's own
  bool supervisor = false;          // where people sign on, only a supervisor may choose any of them

  // One answer and no: neither of them has a number, so that the number of a row below is none of them.
  bool is_yes_or_no() const { return choices.size() == 1 && !list; }
};
// What a scan should be on a page: in words for the red page of another, and as what it is.
struct Expected {
  enum class Any { item, place, order, purchase, pallet };
  Expected(std::string said, std::vector<Any> any_of = {}) : words(std::move(said)), any(std::move(any_of)) {}
  Expected(const char* said, std::vector<Any> any_of = {}) : words(said), any(std::move(any_of)) {}
  Expected(std::string said, std::vector<ItemCode> only) : words(std::move(said)), items(std::move(only)) {}
  Expected(std::string said, LocationCode only) : words(std::move(said)), place(std::move(only)) {}

  std::string words;  // "an item of PO-7"
  std::vector<Any> any{};
  std::vector<ItemCode> items{};
  std::optional<LocationCode> place{};
};
struct WhatPageExpects {};
// Shows a red page. Scans are not taken until the button is pressed, or until a scan of `unless`.
struct Refuse {
  RefusalPage page;
  std::variant<std::monostate, ItemCode, LocationCode, WhatPageExpects> unless;
  std::optional<UnknownCode> gives{};  // what the page's other button gives to an item
};
// Shows an amber toast for 2 s. Nothing was booked and nothing is blocked. Without a toast there is only the tone, and
// the page says it itself.
struct Warn {
  std::string toast;
};
// Asks the hub at once, whatever pause there is.
struct AskHub {};
// Sets the terminal to this, at once and for good.
struct Prefer {
  Preferences wanted;
};
using AnyStep =
    std::variant<Stay, NotMine, Open, Leave, Do, AskNumber, AskText, Question, Refuse, Warn, AskHub, Prefer, UseFile>;
class Step : public AnyStep {
 public:
  using AnyStep::AnyStep;
  Step(const Step& other);
  Step(Step&& other) noexcept;
  Step& operator=(const Step& other);
  Step& operator=(Step&& other) noexcept;
  ~Step();
};

// What a person sees and hears of an accepted command.
struct Answer {
  std::string toast;
  Sound sound = Sound::accepted;  // accepted, attention or done
};

class Screen {
 public:
  virtual ~Screen() = default;

  // --- what is begun ---
  const Job& job() const { return job_; }
  void take(Job job) { job_ = std::move(job); }  // what was begun before, or is left after a booking; `load` follows
  // Names the job among those of this screen, such as "B-12" or "PO-7".
  virtual std::string about() const { return {}; }
  // True while a person is in the middle of something: then a scan that it does not expect never opens another screen
  // by itself.
  virtual bool begun() const { return !job_.empty(); }

  // Reads the views. It is called when the screen is opened or uncovered and whenever the books have changed, before
  // anything else is asked. After an Error nothing is asked until a later call succeeds.
  virtual Status load() = 0;
  // Is asked once, when a person has opened it: what has to be said yes to before anything is done here.
  virtual std::optional<Question> question_at_start() const { return std::nullopt; }
  virtual WorkPage page() const = 0;
  // Says what a scan should be here. A label that waits for its other code expects that first.
  virtual Expected expects() const;

  // True where symbols are only looked at, whatever they say: none is parsed, routed or refused.
  virtual bool takes_anything() const { return false; }
  // True where digits that are no good GTIN are a text, because they may be a lot.
  virtual bool takes_text() const { return job_.label.has_value(); }
  // Says what is worked on here. A lot or a serial by itself is taken as the label of one of these items. Empty: there
  // is none.
  virtual std::optional<std::vector<ItemCode>> at_hand() const { return std::nullopt; }
  // Returns the place or pallet in which such a lot or serial is looked for first.
  virtual std::string looked_in() const { return about(); }
  virtual Step on_scan(const Scan& scan, const Found& found);
  // `id` is that of a row or an action of the page, "back" (while nothing is begun), or a printed command in small
  // letters: "undo", "skip", "short", "damaged", "done".
  virtual Step on_tap(std::string_view id);
  virtual Step on_number(Quantity number);
  virtual void on_left() {}
  virtual Step on_text(const std::string& text);
  // Is for a question of its own that is open: `id` is a choice that brings nothing about by itself, or "no".
  virtual Step on_answer(std::string_view id);
  virtual Answer on_accepted(const Action& action, const Accepted& outcome);
  // May change the answer once more, when `load` has read what the books say now.
  virtual Answer told(Answer answer) const;
  // Something that was seen has changed, and nothing was booked. It asks whether to book it all the same.
  virtual Step on_changed(const Do& asked, const Changed& changed);
  // Is shown instead of the red page, and only for a refusal that is confirmable.
  virtual std::optional<Step> on_refused(const Refused& refused, const Do& asked);

 protected:
  Job job_;
};

// --- the list of screens -----------------------------------------------------------------------------------------

struct HomeEntry {
  const char* title;
  const char* detail;
  Icon icon;
  Result<std::string> (*count)(Views& views);  // shown at the right; may be empty. nullptr: nothing is counted
  bool rare = false;                           // it stands under More
};

struct ScreenInfo {
  std::unique_ptr<Screen> (*make)(const ScreenContext& context, const Target& target);
  // Says what to show when this was scanned and the top screen did not take it. nullptr: no scan opens it.
  std::optional<Target> (*opened_by)(const Found& found) = nullptr;
  std::optional<HomeEntry> home = std::nullopt;  // its row on the home screen
  // Says what to open to go on with a job of this screen. nullptr: it has no jobs.
  Target (*resumed_by)(const std::string& about, const Job& job) = nullptr;
};

// They stand in the order of screens.def, which is the order of the home screen.
const std::vector<ScreenInfo>& screens();
const char* name_of(ScreenId screen);
const ScreenInfo& info_of(ScreenId screen);

#define SCREEN(name) ScreenInfo describe_##name();
#include "terminal/screens/screens.def"
#undef SCREEN

}  // namespace dockhand
