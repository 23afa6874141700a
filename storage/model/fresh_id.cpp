#include "storage/model/fresh_id.h"

#include <random>

namespace dockhand {

std::string fresh_id() {
  static constexpr char digits[] = "0123456789abcdef";
  std::random_device source;
  std::string id;
  while (id.size() < 32) {
    auto bits = source();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4) id += digits[bits & 15];
  }
  return id;
}

CommandId fresh_command_id() { return CommandId::parse(fresh_id()).value(); }

}  // namespace dockhand
