// Catch2 in the style of Unity, on Catch2 2.13 (Debian 12) and 3.7 (Debian 13).
//
// A test program defines `struct Fixture` with setUp() and tearDown(), and flat tests whose names are sentences:
//
//   struct Fixture { void setUp() { ... } void tearDown() { ... } ... };
//   TEST(receipt_of_more_than_waits_leaves_the_rest_free) { ... REQUIRE(x == y); }
//
// There may be no assertion in tearDown, and none on another thread.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace dockhand::test {
template <class Fixture>
struct Unity : Fixture {
  Unity() { Fixture::setUp(); }
  ~Unity() { Fixture::tearDown(); }
};
}  // namespace dockhand::test

#define TEST(sentence) TEST_CASE_METHOD(dockhand::test::Unity<Fixture>, #sentence)
