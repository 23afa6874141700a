// The people of a terminal, between the thread that syncs and that of the screens.
//
// Decides: that the first is told what stands here whenever that has changed, and what the hub says waits for the
// second, which alone writes it. Leaves to others: what is asked (sync/people_sync.h), what is kept
// (terminal/people/hub_people.h).
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "storage/model/tools/mailbox.h"
#include "sync/people_sync.h"

namespace dockhand {

struct Door;

class SharedPeople {
 public:
  // None where the terminal has not enrolled. `wake` is called when the hub has said something. This must outlive what
  // is returned.
  std::unique_ptr<PeopleSync> link(std::optional<Upstream> upstream, std::function<void()> wake);
  // `written` is when the file of users was. True: something else stands here than was said last.
  bool here_is(const Door* door, std::filesystem::file_time_type written);
  std::deque<PeopleTold> told() { return told_.take(); }

 private:
  bool linked_ = false;
  const Door* door_ = nullptr;  // as it was said last, with the next two
  std::uint64_t version_ = 0;
  std::filesystem::file_time_type written_{};
  std::mutex mutex_;  // guards the next
  PeopleHere here_;
  Mailbox<PeopleTold> told_;
};

}  // namespace dockhand
