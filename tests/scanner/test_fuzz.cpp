// A short run of the fuzz targets: the corpus, and what chance makes of it. toolchains/fuzz does the long one.
#include "tests/fuzz/targets.h"
#include "tests/support/corpus.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}
};
}  // namespace

TEST(no_scan_upsets_the_parser) { REQUIRE(test::play(test::corpus("parse"), 5000, test::fuzz_parse) > 5000); }

TEST(no_picture_upsets_the_reader) { REQUIRE(test::play(test::corpus("decode"), 60, test::fuzz_decode) > 60); }
