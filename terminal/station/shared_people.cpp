#include "terminal/station/shared_people.h"

#include "terminal/people/hub_people.h"

namespace dockhand {

std::unique_ptr<PeopleSync> SharedPeople::link(std::optional<Upstream> upstream, std::function<void()> wake) {
  if (!upstream) return nullptr;
  linked_ = true;
  const auto here = [this] {
    const std::lock_guard lock(mutex_);
    return here_;
  };
  const auto told = [this, wake = std::move(wake)](PeopleTold one) {
    told_.replace(std::move(one));
    wake();
  };
  return std::make_unique<PeopleSync>(*std::move(upstream), PeopleSync::Calls{here, told});
}

bool SharedPeople::here_is(const Door* door, std::filesystem::file_time_type written) {
  if (!linked_) return false;
  const std::uint64_t version = door == nullptr ? 0 : door->pins.version();
  if (door == door_ && version == version_ && written == written_) return false;
  door_ = door;
  written_ = written;
  version_ = version;
  PeopleHere here = people_here(door);
  const std::lock_guard lock(mutex_);
  here_ = std::move(here);
  return true;
}

}  // namespace dockhand
