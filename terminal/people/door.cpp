#include "terminal/people/door.h"

namespace dockhand {

Result<std::unique_ptr<Door>> Door::open(const std::filesystem::path& users, std::chrono::milliseconds sign_off_after) {
  std::error_code failure;
  if (!std::filesystem::exists(users, failure)) return std::unique_ptr<Door>{};
  auto people = People::read(users);
  if (!people) return people.error();
  auto pins = Pins::open(users.parent_path() / "pins.json", users.parent_path() / "pins.key");
  if (!pins) return pins.error();
  return std::make_unique<Door>(Door{std::move(people).value(), std::move(pins).value(), sign_off_after});
}

}  // namespace dockhand
