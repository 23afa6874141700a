// The terminal's scanners. Their readings come on threads of their own and go to the UI's thread.
//
// Decides: that what any source delivers, the keyboard too, is parsed once and waits in one queue, in order, until the
// UI takes it: a source waits when a thousand do, and no scan is dropped; what is known of each scanner and what it
// said last. Leaves to others: what a scan does (terminal/app/app.h), the devices (scanner/), who wrote it down
// (terminal/station/journal.h). One thread: the UI's, save what is said of `wake`.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/time.h"
#include "terminal/app/heard.h"
#include "terminal/station/journal.h"
#include "terminal/station/scanner_memory.h"
#include "terminal/station/scanner_settings.h"

namespace dockhand {

struct CameraPicture;

// One scanner, as a person sees it.
struct ScannerView {
  std::string name{}, driver{}, device{};
  bool ready = false;
  std::string problem{};           // the sentence of the last trouble; empty when there was none or it is over
  std::optional<LastScan> last{};  // it may be of an earlier run
  std::uint64_t scans = 0;         // the scans of this run
  SourceCounters counters{};
};

class Scanners {
 public:
  struct Surroundings {
    const Clock& clock;            // outlives the scanners
    std::function<void()> wake;    // called on the sources' threads: take() has something
    Journal* journal = nullptr;    // may be none; outlives the scanners
    std::filesystem::path memory;  // the file of what each said last; empty: not kept
    const Site* site = nullptr;    // whose rules say what a scan means; may be none; outlives the scanners
  };

  // Fails when a scanner's settings cannot be right. The first view is always the keyboard's.
  static Result<std::unique_ptr<Scanners>> open(const std::vector<ScannerSettings>& settings, Surroundings around);
  // Stops all of them.
  ~Scanners();

  struct News {
    std::vector<HeardTogether> scans;   // the oldest first
    std::vector<std::string> troubles;  // sentences that a person has to see: a scan was not taken, a scanner is gone
  };
  // `secret`: somebody signs on, so that a text may be a PIN: that something was read is kept, and not what.
  News take(bool secret = false);
  // Takes what the window's keyboard wedge read. Returns false when too many wait already: then it was not taken.
  [[nodiscard]] bool typed(const Reading& reading) { return shown({reading}); }
  // Does the same with all that stands in one picture: at least one.
  [[nodiscard]] bool shown(const std::vector<Reading>& together);

  // Returns what the camera sees that has sent something last. It is none when that camera has been silent for a
  // second.
  std::shared_ptr<const CameraPicture> camera() const;
  const std::vector<ScannerView>& views() const;
  // Grows with every change of the views.
  std::uint64_t version() const;

 private:
  struct State;
  explicit Scanners(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dockhand
