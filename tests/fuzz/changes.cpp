#include "tests/fuzz/messages.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dockhand::test::fuzz_changes(data, size);
  return 0;
}
