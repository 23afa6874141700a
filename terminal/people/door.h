// The two files of a terminal whose people sign on: they say who may work here, and with which PIN.
#pragma once

#include <chrono>
#include <memory>

#include "storage/import/columns/people.h"
#include "terminal/people/pins.h"

namespace dockhand {

struct Door {
  People people;
  Pins pins;
  std::chrono::milliseconds sign_off_after{0};  // without use; 0: never

  // Empty: there is no file of users, and nobody signs on. The PINs are kept beside it.
  static Result<std::unique_ptr<Door>> open(const std::filesystem::path& users,
                                            std::chrono::milliseconds sign_off_after);
};

}  // namespace dockhand
