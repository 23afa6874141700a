#include "terminal/people/hub_people.h"

#include "storage/model/private_file.h"
#include "sync/access/signing.h"

namespace dockhand {
namespace fs = std::filesystem;

PeopleHere people_here(const Door* door) {
  if (door == nullptr) return {};
  return {digest_of_list(door->people.all()), door->pins.to_tell()};
}

Result<bool> take_list(const fs::path& users, const PeopleTold& told) {
  const fs::path marker = file_of_hubs_list(users), fresh = users.string() + ".fresh";
  std::error_code failure;
  if (!told.answer.has_list) {
    fs::remove(marker, failure);
    return false;
  }
  const bool were_its_own = !fs::exists(marker, failure);
  if (told.answer.list) {
    if (auto written = write_private_file(fresh, *told.answer.list); !written) return written.error();
    if (const auto people = People::read(fresh); !people) return people.error();
    if (were_its_own && fs::exists(users, failure)) {
      fs::rename(users, users.string() + ".own", failure);
      if (failure) return Error{ErrorKind::io, users.string(), "cannot be put aside"};
    }
    fs::rename(fresh, users, failure);
    if (failure) return Error{ErrorKind::io, users.string(), "cannot be replaced"};
  }
  if (were_its_own) {
    if (auto marked = write_private_file(marker, "The hub says who works here.\n"); !marked) return marked.error();
  }
  return told.answer.list.has_value();
}

Status take_pins(Pins& pins, const PeopleTold& told) {
  return pins.heard(told.before.pins, told.answer.pins, told.answer.wanted);
}

Status meet_people(Connector& connector, const Upstream& upstream, const fs::path& users) {
  for (int times = 0; times < 2; ++times) {
    auto door = Door::open(users, {});
    if (!door) return door.error();
    const auto told = ask_for_people(connector, upstream, people_here(door->get()));
    if (!told) return told.error();
    if (auto listed = take_list(users, *told); !listed) return listed.error();
    if (*door == nullptr) door = Door::open(users, {});
    if (!door || *door == nullptr) return door ? Status(Done{}) : Status(door.error());
    if (auto kept = take_pins((*door)->pins, *told); !kept) return kept;
    if (told->answer.wanted.empty()) break;
  }
  return Done{};
}

}  // namespace dockhand
