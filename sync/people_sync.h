// A terminal's part in the people of its hub: it says which PINs it has, and hears which hold.
//
// Decides: when that is due, after the hub has answered; that an answer counts for its own question alone. Leaves to
// others: the form (sync/people_messages.h), on which thread (sync/worker.h), what is kept of it
// (terminal/people/hub_people.h).
#pragma once

#include <functional>
#include <optional>

#include "storage/model/time.h"
#include "sync/connector.h"
#include "sync/people_messages.h"

namespace dockhand {

// What stands at a terminal.
struct PeopleHere {
  std::string list;             // the digest of its users; empty: there are none
  std::vector<PersonPin> pins;  // with the hashes that the hub may not have
};
// What the hub has said, and to what.
struct PeopleTold {
  PeopleHere before;
  PeopleAnswer answer;
};

// An Error of kind unknown says that this hub keeps no people. An older hub says "refused" to an address that it does
// not know, also to a terminal that it has just answered.
Result<PeopleTold> ask_for_people(Connector& connector, const Upstream& upstream, PeopleHere here);

bool keeps_none(const Error& error);

class PeopleSync {
 public:
  // There is no hurry where nothing was changed here, and still less at a hub that does not know what is asked.
  static constexpr std::chrono::milliseconds every{30'000}, after_failure{5'000}, after_refusal{600'000};

  // Both are called on the thread that syncs.
  struct Calls {
    std::function<PeopleHere()> here;
    std::function<void(PeopleTold)> told;
  };
  // The terminal has enrolled.
  PeopleSync(Upstream upstream, Calls calls) : upstream_(std::move(upstream)), calls_(std::move(calls)) {}

  // Is called when the hub may be reached. `answered` says that it has just answered, `hurries` that somebody waits.
  Status run(Connector& connector, Instant now, bool answered, bool hurries);

 private:
  bool is_due(const PeopleHere& here, Instant now, bool answered) const;

  const Upstream upstream_;
  const Calls calls_;
  std::optional<Instant> asked_at_;
  std::optional<std::chrono::milliseconds> pause_{};  // after a failure
};

}  // namespace dockhand
