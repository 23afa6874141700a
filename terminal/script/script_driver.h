// Plays a UI script on the real screens, without a window and on a clock of its own.
//
// Decides: how a step is carried out and what it says when it fails: file and line, what was expected, and which texts
// are on the screen. After every step it waits until the screen is final, so that a script gives the same every time.
// Leaves to others: the language (terminal/script/script.h), the station. Only one thread may use it.
#pragma once

#include <filesystem>

#include "terminal/device/preferences.h"
#include "terminal/draw/surface.h"
#include "terminal/script/own_hub.h"
#include "terminal/script/script.h"
#include "terminal/station/station.h"

namespace dockhand {

class ScriptDriver {
 public:
  // All of these must outlive the driver. The station runs on `clock` and is set to `liked`. Shots go to `out`, and
  // the files that steps name are looked for in `beside`.
  ScriptDriver(Station& station, Surface& surface, ManualClock& clock, const Preferences& liked,
               std::filesystem::path out, std::filesystem::path beside);
  // The steps about a hub are about this one, which must outlive the driver.
  void set_hub(OwnHub& hub) { hub_ = &hub; }

  // Stops at the first step that fails.
  Status play(const Script& script);
  Status play(const ScriptStep& step);

 private:
  Status tap(const std::string& label);
  Status drag(Pos from, Pos to);
  Status drag_from(const ScriptStep& step);
  Status type(const std::string& text);
  Status key(const std::string& name);
  void scan(const std::string& text);
  Status scan_image(const std::string& file);
  Status expect(const std::string& text, bool present);
  static Status none(const std::vector<std::string>& faults);
  Status light(const std::string& wanted) const;
  Status shot(const std::string& name, bool grey);
  void say(const std::string& text) const;
  Status within(double scans, double taps) const;
  Status wait(double ms);
  Status resize(const ScriptStep& step);
  Status look(const ScriptStep& step);
  Status contrast() const;
  Status hub(bool on);
  Status office(const std::string& file);
  Status send();

  std::optional<Pos> seek(const std::string& label);
  std::optional<Pos> find(const std::string& label) const;
  std::string on_screen() const;
  void inputs();  // gives what came of touches and keys to the app
  void show();
  void follow_settings();
  void pass(int ms);

  Station& station_;
  Surface& surface_;
  ManualClock& clock_;
  const Preferences& liked_;
  Preferences followed_;  // as the display was set to them last
  std::filesystem::path out_, beside_;
  OwnHub* hub_ = nullptr;        // may be none
  std::uint64_t asked_hub_ = 0;  // that was answered
  std::string task_;             // what is counted, since it began
  int scans_ = 0, taps_ = 0;     // a key that is pressed counts as a tap
  std::string scanned_;          // what was scanned last, and when
  Instant scanned_at_{};
};

}  // namespace dockhand
