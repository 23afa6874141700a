// This decides what the terminal's sync does next.
//
// Decides: when to push, when to pull, and how long to leave the hub in peace after a failure. Leaves to others: doing
// it (sync/session.h), the threads (sync/worker.h). It is pure: time comes in as an argument, jitter from a seed; a
// clock that was set back costs one round at most, never a wait of hours.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <variant>

#include "storage/model/time.h"

namespace dockhand {

struct PushNext {
  bool operator==(const PushNext&) const = default;
};
struct PullNext {
  bool operator==(const PullNext&) const = default;
};
struct WaitUntil {
  Instant time;
  bool operator==(const WaitUntil&) const = default;
};
using SyncAction = std::variant<PushNext, PullNext, WaitUntil>;

class Planner {
 public:
  // The time between two pulls when nothing is to be sent. A terminal may learn that much later what another one did.
  static constexpr std::chrono::milliseconds pull_every{5'000};
  // This is the pause while the hub tells of changes by itself, in case that it forgets.
  static constexpr std::chrono::milliseconds pull_seldom{60'000};
  // The pause after the first failure. It doubles with each further one, up to max_pause. Half of each pause is random,
  // so that the terminals of a site do not all come back at the same moment.
  static constexpr std::chrono::milliseconds first_pause{1'000};
  static constexpr std::chrono::milliseconds max_pause{60'000};
  // The longest pause that a hub can ask for.
  static constexpr std::chrono::milliseconds max_asked{300'000};
  // The hub has refused our chain of events. Only a person can change that, so there is no hurry.
  static constexpr std::chrono::milliseconds refusal_pause{300'000};

  explicit Planner(std::uint64_t seed) : random_(seed) {}

  // `pending` is the number of events that the hub has not acknowledged.
  SyncAction next(Instant now, std::int64_t pending) const;

  // These say what became of the last action.
  void pushed();
  void push_refused(Instant now);
  void pulled(Instant now);
  // `asked_to_wait` is what the hub asks for, which may know better when it will have time. At most max_asked counts.
  void failed(Instant now, std::chrono::milliseconds asked_to_wait = {});

  // These say whether the hub tells of changes by itself, and that it has done so.
  void listens(bool does) { listens_ = does; }
  void hub_changed() { pull_at_.reset(); }
  // A person does not want to wait for the end of a pause.
  void hurry();

 private:
  std::mt19937_64 random_;
  bool listens_ = false;
  int failures_ = 0;                 // in a row
  std::optional<Instant> retry_at_;  // is set after a failure
  std::chrono::milliseconds retry_pause_{0};
  std::optional<Instant> push_at_;  // is set after a refusal
  std::optional<Instant> pull_at_;  // none: at once
};

}  // namespace dockhand
