// The terminal without its window: a stack of screens, fed with taps, scans and keys, answering with frames.
//
// Decides: which screen is on top, where a scan goes that the top screen does not want, that an item scan stays blocked
// until a refusal is acknowledged, and that "accepted" is shown and heard only once it survives a power cut. Scans that
// wait share a flush: each is decided on what the books say after the one before, and the frame stands still meanwhile.
// Leaves to others: drawing and touch (terminal/draw/), the window and its devices (terminal/window/window.h), what
// each screen does (terminal/screens/), the books (storage/). One thread: the UI's. The ledger's answers arrive through
// an inbox that `tick` empties.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/time.h"
#include "storage/views/views.h"
#include "terminal/app/heard.h"
#include "terminal/device/health.h"
#include "terminal/device/hub_state.h"
#include "terminal/device/power.h"
#include "terminal/kit/page.h"
#include "terminal/kit/pick_rules.h"

namespace dockhand {

class Scanners;
struct Door;
struct PreferenceStore;
class OfficeFiles;

struct AppSettings {
  LocationCode dock;  // where this terminal receives
  OperatorName operator_name;
  const Scanners* scanners = nullptr;      // for the self-test; may be none; outlives the App
  double over_tolerance = 0;               // percent of a purchase line that may arrive on top without a question
  PreferenceStore* preferences = nullptr;  // what this terminal is set to; may be none; outlives the App
  const Health* health = nullptr;          // whether its parts work; may be none; outlives the App
  OfficeFiles* files = nullptr;            // on sticks; may be none; outlives the App
  PickRules picking{};                     // what the site lets pickers leave out
  Door* door = nullptr;                    // people sign on; none: `operator_name` works here; outlives the App
};

class App {
 public:
  // The three must outlive the App. `wake` is called from other threads when `tick` has something to do.
  App(LedgerThread& ledger, Views& views, const Clock& clock, AppSettings settings, std::function<void()> wake);
  ~App();

  void tap(std::string_view id);  // `id` is that of a row, a button or a key of the keypad on the frame that was
                                  // returned last
  // Any source; every scan is answered, also while another one is being committed. Of several codes in one picture the
  // one that is expected is meant; where more than one may be, a person says which.
  void scan(const HeardTogether& together);
  void scan(const Heard& heard) { scan(HeardTogether{heard}); }
  void back();  // somebody has pressed the back key
  void set_hub(const HubState& state);
  std::uint64_t asked_hub() const;  // how often a person wanted the hub to be asked at once
  void set_power(const Power& power);
  void warn(std::string text);  // amber, with its tone: a scanner is gone, a scan was not taken
  void show_camera(std::shared_ptr<const CameraPicture> picture);  // none: there is no camera any more
  void people_are(Door* door);  // who works here has changed; none: nobody signs on any more
  void refresh();               // what the screens show besides the books has changed

  // Takes the ledger's answers and the time. Returns true when the frame has changed.
  bool tick();
  // True when nothing waits for the ledger: what the frame shows is final until the next input.
  bool idle() const;
  const Frame& frame() const;
  const char* screen() const;  // the one on top, by its line of terminal/screens/screens.def
  Sound take_sound();          // the sound since last asked; none most of the time

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
