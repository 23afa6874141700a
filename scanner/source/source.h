// The interface of every scanner: a source delivers symbols.
//
// Decides: the shape of a source and of its delivery. Leaves to others: what a symbol means (scanner/meaning/parse.h),
// which screen wants it (terminal/app/app.h), which sources a site has (terminal/station/scanner_settings.h).
//
// A source works on a thread of its own. All of its events are called on that thread, one after another, and should not
// block for long. A source may drop frames, but never a symbol that it has accepted. After `stop` has returned, no
// event is called again. A device that is not there is no failure: the source says so, waits for it, and goes on when
// it comes.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scanner/image/picture.h"
#include "scanner/source/reading.h"
#include "scanner/source/source_options.h"
#include "storage/model/result.h"

namespace dockhand {

// What a source has done since it was opened. Only a camera has frames; a line scanner has none.
struct SourceCounters {
  std::uint64_t frames = 0;    // frames that the camera took
  std::uint64_t dropped = 0;   // not looked at, because a newer one was there
  std::uint64_t lost = 0;      // looked at, and lost with the worker that was looking
  std::uint64_t respawns = 0;  // how often that worker was started again
};

class Source {
 public:
  virtual ~Source() = default;
  // Ends the source's thread. It may be called more than once.
  virtual void stop() = 0;
  // Blocks until a source that has an end (a folder of pictures) has come to it.
  virtual void wait() {}
  virtual SourceCounters counters() const { return {}; }  // may be called on any thread
};

// A small copy of what a camera sees, for the person who aims it.
struct Glimpse {
  Picture picture;                               // at most largest_glimpse wide
  std::vector<std::array<Point, 4>> codes = {};  // the outline of each that is read in it, its pixels
};
inline constexpr int largest_glimpse = 320;

struct SourceEvents {
  std::function<void(const Reading&)> deliver;
  // Tells a person about something: a picture that is none, a scanner that was unplugged. It may be empty.
  std::function<void(const Error&)> trouble = {};
  // The device is there and may deliver. It is called at the start, and again after each trouble that is over. It may
  // be empty.
  std::function<void()> ready = {};
  // Gets some of a camera's frames, at most ten a second. It may be empty.
  std::function<void(Glimpse)> glimpse = {};
};

// Delivers the symbols of one picture: each is a reading, and all but the last one say that more follow.
void deliver_picture(const SourceEvents& events, const std::vector<Symbol>& symbols,
                     std::chrono::steady_clock::time_point taken);

struct SourceSettings {
  std::string where;  // a path, a device, an address; empty: the first that probing finds (scanner/ports/probe.h)
  SourceOptions options;
};

// One kind of scanner.
struct Driver {
  const char* name;  // such as "serial"
  const char* help;  // one line for --help
  std::vector<OptionSpec> (*options)();
  // Fails when the settings cannot be right, whatever is plugged in.
  Result<std::unique_ptr<Source>> (*open)(const SourceSettings& settings, SourceEvents events);

  // Returns settings with this place and the standard options.
  SourceSettings settings(std::string where) const {
    return {std::move(where), SourceOptions(options(), {"driver", "name", "device"})};
  }
};

// They stand in the order of drivers.def. A new driver is a file in scanner/drivers/ and a line there.
std::span<const Driver> drivers();
// Returns nullptr when no driver has this name.
const Driver* driver_named(const std::string& name);

#define DRIVER(name, help)                     \
  std::vector<OptionSpec> options_of_##name(); \
  Result<std::unique_ptr<Source>> open_##name(const SourceSettings& settings, SourceEvents events);
#include "scanner/drivers/drivers.def"
#undef DRIVER

}  // namespace dockhand
